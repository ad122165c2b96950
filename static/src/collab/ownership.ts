/**
 * Whose a suggestion is: that of the person who typed or struck the words.
 *
 * The library gives what stands beside a suggestion that suggestion's id, whoever made
 * it. So what a person has just done gets an id of their own, and what was there before
 * keeps the one it had.
 */
import type { Mark, Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { authorOf } from "./suggestions.ts";

interface Run {
  mark: Mark;
  from: number;
  to: number;
  /** The id it has to have, or null for one of the person's own. */
  id: string | null;
}

/** Give what `tr` suggests to the person who made the id `own`. */
export function keepApart(tr: Transaction, own: string): Transaction {
  const runs = [...runsOf(tr, authorOf(own))];
  const stored = tr.storedMarksSet ? tr.storedMarks : null;
  runs.forEach((run, index) => {
    run.id ??= besideOf(runs, index, authorOf(own)) ?? own;
    if (run.id !== run.mark.attrs["id"]) {
      tr.addMark(run.from, run.to, run.mark.type.create({ ...run.mark.attrs, id: run.id }));
    }
  });
  if (stored) tr.setStoredMarks(stored);
  return tr;
}

/** The id of a suggestion of the same person directly before or after a run, if any. */
function besideOf(runs: Run[], index: number, author: string): string | null {
  const run = runs[index];
  const [before, after] = [runs[index - 1], runs[index + 1]];
  const beside = [before?.to === run?.from ? before : null, after?.from === run?.to ? after : null];
  return beside.find((each) => each?.id && authorOf(each.id) === author)?.id ?? null;
}

/** The suggested stretches of text, each with one id that it should have. */
function* runsOf(tr: Transaction, author: string): Generator<Run> {
  const before = tr.docs[0];
  if (!before) return;
  const isNew = newIn(tr);
  const back = tr.mapping.invert();
  const found: { mark: Mark; at: number; size: number }[] = [];
  tr.doc.descendants((node, at) => {
    const mark = node.isText ? suggested(node) : null;
    if (mark) found.push({ mark, at, size: node.nodeSize });
  });
  for (const { mark, at, size } of found) {
    let run: Run | null = null;
    for (let place = at; place < at + size; place += 1) {
      const old = isNew(place) ? null : before.nodeAt(back.map(place, 1));
      const had = old ? mark.type.isInSet(old.marks) : undefined;
      const has = String(mark.attrs["id"]);
      const id = had ? String(had.attrs["id"]) : authorOf(has) === author ? has : null;
      if (run && run.id === id) {
        run.to = place + 1;
      } else {
        if (run) yield run;
        run = { mark, from: place, to: place + 1, id };
      }
    }
    if (run) yield run;
  }
}

function suggested(node: Node): Mark | null {
  return node.marks.find((mark) => ["insertion", "deletion"].includes(mark.type.name)) ?? null;
}

/** Tells of a place in the new text whether what follows it was put there by `tr`. */
function newIn(tr: Transaction): (place: number) => boolean {
  const ranges: [number, number][] = [];
  tr.mapping.maps.forEach((map, index) => {
    const later = tr.mapping.slice(index + 1);
    map.forEach((_from, _to, start, end) => {
      ranges.push([later.map(start, 1), later.map(end, -1)]);
    });
  });
  return (place) => ranges.some(([start, end]) => start <= place && place < end);
}
