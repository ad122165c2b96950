/** The words of a paragraph, to choose a passage by its first and last one. */
import { lengthOf } from "../anchoring/units.ts";

/** A word with its punctuation; offsets are code points. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** The words of `text`: what stands between white space. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let offset = 0;
  for (const part of text.split(/(\s+)/)) {
    const length = lengthOf(part);
    if (part.trim()) words.push({ text: part, start: offset, end: offset + length });
    offset += length;
  }
  return words;
}

/** The offsets of sentences as the page carries them: "0 57 57 120". */
export function sentencesOf(attribute: string | undefined): [start: number, end: number][] {
  const numbers = (attribute ?? "").split(" ").filter(Boolean).map(Number);
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) pairs.push([numbers[i]!, numbers[i + 1]!]);
  return pairs;
}
