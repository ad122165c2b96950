/** Marked words as a target: where they stand, and the words themselves. */
import { boundaryAfter, boundaryBefore } from "./graphemes.ts";
import { lengthOf, sliceOf } from "./units.ts";

/** An offset (code points) in a paragraph. */
export interface Position {
  paragraph: string;
  offset: number;
}

/** The words marked with the text just before and after (W3C TextQuoteSelector). */
export interface Quote {
  exact: string;
  prefix: string;
  suffix: string;
}

export interface Target {
  start: Position;
  end: Position;
  quote: Quote;
}

/** A paragraph's id and its plain text. */
export interface Words {
  pid: string;
  text: string;
}

const CONTEXT = 64; // code points; the server's selectors keep as many

/**
 * The target from `start` in the first to `end` in the last of `paragraphs`, which are
 * all that it touches. White space at the edges is left out, and no character is cut.
 * Null if no word is left.
 */
export function targetOf(paragraphs: Words[], start: number, end: number): Target | null {
  const rest = paragraphs.map((paragraph, index) => {
    const last = index === paragraphs.length - 1;
    const from = index === 0 ? boundaryBefore(paragraph.text, start) : 0;
    const to = last ? boundaryAfter(paragraph.text, end) : lengthOf(paragraph.text);
    return { ...paragraph, ...trimmed(paragraph.text, from, to) };
  });
  while (rest[0] && rest[0].start >= rest[0].end) rest.shift();
  while (rest.length && rest.at(-1)!.start >= rest.at(-1)!.end) rest.pop();
  const first = rest[0];
  const last = rest.at(-1);
  if (!first || !last) return null;
  const length = lengthOf(last.text);
  return {
    start: { paragraph: first.pid, offset: first.start },
    end: { paragraph: last.pid, offset: last.end },
    quote: {
      exact: rest.map((r) => sliceOf(r.text, r.start, r.end)).join("\n"),
      prefix: sliceOf(first.text, Math.max(0, first.start - CONTEXT), first.start),
      suffix: sliceOf(last.text, last.end, Math.min(length, last.end + CONTEXT)),
    },
  };
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const words = sliceOf(text, start, end);
  const before = words.length - words.trimStart().length;
  const after = words.trimEnd().length;
  return { start: start + before, end: start + lengthOf(words.slice(0, after)) };
}
