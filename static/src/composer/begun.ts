/** Comments begun and not sent: whoever comes back to the text is told of them. */
import { find, findAll, h } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import type { Draft, Drafts } from "./drafts.ts";

const WORDS_CHARS = 60; // enough to know it again

/** Tell of them above the text; `write` goes on with one. Returns what keeps it true. */
export function tellBegun(text: HTMLElement, drafts: Drafts, write: (pid: string) => void): () => void {
  const place = h("div", { class: "hint begun", lang: document.documentElement.lang });
  place.hidden = true;
  const hint = find(":scope > .hint", text);
  if (hint) hint.after(place);
  else text.prepend(place);

  const draw = (): void => {
    const begun = drafts.among(findAll('[id^="p-"]', text).map((para) => para.id.slice("p-".length)));
    const told = ngettext(
      "You have begun a comment that is not published yet.",
      "You have begun %(n)s comments that are not published yet.",
      begun.length,
    );
    place.hidden = !begun.length;
    place.replaceChildren(
      h("div", {}, h("p", {}, told), h("ul", {}, ...begun.map(([pid, draft]) => entry(pid, draft)))),
    );
  };

  function entry(pid: string, draft: Draft): HTMLElement {
    const words = excerpt(draft.body || draft.replacement);
    const goOn = h("button", { type: "button", class: "btn btn--small" }, _("Go on writing"));
    const discard = h("button", { type: "button", class: "tool" }, _("Discard"));
    for (const button of [goOn, discard]) button.append(h("span", { class: "vh" }, `: ${words}`));
    goOn.addEventListener("click", () => write(pid));
    discard.addEventListener("click", () => {
      drafts.drop(pid);
      draw();
      text.focus();
      toast(_("The comment is discarded."), _("Undo"), () => {
        drafts.keep(pid, draft);
        draw();
      });
    });
    return h("li", {}, h("q", {}, words), " ", goOn, " ", discard);
  }

  draw();
  // Also at the edge: after a reload the browser goes to where one read.
  const first = find("button", place);
  if (first) toast(find("p", place)?.textContent ?? "", _("Go on writing"), () => first.click());
  return draw;
}

function excerpt(words: string): string {
  const line = words.trim().replace(/\s+/gu, " ");
  return line.length > WORDS_CHARS ? `${line.slice(0, WORDS_CHARS)}…` : line;
}
