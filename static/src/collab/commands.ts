/** What keys and buttons do to the text. */
import { isSuggestChangesEnabled } from "@handlewithcare/prosemirror-suggest-changes";
import { baseKeymap, chainCommands, newlineInCode, setBlockType, toggleMark } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import type { NodeType } from "prosemirror-model";
import type { Command, EditorState, Plugin, Transaction } from "prosemirror-state";
import { redo, undo, yUndoPluginKey } from "y-prosemirror";
import type { UndoManager } from "yjs";
import { _ } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import { nextMarker } from "./markers.ts";
import { schema, type BlockAttributes, type Kind } from "./schema.ts";
import { isTouched } from "./undoing.ts";

/**
 * A command for those who do not only suggest. The shared text has marks of suggestions on
 * words alone: what is done to a whole block or a footnote others would see as done.
 */
export function outright(command: Command): Command {
  return (state, dispatch, view) => !isSuggestChangesEnabled(state) && command(state, dispatch, view);
}

/** Turn the selected blocks into a kind, counted on from `marker`; their ids stay. */
export function setKind(kind: Kind, level: number | null = null, marker: string | null = null): Command {
  return outright((state, dispatch, view) => {
    const type = schema.nodes[kind]!;
    // One attribute set for all would take the ids away, so they are put back.
    const pids = new Map<number, unknown>();
    state.doc.nodesBetween(state.selection.from, state.selection.to, (node, at) => {
      if (node.isTextblock) pids.set(at, node.attrs["pid"]);
    });
    const keep = (transaction: Transaction): void => {
      let next = marker;
      pids.forEach((pid, at) => {
        transaction.setNodeAttribute(at, "pid", pid).setNodeAttribute(at, "marker", next);
        next = next && nextMarker(next);
      });
      dispatch?.(transaction);
    };
    return setBlockType(type, { level, marker })(state, dispatch && keep, view);
  });
}

/** Enter in a list goes on with its next marker, and ends it at an empty item. */
const splitItem: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const item = $from.parent;
  if (item.type !== schema.nodes["list_item"] || !$from.sameParent($to)) return false;
  if (item.content.size === 0) return setKind("paragraph")(state, dispatch);
  if (dispatch) dispatch(divided(state, item.type, { marker: nextMarker(String(item.attrs["marker"] ?? "•")) }));
  return true;
};

/** Enter elsewhere: after a heading comes a paragraph, else the same kind again. */
const splitText: Command = (state, dispatch) => {
  const { parent, parentOffset } = state.selection.$from;
  if (!parent.isTextblock || parent.type.spec.code) return false;
  const isHeadingDone = parent.type === schema.nodes["heading"] && parentOffset === parent.content.size;
  if (dispatch) {
    dispatch(
      isHeadingDone
        ? divided(state, schema.nodes["paragraph"]!, { level: null })
        : divided(state, parent.type, {}),
    );
  }
  return true;
};

/**
 * Divide the block at the selection. The new one has no id yet; at the start of a text
 * it is the empty one before it, so that the words keep theirs.
 */
function divided(state: EditorState, type: NodeType, changed: Partial<BlockAttributes>): Transaction {
  const transaction = state.tr.deleteSelection();
  const { $from } = transaction.selection;
  const attributes = { ...$from.parent.attrs, ...changed, pid: null };
  if ($from.parentOffset === 0 && $from.parent.content.size > 0) {
    const empty = $from.parent.type.create({ ...$from.parent.attrs, pid: null });
    transaction.insert($from.before(), empty);
    const at = transaction.selection.$from.before();
    if (changed.marker) transaction.setNodeAttribute(at, "marker", changed.marker);
  } else {
    transaction.split($from.pos, 1, [{ type, attrs: attributes }]);
  }
  return transaction.scrollIntoView();
}

/** Take back one's own last edit; asked without `dispatch` it only says whether it could. */
export const undoOwn: Command = (state, dispatch) => {
  const manager = yUndoPluginKey.getState(state)?.undoManager;
  if (!dispatch || !manager?.canUndo()) return manager?.canUndo() ?? false;
  return dropTouched(state, manager.undoStack) || undo(state) || tellNothing();
};

/** Make one's own edit again that was just taken back. */
export const redoOwn: Command = (state, dispatch) => {
  const manager = yUndoPluginKey.getState(state)?.undoManager;
  if (!dispatch || !manager?.canRedo()) return manager?.canRedo() ?? false;
  return dropTouched(state, manager.redoStack) || redo(state) || tellNothing();
};

/** Drop a step that would spoil what others did since, and say so. */
function dropTouched(state: EditorState, stack: UndoManager["undoStack"]): boolean {
  return isTouched(state, stack.at(-1)) && stack.pop() !== undefined && tellNothing();
}

function tellNothing(): boolean {
  toast(_("This stays as it is: somebody else has changed this paragraph since."));
  return true;
}

/** What keys do in the text. */
export function keys(): Plugin[] {
  return [
    keymap({
      Enter: chainCommands(newlineInCode, splitItem, splitText),
      "Mod-z": undoOwn,
      "Mod-y": redoOwn,
      "Shift-Mod-z": redoOwn,
      "Mod-b": toggleMark(schema.marks["strong"]!),
      "Mod-i": toggleMark(schema.marks["emphasis"]!),
    }),
    keymap(baseKeymap),
  ];
}
