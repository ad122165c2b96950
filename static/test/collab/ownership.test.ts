/** Suggestions of several people side by side: each stays its author's. */
import {
  enableSuggestChanges,
  suggestChanges,
  transformToSuggestionTransaction,
} from "@handlewithcare/prosemirror-suggest-changes";
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type Transaction } from "prosemirror-state";

import { keepApart } from "../../src/collab/ownership.ts";
import { schema } from "../../src/collab/schema.ts";
import { authorOf, suggestionIdOf, suggestionsIn } from "../../src/collab/suggestions.ts";

const TEXT = "Die Stadt baut Wege.";

function begin(): EditorState {
  const text = schema.text(TEXT);
  const block = schema.nodes["paragraph"]!.create({ pid: "p1" }, text);
  const doc = schema.nodes["doc"]!.create(null, [block]);
  let state = EditorState.create({ doc, plugins: [suggestChanges()] });
  enableSuggestChanges(state, (tr) => (state = state.apply(tr)));
  return state;
}

/** What the text is after somebody suggested what `make` does. */
function suggest(state: EditorState, name: string, make: (tr: Transaction) => void): EditorState {
  const tr = state.tr;
  make(tr);
  const own = suggestionIdOf(name);
  return state.apply(keepApart(transformToSuggestionTransaction(tr, state, () => own), own));
}

/** Where the words begin, in the text as it stands. */
function at(state: EditorState, words: string): number {
  const index = state.doc.textContent.indexOf(words);
  assert.ok(index >= 0, `${words} in ${state.doc.textContent}`);
  return index + 1;
}

function type(state: EditorState, name: string, before: string, words: string): EditorState {
  return suggest(state, name, (tr) => tr.insertText(words, at(state, before)));
}

function strike(state: EditorState, name: string, words: string): EditorState {
  const from = at(state, words);
  return suggest(state, name, (tr) => tr.delete(from, from + words.length));
}

/** Author, inserted and deleted words of each suggestion. */
function told(state: EditorState): string[] {
  return suggestionsIn(state.doc).map((s) => `${s.author} +${s.inserted} -${s.deleted}`);
}

test("words typed right behind a colleague's are one's own", () => {
  let state = type(begin(), "Ingo", " Wege", " neue");
  state = type(state, "Jana", " Wege", " sichere");
  assert.deepEqual(told(state), ["Ingo + neue -", "Jana + sichere -"]);
});

test("words typed right before and within a colleague's leave the colleague theirs", () => {
  let state = type(begin(), "Ingo", " Wege", " neue");
  state = type(state, "Jana", " neue", " bald");
  assert.deepEqual(told(state), ["Jana + bald -", "Ingo + neue -"]);
  state = type(state, "Jana", "ue Wege", "-");
  const ids = suggestionsIn(state.doc).map((s) => authorOf(s.id));
  assert.deepEqual(new Set(ids), new Set(["Jana", "Ingo"]));
  const of = (author: string): string =>
    suggestionsIn(state.doc)
      .filter((s) => s.author === author)
      .map((s) => s.inserted)
      .join("");
  assert.equal(of("Ingo"), " neue");
  assert.equal(of("Jana"), " bald-");
});

test("what is struck beside a colleague's suggestion is one's own", () => {
  let state = strike(begin(), "Ingo", " baut");
  state = strike(state, "Jana", " Wege");
  assert.deepEqual(told(state), ["Ingo + - baut", "Jana + - Wege"]);
});

test("words that replace a colleague's struck ones are one's own", () => {
  let state = strike(begin(), "Ingo", " baut");
  state = type(state, "Jana", " Wege", " plant");
  assert.deepEqual(told(state), ["Ingo + - baut", "Jana + plant -"]);
});

test("letters typed one after the other are one suggestion, also beside a colleague's", () => {
  let state = type(begin(), "Ingo", " Wege", " neue");
  for (const letter of " gute") state = type(state, "Jana", " Wege", letter);
  assert.deepEqual(told(state), ["Ingo + neue -", "Jana + gute -"]);
});

test("one's own words on both sides stay one's own suggestion", () => {
  let state = type(begin(), "Jana", " Wege", " sehr gute");
  state = type(state, "Jana", " gute", " gar");
  assert.equal(suggestionsIn(state.doc).length, 1);
  assert.equal(suggestionsIn(state.doc)[0]?.inserted, " sehr gar gute");
});

test("nothing of a text without suggestions is touched", () => {
  const state = begin();
  const before = state.doc;
  const after = keepApart(state.tr, suggestionIdOf("Jana"));
  assert.ok(after.doc.eq(before));
});
