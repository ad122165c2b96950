/** A block's words as the server will read them, and where each stands in the editor. */
import type { Node } from "prosemirror-model";

export interface Words {
  text: string;
  /** For each UTF-16 unit of `text` how far it stands from the block's start. */
  offsets: number[];
}

const PLACEHOLDER = "\u200B"; // holds a suggested border of a block

const known = new WeakMap<Node, Words>(); // a node never changes; an edit makes a new one

/** The words of a range, without what is only suggested; blocks are parted by a space. */
export function wordsBetween(doc: Node, from: number, to: number): string {
  const parts: string[] = [];
  doc.nodesBetween(from, to, (block, at) => {
    if (!block.isTextblock) return true;
    const { text, offsets } = wordsOf(block);
    const isWithin = (unit: number): boolean => from <= at + offsets[unit]! && at + offsets[unit]! < to;
    parts.push([...Array(text.length).keys()].filter(isWithin).map((unit) => text[unit]).join(""));
    return false;
  });
  return parts.join(" ");
}

/** The words of a block; what is only suggested is not among them. */
export function wordsOf(block: Node): Words {
  const before = known.get(block);
  if (before) return before;
  let text = "";
  const offsets: number[] = [];
  block.forEach((child, offset) => {
    if (!child.isText || child.marks.some((mark) => mark.type.name === "insertion")) return;
    const written = child.text ?? "";
    for (let unit = 0; unit < written.length; unit += 1) {
      if (written[unit] === PLACEHOLDER) continue;
      text += written[unit];
      offsets.push(1 + offset + unit);
    }
  });
  const words = { text, offsets };
  known.set(block, words);
  return words;
}
