/** Where the words of a comment are after their paragraph was divided, joined or moved. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "prosemirror-state";

import { anchors, placesIn } from "../../src/collab/anchors.ts";
import type { Base, Remark } from "../../src/collab/remarks.ts";
import { schema } from "../../src/collab/schema.ts";

type Row = [pid: string | null, text: string];

function remark(pieces: Remark["pieces"]): Remark {
  return {
    id: "r",
    author: "Kai",
    motivation: "commenting",
    body: "",
    quote: "",
    replacement: null,
    support: 0,
    replies: 0,
    url: "",
    outcome: null,
    reason: "",
    edition: "1.0",
    pieces,
  };
}

/** The verdict on the words in brackets, and what stands in their place in the draft. */
function followed(old: Row[], draft: Row[]): [string | undefined, string] {
  const texts = new Map<string, string>();
  const pieces: Remark["pieces"] = [];
  let isOpen = false;
  for (const [pid, marked] of old) {
    const text = marked.replace(/[[\]]/gu, "");
    texts.set(pid!, text);
    const [start, end] = [marked.indexOf("["), marked.replace("[", "").indexOf("]")];
    if (start >= 0 || isOpen) pieces.push({ pid: pid!, start: Math.max(0, start), end: end < 0 ? text.length : end });
    isOpen = (isOpen || start >= 0) && end < 0;
  }
  const base: Base = { order: old.map(([pid]) => pid!), texts, remarks: [remark(pieces)] };
  const doc = schema.nodes["doc"]!.create(
    null,
    draft.map(([pid, text]) => schema.nodes["paragraph"]!.create({ pid }, text ? schema.text(text) : null)),
  );
  const state = EditorState.create({ doc, plugins: [anchors(base)] });
  const place = placesIn(state).get("r");
  return [place?.verdict, place ? doc.textBetween(place.from, place.to, " | ") : ""];
}

const CASES: [string, Row[], Row[], string, string][] = [
  [
    "stay where they were when another paragraph comes before",
    [["a", "Der [blaue Bus] fährt."]],
    [["new", "Neu."], ["a", "Der blaue Bus fährt."]],
    "kept",
    "blaue Bus",
  ],
  [
    "are found in the second half of a divided paragraph",
    [["a", "Eins ist da. Der [blaue Bus] fährt."]],
    [["a", "Eins ist da."], ["new", " Der blaue Bus fährt."]],
    "kept",
    "blaue Bus",
  ],
  [
    "hold together where the border runs through them",
    [["a", "Der [blaue Bus. Er fährt] oft."]],
    [["a", "Der blaue Bus."], ["new", "Er fährt oft."]],
    "kept",
    "blaue Bus. | Er fährt",
  ],
  [
    "are found in the paragraph that theirs was joined to",
    [["a", "Eins ist da."], ["b", "Der [blaue Bus] fährt."]],
    [["a", "Eins ist da.Der blaue Bus fährt."]],
    "kept",
    "blaue Bus",
  ],
  [
    "go along with a paragraph that is moved",
    [["a", "Eins."], ["b", "Der [blaue Bus] fährt."], ["c", "Drei."]],
    [["b", "Der blaue Bus fährt."], ["a", "Eins."], ["c", "Drei."]],
    "kept",
    "blaue Bus",
  ],
  [
    "run over two paragraphs",
    [["a", "Der Anfang [und dann"], ["b", "das Ende] kommt."]],
    [["a", "Der Anfang und dann"], ["b", "das gute Ende kommt."]],
    "changed",
    "und dann | das gute Ende",
  ],
  [
    "are gone with their paragraph",
    [["a", "Eins ist da."], ["b", "Der [blaue Bus] fährt."]],
    [["a", "Eins ist da."]],
    "gone",
    "",
  ],
  [
    "are gone where the first paragraph is",
    [["a", "Der [blaue Bus] fährt."], ["b", "Zwei."]],
    [["b", "Zwei."]],
    "gone",
    "",
  ],
];

for (const [name, old, draft, verdict, words] of CASES) {
  test(`marked words ${name}`, () => {
    assert.deepEqual(followed(old, draft), [verdict, words]);
  });
}
