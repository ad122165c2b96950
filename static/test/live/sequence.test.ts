import assert from "node:assert/strict";
import { test } from "node:test";

import { delayMs } from "../../src/live/backoff.ts";
import { Batch } from "../../src/live/batch.ts";
import type { DocumentEvent } from "../../src/live/protocol.ts";
import { Sequence } from "../../src/live/sequence.ts";

const event = (seq: number): DocumentEvent => ({ type: "event", seq, event: "internal", data: {} });

test("events in order are each the next", () => {
  const sequence = new Sequence(3);
  assert.deepEqual([4, 5].map((seq) => sequence.arrive(event(seq))), ["next", "next"]);
  assert.equal(sequence.since, 5);
});

test("an event that comes again is seen already", () => {
  const sequence = new Sequence(3);
  sequence.arrive(event(4));
  assert.equal(sequence.arrive(event(4)), "seen");
  assert.equal(sequence.since, 4);
});

test("a missing event is a gap, and the place before it is kept", () => {
  const sequence = new Sequence(3);
  assert.equal(sequence.arrive(event(6)), "gap");
  assert.equal(sequence.since, 3);
});

test("after a fetched state the events after it are next", () => {
  const sequence = new Sequence(3);
  sequence.jumpTo(40);
  assert.equal(sequence.arrive(event(41)), "next");
});

test("the wait doubles up to a limit and lies in its upper half", () => {
  assert.equal(delayMs(0, 0), 250);
  assert.equal(delayMs(3, 0.999), 2000 + 2000 * 0.999);
  assert.equal(delayMs(60, 0), 15_000);
});

test("what comes in while it was just told waits for the next telling", () => {
  const told: number[] = [];
  let wake: () => void = () => assert.fail("nothing was told yet");
  const batch = new Batch(10_000, (count) => told.push(count), (act) => (wake = act));
  batch.add();
  batch.add();
  batch.add();
  assert.deepEqual(told, [1]);
  wake();
  assert.deepEqual(told, [1, 2]);
  wake();
  batch.add();
  assert.deepEqual(told, [1, 2, 1]);
});
