/** Where words of the newest revision stand in the draft. */
import { wordDiff, type Piece } from "../composer/word-diff.ts";

/** What became of marked words so far; the preview before publishing knows better. */
export type Verdict = "kept" | "moved" | "changed" | "gone";

/** Offsets in the draft's text, in UTF-16 units as the browser counts. */
export interface Found {
  verdict: Verdict;
  start: number;
  end: number;
}

/**
 * Follow the words from `start` to `end` (UTF-16) of `old` into `now`.
 *
 * Words that took their place belong to them; what was written against an edge does
 * not. Of words that are gone the place where they stood is told, with no width. Where
 * only white space differs, as between the halves of a paragraph, nothing has changed.
 */
export function follow(old: string, now: string, start: number, end: number): Found {
  if (old === now) return { verdict: "kept", start, end };
  let oldAt = 0;
  let nowAt = 0;
  let first = -1;
  let last = -1;
  let lost = 0;
  let inserted = 0;
  let survived = 0;
  let place = -1;
  const pieces = wordDiff(old, now);
  const widen = (from: number, to: number): void => {
    if (first < 0) first = from;
    last = to;
  };
  pieces.forEach((piece, index) => {
    const size = piece.text.length;
    if (piece.kind === "new") {
      const replaced = pieces[index - 1];
      const from = replaced?.kind === "old" ? oldAt - replaced.text.length : oldAt;
      const isInside = oldAt > start && oldAt < end;
      const isInstead = replaced?.kind === "old" && from >= start && oldAt <= end;
      if ((isInside || isInstead) && !isBlank(piece)) {
        widen(nowAt, nowAt + size);
        inserted += size;
      }
      nowAt += size;
      return;
    }
    const from = Math.max(start, oldAt);
    const to = Math.min(end, oldAt + size);
    if (place < 0 && oldAt + size >= start) {
      place = nowAt + (piece.kind === "equal" ? Math.max(0, start - oldAt) : 0);
    }
    if (piece.kind === "equal") {
      if (from < to) {
        widen(nowAt + from - oldAt, nowAt + to - oldAt);
        survived += to - from;
      }
      nowAt += size;
    } else if (from < to && !isBlank(piece)) lost += to - from;
    oldAt += size;
  });
  if (first < 0 || (survived === 0 && inserted === 0)) {
    const at = Math.max(0, place < 0 ? now.length : place);
    return { verdict: "gone", start: at, end: at };
  }
  const isWhole = lost === 0 && inserted === 0;
  return { verdict: isWhole ? "kept" : "changed", start: first, end: last };
}

function isBlank({ text }: Piece): boolean {
  return text.trim() === "";
}
