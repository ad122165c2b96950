import assert from "node:assert/strict";
import { test } from "node:test";

import { boundaryAfter, boundaryBefore } from "../../src/anchoring/graphemes.ts";
import { fromUtf16, lengthOf, sliceOf, toUtf16 } from "../../src/anchoring/units.ts";

const TEXTS = {
  "a letter with an accent": "café au lait",
  "an emoji beyond the basic plane": "a😀b",
  "a family joined by ZWJ": "x👩‍👩‍👧y",
  "a combining mark": "a̐b",
  "right-to-left letters": "שלום",
  "nothing": "",
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`offsets go to UTF-16 and back in ${name}`, () => {
    for (let offset = 0; offset <= lengthOf(text); offset += 1) {
      assert.equal(fromUtf16(text, toUtf16(text, offset)), offset);
    }
  });

  test(`code points are counted as Python counts them in ${name}`, () => {
    assert.equal(lengthOf(text), [...text].length);
  });

  test(`a slice holds the code points between its offsets in ${name}`, () => {
    assert.equal(sliceOf(text, 1, 3), [...text].slice(1, 3).join(""));
  });
}

test("an offset inside a surrogate pair counts as before the character", () => {
  assert.equal(fromUtf16("a😀b", 2), 1);
});

test("an offset past the end is the end", () => {
  assert.equal(toUtf16("😀", 7), 2);
  assert.equal(fromUtf16("😀", 7), 1);
});

test("an edge inside a joined emoji moves outwards", () => {
  const text = TEXTS["a family joined by ZWJ"];
  assert.equal(boundaryBefore(text, 3), 1);
  assert.equal(boundaryAfter(text, 3), 6);
});

test("an edge between a letter and its combining mark moves outwards", () => {
  assert.equal(boundaryBefore("a̐b", 1), 0);
  assert.equal(boundaryAfter("a̐b", 1), 2);
});

test("an edge between two characters stays", () => {
  assert.equal(boundaryBefore("abc", 1), 1);
  assert.equal(boundaryAfter("abc", 1), 1);
  assert.equal(boundaryBefore("abc", 3), 3);
  assert.equal(boundaryAfter("abc", 3), 3);
});
