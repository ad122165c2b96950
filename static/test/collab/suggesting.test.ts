/** What is suggested is told by marks on words, which the shared text keeps. */
import { enableSuggestChanges, revertSuggestion, suggestChanges } from "@handlewithcare/prosemirror-suggest-changes";
import assert from "node:assert/strict";
import { test } from "node:test";
import { selectAll } from "prosemirror-commands";
import { Fragment, Slice } from "prosemirror-model";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";

import { stableIds } from "../../src/collab/ids.ts";
import { schema } from "../../src/collab/schema.ts";
import { suggested } from "../../src/collab/suggesting.ts";
import { accept, suggestionIdOf, suggestionsIn } from "../../src/collab/suggestions.ts";
import { wordsBetween } from "../../src/collab/words.ts";

let made = 0;

function begin(...texts: string[]): EditorState {
  const blocks = texts.map((text, index) =>
    schema.nodes["paragraph"]!.create({ pid: `p${index + 1}` }, text ? schema.text(text) : null),
  );
  const doc = schema.nodes["doc"]!.create(null, blocks);
  let state = EditorState.create({ doc, plugins: [suggestChanges(), stableIds(() => `new${(made += 1)}`)] });
  enableSuggestChanges(state, (tr) => (state = state.apply(tr)));
  return state;
}

/** The same text with a selection from before some words to before others, or a cursor. */
function select(state: EditorState, from: string, to = from): EditorState {
  const at = (words: string): number => {
    let found = -1;
    state.doc.descendants((node, place) => {
      const index = node.text?.indexOf(words) ?? -1;
      if (index >= 0 && found < 0) found = place + index;
    });
    return found;
  };
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, at(from), at(to))));
}

/** What comes of a text when somebody who only suggests does something. */
function suggest(state: EditorState, make: (tr: Transaction) => void, name = "Jana"): EditorState {
  const { tr } = state;
  make(tr);
  const told = suggested(tr, state, () => suggestionIdOf(name));
  assert.notEqual(typeof told, "string", String(told));
  const after = state.apply(told as Transaction);
  // What the shared text would not keep, colleagues do not see.
  assert.ok(after.doc.children.every((block) => block.marks.length === 0));
  return after;
}

const strike = (tr: Transaction): void => void tr.deleteSelection();

function decide(state: EditorState, command: (id: string) => Command): EditorState {
  let after = state;
  for (const { id } of suggestionsIn(state.doc)) command(id)(after, (tr) => (after = after.apply(tr)));
  return after;
}

function rows({ doc }: EditorState): string[] {
  return doc.children.map((block) => `${String(block.attrs["pid"])} ${block.textContent}`);
}

const accepted = (state: EditorState): string[] => rows(decide(state, accept));
const rejected = (state: EditorState): string[] => rows(decide(state, revertSuggestion));

const ROW = ["Eins", "Zwei", "Drei", "Vier"];

test("a paragraph selected to the start of the next is struck as one suggestion", () => {
  const state = suggest(select(begin(...ROW), "Zwei", "Drei"), strike);
  assert.deepEqual(suggestionsIn(state.doc).map(({ deleted }) => deleted), ["Zwei"]);
  assert.deepEqual(accepted(state), ["p1 Eins", "p3 Drei", "p4 Vier"]);
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
});

test("two paragraphs are struck as one suggestion", () => {
  const state = suggest(select(begin(...ROW), "Zwei", "Vier"), strike);
  assert.deepEqual(suggestionsIn(state.doc).map(({ deleted }) => deleted), ["ZweiDrei"]);
  assert.deepEqual(accepted(state), ["p1 Eins", "p4 Vier"]);
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
});

test("all is struck as one suggestion", () => {
  let state = begin(...ROW);
  selectAll(state, (tr) => (state = state.apply(tr)));
  state = suggest(state, strike);
  assert.deepEqual(suggestionsIn(state.doc).map(({ deleted }) => deleted), ["EinsZweiDreiVier"]);
  assert.equal(state.doc.childCount, 4);
  assert.equal(decide(state, accept).doc.textContent, "");
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
});

test("from within a paragraph to within another all words between are struck", () => {
  const state = suggest(select(begin(...ROW), "ns", "er"), strike);
  assert.deepEqual(suggestionsIn(state.doc).map(({ deleted }) => deleted), ["nsZweiDreiVi"]);
  assert.deepEqual(accepted(state), ["p1 Eier"]);
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
});

/** What Enter at a paragraph's start does. */
const insertEmpty = (tr: Transaction): void => {
  const { $from } = tr.selection;
  tr.insert($from.before(), schema.nodes["paragraph"]!.create());
};

test("an empty paragraph before another is a suggestion and no more", () => {
  const state = suggest(select(begin(...ROW), "Zwei"), insertEmpty);
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
  const after = decide(state, accept);
  assert.deepEqual(after.doc.children.map((block) => block.textContent), ["Eins", "", "Zwei", "Drei", "Vier"]);
  assert.equal(after.doc.child(2).attrs["pid"], "p2");
  assert.equal(state.selection.$head.parent.textContent, "Zwei");
});

test("an empty paragraph before the first one is a suggestion, too", () => {
  const state = suggest(select(begin(...ROW), "Eins"), insertEmpty);
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
  const after = decide(state, accept);
  assert.deepEqual(after.doc.children.map((block) => block.textContent), ["", "Eins", "Zwei", "Drei", "Vier"]);
  assert.equal(after.doc.child(1).attrs["pid"], "p1");
});

