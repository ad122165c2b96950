/** Footnotes: made, changed and taken away in a dialog; in the text stands their number. */
import { keymap } from "prosemirror-keymap";
import { NodeSelection, Plugin, type Command, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { _ } from "../shared/i18n.ts";
import { ask } from "./ask.ts";
import { outright } from "./commands.ts";
import { schema } from "./schema.ts";

/** Where the footnote stands that is selected, null if none is. */
function selected({ selection }: EditorState): number | null {
  return selection instanceof NodeSelection && selection.node.type.name === "footnote" ? selection.from : null;
}

/** Ask for the words of a footnote: of the one selected, or of a new one at the cursor. */
export const editNote: Command = outright((state, dispatch, view) => {
  const at = selected(state);
  const { parent } = state.selection.$from;
  if (at === null && (!parent.inlineContent || parent.type.name === "code_block")) return false;
  if (dispatch && view) void askFor(view, at);
  return true;
});

async function askFor(view: EditorView, at: number | null): Promise<void> {
  const before = at === null ? null : view.state.doc.nodeAt(at);
  const text = await ask({
    title: _("Footnote"),
    label: before ? _("Words of the footnote; leave them empty to remove it") : _("Words of the footnote"),
    value: String(before?.attrs["text"] ?? ""),
    type: "text",
    mayBeEmpty: before !== null,
  });
  view.focus();
  if (text === null) return;
  if (before === null) {
    if (text) view.dispatch(view.state.tr.insert(view.state.selection.to, schema.nodes["footnote"]!.create({ text })));
    return;
  }
  // Others may have typed meanwhile; the selection has stayed with the footnote.
  const now = selected(view.state);
  if (now === null) return;
  const transaction = text ? view.state.tr.setNodeAttribute(now, "text", text) : view.state.tr.delete(now, now + 1);
  view.dispatch(transaction);
}

/** Enter on a selected footnote opens it, and so does a double click. */
export function notes(): Plugin[] {
  return [
    keymap({ Enter: (state, dispatch, view) => selected(state) !== null && editNote(state, dispatch, view) }),
    new Plugin({
      props: {
        handleDoubleClickOn(view, _position, node, at) {
          if (node.type.name !== "footnote") return false;
          view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
          return editNote(view.state, view.dispatch, view);
        },
      },
    }),
  ];
}
