/** What was written without a connection, and what of it the merged text lacks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Node } from "prosemirror-model";

import { schema } from "../../src/collab/schema.ts";
import { lostWords } from "../../src/collab/unmerged.ts";

function text(...blocks: [string, string][]): Node {
  const nodes = blocks.map(([pid, words]) => schema.nodes["paragraph"]!.create({ pid }, schema.text(words)));
  return schema.nodes["doc"]!.create(null, nodes);
}

const BEFORE = text(["a", "Die Wiese ist offen."], ["b", "Hunde an der Leine."]);
const MINE = text(["a", "Die schöne Wiese ist offen."], ["b", "Hunde an der Leine."], ["c", "Ein neuer Satz."]);

const CASES: [string, Node, string[]][] = [
  ["all is there", text(["a", "Die schöne Wiese ist offen. Immer."], ["c", "Ein neuer Satz."]), []],
  ["a word is gone", text(["x", "Die Wiese ist offen."], ["c", "Ein neuer Satz."]), ["schöne"]],
  ["a paragraph is gone", text(["a", "Die schöne Wiese ist offen."]), ["Ein neuer Satz."]],
  ["a paragraph was joined with my word", text(["z", "Vorher. Die schöne Wiese ist offen. Ein neuer Satz."]), []],
];

for (const [name, now, lost] of CASES) {
  test(`of what I wrote ${name}`, () => {
    assert.deepEqual(lostWords(BEFORE, MINE, now), lost);
  });
}

test("words that I deleted myself are not missed", () => {
  assert.deepEqual(lostWords(MINE, BEFORE, BEFORE), []);
});
