/** Every block has an id of its own, which stays with its words. */
import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";

/** A block's claim to the id that it had; a strong one if words of it are left. */
interface Claim {
  pid: string;
  isStrong: boolean;
}

interface Origin {
  isChangeOrigin?: boolean;
  isUndoRedoOperation?: boolean;
}

function originOf(transaction: Transaction): Origin {
  return (transaction.getMeta(ySyncPluginKey) as Origin | undefined) ?? {};
}

/** Whether a transaction only shows what the shared text says: others' edits, and one's own undo. */
export function isRemote(transaction: Transaction): boolean {
  return originOf(transaction).isChangeOrigin === true;
}

/** Whether a transaction shows what somebody else did. */
export function isOthers(transaction: Transaction): boolean {
  return isRemote(transaction) && !originOf(transaction).isUndoRedoOperation;
}

/**
 * Give each block the id that its first words had before, and new ones an id of their own.
 *
 * So a divided paragraph leaves its id with its beginning, and what is put before words
 * does not take theirs. Where two were joined, the first one's id stays, unless none of
 * its words do. What is pasted brings its id along if that is free, as after a cut.
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
  if (areAlike(before.doc, state.doc)) return null; // as after nearly every key
  const claims = claimsOf(transactions, before.doc, state.doc);
  const taken = new Set(claims.flatMap((claim) => claim?.pid ?? []));
  const transaction = state.tr;
  state.doc.forEach((node, at, index) => {
    const brought = pidOf(node);
    const claim = claims[index];
    const isFree = brought !== null && !taken.has(brought);
    const pid = claim ? claim.pid : isFree ? brought : fresh();
    taken.add(pid);
    if (pid !== brought) transaction.setNodeAttribute(at, "pid", pid);
  });
  // Never kept out of the history: of what is applied at once the last word counts for all.
  return transaction.docChanged ? transaction : null;
}

function pidOf(node: Node): string | null {
  return node.attrs["pid"] as string | null;
}

function areAlike(before: Node, now: Node): boolean {
  const known = new Set<string | null>([null]);
  return (
    before.childCount === now.childCount &&
    now.children.every((node, index) => {
      const pid = pidOf(node);
      const isAlike = pid === pidOf(before.child(index)) && !known.has(pid);
      known.add(pid);
      return isAlike;
    })
  );
}

/** For each block of the text of now the claim that it follows, if any. */
function claimsOf(transactions: readonly Transaction[], before: Node, now: Node): (Claim | undefined)[] {
  const place = (at: number, side: number): number => transactions.reduce((was, each) => each.mapping.map(was, side), at);
  const claims = new Array<Claim | undefined>(now.childCount);
  const given = new Set<string>();
  let index = 0;
  let begin = 0; // of the block with that index
  before.forEach((node, at) => {
    const pid = pidOf(node);
    const from = place(at + 1, 1);
    while (index < now.childCount && begin + now.child(index).nodeSize <= from) {
      begin += now.child(index).nodeSize;
      index += 1;
    }
    if (pid === null || given.has(pid) || index === now.childCount || from === begin) return;
    const isStrong = from < place(at + node.nodeSize - 1, -1);
    const first = claims[index];
    if (first && (first.isStrong || !isStrong)) return;
    claims[index] = { pid, isStrong };
    given.add(pid);
  });
  return claims;
}
