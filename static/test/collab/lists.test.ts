/** Items of lists: depth, and numbers that follow on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection, type Command } from "prosemirror-state";

import { setKind } from "../../src/collab/commands.ts";
import { indent, isInList, renumber } from "../../src/collab/lists.ts";
import { shapeOf } from "../../src/collab/markers.ts";
import { schema } from "../../src/collab/schema.ts";

type Row = [marker: string | null, level?: number];

/** Blocks of one letter each, a paragraph where there is no marker; the cursor in the n-th. */
function listOf(rows: Row[], cursor: number, end = cursor): EditorState {
  const blocks = rows.map(([marker, level = 1]) =>
    marker === null
      ? schema.nodes["paragraph"]!.create(null, schema.text("x"))
      : schema.nodes["list_item"]!.create({ marker, level }, schema.text("x")),
  );
  const doc = schema.nodes["doc"]!.create(null, blocks);
  return EditorState.create({ doc, selection: TextSelection.create(doc, cursor * 3 + 1, end * 3 + 1) });
}

function after(state: EditorState, command: Command): Row[] {
  let now = state;
  command(state, (transaction) => (now = state.apply(transaction)));
  return now.doc.content.content.map(({ attrs }) => [attrs["marker"] as string | null, Number(attrs["level"] ?? 1)]);
}

test("an item goes deeper and comes back, but not above the first depth", () => {
  assert.deepEqual(after(listOf([["•"], ["•"]], 1), indent(1)), [["•", 1], ["•", 2]]);
  assert.deepEqual(after(listOf([["•", 2], ["•", 3]], 0, 1), indent(-1)), [["•", 1], ["•", 2]]);
  assert.deepEqual(after(listOf([["1."], ["2."], ["3."]], 1, 2), indent(1)), [["1.", 1], ["1.", 2], ["2.", 2]]);
  assert.deepEqual(after(listOf([["1."], ["a)", 2], ["b)", 2]], 2), indent(-1)), [["1.", 1], ["a)", 2], ["2.", 1]]);
  assert.deepEqual(after(listOf([["1."], [null], ["b)", 2]], 2), indent(-1)), [["1.", 1], [null, 1], ["a)", 1]]);
  assert.equal(indent(-1)(listOf([["•"]], 0)), false);
  assert.equal(indent(1)(listOf([["•", 9]], 0)), false);
  assert.equal(indent(1)(listOf([[null]], 0)), false);
});

const COUNTS: [string, Row[], number, (string | null)[]][] = [
  ["from the first number on", [["3."], ["4."], ["4."], ["5."]], 2, ["3.", "4.", "5.", "6."]],
  ["over deeper items", [["1."], ["a)", 2], ["1."]], 0, ["1.", "a)", "2."]],
  ["over further paragraphs of an item", [["1."], [""], ["1."]], 2, ["1.", "", "2."]],
  ["but not over other text", [["1."], [null], ["1."], ["1."]], 3, ["1.", null, "1.", "2."]],
  ["but not beyond other text", [["1."], ["1."], [null], ["1."]], 0, ["1.", "2.", null, "1."]],
  ["but not another count of the same depth", [["1."], ["a)"], ["a)"]], 1, ["1.", "a)", "b)"]],
  ["within the items above", [["1.", 1], ["a)", 2], ["a)", 2], ["2.", 1], ["c)", 2]], 1, ["1.", "a)", "b)", "2.", "c)"]],
];

for (const [name, rows, cursor, markers] of COUNTS) {
  test(`a list is counted anew ${name}`, () => {
    assert.deepEqual(after(listOf(rows, cursor), renumber).map(([marker]) => marker), markers);
  });
}

test("there is nothing to count where numbers follow on, at bullets, and outside lists", () => {
  for (const rows of [[["1."], ["2."]], [["•"], ["•"]], [[null]]] satisfies Row[][]) {
    assert.equal(renumber(listOf(rows, 0)), false);
  }
  assert.equal(isInList(listOf([[null]], 0)), false);
});

test("several paragraphs that become a numbered list are counted", () => {
  const made = after(listOf([[null], [null], [null]], 0, 2), setKind("list_item", 1, "1."));
  assert.deepEqual(made.map(([marker]) => marker), ["1.", "2.", "3."]);
});

test("markers of one count have one shape", () => {
  assert.deepEqual(["2.", "10)", "(3)", "b)", "z)", "•", ""].map(shapeOf), ["1.", "1)", "(1)", "a)", "a)", null, null]);
});
