import assert from "node:assert/strict";
import { test } from "node:test";

import { wordDiff } from "../../src/composer/word-diff.ts";

test("a word that is replaced is shown in both wordings", () => {
  assert.deepEqual(wordDiff("der blaue Bus", "der grüne Bus"), [
    { kind: "equal", text: "der " },
    { kind: "old", text: "blaue" },
    { kind: "new", text: "grüne" },
    { kind: "equal", text: " Bus" },
  ]);
});

test("the same wording has one equal piece", () => {
  assert.deepEqual(wordDiff("gleich", "gleich"), [{ kind: "equal", text: "gleich" }]);
});

test("a wording from nothing is new, and to nothing is old", () => {
  assert.deepEqual(wordDiff("", "neu"), [{ kind: "new", text: "neu" }]);
  assert.deepEqual(wordDiff("alt", ""), [{ kind: "old", text: "alt" }]);
});

test("each wording can be put together from the pieces", () => {
  const before = "Bis 2030 fährt der Bus, wochentags, stündlich 🚌.";
  const after = "Ab 2031 fährt jeder Bus täglich und halbstündlich 🚌!";
  const pieces = wordDiff(before, after);
  const without = (kind: string) => pieces.filter((p) => p.kind !== kind).map((p) => p.text).join("");
  assert.equal(without("new"), before);
  assert.equal(without("old"), after);
});

test("unrelated sentences are not woven into each other at their spaces", () => {
  assert.deepEqual(wordDiff("als solche gekennzeichnet.", "ganz andere Worte."), [
    { kind: "old", text: "als solche gekennzeichnet" },
    { kind: "new", text: "ganz andere Worte" },
    { kind: "equal", text: "." },
  ]);
});

test("a longer word between two changes stands for itself", () => {
  assert.deepEqual(
    wordDiff("zwei Digitalisierung drei", "vier Digitalisierung fünf").map((p) => p.kind),
    ["old", "new", "equal", "old", "new"],
  );
});
