/** Offsets that never cut through what a reader sees as one character. */
import { fromUtf16, toUtf16 } from "./units.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The grapheme boundary at or before `offset` (code points). */
export function boundaryBefore(text: string, offset: number): number {
  const utf16 = toUtf16(text, offset);
  if (utf16 >= text.length) return fromUtf16(text, text.length);
  const at = segmenter.segment(text).containing(utf16);
  return fromUtf16(text, at ? at.index : 0);
}

/** The grapheme boundary at or after `offset` (code points). */
export function boundaryAfter(text: string, offset: number): number {
  const utf16 = toUtf16(text, offset);
  const at = utf16 < text.length ? segmenter.segment(text).containing(utf16) : undefined;
  if (!at || at.index === utf16) return fromUtf16(text, utf16);
  return fromUtf16(text, at.index + at.segment.length);
}
