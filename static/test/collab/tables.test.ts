/** What keys do in a table, without a screen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection, type Command } from "prosemirror-state";

import { schema } from "../../src/collab/schema.ts";
import { columnAfter, insertTable, isInTable, rowAfter, tables, withoutColumn, withoutRow } from "../../src/collab/tables.ts";

/** A table with the cursor where a bar stands. */
function tableOf(marked: string): EditorState {
  const table = schema.nodes["table"]!.create({ pid: "t", level: 1 }, schema.text(marked.replace("|", "")));
  const doc = schema.nodes["doc"]!.create(null, table);
  return EditorState.create({ doc, selection: TextSelection.create(doc, 1 + marked.indexOf("|")) });
}

/** The table with brackets around what is selected, after a command that has to apply. */
function after(state: EditorState, command: Command): string {
  let now = state;
  assert.ok(command(state, (transaction) => (now = state.apply(transaction))));
  const { from, to, $from } = now.selection;
  const text = $from.parent.textContent;
  return `${text.slice(0, from - $from.start())}[${text.slice(from - $from.start(), to - $from.start())}]${text.slice(to - $from.start())}`;
}

function key(name: string, shiftKey = false): Command {
  return (state, dispatch) => {
    const handle = tables()[0]!.props.handleKeyDown;
    const event = { key: name, keyCode: 0, altKey: false, ctrlKey: false, metaKey: false, shiftKey };
    return handle?.call(tables()[0]!, { state, dispatch } as never, event as never) === true;
  };
}

test("Tab selects the next cell, and with Shift the one before", () => {
  assert.equal(after(tableOf("a|a\tb\nc\td"), key("Tab")), "aa\t[b]\nc\td");
  assert.equal(after(tableOf("a\tb\nc|\td"), key("Tab", true)), "a\t[b]\nc\td");
});

test("beyond the first and last cell Tab leads on", () => {
  assert.equal(key("Tab")(tableOf("a\tb|")), false);
  assert.equal(key("Tab", true)(tableOf("a|\tb")), false);
});

test("Enter begins a row below, whatever cell it is pressed in", () => {
  assert.equal(after(tableOf("a|\tb\nc\td"), key("Enter")), "a\tb\n[]\t\nc\td");
  assert.equal(after(tableOf("a\tb|"), rowAfter), "a\tb\n[]\t");
});

test("columns and rows come and go at the cursor", () => {
  assert.equal(after(tableOf("a|\tb\nc\td"), columnAfter), "a\t[]\tb\nc\t\td");
  assert.equal(after(tableOf("a|\tb\nc\td"), withoutColumn), "[]b\nd");
  assert.equal(after(tableOf("a|\tb\nc\td"), withoutRow), "[]c\td");
});

test("keys and buttons leave other text alone", () => {
  const doc = schema.nodes["doc"]!.create(null, schema.nodes["paragraph"]!.create(null, schema.text("Eins")));
  const state = EditorState.create({ doc });
  for (const command of [key("Tab"), key("Enter"), rowAfter, withoutColumn]) assert.equal(command(state), false);
});

test("a new table takes the place of an empty paragraph, else comes after it", () => {
  const paragraphs = ["Eins", ""].map((text) => schema.nodes["paragraph"]!.create(null, text ? schema.text(text) : null));
  const doc = schema.nodes["doc"]!.create(null, paragraphs);
  for (const [cursor, kinds] of [[2, "paragraph table paragraph"], [7, "paragraph table"]] as const) {
    let state = EditorState.create({ doc, selection: TextSelection.create(doc, cursor) });
    insertTable(state, (transaction) => (state = state.apply(transaction)));
    assert.equal(state.doc.content.content.map((node) => node.type.name).join(" "), kinds);
    assert.ok(isInTable(state));
  }
});
