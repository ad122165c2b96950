/** Two editors on one text, without a network or a screen: ids, splits and copies. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import { Fragment, Slice } from "prosemirror-model";

import { keys, setKind } from "../../src/collab/commands.ts";
import { stableIds } from "../../src/collab/ids.ts";
import { pasting } from "../../src/collab/pasting.ts";
import { isAddress, schema, type Kind } from "../../src/collab/schema.ts";
import { byAuthor, suggestionIdOf, suggestionsIn } from "../../src/collab/suggestions.ts";

let made = 0;

function block(kind: Kind, pid: string, text: string, marker: string | null = null) {
  const level = kind === "list_item" ? 1 : null;
  return schema.nodes[kind]!.create({ pid, level, marker }, text ? schema.text(text) : null);
}

/** An editor's state with the cursor where a bar stands. */
function stateOf(...blocks: [Kind, string, string, string?][]): EditorState {
  let cursor = 0;
  let at = 0;
  const nodes = blocks.map(([kind, pid, text, marker]) => {
    const bar = text.indexOf("|");
    if (bar >= 0) cursor = at + 1 + bar;
    const node = block(kind, pid, text.replace("|", ""), marker ?? null);
    at += node.nodeSize;
    return node;
  });
  const doc = schema.nodes["doc"]!.create(null, nodes);
  const state = EditorState.create({ doc, plugins: [stableIds(() => `new-${(made += 1)}`)] });
  return state.apply(state.tr.setSelection(TextSelection.create(doc, cursor)));
}

function run(state: EditorState, command: Command): EditorState {
  let after = state;
  assert.ok(command(state, (transaction) => (after = state.apply(transaction))));
  return after;
}

