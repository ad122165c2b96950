import assert from "node:assert/strict";
import { test } from "node:test";

import { addColumn, addRow, cellAt, cellsOf, removeColumn, removeRow, type Edit } from "../../src/collab/grid.ts";

const TABLE = "a\tb\n\tdd";

function done(edits: Edit[], text = TABLE): string {
  return edits.reduce((now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove), text);
}

test("cells are told with their places", () => {
  assert.deepEqual(
    cellsOf(TABLE).map(({ row, column, start, end }) => [row, column, TABLE.slice(start, end)]),
    [[0, 0, "a"], [0, 1, "b"], [1, 0, ""], [1, 1, "dd"]],
  );
});

test("an offset at an edge belongs to the cell before it", () => {
  assert.deepEqual(cellAt(TABLE, 1), { row: 0, column: 0, start: 0, end: 1 });
});

test("a row comes after the cursor's, with as many cells", () => {
  assert.equal(done(addRow(TABLE, 0)), "a\tb\n\t\n\tdd");
  assert.equal(done(addRow(TABLE, 5)), "a\tb\n\tdd\n\t");
});

test("a column comes after the cursor's in every row", () => {
  assert.equal(done(addColumn(TABLE, 0)), "a\t\tb\n\t\tdd");
  assert.equal(done(addColumn(TABLE, 2)), "a\tb\t\n\tdd\t");
});

test("a row goes, but not the last one", () => {
  assert.equal(done(removeRow(TABLE, 0)), "\tdd");
  assert.equal(done(removeRow(TABLE, 6)), "a\tb");
  assert.deepEqual(removeRow("a\tb", 0), []);
});

test("a column goes, but not the last one", () => {
  assert.equal(done(removeColumn(TABLE, 0)), "b\ndd");
  assert.equal(done(removeColumn(TABLE, 2)), "a\n");
  assert.deepEqual(removeColumn("a\nb", 0), []);
});