test("a whole paragraph is put between two as a suggestion", () => {
  const block = schema.nodes["heading"]!.create({ pid: "own", level: 1 }, schema.text("Neu"));
  const state = suggest(select(begin(...ROW), "Zwei"), (tr) => tr.insert(6, block));
  assert.deepEqual(accepted(state), ["p1 Eins", "own Neu", "p2 Zwei", "p3 Drei", "p4 Vier"]);
  assert.equal(decide(state, accept).doc.child(1).type.name, "heading");
  assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"]);
});

test("several paragraphs at once are refused", () => {
  const state = begin(...ROW);
  const blocks = ["a", "b"].map((words) => schema.nodes["paragraph"]!.create(null, schema.text(words)));
  const tr = state.tr.replace(6, 6, new Slice(Fragment.from(blocks), 0, 0));
  assert.equal(suggested(tr, state, () => suggestionIdOf("Jana")), "block");
});

test("what a block is stays as it is", () => {
  const state = suggest(begin(...ROW), (tr) => tr.setNodeAttribute(0, "marker", "1."));
  assert.equal(state.doc.child(0).attrs["marker"], null);
});

test("what a colleague suggests is not changed by whoever only suggests, one's own is", () => {
  let state = suggest(begin(...ROW), (tr) => tr.insertText(" neu", 5), "Ingo");
  for (const tr of [state.tr.delete(8, 9), state.tr.delete(3, 12), state.tr.addMark(1, 7, schema.marks["strong"]!.create())]) {
    assert.equal(suggested(tr, state, () => suggestionIdOf("Jana")), "colleague");
  }
  state = suggest(state, (tr) => tr.delete(8, 9), "Ingo");
  assert.equal(state.doc.child(0).textContent, "Eins ne");
});

test("a format that is suggested is told as such", () => {
  const bold = schema.marks["strong"]!.create();
  const state = suggest(begin("Große Behälter"), (tr) => tr.addMark(1, 6, bold));
  assert.deepEqual(suggestionsIn(state.doc)[0]?.format, { given: ["strong"], taken: [] });
  const after = suggest(decide(state, accept), (tr) => tr.removeMark(1, 6, bold));
  assert.deepEqual(suggestionsIn(after.doc)[0]?.format, { given: [], taken: ["strong"] });
});

test("words are not counted that are suggested only, those struck are", () => {
  let state = suggest(begin(...ROW), (tr) => tr.insertText("und ", 1));
  state = suggest(state, (tr) => tr.delete(6, 8));
  assert.equal(wordsBetween(state.doc, 1, 12), "Eins Z");
  assert.equal(suggestionsIn(state.doc, 1, 9).length, 2);
  assert.equal(suggestionsIn(state.doc, 11, 15).length, 0);
});

/** Puts a border before some words, as Enter does. */
function divide(state: EditorState, words: string, name?: string): EditorState {
  return suggest(select(state, words), (tr) => tr.split(tr.selection.from, 1, [{ type: tr.selection.$from.parent.type, attrs: { pid: null } }]), name);
}

test("a border of one's own goes when what holds it is deleted, as by Backspace", () => {
  for (const [from, to] of [[6, 7], [3, 4], [4, 6], [3, 7], [2, 8]] as const) {
    const state = suggest(divide(begin(...ROW), "ns"), (tr) => tr.delete(from, to));
    assert.equal(rejected(state)[0], "p1 Eins", `${from} to ${to} in ${state.doc}`);
    assert.equal(state.doc.childCount, 4, `${from} to ${to} in ${state.doc}`);
  }
});

test("of two borders of one's own the last one goes by Backspace, and the other stays a suggestion", () => {
  const twice = divide(divide(begin(...ROW), "ns"), "ns");
  assert.equal(twice.doc.childCount, 6);
  const at = twice.doc.child(0).nodeSize + twice.doc.child(1).nodeSize;
  for (const [from, to] of [[at - 1, at + 1], [at + 1, at + 2], [at - 1, at + 2]] as const) {
    const state = suggest(twice, (tr) => tr.delete(from, to));
    assert.equal(state.doc.childCount, 5, `${from} to ${to} in ${state.doc}`);
    assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"], `${from} to ${to} in ${state.doc}`);
  }
});

test("a border stays a suggestion when words beside it are struck, a colleague's is not taken away", () => {
  for (const name of ["Jana", "Ingo"]) {
    const divided = divide(begin(...ROW), "ns", name);
    for (const words of ["i", "ns"]) {
      const at = divided.doc.textBetween(0, divided.doc.content.size, "--", "").indexOf(words) + 1;
      const state = suggest(divided, (tr) => tr.delete(at, at + words.length));
      assert.equal(state.doc.childCount, 5);
      assert.deepEqual(rejected(state), ["p1 Eins", "p2 Zwei", "p3 Drei", "p4 Vier"], state.doc.toString());
    }
  }
  const ingos = divide(begin(...ROW), "ns", "Ingo");
  for (const [from, to] of [[4, 6], [6, 7], [2, 9]] as const) {
    assert.equal(suggested(ingos.tr.delete(from, to), ingos, () => suggestionIdOf("Jana")), "colleague");
  }
});
