/** A step of the history and what others have written in its blocks since. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyUpdate, Doc, encodeStateAsUpdate, UndoManager, XmlElement, XmlText } from "yjs";

import { takesOthers } from "../../src/collab/undoing.ts";

/** Somebody makes a list item of "Eins"; a colleague has the same text. */
function together(): { mine: Doc; theirs: Doc; manager: UndoManager } {
  const [mine, theirs] = [new Doc(), new Doc()];
  const text = mine.getXmlFragment("text");
  const manager = new UndoManager(text, { captureTimeout: 0 });
  const item = new XmlElement("list_item");
  item.insert(0, [new XmlText("Eins")]);
  text.insert(0, [item]);
  applyUpdate(theirs, encodeStateAsUpdate(mine));
  return { mine, theirs, manager };
}

function words(doc: Doc): XmlText {
  return (doc.getXmlFragment("text").get(0) as XmlElement).get(0) as XmlText;
}

test("a block that only I wrote in may be taken back", () => {
  const { manager } = together();
  assert.equal(takesOthers(manager, manager.undoStack), false);
});

test("a block that a colleague wrote in may not", () => {
  const { mine, theirs, manager } = together();
  words(theirs).insert(4, " und zwei");
  applyUpdate(mine, encodeStateAsUpdate(theirs), "their update");
  assert.equal(takesOthers(manager, manager.undoStack), true);
});

test("a colleague's words that are gone again hinder nobody", () => {
  const { mine, theirs, manager } = together();
  words(theirs).insert(4, " und zwei");
  words(theirs).delete(4, " und zwei".length);
  applyUpdate(mine, encodeStateAsUpdate(theirs), "their update");
  assert.equal(takesOthers(manager, manager.undoStack), false);
});

test("my words beside a colleague's may be taken back", () => {
  const { mine, theirs, manager } = together();
  words(theirs).insert(4, " und zwei");
  applyUpdate(mine, encodeStateAsUpdate(theirs), "their update");
  words(mine).insert(0, "Nur ");
  assert.equal(takesOthers(manager, manager.undoStack), false);
});

test("an empty history takes nothing", () => {
  const { manager } = together();
  assert.equal(takesOthers(manager, manager.redoStack), false);
});
