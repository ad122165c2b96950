import assert from "node:assert/strict";
import { test } from "node:test";

import { Spans } from "../../src/highlights/spans.ts";
import { apply, type PageChange } from "../../src/live/changes.ts";

const SHOWN = { revision: 2, pids: ["p1", "p2", "p3"] };
const at = (paragraph: string, offset: number) => ({ paragraph, offset });

function annotation(id: string, start = at("p1", 2), end = at("p1", 9), revision = 2) {
  return { id, motivation: "commenting", anchor: { revision, verdict: "kept", start, end } };
}

function after(spans: Spans, event: string, data: unknown): PageChange {
  return apply({ type: "event", seq: 1, event, data }, spans, SHOWN);
}

test("a new annotation is counted, and shown when the reader asks for it", () => {
  const spans = new Spans();
  const change = after(spans, "annotation.created", annotation("a"));
  assert.deepEqual(change, { paragraphs: ["p1"], cards: [], created: "a" });
  assert.deepEqual(spans.at("p1", 5), ["a"]);
});

test("an annotation that the page has already is not news", () => {
  const spans = new Spans();
  spans.add(["p1", 2, 9, "a", "commenting"]);
  assert.equal(after(spans, "annotation.created", annotation("a")).created, null);
  assert.equal(spans.in("p1").length, 1);
});

test("an annotation over several paragraphs covers those between", () => {
  const spans = new Spans();
  after(spans, "annotation.created", annotation("a", at("p1", 5), at("p3", 4)));
  assert.deepEqual(spans.of("a").map(([pid, s]) => [pid, s.start]), [["p1", 5], ["p2", 0], ["p3", 0]]);
});

test("an annotation on another revision changes nothing here", () => {
  const spans = new Spans();
  const change = after(spans, "annotation.created", annotation("a", undefined, undefined, 3));
  assert.deepEqual(change, { paragraphs: [], cards: [], created: null });
});

test("an anchor that a person corrected moves", () => {
  const spans = new Spans();
  spans.add(["p1", 2, 9, "a", "commenting"]);
  const change = after(spans, "anchor.corrected", annotation("a", at("p2", 0), at("p2", 3)));
  assert.deepEqual(change.paragraphs, ["p1", "p2"]);
  assert.deepEqual(spans.at("p2", 1), ["a"]);
  assert.deepEqual(spans.in("p1"), []);
});

test("what is withdrawn or hidden is no longer painted", () => {
  for (const event of ["annotation.withdrawn", "annotation.hidden"]) {
    const spans = new Spans();
    spans.add(["p1", 2, 9, "a", "commenting"]);
    assert.deepEqual(after(spans, event, annotation("a")).paragraphs, ["p1"]);
    assert.equal(spans.has("a"), false);
  }
});

test("replies, support and answers bring the card up to date", () => {
  const cards = (event: string, data: unknown) => after(new Spans(), event, data).cards;
  assert.deepEqual(cards("reply.created", { annotation: "a" }), ["a"]);
  assert.deepEqual(cards("support.changed", { annotation: "a", support: 3 }), ["a"]);
  assert.deepEqual(cards("disposition.published", annotation("a")), ["a"]);
});

test("an event that is not for this page changes nothing", () => {
  const change = after(new Spans(), "internal", {});
  assert.deepEqual(change, { paragraphs: [], cards: [], created: null });
});

test("events on an older state lead to the newer state", () => {
  const older = new Spans();
  older.replace([["p1", 0, 3, "a", "commenting"]]);
  const newer = new Spans();
  newer.replace([["p2", 1, 4, "b", "commenting"]]);
  const events: [string, unknown][] = [
    ["annotation.created", annotation("b", at("p2", 1), at("p2", 4))],
    ["annotation.withdrawn", annotation("a")],
  ];
  // The newer state already holds them: applying them again must change nothing.
  for (const [event, data] of events) {
    after(older, event, data);
    after(newer, event, data);
  }
  for (const pid of SHOWN.pids) assert.deepEqual(older.in(pid), newer.in(pid));
});

test("a highlight is painted, and is no news", () => {
  const spans = new Spans();
  const marked = { ...annotation("a"), motivation: "highlighting" };
  const change = after(spans, "annotation.created", marked);
  assert.deepEqual(change, { paragraphs: ["p1"], cards: [], created: null });
  assert.deepEqual(spans.at("p1", 5), ["a"]);
});
