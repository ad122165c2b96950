import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";

import { replaceWords } from "../../src/collab/rewording.ts";
import { schema } from "../../src/collab/schema.ts";

function reworded(text: string, words: string, wording: string): { text: string; steps: number; cursor: number } {
  const paragraph = schema.nodes["paragraph"]!.create({ pid: "a" }, schema.text(text));
  let state = EditorState.create({ doc: schema.nodes["doc"]!.create(null, paragraph) });
  const from = 1 + text.indexOf(words);
  let steps = 0;
  const dispatch = (transaction: EditorState["tr"]): void => {
    steps = transaction.steps.length;
    state = state.apply(transaction);
  };
  replaceWords({ state, dispatch }, { from, to: from + words.length }, wording);
  return { text: state.doc.textContent, steps, cursor: state.selection.from };
}

test("only the words that differ are typed anew", () => {
  const done = reworded("Der blaue Bus fährt heute.", "blaue Bus fährt", "grüne Bus fährt");
  assert.deepEqual(done, { text: "Der grüne Bus fährt heute.", steps: 2, cursor: 20 });
});

test("words come in before, within and after", () => {
  const { text } = reworded("Wir bauen Wege überall.", "bauen Wege", "planen und bauen gute Wege und Brücken");
  assert.equal(text, "Wir planen und bauen gute Wege und Brücken überall.");
});

test("a wording may have nothing in common", () => {
  assert.equal(reworded("Eins zwei drei.", "zwei", "vier fünf").text, "Eins vier fünf drei.");
});
