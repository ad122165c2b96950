import assert from "node:assert/strict";
import { test } from "node:test";

import { _, formatNumber, ngettext, useCatalogue } from "../../src/shared/i18n.ts";
import { ago } from "../../src/shared/time.ts";

const HOUR_MS = 3_600_000;

test("a message is shown in the language of the catalogue", () => {
  useCatalogue({ lang: "de", messages: { "Hello %(name)s": "Hallo %(name)s" } });
  assert.equal(_("Hello %(name)s", { name: "Rike" }), "Hallo Rike");
});

test("what the catalogue lacks is shown in English", () => {
  useCatalogue({ lang: "de", messages: {} });
  assert.equal(_("Close"), "Close");
  assert.equal(ngettext("%(n)s comment", "%(n)s comments", 2), "2 comments");
});

test("numbers in plurals are written as the language writes them", () => {
  useCatalogue({ lang: "de", messages: { "%(n)s comment": ["%(n)s Kommentar", "%(n)s Kommentare"] } });
  assert.equal(ngettext("%(n)s comment", "%(n)s comments", 1), "1 Kommentar");
  assert.equal(ngettext("%(n)s comment", "%(n)s comments", 1284), "1.284 Kommentare");
  assert.equal(formatNumber(0.5), "0,5");
});

test("a language with three forms takes the one for the number", () => {
  useCatalogue({ lang: "uk", messages: { "%(n)s day": ["%(n)s день", "%(n)s дні", "%(n)s днів"] } });
  const days = [1, 3, 5].map((n) => ngettext("%(n)s day", "%(n)s days", n));
  assert.deepEqual(days, ["1 день", "3 дні", "5 днів"]);
});

test("a placeholder without a value stays visible", () => {
  useCatalogue({ lang: "en" });
  assert.equal(_("until %(end)s"), "until %(end)s");
});

test("a while ago is told in words, and longer ago as a day", () => {
  const now = Date.UTC(2026, 10, 23, 12);
  assert.equal(ago(now - 2 * HOUR_MS, now, "de"), "vor 2 Stunden");
  assert.equal(ago(now - 24 * HOUR_MS, now, "de"), "gestern");
  assert.equal(ago(now + HOUR_MS, now, "de"), "jetzt");
  assert.match(ago(now - 30 * 24 * HOUR_MS, now, "de"), /24\.10\.2026/);
});
