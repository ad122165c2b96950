import assert from "node:assert/strict";
import { test } from "node:test";

import { nextMarker } from "../../src/collab/markers.ts";

test("a list goes on as it began", () => {
  const markers = ["1.", "9)", "(3)", "a)", "•", "z)"].map(nextMarker);
  assert.deepEqual(markers, ["2.", "10)", "(4)", "b)", "•", "z)"]);
});