/** What Enter does, by the keymap that the editor has. */
const enter: Command = (state, dispatch) => {
  const view = { state, dispatch };
  for (const plugin of keys()) {
    const handle = plugin.props.handleKeyDown;
    const event = { key: "Enter", keyCode: 13, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    if (handle?.call(plugin, view as never, event as never)) return true;
  }
  return false;
};

function rows(state: EditorState): string[] {
  return state.doc.content.content.map((node) => {
    const pid = String(node.attrs["pid"]);
    return `${pid.startsWith("new-") ? "new" : pid} ${node.attrs["marker"] ?? ""} ${node.textContent}`.replace("  ", " ");
  });
}

test("Enter within a paragraph leaves the id with its beginning", () => {
  assert.deepEqual(rows(run(stateOf(["paragraph", "a", "Eins|Zwei"]), enter)), ["a Eins", "new Zwei"]);
});

test("Enter before a paragraph leaves the id with the words", () => {
  assert.deepEqual(rows(run(stateOf(["paragraph", "a", "|Eins"]), enter)), ["new ", "a Eins"]);
});

test("after a heading comes a paragraph", () => {
  const after = run(stateOf(["heading", "a", "Ziele|"]), enter);
  assert.deepEqual(after.doc.content.content.map((node) => node.type.name), ["heading", "paragraph"]);
});

test("a list goes on with the next number", () => {
  assert.deepEqual(rows(run(stateOf(["list_item", "a", "Eins|", "1."]), enter)), ["a 1. Eins", "new 2. "]);
});

test("an empty item ends the list and keeps its id", () => {
  const after = run(stateOf(["list_item", "a", "Eins", "1."], ["list_item", "b", "|", "2."]), enter);
  assert.deepEqual(rows(after), ["a 1. Eins", "b "]);
  assert.equal(after.doc.child(1).type.name, "paragraph");
});

test("a paragraph that becomes a heading keeps its id", () => {
  const after = run(stateOf(["paragraph", "a", "Ziele|"]), setKind("heading", 2));
  assert.deepEqual([after.doc.child(0).type.name, after.doc.child(0).attrs["pid"]], ["heading", "a"]);
});

test("a copy gets an id of its own", () => {
  const state = stateOf(["paragraph", "a", "Eins|"]);
  const copy = new Slice(Fragment.from(state.doc.child(0)), 0, 0);
  const after = state.apply(state.tr.replace(state.doc.content.size, state.doc.content.size, copy));
  assert.deepEqual(rows(after), ["a Eins", "new Eins"]);
});

test("suggestions are listed by author with what they would do", () => {
  const id = suggestionIdOf("Jana Wiesner");
  const text = [
    schema.text("alt", [schema.marks["deletion"]!.create({ id })]),
    schema.text("neu\u200B", [schema.marks["insertion"]!.create({ id })]),
  ];
  const doc = schema.nodes["doc"]!.create(null, schema.nodes["paragraph"]!.create(null, text));
  assert.deepEqual(suggestionsIn(doc), [{ id, author: "Jana Wiesner", inserted: "neu", deleted: "alt", format: null }]);
});

test("suggestions are told by author", () => {
  const of = (id: string, author: string) => ({ id, author, inserted: "", deleted: "", format: null });
  const all = [of("1", "Jana"), of("2", "Ingo"), of("3", "Jana")];
  assert.deepEqual(byAuthor(all).map(([author, listed]) => [author, listed.map(({ id }) => id)]), [
    ["Jana", ["1", "3"]],
    ["Ingo", ["2"]],
  ]);
});

test("a copy put before its original leaves the id where it was", () => {
  const state = stateOf(["paragraph", "a", "Eins|"]);
  const copy = new Slice(Fragment.from(state.doc.child(0)), 0, 0);
  assert.deepEqual(rows(state.apply(state.tr.replace(0, 0, copy))), ["new Eins", "a Eins"]);
});

test("what is cut and pasted takes its id along", () => {
  const state = stateOf(["paragraph", "a", "Eins|"], ["paragraph", "b", "Zwei"]);
  const cut = state.doc.child(0);
  const gone = state.apply(state.tr.delete(0, cut.nodeSize));
  const after = gone.apply(gone.tr.insert(gone.doc.content.size, cut));
  assert.deepEqual(rows(after), ["b Zwei", "a Eins"]);
});

/** Lines as they are copied or cut with Shift and the arrow down: from start to start. */
function lines(state: EditorState, first: number, count: number): Slice {
  const start = (index: number): number => {
    let at = 1;
    for (let before = 0; before < index; before += 1) at += state.doc.child(before).nodeSize;
    return at;
  };
  return TextSelection.create(state.doc, start(first), start(first + count)).content();
}

function cut(state: EditorState, slice: Slice): EditorState {
  const size = slice.content.size - 2; // without the empty beginning of the next line
  let at = -1;
  state.doc.forEach((node, place) => {
    if (node.attrs["pid"] === slice.content.firstChild!.attrs["pid"]) at = place;
  });
  return state.apply(state.tr.deleteRange(at + 1, at + size + 1));
}

function paste(state: EditorState, slice: Slice, words: string, isAfter = false): EditorState {
  let at = -1;
  state.doc.descendants((node, place) => {
    if (node.isText && node.text === words) at = place + (isAfter ? words.length : 0);
    if (node.isTextblock && !node.content.size && !words) at = place + 1;
  });
  let after = state.apply(state.tr.setSelection(TextSelection.create(state.doc, at)));
  const handle = pasting().props.handlePaste!;
  const dispatch = (tr: Transaction): void => void (after = after.apply(tr));
  const isDone = handle.call(pasting(), { state: after, dispatch } as never, {} as never, slice);
  if (!isDone) dispatch(after.tr.replaceSelection(slice));
  return after;
}

const ROW: [Kind, string, string][] = [
  ["paragraph", "a", "Eins|"],
  ["paragraph", "b", "Zwei"],
  ["paragraph", "c", "Drei"],
  ["paragraph", "d", "Vier"],
];

test("a paragraph that is cut and pasted before another takes its id along", () => {
  const state = stateOf(...ROW);
  const slice = lines(state, 2, 1);
  assert.deepEqual(rows(paste(cut(state, slice), slice, "Eins")), ["c Drei", "a Eins", "b Zwei", "d Vier"]);
});

test("several are moved, and a second copy of them is new", () => {
  const state = stateOf(...ROW);
  const slice = lines(state, 1, 2);
  const moved = paste(cut(state, slice), slice, "Vier", true);
  assert.deepEqual(rows(moved), ["a Eins", "d Vier", "b Zwei", "c Drei"]);
  assert.deepEqual(rows(paste(moved, slice, "Eins")), ["new Zwei", "new Drei", "a Eins", "d Vier", "b Zwei", "c Drei"]);
});

test("what is pasted on an empty line takes its place", () => {
  const state = stateOf(...ROW, ["paragraph", "e", ""]);
  const slice = lines(state, 1, 1);
  assert.deepEqual(rows(paste(cut(state, slice), slice, "")), ["a Eins", "c Drei", "d Vier", "b Zwei"]);
});

test("what is pasted before words, as an open piece too, leaves them their id", () => {
  const state = stateOf(...ROW);
  const slice = TextSelection.create(state.doc, 3, 9).content(); // from within a to within b
  assert.deepEqual(rows(paste(state, slice, "Vier")).slice(3), ["new ns", "d ZwVier"]);
});

test("joined paragraphs have the id of the words that are left", () => {
  const state = stateOf(...ROW);
  assert.deepEqual(rows(state.apply(state.tr.delete(5, 7)))[0], "a EinsZwei");
  assert.deepEqual(rows(state.apply(state.tr.deleteRange(1, 9)))[0], "b ei");
});

test("a table keeps its formatting", () => {
  const bold = schema.text("Linie", [schema.marks["strong"]!.create()]);
  // The binding deletes from the shared document what the schema refuses.
  assert.doesNotThrow(() => schema.node("table", { pid: "t", level: 1 }, [bold]).check());
});

for (const [href, isOne] of [
  ["https://example.org/a?b#c", true],
  ["MAILTO:amt@example.org", true],
  ["javascript:alert(1)", false],
  [" javascript:alert(1)", false],
  ["java\nscript:alert(1)", false],
  ["data:text/html,x", false],
  ["//example.org", false],
  ["https:javascript", false],
  [null, false],
] as const) {
  test(`${String(href)} is ${isOne ? "shown as a link" : "no link's address"}`, () => {
    assert.equal(isAddress(href), isOne);
    const shown = schema.marks["link"]!.spec.toDOM!(schema.marks["link"]!.create({ href }), true);
    assert.equal((shown as readonly unknown[])[0], isOne ? "a" : "span");
  });
}
