/**
 * The cursor stays with its words when a colleague gives these another block.
 *
 * To split a block, to join two or to change a block's kind puts the words into a new
 * element of the shared text. The binding looks for the cursor by the letters it stood
 * between, which are gone then, and leaves it in the block after.
 */
import type { Node } from "prosemirror-model";
import { Plugin, TextSelection } from "prosemirror-state";
import { isOthers } from "./ids.ts";
import { follow } from "./places.ts";
import { BORDER, byId, rangeIn, stretchesOf, textOf } from "./stretches.ts";
import { wordsOf } from "./words.ts";

/** So many letters beside a cursor tell whether it is where it was. */
const LETTERS = 8;

export function steadyCursor(): Plugin {
  return new Plugin({
    appendTransaction(transactions, before, state) {
      const { selection: was } = before;
      const { selection: is } = state;
      if (!(was instanceof TextSelection) || !transactions.some((each) => each.docChanged && isOthers(each))) return null;
      const anchor = placeNow(before.doc, was.anchor, state.doc, is.anchor);
      const head = was.empty ? anchor : placeNow(before.doc, was.head, state.doc, is.head);
      if (anchor === is.anchor && head === is.head) return null;
      return state.tr.setSelection(TextSelection.create(state.doc, anchor, head));
    },
  });
}

/** Where the place `was` in `old` is in `now`, of which the binding says that it is `found`. */
export function placeNow(old: Node, was: number, now: Node, found: number): number {
  if (isSame(old, was, now, found)) return found;
  const $was = old.resolve(was);
  const pid = $was.depth === 1 ? ($was.parent.attrs["pid"] as string | null) : null;
  if (pid === null) return found;
  const blocks = byId(old);
  const stretch = stretchesOf(now, [...blocks.keys()]).find(({ pids }) => pids.includes(pid));
  if (!stretch) return found;
  const texts = stretch.pids.map((each) => wordsOf(blocks.get(each)!).text);
  const offset = wordsOf($was.parent).offsets.filter((each) => each <= $was.parentOffset).length;
  const at = texts.slice(0, stretch.pids.indexOf(pid)).reduce((sum, text) => sum + text.length + BORDER.length, offset);
  const { start, end } = follow(texts.join(BORDER), textOf(stretch.blocks), at, at);
  const [place] = rangeIn(stretch.blocks, start, end);
  return isSame(old, was, now, place) ? place : found;
}

/** Whether the same letters stand before or behind two places. */
function isSame(old: Node, was: number, now: Node, is: number): boolean {
  const [before, behind] = around(old, was);
  const [nowBefore, nowBehind] = around(now, is);
  return (before !== "" && before === nowBefore) || (behind !== "" && behind === nowBehind);
}

function around(doc: Node, place: number): [string, string] {
  const { parent, parentOffset } = doc.resolve(place);
  const size = parent.content.size;
  return [
    parent.textBetween(Math.max(0, parentOffset - LETTERS), parentOffset),
    parent.textBetween(parentOffset, Math.min(size, parentOffset + LETTERS)),
  ];
}
