import assert from "node:assert/strict";
import { test } from "node:test";

import { fitting, place } from "../../src/threads/place.ts";

test("with room enough each thread stands at its paragraph", () => {
  const items = [{ wanted: 10, height: 50 }, { wanted: 100, height: 50 }];
  assert.deepEqual(place(items, 10), [10, 100]);
});

test("threads that would overlap are pushed down", () => {
  const items = [{ wanted: 0, height: 80 }, { wanted: 20, height: 80 }, { wanted: 300, height: 9 }];
  assert.deepEqual(place(items, 10), [0, 90, 300]);
});

test("the active thread stands at its paragraph and pushes up those before it", () => {
  const items = [{ wanted: 50, height: 80 }, { wanted: 120, height: 80 }];
  assert.deepEqual(place(items, 10, 1), [30, 120]);
});

test("no thread is pushed out at the top", () => {
  const items = [{ wanted: 0, height: 80 }, { wanted: 20, height: 80 }];
  assert.deepEqual(place(items, 10, 1), [0, 90]);
});

test("a group shows its first card even where it does not fit", () => {
  assert.equal(fitting([200, 50], 10, 100), 1);
});

test("a group shows as many cards as fit", () => {
  assert.equal(fitting([100, 50, 50], 10, 165), 2);
  assert.equal(fitting([100, 50, 50], 10, 1000), 3);
});
