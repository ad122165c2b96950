/** The editor: the shared text with all that belongs to writing it together. */
import { isSuggestChangesEnabled, suggestChanges, suggestChangesKey } from "@handlewithcare/prosemirror-suggest-changes";
import { EditorState, Plugin, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import { _ } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import { anchors } from "./anchors.ts";
import { steadyCursor } from "./caret.ts";
import { keys } from "./commands.ts";
import { isRemote, stableIds } from "./ids.ts";
import { notes } from "./notes.ts";
import { pasting } from "./pasting.ts";
import { presence } from "./presence.ts";
import type { Base } from "./remarks.ts";
import type { Room } from "./room.ts";
import { schema } from "./schema.ts";
import { suggested, type Refusal } from "./suggesting.ts";
import { suggestionIdOf } from "./suggestions.ts";
import { tables } from "./tables.ts";
import { undoing } from "./undoing.ts";
import { unmerged } from "./unmerged.ts";

const ID_CHARACTERS = 12;

/** A paragraph's id: a letter first, as the server asks for. */
function freshId(): string {
  return `p${crypto.randomUUID().replaceAll("-", "").slice(0, ID_CHARACTERS)}`;
}

/** Show the room's text in `place`; `changed` is called after every change. */
export function openEditor(
  place: HTMLElement,
  room: Room,
  base: Base,
  who: { name: string; lang: string },
  changed: () => void,
): EditorView {
  const plugins = [
    ySyncPlugin(room.text) as Plugin,
    yUndoPlugin() as Plugin,
    undoing() as Plugin,
    ...presence(room.awareness),
    stableIds(freshId),
    steadyCursor(),
    unmerged(room, place),
    suggestChanges(),
    pasting(),
    anchors(base) as Plugin,
    ...tables(),
    ...notes(),
    ...keys(),
    new Plugin({ view: () => ({ update: changed }) }),
  ];
  return new EditorView(place, {
    state: EditorState.create({ schema, plugins }),
    attributes: attributes(who.lang),
    dispatchTransaction(this: EditorView, tr) {
      if (tr.docChanged && !this.editable && !isRemote(tr)) return;
      const made = isToSuggest(tr, this.state) ? suggested(tr, this.state, () => suggestionIdOf(who.name)) : tr;
      if (typeof made === "string") toast(whyNot(made));
      else this.updateState(this.state.apply(made));
    },
  });
}

/** Let the text be read only, by keys, buttons and the cards of comments alike. */
export function freeze(view: EditorView): void {
  const lang = view.dom.getAttribute("lang") ?? "";
  view.setProps({ editable: () => false, attributes: { ...attributes(lang), "aria-readonly": "true" } });
}

function attributes(lang: string): Record<string, string> {
  return {
    id: "collab-text",
    class: "collab-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": _("Text of the draft"),
    "aria-describedby": "collab-help",
    lang,
  };
}

/** Whether what somebody did is to be a suggestion only. */
function isToSuggest(tr: Transaction, state: EditorState): boolean {
  const isDecision = "skip" in ((tr.getMeta(suggestChangesKey) as object | undefined) ?? {});
  return isSuggestChangesEnabled(state) && tr.docChanged && !isRemote(tr) && !isDecision;
}

function whyNot(refusal: Refusal): string {
  return refusal === "colleague"
    ? _("A colleague suggests these words. Accept or reject their suggestion first.")
    : _("While you only suggest changes, please insert paragraphs one by one.");
}
