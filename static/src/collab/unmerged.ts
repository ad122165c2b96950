/**
 * Words written without a connection that the merged text does not hold.
 *
 * Where a colleague meanwhile joined, divided or changed the kind of a paragraph, that
 * is a new one, without what somebody wrote in the old one. So they are shown again.
 */
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { wordDiff } from "../composer/word-diff.ts";
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import { isOthers } from "./ids.ts";
import type { Room } from "./room.ts";
import { byId } from "./stretches.ts";
import { wordsOf } from "./words.ts";

/** Remember what is written while the room is out of reach, and look for it afterwards. */
export function unmerged(room: Room, place: HTMLElement): Plugin {
  let before: Node | null = null; // the text when the connection broke
  let mine: Node | null = null; // with what was written since, before others' came in
  let now: Node | null = null;
  room.watch((state) => {
    if (state === "offline") before ??= mine = now;
    else if (state === "connected" && before && mine && now) {
      tell(place, lostWords(before, mine, now));
      before = null;
    }
  });
  return new Plugin({
    state: {
      init: (_config, state) => (now = state.doc),
      apply(transaction, _value, _old, state) {
        now = state.doc;
        if (!isOthers(transaction)) mine = now;
        return now;
      },
    },
  });
}

/** The words that `mine` has beyond `before` and that stand nowhere in `now`. */
export function lostWords(before: Node, mine: Node, now: Node): string[] {
  const old = textsOf(before);
  const whole = now.content.content.map((block) => wordsOf(block).text).join("\n");
  const there = textsOf(now);
  return [...textsOf(mine)].flatMap(([pid, text]) => {
    const written = wordDiff(old.get(pid) ?? "", text).filter(({ kind }) => kind === "new");
    // A short word may well stand elsewhere, so it is looked for where it was written.
    const place = there.get(pid) ?? whole;
    return written.map((piece) => piece.text.trim()).filter((words) => words !== "" && !place.includes(words));
  });
}

function textsOf(doc: Node): Map<string, string> {
  return new Map([...byId(doc)].map(([pid, block]) => [pid, wordsOf(block).text]));
}

function tell(place: HTMLElement, lost: string[]): void {
  if (!lost.length) return;
  const words = _(
    "While you had no connection, a colleague rebuilt the paragraphs that you wrote in. These words of yours are not in the draft; please put them where they belong:",
  );
  const close = h("button", { type: "button", class: "tool" }, _("Done with it"));
  const notice = h(
    "div",
    { class: "notice notice--warn", tabindex: -1 },
    h("p", {}, words),
    h("ul", {}, ...lost.map((each) => h("li", {}, each))),
    close,
  );
  close.addEventListener("click", () => notice.remove());
  place.before(notice);
  toast(_("Some words that you wrote without a connection are not in the draft."), _("Show"), () => notice.focus());
}
