/**
 * What somebody suggests, told in changes that the shared text can bear.
 *
 * Of a suggestion the shared text keeps what is marked on words, and nothing that is
 * marked on a block: that would be a suggestion in one window, and done in all others. So
 * whole blocks are struck word by word, and new ones begin at the end of the one before.
 */
import { transformToSuggestionTransaction } from "@handlewithcare/prosemirror-suggest-changes";
import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import { Selection, type EditorState, type Transaction } from "prosemirror-state";
import { AddMarkStep, Mapping, RemoveMarkStep, ReplaceStep, type Step } from "prosemirror-transform";
import { bordersIn, isTaken, mendBorders } from "./borders.ts";
import { keepApart } from "./ownership.ts";
import { authorOf } from "./suggestions.ts";

/** Why something cannot be suggested: it would change a colleague's suggestion, or a block. */
export type Refusal = "colleague" | "block";

/** What `tr` would do, as a suggestion; `fresh` makes ids of the person who suggests. */
export function suggested(tr: Transaction, state: EditorState, fresh: () => string): Transaction | Refusal {
  let own = fresh();
  const meant = onWords(tr, state);
  if (changesAnothers(meant, authorOf(own))) return "colleague";
  const kept = keepApart(transformToSuggestionTransaction(meant, state, () => (own = fresh())), own);
  mendBorders(kept, state.doc, meant.mapping);
  return kept.doc.children.some((block) => block.marks.length) ? "block" : kept;
}

/** Whether words or borders would go, or change, that somebody else suggests to insert. */
function changesAnothers(tr: Transaction, author: string): boolean {
  const isOwn = ({ attrs }: Mark): boolean => authorOf(String(attrs["id"])) === author;
  if (tr.docChanged && bordersIn(tr.before).some((border) => !isOwn(border.left) && isTaken(tr.mapping, border))) return true;
  return tr.steps.some((step, index) => {
    if (!(step instanceof ReplaceStep || step instanceof AddMarkStep || step instanceof RemoveMarkStep)) return false;
    let isAnothers = false;
    if (step.from < step.to) {
      tr.docs[index]!.nodesBetween(step.from, step.to, ({ marks }) => {
        const mark = marks.find(({ type }) => type.name === "insertion");
        if (mark && !isOwn(mark)) isAnothers = true;
      });
    }
    return isAnothers;
  });
}

/** The same with steps within the text of blocks alone. */
function onWords(tr: Transaction, state: EditorState): Transaction {
  const told = state.tr;
  let shift = new Mapping(); // from the text that `tr` had at a step to that of `told`
  for (const step of tr.steps) {
    const here = shift.maps.length ? step.map(shift) : step;
    const bearable = here && bearableIn(told.doc, here);
    if (bearable) told.step(bearable);
    if (bearable === step) continue;
    shift = new Mapping([step.getMap().invert(), ...shift.maps, ...(bearable ? [bearable.getMap()] : [])]);
  }
  if (!shift.maps.length) return tr;
  if (tr.selectionSet) told.setSelection(Selection.near(told.doc.resolve(shift.map(tr.selection.head))));
  if (tr.scrolledIntoView) told.scrollIntoView();
  return told;
}

/** A step that words can bear, null where there is none. */
function bearableIn(doc: Node, step: Step): Step | null {
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) return step;
  if (!(step instanceof ReplaceStep)) return null; // what a block is, is not suggested
  const isOfBlocks = doc.resolve(step.from).depth === 0 && doc.resolve(step.to).depth === 0;
  return isOfBlocks ? ofWords(doc, step) : step;
}

/** A step that takes out or puts in whole blocks, by their words. */
function ofWords(doc: Node, { from, to, slice }: ReplaceStep): ReplaceStep | null {
  const spans: { from: number; to: number }[] = [];
  doc.nodesBetween(from, to, (block, at) => {
    if (block.content.size) spans.push({ from: at + 1, to: at + block.nodeSize - 1 });
    return false;
  });
  const [first, last] = [spans[0], spans.at(-1)];
  // An empty block in the place of some is only what an empty text has to have.
  const blocks = from < to ? slice.content.content.filter((block) => block.content.size) : slice.content.content;
  const place = first && last ? { from: first.from, to: last.to } : { from: Math.max(1, to - 1), to: Math.max(1, to - 1) };
  if (!blocks.length) return first ? new ReplaceStep(place.from, place.to, Slice.empty) : null;
  const beside = doc.resolve(place.to).parent;
  const shell = beside.copy();
  const row = to === 0 ? [...blocks, shell] : [shell, ...blocks];
  return new ReplaceStep(place.from, place.to, new Slice(Fragment.from(row), 1, 1));
}
