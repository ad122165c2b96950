import assert from "node:assert/strict";
import { test } from "node:test";

import { targetOf } from "../../src/anchoring/target.ts";

const bus = { pid: "bus", text: "Der Bus 🚌 fährt stündlich." };
const rail = { pid: "rail", text: "Die Bahn auch." };

test("a target names its words with what stands before and after", () => {
  assert.deepEqual(targetOf([bus], 4, 9), {
    start: { paragraph: "bus", offset: 4 },
    end: { paragraph: "bus", offset: 9 },
    quote: { exact: "Bus 🚌", prefix: "Der ", suffix: " fährt stündlich." },
  });
});

test("white space at the edges is left out", () => {
  const target = targetOf([bus], 3, 8);
  assert.equal(target?.quote.exact, "Bus");
  assert.deepEqual([target?.start.offset, target?.end.offset], [4, 7]);
});

test("a target over two paragraphs joins them by a line feed", () => {
  const target = targetOf([bus, rail], 16, 8);
  assert.equal(target?.quote.exact, "stündlich.\nDie Bahn");
  assert.deepEqual(target?.end, { paragraph: "rail", offset: 8 });
});

test("a paragraph of which nothing is marked does not belong to the target", () => {
  const target = targetOf([bus, rail], 16, 0);
  assert.equal(target?.quote.exact, "stündlich.");
  assert.equal(target?.end.paragraph, "bus");
});

test("white space alone is no target", () => {
  assert.equal(targetOf([bus], 3, 4), null);
});
