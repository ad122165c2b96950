import assert from "node:assert/strict";
import { test } from "node:test";

import { Receipts } from "../../src/collab/receipts.ts";

test("what was typed is stored when the server has answered a question after it", () => {
  const receipts = new Receipts();
  assert.ok(receipts.isComplete);
  receipts.type();
  receipts.ask();
  assert.ok(!receipts.isComplete);
  receipts.type();
  receipts.ask();
  receipts.answer();
  assert.ok(!receipts.isComplete, "the first answer knows nothing of what came after its question");
  receipts.answer();
  assert.ok(receipts.isComplete);
});

test("a question that was lost with the connection counts for nothing", () => {
  const receipts = new Receipts();
  receipts.type();
  receipts.ask();
  receipts.lose();
  receipts.answer();
  assert.ok(!receipts.isComplete);
  receipts.ask();
  receipts.answer();
  assert.ok(receipts.isComplete);
});
