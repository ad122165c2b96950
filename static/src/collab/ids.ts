/** Every block has an id of its own; the block that had it before keeps it. */
import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

interface Placed {
  at: number;
  node: Node;
}

/** Whether a transaction only shows what somebody else wrote. */
export function isRemote(transaction: Transaction): boolean {
  const meta = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
  return meta?.isChangeOrigin === true;
}

/**
 * Give new blocks an id, and copies a new one.
 *
 * Splitting a block and pasting one leave two with the same id. The one that stood there
 * before keeps it, else the first, unless that is the empty one that Enter at the start
 * of a text puts before it. What is cut and pasted takes its id along.
 */
export function stableIds(fresh: () => string): Plugin {
  return new Plugin({
    appendTransaction(transactions, before, state) {
      const isOwn = transactions.some((each) => each.docChanged && !isRemote(each));
      return isOwn ? repaired(transactions, before, state, fresh) : null;
    },
  });
}

function repaired(
  transactions: readonly Transaction[],
  before: EditorState,
  state: EditorState,
  fresh: () => string,
): Transaction | null {
  const stood = new Map<string, number>(); // where the block with an id should be now
  const placeOf = (pid: string): number | undefined => {
    if (!stood.size) {
      before.doc.forEach((node, at) => {
        const now = transactions.reduce((place, each) => each.mapping.map(place), at);
        stood.set(String(node.attrs["pid"]), now);
      });
    }
    return stood.get(pid);
  };
  const holders = new Map<string, Placed>();
  const nameless: number[] = [];
  state.doc.forEach((node, at) => {
    const pid = node.attrs["pid"] as string | null;
    const first = pid === null ? undefined : holders.get(pid);
    if (pid === null) nameless.push(at);
    else if (first === undefined) holders.set(pid, { at, node });
    else if (isPushedDown(first.node, node, wordsOf(before.doc, pid)) || placeOf(pid) === at) {
      nameless.push(first.at);
      holders.set(pid, { at, node });
    } else nameless.push(at);
  });
  if (!nameless.length) return null;
  const transaction = state.tr;
  for (const at of nameless) transaction.setNodeAttribute(at, "pid", fresh());
  // Never kept out of the history: of what is applied at once the last word counts for all.
  return transaction;
}

function isPushedDown(first: Node, second: Node, words: string): boolean {
  return first.textContent === "" && second.textContent !== "" && words === second.textContent;
}

function wordsOf(doc: Node, pid: string): string {
  let words = "";
  doc.forEach((node) => {
    if (node.attrs["pid"] === pid) words = node.textContent;
  });
  return words;
}
