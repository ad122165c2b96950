/**
 * Suggested borders of paragraphs: each is held by a zero-width space on both sides.
 *
 * With one of them gone the border would be real for everybody, whatever is decided.
 */
import type { Mark, Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";

/** Where a new border is suggested, between two blocks, and the marks on both sides. */
export interface Border {
  at: number;
  left: Mark;
  right: Mark;
}

const HOLD = "\u200B";

/** The suggested new borders of a text. */
export function bordersIn(doc: Node): Border[] {
  const found: Border[] = [];
  doc.forEach((block, at, index) => {
    if (index === 0) return;
    const left = heldBy(doc.child(index - 1).lastChild, -1);
    const right = heldBy(block.firstChild, 0);
    if (left && right) found.push({ at, left, right });
  });
  return found;
}

function heldBy(node: Node | null, end: -1 | 0): Mark | undefined {
  return node?.text?.at(end) === HOLD ? node.marks.find(({ type }) => type.name === "insertion") : undefined;
}

/** Whether an edit takes a border away, or what holds it. */
export function isTaken(mapping: Mapping, { at }: Border): boolean {
  return (
    mapping.mapResult(at).deletedAcross ||
    mapping.mapResult(at - 1, -1).deletedBefore ||
    mapping.mapResult(at + 1, 1).deletedAfter
  );
}

/** Take the borders of `before` away in `tr` that `meant` takes, and hold the others as they were. */
export function mendBorders(tr: Transaction, before: Node, meant: Mapping): void {
  for (const border of bordersIn(before)) {
    const { pos } = tr.mapping.mapResult(border.at);
    const { nodeBefore, nodeAfter, depth } = tr.doc.resolve(pos);
    if (depth || !nodeBefore?.isTextblock || !nodeAfter?.isTextblock) continue;
    if (isTaken(meant, border)) {
      const index = tr.doc.resolve(pos).index();
      const left = heldBy(tr.doc.maybeChild(index - 2)?.lastChild ?? null, -1);
      const right = heldBy(tr.doc.maybeChild(index + 1)?.firstChild ?? null, 0);
      tr.delete(pos - 1 - holds(nodeBefore, /\u200B*$/u, left), pos + 1 + holds(nodeAfter, /^\u200B*/u, right));
    } else {
      if (!heldBy(nodeAfter.firstChild, 0)) tr.insert(pos + 1, before.type.schema.text(HOLD, [border.right]));
      if (!heldBy(nodeBefore.lastChild, -1)) tr.insert(pos - 1, before.type.schema.text(HOLD, [border.left]));
    }
  }
}

/** How many holds a block has at an end; in an empty one the last may be that of `other` border. */
function holds(block: Node, pattern: RegExp, other: Mark | undefined): number {
  const { size } = block.content;
  const found = pattern.exec(block.textBetween(0, size, "", "\uFFFC"))?.[0].length ?? 0;
  return found === size && other ? Math.max(0, found - 1) : found;
}
