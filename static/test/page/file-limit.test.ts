import assert from "node:assert/strict";
import { test } from "node:test";

import { complaint } from "../../src/page/file-limit.ts";
import { useCatalogue } from "../../src/shared/i18n.ts";

const LIMIT = 20_000_000;

test("a file up to the limit is taken", () => {
  assert.equal(complaint(LIMIT, LIMIT), "");
  assert.equal(complaint(0, LIMIT), "");
});

test("a file over the limit is told its size and the limit", () => {
  useCatalogue({ lang: "en" });
  assert.match(complaint(25_000_000, LIMIT), /has 25 MB; at most 20 MB/);
  assert.match(complaint(LIMIT + 1, LIMIT), /has 20\.1 MB; at most 20 MB/);
});
