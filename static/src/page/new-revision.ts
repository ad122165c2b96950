/** Offers a revision that was published while an older one is read. */
import { find } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { announce } from "../shared/status.ts";

/** Show the banner, beneath the bar that stays in view; the text that is read stays. */
export function offerRevision(
  published: { number: number; label: string },
  shown: number,
): void {
  const banner = find("[data-new-revision]");
  const text = find("[data-new-revision-text]");
  if (!banner || !text || published.number <= shown) return;
  text.textContent = _("There is a newer revision: %(label)s.", { label: published.label });
  find(".bar")?.append(banner);
  banner.hidden = false;
  announce(text.textContent);
}
