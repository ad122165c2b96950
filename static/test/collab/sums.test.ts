import assert from "node:assert/strict";
import { test } from "node:test";

import type { Base } from "../../src/collab/remarks.ts";
import { schema } from "../../src/collab/schema.ts";
import { sumsOf } from "../../src/collab/sums.ts";

test("paragraphs are counted by what became of their words", () => {
  const texts = new Map([["a", "Eins."], ["b", "Zwei."], ["c", "Drei."]]);
  const base: Base = { order: [...texts.keys()], texts, remarks: [] };
  const draft = [["a", "Eins."], ["c", "Drei!"], ["new", "Vier."], [null, "Fünf."]];
  const doc = schema.nodes["doc"]!.create(
    null,
    draft.map(([pid, text]) => schema.nodes["paragraph"]!.create({ pid }, schema.text(text!))),
  );
  assert.deepEqual(sumsOf(doc, base), { edited: 1, added: 2, gone: 1, total: 4 });
});
