/** What a proposed wording changes, word by word. */

export interface Piece {
  kind: "equal" | "old" | "new";
  text: string;
}

/** A word between two changes no longer than this is shown as part of them. */
const ISLAND_CHARACTERS = 6;
const TOKEN = /[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu;

/**
 * The pieces that turn `before` into `after`: the longest common run of tokens is kept
 * (Hunt and McIlroy's table; passages are short, so the square is cheap).
 */
export function wordDiff(before: string, after: string): Piece[] {
  const old = before.match(TOKEN) ?? [];
  const fresh = after.match(TOKEN) ?? [];
  const table = commonLengths(old, fresh);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      push(pieces, "equal", old[i]!);
      i += 1;
      j += 1;
    } else if (j >= fresh.length || (i < old.length && table[i + 1]![j]! >= table[i]![j + 1]!)) {
      push(pieces, "old", old[i]!);
      i += 1;
    } else {
      push(pieces, "new", fresh[j]!);
      j += 1;
    }
  }
  return withoutIslands(pieces);
}

/** Whether an equal piece is too little to read on its own: signs, or one short word. */
function isIsland(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.length === 0 || (words.length === 1 && [...words[0]!].length <= ISLAND_CHARACTERS);
}

/** Join neighbouring changes over islands, so that people read one old and one new wording. */
function withoutIslands(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  let old = "";
  let fresh = "";
  const flush = (): void => {
    if (old) push(joined, "old", old);
    if (fresh) push(joined, "new", fresh);
    old = fresh = "";
  };
  pieces.forEach((piece, at) => {
    const between = (old || fresh) && pieces[at + 1] !== undefined;
    if (piece.kind === "old") old += piece.text;
    else if (piece.kind === "new") fresh += piece.text;
    else if (between && isIsland(piece.text)) {
      old += piece.text;
      fresh += piece.text;
    } else {
      flush();
      push(joined, "equal", piece.text);
    }
  });
  flush();
  return joined;
}

/** At [i][j] how many tokens the rests from i and from j have in common. */
function commonLengths(old: readonly string[], fresh: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(fresh.length + 1).fill(0),
  );
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      table[i]![j] =
        old[i] === fresh[j]
          ? table[i + 1]![j + 1]! + 1
          : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}

function push(pieces: Piece[], kind: Piece["kind"], text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}
