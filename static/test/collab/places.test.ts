import assert from "node:assert/strict";
import { test } from "node:test";

import { follow, type Verdict } from "../../src/collab/places.ts";

/** Follow the words in brackets; return what is told of them in the new text. */
function followed(marked: string, now: string): [Verdict, string] {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const found = follow(marked.replace("[", "").replace("]", ""), now, start, end);
  return [found.verdict, now.slice(found.start, found.end)];
}

const CASES: [string, string, string, Verdict, string][] = [
  ["an untouched text", "Der [blaue Bus] fährt.", "Der blaue Bus fährt.", "kept", "blaue Bus"],
  ["words before it", "Der [blaue Bus] fährt.", "Jeden Tag: Der blaue Bus fährt.", "kept", "blaue Bus"],
  ["a word in its place", "Der [blaue Bus] fährt.", "Der grüne Bus fährt.", "changed", "grüne Bus"],
  ["a word inside it", "Der [blaue Bus] fährt.", "Der blaue kleine Bus fährt.", "changed", "blaue kleine Bus"],
  ["a word at its edge", "Der [blaue Bus] fährt immer.", "Der blaue Bus hier fährt immer.", "kept", "blaue Bus"],
  ["its deletion", "Der [blaue] Bus fährt heute.", "Der Bus fährt heute.", "gone", ""],
  ["an emptied paragraph", "Der [blaue] Bus.", "", "gone", ""],
  ["letters beyond the basic plane", "Ja 🚲 [schöne 🚌] da.", "Nein 🚲 schöne 🚌 da.", "kept", "schöne 🚌"],
];

for (const [name, marked, now, verdict, words] of CASES) {
  test(`marked words follow ${name}`, () => {
    assert.deepEqual(followed(marked, now), [verdict, words]);
  });
}
