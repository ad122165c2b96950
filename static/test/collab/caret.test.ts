/** A colleague gives the words another block, and the cursor goes along. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

import { steadyCursor } from "../../src/collab/caret.ts";
import { schema, type Kind } from "../../src/collab/schema.ts";

type Row = [Kind, string, string];

function document(rows: Row[]): Node {
  const blocks = rows.map(([kind, pid, text]) => {
    const level = kind === "quote" ? 1 : null;
    return schema.nodes[kind]!.create({ pid, level }, text ? schema.text(text) : null);
  });
  return schema.nodes["doc"]!.create(null, blocks);
}

/** Show `after` as a colleague's; the binding puts the cursor where "^" stands there. */
function shown(before: Row[], after: Row[]): string {
  const was = marked(before, "|");
  let state = EditorState.create({ doc: was.doc, plugins: [steadyCursor()] });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, was.at)));
  const now = marked(after, "^");
  const transaction = state.tr.replaceWith(0, state.doc.content.size, now.doc.content);
  transaction.setSelection(TextSelection.create(transaction.doc, now.at));
  state = state.applyTransaction(transaction.setMeta(ySyncPluginKey, { isChangeOrigin: true })).state;
  const { $head } = state.selection;
  const text = $head.parent.textContent;
  return `${text.slice(0, $head.parentOffset)}|${text.slice($head.parentOffset)}`;
}

function marked(rows: Row[], sign: string): { doc: Node; at: number } {
  let place = 0;
  let at = 0;
  const clean = rows.map(([kind, pid, text]): Row => {
    if (text.includes(sign)) at = place + 1 + text.indexOf(sign);
    const bare = text.replace(sign, "");
    place += bare.length + 2;
    return [kind, pid, bare];
  });
  return { doc: document(clean), at };
}

const BEFORE: Row[] = [
  ["paragraph", "a", "Hunde an der Leine."],
  ["paragraph", "b", "Die Wiese ist offen| für alle."],
  ["paragraph", "c", "Abfälle nimmt jeder mit."],
];
const [FIRST, , LAST] = BEFORE as [Row, Row, Row];

const CASES: [string, Row[], string][] = [
  [
    "the kind is changed",
    [FIRST, ["quote", "b", "Die Wiese ist offen für alle."], ["paragraph", "c", "^Abfälle nimmt jeder mit."]],
    "Die Wiese ist offen| für alle.",
  ],
  [
    "the block is joined to the one before",
    [["paragraph", "a", "Hunde an der Leine.Die Wiese ist offen für alle."], ["paragraph", "c", "^Abfälle nimmt jeder mit."]],
    "Hunde an der Leine.Die Wiese ist offen| für alle.",
  ],
  [
    "the block is split before the place",
    [FIRST, ["paragraph", "b", "Die Wiese^"], ["paragraph", "n", " ist offen für alle."], LAST],
    " ist offen| für alle.",
  ],
  [
    "letters come before it",
    [FIRST, ["paragraph", "b", "Die große Wiese ist offen^ für alle."], LAST],
    "Die große Wiese ist offen| für alle.",
  ],
  [
    "the block is deleted",
    [FIRST, ["paragraph", "c", "^Abfälle nimmt jeder mit."]],
    "|Abfälle nimmt jeder mit.",
  ],
];

for (const [name, after, place] of CASES) {
  test(`the cursor stays with its words when ${name}`, () => {
    assert.equal(shown(BEFORE, after), place);
  });
}
