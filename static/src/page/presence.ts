/** How many people read the document at this moment. */
import { find } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";

/** Show the number; it is no status, which would interrupt with every reader who comes. */
export function showPresence(readers: number): void {
  const place = find("[data-presence]");
  if (!place) return;
  place.hidden = false;
  place.classList.remove("is-away");
  place.textContent = ngettext("%(n)s person reading", "%(n)s people reading", readers);
}

/** Show that nobody can be counted, since there is no connection. */
export function showAbsence(): void {
  const place = find("[data-presence]");
  if (!place || place.hidden) return;
  place.classList.add("is-away");
  place.textContent = _("Connecting…");
}
