import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts, type Draft } from "../../src/composer/drafts.ts";

const draft = (body: string): Draft => ({ scope: "all", from: 0, to: 0, motivation: "commenting", body, replacement: "" });

test("what was begun is found again in the order of the text, on its own document only", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const drafts = new Drafts(store, "doc");
  drafts.keep("p2", draft("Zweiter."));
  drafts.keep("p1", draft("Erster."));
  drafts.keep("p3", draft("   "));
  new Drafts(store, "other").keep("p4", draft("Woanders."));

  assert.deepEqual(
    drafts.among(["p1", "p2", "p3", "p4"]).map(([pid, { body }]) => [pid, body]),
    [["p1", "Erster."], ["p2", "Zweiter."]],
  );
  drafts.drop("p1");
  assert.deepEqual(drafts.among(["p1", "p2"]).map(([pid]) => pid), ["p2"]);
});
