/** Lists: how deep an item stands, and numbers that follow on from each other. */
import type { Node } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { nextMarker, shapeOf } from "./markers.ts";
import { schema } from "./schema.ts";

const DEEPEST = 9; // what the server keeps of a level

/** Whether the cursor is in a list's item. */
export function isInList({ selection: { $from } }: EditorState): boolean {
  return $from.parent.type === schema.nodes["list_item"];
}

/** Put the selected items deeper (1) or less deep (-1), counted on from the one above there. */
export function indent(by: 1 | -1): Command {
  return (state, dispatch) => {
    const transaction = state.tr;
    state.doc.nodesBetween(state.selection.from, state.selection.to, (node, at) => {
      const level = levelOf(node) + by;
      if (node.type !== schema.nodes["list_item"] || level < 1 || level > DEEPEST) return;
      transaction.setNodeAttribute(at, "level", level);
      const before = markerBefore(transaction.doc, at, level);
      const marker = before === null ? (shapeOf(markerOf(node)) ?? markerOf(node)) : nextMarker(before);
      transaction.setNodeAttribute(at, "marker", marker);
    });
    if (!transaction.docChanged) return false;
    dispatch?.(transaction);
    return true;
  };
}

/** The marker of the last item of a level above a block, null if the list has none there. */
function markerBefore(doc: Node, at: number, level: number): string | null {
  let found: string | null = null;
  doc.nodesBetween(0, at, (node, place) => {
    if (place >= at || node === doc) return node === doc;
    const isWithin = node.type === schema.nodes["list_item"] && levelOf(node) >= level;
    if (!isWithin) found = null;
    else if (levelOf(node) === level && markerOf(node) !== "") found = markerOf(node);
    return false;
  });
  return found;
}

interface Item {
  node: Node;
  at: number;
}

/** Count the cursor's list anew from its first number; nothing where it counts already. */
export const renumber: Command = (state, dispatch) => {
  if (!isInList(state)) return false;
  const transaction = state.tr;
  let marker: string | null = null;
  for (const { node, at } of countedWith(state)) {
    const given = markerOf(node);
    marker = marker === null ? given : nextMarker(marker);
    if (marker !== given) transaction.setNodeAttribute(at, "marker", marker);
  }
  if (!transaction.docChanged) return false;
  dispatch?.(transaction);
  return true;
};

/** The items that the cursor's is counted with: as deep, of one kind, with no other text between. */
function countedWith({ doc, selection: { $from } }: EditorState): Item[] {
  const { parent } = $from;
  const [level, shape, place] = [levelOf(parent), shapeOf(markerOf(parent)), $from.index(0)];
  if (shape === null) return [];
  let run: Item[] = [];
  let isOver = false;
  doc.forEach((node, at, index) => {
    if (isOver) return;
    const isWithin = node.type === parent.type && levelOf(node) >= level;
    const isOther = isWithin && levelOf(node) === level && markerOf(node) !== "" && shapeOf(markerOf(node)) !== shape;
    if (!isWithin || isOther) {
      isOver = index > place;
      if (!isOver) run = [];
    } else if (levelOf(node) === level && markerOf(node) !== "") run.push({ node, at });
  });
  return run;
}

function levelOf(node: Node): number {
  return Number(node.attrs["level"] ?? 1);
}

function markerOf(node: Node): string {
  return String(node.attrs["marker"] ?? "");
}
