import assert from "node:assert/strict";
import { test } from "node:test";

import { flatten, levelOf } from "../../src/highlights/depth.ts";

test("stretches that overlap are cut where the depth changes", () => {
  assert.deepEqual(flatten([{ start: 0, end: 10 }, { start: 4, end: 14 }]), [
    { start: 0, end: 4, depth: 1 },
    { start: 4, end: 10, depth: 2 },
    { start: 10, end: 14, depth: 1 },
  ]);
});

test("stretches that touch become one segment of the same depth", () => {
  assert.deepEqual(flatten([{ start: 0, end: 4 }, { start: 4, end: 9 }]), [
    { start: 0, end: 9, depth: 1 },
  ]);
});

test("text between two stretches is in no segment", () => {
  assert.deepEqual(flatten([{ start: 6, end: 8 }, { start: 0, end: 2 }]), [
    { start: 0, end: 2, depth: 1 },
    { start: 6, end: 8, depth: 1 },
  ]);
});

test("the place of an orphan, which has no width, is not painted", () => {
  assert.deepEqual(flatten([{ start: 3, end: 3 }]), []);
});

test("each character is as deep as the stretches over it", () => {
  const stretches = Array.from({ length: 40 }, (_, n) => {
    const start = (n * 7) % 50;
    return { start, end: start + 1 + ((n * 13) % 17) };
  });
  const segments = flatten(stretches);
  for (let offset = 0; offset < 70; offset += 1) {
    const expected = stretches.filter((s) => s.start <= offset && offset < s.end).length;
    const found = segments.find((s) => s.start <= offset && offset < s.end)?.depth ?? 0;
    assert.equal(found, expected, `at ${offset}`);
  }
});

test("a level stands for one, two, four and eight annotations", () => {
  assert.deepEqual([1, 2, 3, 4, 7, 8, 90].map(levelOf), [1, 2, 2, 3, 3, 4, 4]);
});
