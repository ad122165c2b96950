import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts } from "../../src/composer/drafts.ts";
import { Outbox } from "../../src/composer/outbox.ts";
import type { Remark } from "../../src/live/protocol.ts";
import type { Store } from "../../src/shared/storage.ts";

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const reply = (key: string): Remark => ({ type: "reply", key, annotation: "a", body: "Ja." });

test("a remark waits, also for another visit, until it is acknowledged", () => {
  const store = memory();
  new Outbox(store, "doc").add({ remark: reply("k1") });
  const later = new Outbox(store, "doc");
  assert.deepEqual(later.waiting().map((entry) => entry.remark.key), ["k1"]);
  assert.equal(later.remove("k1")?.remark.key, "k1");
  assert.deepEqual(later.entries(), []);
});

test("an acknowledgement that comes twice has no effect", () => {
  const outbox = new Outbox(memory(), "doc");
  outbox.add({ remark: reply("k1") });
  outbox.remove("k1");
  assert.equal(outbox.remove("k1"), null);
});

test("what was refused is kept with its reason and not sent again", () => {
  const outbox = new Outbox(memory(), "doc");
  outbox.add({ remark: reply("k1") });
  outbox.add({ remark: reply("k2") });
  outbox.refuse("k1", "zu lang");
  assert.deepEqual(outbox.waiting().map((entry) => entry.remark.key), ["k2"]);
  assert.equal(outbox.entries()[0]?.refused, "zu lang");
});

test("documents have an outbox each", () => {
  const store = memory();
  new Outbox(store, "one").add({ remark: reply("k1") });
  assert.deepEqual(new Outbox(store, "two").entries(), []);
});

test("a stored text that is no JSON counts as nothing", () => {
  const store = memory();
  store.setItem("randnotiz:outbox:doc", "{");
  assert.deepEqual(new Outbox(store, "doc").entries(), []);
});

const draft = { scope: "words", from: 1, to: 2, motivation: "commenting", replacement: "" };

test("a draft is found again at its paragraph only", () => {
  const drafts = new Drafts(memory(), "doc");
  drafts.keep("p1", { ...draft, body: "Halb" });
  assert.equal(drafts.read("p1")?.body, "Halb");
  assert.equal(drafts.read("p2"), null);
});

test("a draft that is emptied is forgotten", () => {
  const drafts = new Drafts(memory(), "doc");
  drafts.keep("p1", { ...draft, body: "Halb" });
  drafts.keep("p1", { ...draft, body: " " });
  assert.equal(drafts.read("p1"), null);
});
