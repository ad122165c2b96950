import assert from "node:assert/strict";
import { test } from "node:test";

import { sliceOf } from "../../src/anchoring/units.ts";
import { sentencesOf, wordsOf } from "../../src/composer/words.ts";

test("a word keeps its punctuation and knows its place", () => {
  const text = "Der 🚌, er fährt.";
  const words = wordsOf(text);
  assert.deepEqual(words.map((word) => word.text), ["Der", "🚌,", "er", "fährt."]);
  for (const { text: word, start, end } of words) assert.equal(sliceOf(text, start, end), word);
});

test("white space alone has no words", () => {
  assert.deepEqual(wordsOf(" \n "), []);
});

test("sentences are read in pairs of offsets", () => {
  assert.deepEqual(sentencesOf("0 57 57 120"), [[0, 57], [57, 120]]);
  assert.deepEqual(sentencesOf(undefined), []);
});
