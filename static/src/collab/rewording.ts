/** A wording that takes another's place word by word, so that what both have stays itself. */
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { wordDiff } from "../composer/word-diff.ts";

interface Range {
  from: number;
  to: number;
}

/** Give the words in `range` another wording; the cursor goes after it. */
export function replaceWords(
  view: { state: EditorState; dispatch: (transaction: Transaction) => void },
  range: Range,
  wording: string,
): void {
  const { state } = view;
  const transaction = state.tr;
  const isInOneBlock = state.doc.resolve(range.from).sameParent(state.doc.resolve(range.to));
  if (!isInOneBlock) transaction.insertText(wording, range.from, range.to);
  let at = range.from;
  for (const { kind, text } of isInOneBlock ? wordDiff(textIn(state, range), wording) : []) {
    const here = transaction.mapping.map(at, 1);
    if (kind === "new") transaction.insertText(text, here);
    else {
      if (kind === "old") transaction.delete(here, transaction.mapping.map(at + text.length, -1));
      at += text.length;
    }
  }
  const end = transaction.mapping.map(range.to, 1);
  view.dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end)).scrollIntoView());
}

/** The words as positions count them: what is no text takes the place of one character. */
function textIn(state: EditorState, { from, to }: Range): string {
  return state.doc.textBetween(from, to, undefined, "\uFFFC");
}
