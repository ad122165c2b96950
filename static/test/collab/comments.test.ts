/** What the list of comments decides without a screen. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { canTakeOver, type Standing } from "../../src/collab/card.ts";
import { annotationIn, replacementIn } from "../../src/collab/incoming.ts";
import type { Remark } from "../../src/collab/remarks.ts";

const EVENTS: [string, unknown, string | null][] = [
  ["annotation.created", { id: "a" }, "a"],
  ["annotation.hidden", { id: "a" }, "a"],
  ["anchor.corrected", { annotation: "a" }, "a"],
  ["disposition.published", { annotation: "a", outcome: "noted" }, "a"],
  ["reply.created", { id: "r", annotation: "a" }, "a"],
  ["support.changed", { annotation: "a", support: 3 }, "a"],
  ["revision.published", { number: 2 }, null],
  ["draft.changed", { revision: 2 }, null],
];

for (const [event, data, annotation] of EVENTS) {
  test(`${event} is ${annotation ? "about a comment" : "about none"}`, () => {
    assert.equal(annotationIn(event, data), annotation);
  });
}

const PROPOSAL = { replacement: "grün", pieces: [{ pid: "p", start: 0, end: 4 }] } as Remark;
const WHOLE: Standing = { verdict: "kept", words: "blau", isActive: false, isPointed: false, isHere: false };

const OFFERS: [string, Remark, Standing, boolean][] = [
  ["while its words stand", PROPOSAL, WHOLE, true],
  ["after its words changed", PROPOSAL, { ...WHOLE, verdict: "changed", words: "gelb" }, true],
  ["not where it stands already", PROPOSAL, { ...WHOLE, verdict: "changed", words: "grün" }, false],
  ["not where its words are gone", PROPOSAL, { ...WHOLE, verdict: "gone", words: "" }, false],
  ["not without other words", { ...PROPOSAL, replacement: null }, WHOLE, false],
  ["not over two paragraphs", { ...PROPOSAL, pieces: [...PROPOSAL.pieces, ...PROPOSAL.pieces] }, WHOLE, false],
];

for (const [name, remark, standing, isOffered] of OFFERS) {
  test(`a wording is offered ${name}`, () => {
    assert.equal(canTakeOver(remark, standing), isOffered);
  });
}

test("who replaces the draft as a whole is told", () => {
  const told = { person: "p", by: "Jana", name: "Stand" };
  assert.deepEqual(replacementIn("draft.restored", told), told);
  assert.deepEqual(replacementIn("draft.discarded", { person: "p", by: "Jana" }), { ...told, name: null });
  assert.equal(replacementIn("draft.changed", { revision: 2 }), null);
});
