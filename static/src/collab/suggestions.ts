/** Changes that colleagues are to decide: by whom, what, and taking or leaving them. */
import {
  applySuggestion,
  isSuggestChangesEnabled,
  revertSuggestion,
  selectSuggestion,
} from "@handlewithcare/prosemirror-suggest-changes";
import type { Node } from "prosemirror-model";
import type { Command, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { h } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { announce } from "../shared/status.ts";
import { count, formatBetween, formatWords, type Format, type Tally } from "./formats.ts";
import { redraw } from "./redraw.ts";

/** What one person suggested in one place. */
export interface Suggestion {
  id: string;
  author: string;
  inserted: string;
  deleted: string;
  /** Where the words stay the same: how their format would change. */
  format: Format | null;
}

const SEPARATOR = ":";
const PLACEHOLDER = /\u200B/gu; // holds a suggested border of a block
const LONGEST = 120;

/** An id nobody else makes, which tells the author's name. */
export function suggestionIdOf(name: string): string {
  return `s${crypto.randomUUID().slice(0, 8)}${SEPARATOR}${name}`;
}

/** The suggestions in a text, or in a range of it, in its order. */
export function suggestionsIn(doc: Node, from = 0, to = doc.content.size): Suggestion[] {
  const found = new Map<string, Suggestion & { before: Tally; after: Tally }>();
  doc.nodesBetween(from, to, (node) => {
    for (const mark of node.marks) {
      const id = String(mark.attrs["id"] ?? "");
      if (!["insertion", "deletion", "modification"].includes(mark.type.name)) continue;
      const known = found.get(id) ?? {
        ...{ id, author: authorOf(id), inserted: "", deleted: "", format: null },
        ...{ before: new Map(), after: new Map() },
      };
      const text = node.textContent.replace(PLACEHOLDER, "");
      if (mark.type.name === "insertion") {
        known.inserted += text;
        count(known.after, node.marks, text.length);
      }
      if (mark.type.name === "deletion") {
        known.deleted += text;
        count(known.before, node.marks, text.length);
      }
      found.set(id, known);
    }
    return true;
  });
  return [...found.values()].map(({ before, after, ...each }) => ({
    ...each,
    format: each.inserted === each.deleted ? formatBetween(before, after) : null,
  }));
}

/** The name of who made a suggestion. */
export function authorOf(id: string): string {
  const at = id.indexOf(SEPARATOR);
  return at < 0 ? "?" : id.slice(at + 1);
}

/** Keep the list of suggestions true; it is the way to them for keyboard and ears. */
export function listSuggestions(place: HTMLElement, view: EditorView): () => void {
  const groups = h("div", { class: "stack" });
  const title = h("summary", {});
  const list = h("details", { class: "panel" }, title, groups);
  place.append(list);
  let shown = "";

  const draw = (): void => {
    const all = suggestionsIn(view.state.doc);
    const key = JSON.stringify(all);
    place.hidden = !all.length && !isSuggestChangesEnabled(view.state);
    if (key === shown) return;
    shown = key;
    title.textContent = ngettext("%(n)s suggestion", "%(n)s suggestions", all.length);
    redraw(
      groups,
      byAuthor(all).map(([author, listed]) => group(author, listed, view)),
      () => (place.hidden ? view.dom : title),
    );
  };
  draw();
  if (location.hash === `#${place.id}` && !place.hidden) {
    list.setAttribute("open", ""); // the preview sends people here
    place.scrollIntoView();
    title.focus();
  }
  return draw;
}

/** Who suggested what, in the order in which the authors come in the text. */
export function byAuthor(all: readonly Suggestion[]): [string, Suggestion[]][] {
  const found = new Map<string, Suggestion[]>();
  for (const each of all) found.set(each.author, [...(found.get(each.author) ?? []), each]);
  return [...found];
}

function group(author: string, listed: readonly Suggestion[], view: EditorView): HTMLElement {
  const ids = listed.map((each) => each.id);
  const whole = h(
    "p",
    { class: "cluster" },
    decision(_("Accept all"), author, `+${author}`, () => decide(view, ids, true)),
    decision(_("Reject all"), author, `-${author}`, () => decide(view, ids, false)),
  );
  return h(
    "section",
    { class: "stack", "aria-label": author },
    h("h3", {}, author),
    listed.length > 1 ? whole : null,
    h("ul", { class: "collab-suggestions" }, ...listed.map((each) => entry(each, view))),
  );
}

function entry(each: Suggestion, view: EditorView): HTMLElement {
  const about = shortened(each.inserted || each.deleted) || each.author;
  const show = h("button", { type: "button", class: "tool", "data-key": each.id }, _("Show"), h("span", { class: "vh" }, `: ${about}`));
  show.addEventListener("click", () => {
    selectSuggestion(each.id)(view.state, view.dispatch);
    view.focus();
    view.dispatch(view.state.tr.scrollIntoView());
  });
  return h(
    "li",
    {},
    wording(each),
    h(
      "p",
      { class: "cluster" },
      decision(_("Accept"), about, `+${each.id}`, () => decide(view, [each.id], true)),
      decision(_("Reject"), about, `-${each.id}`, () => decide(view, [each.id], false)),
      show,
    ),
  );
}

/** What a suggestion would do, for eyes and ears. */
function wording({ inserted, deleted, format }: Suggestion): HTMLElement {
  if (format) return h("p", {}, _("“%(words)s”: %(formats)s", { words: shortened(inserted), formats: formatWords(format) }));
  const hidden = (words: string): HTMLElement => h("span", { class: "vh" }, words);
  return h(
    "p",
    { class: "diff" },
    deleted ? h("del", {}, hidden(`${_("[removed:")} `), shortened(deleted), hidden(_("]"))) : null,
    inserted ? h("ins", {}, hidden(`${_("[added:")} `), shortened(inserted), hidden(_("]"))) : null,
    deleted || inserted ? null : _("a new or joined paragraph"),
  );
}

function decision(label: string, about: string, key: string, act: () => void): HTMLElement {
  const button = h("button", { type: "button", class: "btn btn--small", "data-key": key }, label, h("span", { class: "vh" }, `: ${about}`));
  button.addEventListener("click", act);
  return button;
}

/** Take a suggestion; a paragraph that was struck as a whole goes with its words. */
export function accept(id: string): Command {
  return (state, dispatch) => {
    const tidied = (transaction: Transaction): void => {
      state.doc.forEach((block, at) => {
        const { pos, deleted } = transaction.mapping.mapResult(at);
        if (deleted || !isStruck(block, id) || transaction.doc.childCount === 1) return;
        transaction.delete(pos, pos + transaction.doc.nodeAt(pos)!.nodeSize);
      });
      dispatch?.(transaction);
    };
    return applySuggestion(id)(state, dispatch && tidied);
  };
}

/** Whether a suggestion strikes all words of a block; its footnotes bear no marks. */
function isStruck(block: Node, id: string): boolean {
  const words = block.children.filter((child) => child.isText);
  return words.length > 0 && words.every(({ marks }) => marks.some(({ type, attrs }) => type.name === "deletion" && attrs["id"] === id));
}

function decide(view: EditorView, ids: readonly string[], isAccepted: boolean): void {
  if (!view.editable) return;
  for (const id of ids) {
    const command = isAccepted ? accept(id) : revertSuggestion(id);
    command(view.state, view.dispatch);
  }
  announce(
    isAccepted
      ? ngettext("%(n)s suggestion is accepted.", "%(n)s suggestions are accepted.", ids.length)
      : ngettext("%(n)s suggestion is rejected.", "%(n)s suggestions are rejected.", ids.length),
  );
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
