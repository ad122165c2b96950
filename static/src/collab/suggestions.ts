/** Changes that colleagues are to decide: by whom, what, and taking or leaving them. */
import {
  applySuggestion,
  isSuggestChangesEnabled,
  revertSuggestion,
  selectSuggestion,
} from "@handlewithcare/prosemirror-suggest-changes";
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { find, h } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { announce } from "../shared/status.ts";

/** What one person suggested in one place. */
export interface Suggestion {
  id: string;
  author: string;
  inserted: string;
  deleted: string;
}

const SEPARATOR = ":";
const PLACEHOLDER = /\u200B/gu; // holds a suggested border of a block
const LONGEST = 120;

/** An id nobody else makes, which tells the author's name. */
export function suggestionIdOf(name: string): string {
  return `s${crypto.randomUUID().slice(0, 8)}${SEPARATOR}${name}`;
}

/** The suggestions in a text, in its order. */
export function suggestionsIn(doc: Node): Suggestion[] {
  const found = new Map<string, Suggestion>();
  doc.descendants((node) => {
    for (const mark of node.marks) {
      const id = String(mark.attrs["id"] ?? "");
      if (!["insertion", "deletion", "modification"].includes(mark.type.name)) continue;
      const known = found.get(id) ?? { id, author: authorOf(id), inserted: "", deleted: "" };
      const text = node.textContent.replace(PLACEHOLDER, "");
      if (mark.type.name === "insertion") known.inserted += text;
      if (mark.type.name === "deletion") known.deleted += text;
      found.set(id, known);
    }
    return true;
  });
  return [...found.values()];
}

function authorOf(id: string): string {
  const at = id.indexOf(SEPARATOR);
  return at < 0 ? "?" : id.slice(at + 1);
}

/** Keep the list of suggestions true; it is the way to them for keyboard and ears. */
export function listSuggestions(place: HTMLElement, view: EditorView): () => void {
  const list = h("ul", { class: "collab-suggestions" });
  const title = h("summary", {});
  place.append(h("details", { class: "panel" }, title, list));
  let shown = "";

  const draw = (): void => {
    const all = suggestionsIn(view.state.doc);
    const key = JSON.stringify(all);
    if (key === shown) return;
    shown = key;
    place.hidden = !all.length && !isSuggestChangesEnabled(view.state);
    title.textContent = ngettext("%(n)s suggestion", "%(n)s suggestions", all.length);
    list.replaceChildren(...all.map((each) => entry(each, view)));
  };
  draw();
  return draw;
}

function entry(each: Suggestion, view: EditorView): HTMLElement {
  const decide = (label: string, said: string, take: boolean): HTMLElement => {
    const button = h("button", { type: "button", class: "btn btn--small" }, label, h("span", { class: "vh" }, `: ${each.author}`));
    button.addEventListener("click", () => {
      const command = take ? applySuggestion(each.id) : revertSuggestion(each.id);
      command(view.state, view.dispatch);
      announce(said);
      find("summary", button.closest("details") ?? document)?.focus();
    });
    return button;
  };
  const show = h("button", { type: "button", class: "tool" }, _("Show"));
  show.addEventListener("click", () => {
    selectSuggestion(each.id)(view.state, view.dispatch);
    view.focus();
    view.dispatch(view.state.tr.scrollIntoView());
  });
  return h(
    "li",
    {},
    h("b", {}, each.author),
    h(
      "p",
      { class: "diff" },
      each.deleted ? h("del", {}, shortened(each.deleted)) : null,
      each.inserted ? h("ins", {}, shortened(each.inserted)) : null,
      each.deleted || each.inserted ? null : _("a new or joined paragraph"),
    ),
    h("p", { class: "cluster" }, decide(_("Accept"), _("The suggestion is accepted."), true), decide(_("Reject"), _("The suggestion is rejected."), false), show),
  );
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
