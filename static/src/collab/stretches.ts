/**
 * Which blocks of the draft continue which paragraphs of the newest revision.
 *
 * A block with a paragraph's id continues it, and so do the new ones after it: Enter
 * leaves them there. A paragraph whose id is gone was joined to the one before it, or
 * deleted; its words are looked for where that one stands.
 */
import type { Node } from "prosemirror-model";
import { wordsOf } from "./words.ts";

/** Paragraphs of the newest revision, and the blocks that continue them. */
export interface Stretch {
  pids: string[];
  blocks: Placed[];
}

export interface Placed {
  node: Node;
  at: number;
}

/** Stands between the texts of two paragraphs; no paragraph's words hold it at an edge. */
export const BORDER = "\n";

/** The stretches of a draft, in the order of the newest revision (`order` holds its ids). */
export function stretchesOf(doc: Node, order: readonly string[]): Stretch[] {
  const isOld = new Set(order);
  const begun = new Map<string, Placed[]>();
  let blocks: Placed[] = [];
  const before = blocks; // what stands above the first known paragraph
  doc.forEach((node, at) => {
    const pid = String(node.attrs["pid"] ?? "");
    if (isOld.has(pid) && !begun.has(pid)) {
      blocks = [];
      begun.set(pid, blocks);
    }
    blocks.push({ node, at });
  });
  const found: Stretch[] = [{ pids: [], blocks: before }];
  for (const pid of order) {
    const continued = begun.get(pid);
    if (continued) found.push({ pids: [pid], blocks: continued });
    else found.at(-1)!.pids.push(pid);
  }
  return found;
}

/** The blocks of a text by their ids. */
export function byId(doc: Node): Map<string, Node> {
  return new Map(doc.content.content.map((node) => [String(node.attrs["pid"]), node]));
}

/** The words of blocks in one text, with a border between two. */
export function textOf(blocks: readonly Placed[]): string {
  return blocks.map(({ node }) => wordsOf(node).text).join(BORDER);
}

/** The range in the document from one unit of that text to another. */
export function rangeIn(blocks: readonly Placed[], start: number, end: number): [number, number] {
  const from = positionIn(blocks, start, false);
  const to = positionIn(blocks, end, true);
  return [from, Math.max(from, to)];
}

/** A border belongs to the block before it. */
function positionIn(blocks: readonly Placed[], unit: number, isEnd: boolean): number {
  let left = unit;
  let last = 0;
  for (const { node, at } of blocks) {
    const { offsets } = wordsOf(node);
    const first = offsets[0] ?? 1;
    const final = offsets.at(-1);
    last = at + (final === undefined ? first : final + 1);
    if (isEnd && left <= offsets.length) return at + (left ? offsets[left - 1]! + 1 : first);
    if (left < offsets.length) return at + offsets[left]!;
    left -= offsets.length + BORDER.length;
    if (left < 0) return last;
  }
  return last;
}
