/**
 * A table's cells in its plain text: a tab stands between cells, a line feed between
 * rows. What is to be typed or deleted is told as edits at offsets of that text, from
 * the last to the first, so that none moves the place of another.
 */

export interface Cell {
  row: number;
  column: number;
  start: number;
  end: number;
}

/** `remove` characters at `at` give way to `insert`. */
export interface Edit {
  at: number;
  remove: number;
  insert: string;
}

export const CELL_EDGE = "\t";
export const ROW_EDGE = "\n";

/** All cells, row by row. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  text.split(ROW_EDGE).forEach((line, row) => {
    line.split(CELL_EDGE).forEach((words, column) => {
      cells.push({ row, column, start, end: start + words.length });
      start += words.length + 1;
    });
  });
  return cells;
}

/** The cell at an offset. */
export function cellAt(text: string, offset: number): Cell {
  const cells = cellsOf(text);
  return cells.find((cell) => offset <= cell.end) ?? cells.at(-1)!;
}

/** A row after that of `offset`, with as many cells. */
export function addRow(text: string, offset: number): Edit[] {
  const row = rowAt(text, offset);
  return [{ at: row.at(-1)!.end, remove: 0, insert: ROW_EDGE + CELL_EDGE.repeat(row.length - 1) }];
}

/** A column after that of `offset`; rows that end before it stay as they are. */
export function addColumn(text: string, offset: number): Edit[] {
  const { column } = cellAt(text, offset);
  const cells = cellsOf(text).filter((cell) => cell.column === column);
  return cells.reverse().map(({ end }) => ({ at: end, remove: 0, insert: CELL_EDGE }));
}

/** Without the row of `offset`; nothing where it is the only one. */
export function removeRow(text: string, offset: number): Edit[] {
  const row = rowAt(text, offset);
  const [first, last] = [row[0]!.start, row.at(-1)!.end];
  if (first === 0 && last === text.length) return [];
  const at = last === text.length ? first - 1 : first;
  return [{ at, remove: last - first + 1, insert: "" }];
}

/** Without the column of `offset`; nothing where it is the only one. */
export function removeColumn(text: string, offset: number): Edit[] {
  const { column } = cellAt(text, offset);
  const cells = cellsOf(text);
  if (cells.every((cell) => cell.column === 0)) return [];
  return cells
    .filter((cell) => cell.column === column && (column > 0 || isFollowed(text, cell)))
    .reverse()
    .map(({ start, end }) => ({ at: column ? start - 1 : start, remove: end - start + 1, insert: "" }));
}

function isFollowed(text: string, { end }: Cell): boolean {
  return text[end] === CELL_EDGE;
}

function rowAt(text: string, offset: number): Cell[] {
  const { row } = cellAt(text, offset);
  return cellsOf(text).filter((cell) => cell.row === row);
}
