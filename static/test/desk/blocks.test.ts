import assert from "node:assert/strict";
import { test } from "node:test";
import { gap } from "../../src/desk/blocks.ts";

test("the first words in square brackets are what is left to fill in", () => {
  assert.deepEqual(gap("Das prüft [Amt] bis [Datum]."), { start: 10, end: 15 });
});

test("nothing is left where no brackets close on the line", () => {
  assert.equal(gap("Das prüft das Amt."), null);
  assert.equal(gap("Ein [ offen\nund ] zu, und []"), null);
});
