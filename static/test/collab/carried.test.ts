import assert from "node:assert/strict";
import { test } from "node:test";

import { carried } from "../../src/collab/carried.ts";

const OLD = "Die Wiese ist offen. Auf dem Spielplatz wird nicht geraucht. Hunde sind willkommen.";
const SENTENCE = "Auf dem Spielplatz wird nicht geraucht.";
const QUOTE = "nicht geraucht";
const START = OLD.indexOf(QUOTE);

/** Return the words found in `texts`, which are all that is being worked on. */
function found(texts: string[], base = [OLD]): string | null {
  const place = carried(OLD, START, START + QUOTE.length, texts, base);
  return place && texts[place.text]!.slice(place.start, place.end);
}

const CASES: [string, string[], string | null][] = [
  ["go along with their sentence", ["Es gilt: " + SENTENCE, "Hunde sind willkommen."], QUOTE],
  ["are not found without it", ["Hier wird nicht geraucht."], null],
  ["are not found where it stands twice", [SENTENCE, SENTENCE], null],
  ["are not found where nobody works", [], null],
];

for (const [name, texts, words] of CASES) {
  test(`marked words ${name}`, () => {
    assert.equal(found(texts), words);
  });
}

test("a sentence that the revision holds twice leads nowhere", () => {
  assert.equal(found([SENTENCE], [OLD, `Und: ${SENTENCE}`]), null);
});

test("a short sentence leads nowhere", () => {
  const old = "Ja. Nein.";
  assert.equal(carried(old, 4, 8, ["Nein."], [old]), null);
});
