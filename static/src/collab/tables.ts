/** Writing in tables: from cell to cell by Tab, rows and columns added and taken away. */
import { keymap } from "prosemirror-keymap";
import { Plugin, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { addColumn, addRow, CELL_EDGE, cellAt, cellsOf, removeColumn, removeRow, type Edit } from "./grid.ts";
import { schema } from "./schema.ts";

const EM_PER_CHARACTER = 0.55; // of the letters that a column has to hold
const LEAST_EM = 7;
const WIDTH_EM = 40; // of the sheet; a cell beyond its share takes two stops

interface Inside {
  /** Where the table's text begins. */
  start: number;
  text: string;
  offset: number;
}

function inside({ selection: { $from, $to } }: EditorState): Inside | null {
  if ($from.parent.type !== schema.nodes["table"] || !$from.sameParent($to)) return null;
  return { start: $from.start(), text: textOf($from.parent), offset: $from.parentOffset };
}

/** A table's text as positions count it: a footnote takes the place of one character. */
function textOf(table: { textBetween(from: number, to: number, block?: string, leaf?: string): string; content: { size: number } }): string {
  return table.textBetween(0, table.content.size, undefined, "\uFFFC");
}

/** Whether the cursor is in a table. */
export function isInTable(state: EditorState): boolean {
  return inside(state) !== null;
}

function editing(edits: (text: string, offset: number) => Edit[], isMoving = false): Command {
  return (state, dispatch) => {
    const here = inside(state);
    const found = here ? edits(here.text, here.offset) : [];
    if (!here || !found.length) return false;
    if (!dispatch) return true;
    const transaction = state.tr;
    for (const { at, remove, insert } of found) {
      const from = here.start + at;
      if (insert) transaction.insertText(insert, from, from + remove);
      else transaction.delete(from, from + remove);
    }
    if (isMoving) transaction.setSelection(TextSelection.create(transaction.doc, here.start + found[0]!.at + 1));
    dispatch(transaction.scrollIntoView());
    return true;
  };
}

export const rowAfter = editing(addRow, true);
export const columnAfter = editing(addColumn);
export const withoutRow = editing(removeRow);
export const withoutColumn = editing(removeColumn);

/** To the next cell (1) or the one before (-1); beyond the last Tab leaves the text as usual. */
function toCell(step: 1 | -1): Command {
  return (state, dispatch) => {
    const here = inside(state);
    if (!here) return false;
    const cells = cellsOf(here.text);
    const { start } = cellAt(here.text, here.offset);
    const next = cells[cells.findIndex((cell) => cell.start === start) + step];
    if (!next) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, here.start + next.start, here.start + next.end)).scrollIntoView());
    return true;
  };
}

/** A table of two rows and two columns after the cursor's block, which goes if it is empty. */
export const insertTable: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.isTextblock || isInTable(state)) return false;
  if (!dispatch) return true;
  const table = schema.nodes["table"]!.create({ level: 1 }, schema.text(`${CELL_EDGE}\n${CELL_EDGE}`));
  const isEmpty = $to.parent.content.size === 0;
  const [from, to] = isEmpty ? [$to.before(), $to.after()] : [$to.after(), $to.after()];
  const transaction: Transaction = state.tr.replaceWith(from, to, table);
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, from + 1)).scrollIntoView());
  return true;
};

/** Keys in tables, and what makes their cells seen. */
export function tables(): Plugin[] {
  return [
    keymap({ Tab: toCell(1), "Shift-Tab": toCell(-1), Enter: rowAfter }),
    new Plugin({ props: { decorations: (state) => edges(state) } }),
  ];
}

const drawn = new WeakMap<EditorState["doc"], DecorationSet>();

function edges(state: EditorState): DecorationSet {
  const known = drawn.get(state.doc);
  if (known) return known;
  const found: Decoration[] = [];
  state.doc.forEach((node, at) => {
    if (node.type !== schema.nodes["table"]) return;
    const text = textOf(node);
    const cells = cellsOf(text);
    const longest = Math.max(...cells.map(({ start, end }) => end - start));
    const columns = Math.max(...cells.map(({ column }) => column + 1));
    const stop = Math.max(LEAST_EM, Math.min(WIDTH_EM / columns, longest * EM_PER_CHARACTER + 1));
    found.push(Decoration.node(at, at + node.nodeSize, { style: `tab-size: ${stop}em` }));
    for (const { row, start, end } of cells) {
      const from = at + 1 + start;
      if (row < Number(node.attrs["level"] ?? 0) && start < end) {
        found.push(Decoration.inline(from, at + 1 + end, { class: "collab-heading-cell" }));
      }
      if (text[end] === CELL_EDGE) {
        found.push(Decoration.inline(at + 1 + end, at + 2 + end, { class: "collab-edge" }));
      }
    }
  });
  const set = DecorationSet.create(state.doc, found);
  drawn.set(state.doc, set);
  return set;
}
