/** A block's words as the server will read them, and where each stands in the editor. */
import type { Node } from "prosemirror-model";

export interface Words {
  text: string;
  /** For each UTF-16 unit of `text` its position in the document. */
  positions: number[];
}

const PLACEHOLDER = "\u200B"; // holds a suggested border of a block

/** The words of the block at `at`; what is only suggested is not among them. */
export function wordsOf(block: Node, at: number): Words {
  let text = "";
  const positions: number[] = [];
  block.forEach((child, offset) => {
    if (!child.isText || child.marks.some((mark) => mark.type.name === "insertion")) return;
    const written = child.text ?? "";
    for (let unit = 0; unit < written.length; unit += 1) {
      if (written[unit] === PLACEHOLDER) continue;
      text += written[unit];
      positions.push(at + 1 + offset + unit);
    }
  });
  return { text, positions };
}

/** The range in the document from one unit of the words to another. */
export function rangeOf(words: Words, at: number, start: number, end: number): [number, number] {
  const last = words.positions.at(-1);
  const from = words.positions[start] ?? (last === undefined ? at + 1 : last + 1);
  const before = words.positions[end - 1];
  return [from, end > start && before !== undefined ? before + 1 : from];
}
