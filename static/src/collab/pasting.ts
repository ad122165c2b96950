/** Whole paragraphs that are pasted go between paragraphs, and stay what they are. */
import { Fragment, type Slice } from "prosemirror-model";
import { Plugin, Selection, type EditorState, type Transaction } from "prosemirror-state";

/** Pastes whole blocks before, after or in the place of the one that the cursor is in. */
export function pasting(): Plugin {
  return new Plugin({
    props: {
      handlePaste(view, _event, slice) {
        const transaction = pasted(view.state, slice);
        if (transaction) view.dispatch(transaction.setMeta("uiEvent", "paste").setMeta("paste", true).scrollIntoView());
        return transaction !== null;
      },
    },
  });
}

function pasted(state: EditorState, slice: Slice): Transaction | null {
  const { $from, empty } = state.selection;
  const blocks = wholeIn(slice);
  if (!blocks || !empty || !$from.depth || $from.parent.type.spec.code) return null;
  const { parent, parentOffset } = $from;
  if (parent.content.size && parentOffset === 0) return state.tr.insert($from.before(), blocks);
  if (parentOffset < parent.content.size) return null;
  const place = parent.content.size ? $from.after() : $from.before();
  const transaction = state.tr.replaceWith(place, $from.after(), blocks);
  return transaction.setSelection(Selection.near(transaction.doc.resolve(place + blocks.size), -1));
}

/** The blocks of a slice that has whole ones, such as lines selected down to the next one's start. */
function wholeIn({ content, openStart, openEnd }: Slice): Fragment | null {
  const { firstChild, lastChild, childCount } = content;
  if (!firstChild?.isBlock) return null;
  if (openStart === 0 && openEnd === 0) return content;
  const isToTheNext = openEnd === 1 && childCount > 1 && lastChild?.content.size === 0;
  return isToTheNext ? content.cut(0, content.size - lastChild.nodeSize) : null;
}
