import assert from "node:assert/strict";
import { test } from "node:test";

import { Spans, type SpanRow } from "../../src/highlights/spans.ts";

const ROWS: SpanRow[] = [
  ["p1", 0, 20, "long", "commenting"],
  ["p1", 5, 8, "short", "questioning"],
  ["p1", 30, 40, "over two", "commenting"],
  ["p2", 0, 4, "over two", "commenting"],
];

function spansOf(rows: SpanRow[]): Spans {
  const spans = new Spans();
  spans.replace(rows);
  return spans;
}

test("under a point the shortest passage comes first", () => {
  assert.deepEqual(spansOf(ROWS).at("p1", 6), ["short", "long"]);
});

test("the character after a passage is not under it", () => {
  assert.deepEqual(spansOf(ROWS).at("p1", 20), []);
});

test("an annotation over two paragraphs is counted in the first", () => {
  const spans = spansOf(ROWS);
  assert.deepEqual([spans.count("p1"), spans.count("p2")], [3, 0]);
});

test("an annotation that is removed leaves all its paragraphs", () => {
  const spans = spansOf(ROWS);
  assert.deepEqual(spans.remove("over two"), ["p1", "p2"]);
  assert.equal(spans.has("over two"), false);
  assert.deepEqual(spans.in("p2"), []);
  assert.equal(spans.count("p1"), 2);
});

test("what is unknown can be removed without harm", () => {
  assert.deepEqual(spansOf(ROWS).remove("other"), []);
});

test("a new list takes the place of the old", () => {
  const spans = spansOf(ROWS);
  spans.replace([["p9", 1, 2, "other", "commenting"]]);
  assert.deepEqual(spans.paragraphs(), ["p9"]);
});

test("a highlight is painted, and counts as no comment", () => {
  const spans = spansOf([...ROWS, ["p2", 6, 9, "marked", "highlighting"]]);
  assert.deepEqual(spans.at("p2", 7), ["marked"]);
  assert.equal(spans.count("p2"), 0);
});
