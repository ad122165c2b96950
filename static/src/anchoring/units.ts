/**
 * The only place where the browser's UTF-16 offsets meet code points, in which all
 * offsets of the service count (ADR 0002). An offset sits between two characters.
 */

/** How many code points `text` has. */
export function lengthOf(text: string): number {
  let count = 0;
  for (let utf16 = 0; utf16 < text.length; utf16 += width(text, utf16)) count += 1;
  return count;
}

/** The code point offset of a UTF-16 offset; one inside a pair counts as before it. */
export function fromUtf16(text: string, utf16Offset: number): number {
  let count = 0;
  let utf16 = 0;
  while (utf16 < text.length) {
    utf16 += width(text, utf16);
    if (utf16 > utf16Offset) return count;
    count += 1;
  }
  return count;
}

/** The UTF-16 offset of a code point offset; past the end it is the end. */
export function toUtf16(text: string, offset: number): number {
  let utf16 = 0;
  for (let count = 0; count < offset && utf16 < text.length; count += 1) {
    utf16 += width(text, utf16);
  }
  return utf16;
}

/** The characters of `text` between two code point offsets. */
export function sliceOf(text: string, start: number, end: number): string {
  return text.slice(toUtf16(text, start), toUtf16(text, end));
}

function width(text: string, utf16: number): number {
  return (text.codePointAt(utf16) ?? 0) > 0xffff ? 2 : 1;
}
