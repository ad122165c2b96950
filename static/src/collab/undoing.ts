/** What may be taken back: one's own edits, as long as nobody else has written in them. */
import { ContentType, Item, iterateDeletedStructs, type AbstractType, type UndoManager } from "yjs";

type Stack = UndoManager["undoStack"];

/**
 * Whether the next step of a stack would take words of others along.
 *
 * A block that got another kind, or was split, is a new one. Who takes that back takes
 * the block away, with all that was written in it since.
 */
export function takesOthers(manager: UndoManager, stack: Stack): boolean {
  const step = stack.at(-1);
  if (!step) return false;
  const { doc } = manager;
  let found = false;
  doc.transact((transaction) => {
    iterateDeletedStructs(transaction, step.insertions, (struct) => {
      if (!(struct instanceof Item) || struct.deleted) return;
      const { content } = struct;
      if (content instanceof ContentType && holdsOthers(content.type, doc.clientID)) found = true;
    });
  });
  return found;
}

function holdsOthers(type: AbstractType<unknown>, own: number): boolean {
  for (let item = type._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (item.id.client !== own) return true;
    if (item.content instanceof ContentType && holdsOthers(item.content.type, own)) return true;
  }
  return false;
}
