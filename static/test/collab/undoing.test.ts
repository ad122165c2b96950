/** Which blocks an edit changes, and whether it rebuilds them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Node } from "prosemirror-model";

import { schema, type Kind } from "../../src/collab/schema.ts";
import { changedBlocks } from "../../src/collab/undoing.ts";

function text(...blocks: [string, string, Kind?][]): Node {
  const nodes = blocks.map(([pid, words, kind]) => schema.nodes[kind ?? "paragraph"]!.create({ pid }, schema.text(words)));
  return schema.nodes["doc"]!.create(null, nodes);
}

const A: [string, string] = ["a", "Die Wiese ist offen."];
const B: [string, string] = ["b", "Hunde an der Leine."];
const BEFORE = text(A, B);

const CASES: [string, Node, string[], boolean][] = [
  ["nothing", text(A, B), [], false],
  ["words", text(["a", "Die Wiese ist zu."], B), ["a"], false],
  ["a kind", text(["a", "Die Wiese ist offen.", "quote"], B), ["a"], true],
  ["a division", text(["a", "Die Wiese"], ["n", " ist offen."], B), ["a", "n"], true],
  ["a join", text(["a", "Die Wiese ist offen.Hunde an der Leine."]), ["a", "b"], true],
];

for (const [name, after, pids, isRebuilt] of CASES) {
  test(`what an edit changes: ${name}`, () => {
    const found = changedBlocks(BEFORE, after);
    assert.deepEqual([[...found.pids].sort(), found.isRebuilt], [pids, isRebuilt]);
  });
}
