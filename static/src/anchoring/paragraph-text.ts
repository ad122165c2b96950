/**
 * A paragraph's plain text as the page shows it, and positions in it.
 *
 * What carries `data-skip` (references to footnotes) is not part of the text. In a
 * table each cell says in `data-start` where its text begins; between two cells the
 * plain text has a tab, between two rows a line feed.
 */
import { fromUtf16, lengthOf, toUtf16 } from "./units.ts";

interface Segment {
  node: Text;
  start: number; // code points
  length: number;
}

/** A place in the page. */
export interface DomPoint {
  node: Text;
  utf16Offset: number;
}

export class ParagraphText {
  readonly pid: string;
  readonly element: HTMLElement;
  readonly text: string;
  private readonly segments: Segment[];

  /** Read the paragraph `para`, an element with `data-pid` around one `data-text`. */
  constructor(para: HTMLElement) {
    this.pid = para.dataset["pid"] ?? "";
    this.element = para.querySelector<HTMLElement>("[data-text]") ?? para;
    this.segments = segmentsOf(this.element);
    this.text = joined(this.segments, this.element);
  }

  /** Its length in code points. */
  get length(): number {
    return lengthOf(this.text);
  }

  /** The offset of a place in the page; outside the text it is the nearest inside. */
  offsetOf(container: Node, domOffset: number): number {
    const probe = document.createRange();
    probe.setStart(container, domOffset);
    probe.collapse(true);
    for (const { node, start, length } of this.segments) {
      if (node === container) return start + fromUtf16(node.data, domOffset);
      if (probe.comparePoint(node, 0) >= 0) return start;
      if (probe.comparePoint(node, node.data.length) >= 0) return start + length;
    }
    return this.length;
  }

  /** The place in the page of an offset; null if the paragraph has no text. */
  pointAt(offset: number): DomPoint | null {
    let last: Segment | null = null;
    for (const segment of this.segments) {
      if (segment.start > offset) break;
      last = segment;
      if (offset < segment.start + segment.length) break;
    }
    if (!last) return null;
    const inside = Math.min(offset - last.start, last.length);
    return { node: last.node, utf16Offset: toUtf16(last.node.data, inside) };
  }

  /** Static ranges over the text between two offsets, one per text node. */
  ranges(start: number, end: number): StaticRange[] {
    const found: StaticRange[] = [];
    for (const { node, start: from, length } of this.segments) {
      const left = Math.max(start, from) - from;
      const right = Math.min(end, from + length) - from;
      if (left >= right) continue;
      found.push(
        new StaticRange({
          startContainer: node,
          startOffset: toUtf16(node.data, left),
          endContainer: node,
          endOffset: toUtf16(node.data, right),
        }),
      );
    }
    return found;
  }
}

function segmentsOf(root: HTMLElement): Segment[] {
  const table = root instanceof HTMLTableElement;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) => {
    const parent = node.parentElement;
    if (parent?.closest("[data-skip]")) return NodeFilter.FILTER_REJECT;
    // Between the rows of a table stands white space that is only markup.
    if (table && !parent?.closest("[data-start]")) return NodeFilter.FILTER_REJECT;
    return NodeFilter.FILTER_ACCEPT;
  });
  const segments: Segment[] = [];
  let next = 0;
  let cell: HTMLElement | null = null;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const around = table ? node.parentElement?.closest<HTMLElement>("[data-start]") : null;
    if (around && around !== cell) {
      cell = around;
      next = Number(around.dataset["start"]);
    }
    const length = lengthOf(node.data);
    segments.push({ node, start: next, length });
    next += length;
  }
  return segments;
}

function joined(segments: Segment[], root: HTMLElement): string {
  if (!(root instanceof HTMLTableElement)) return segments.map((s) => s.node.data).join("");
  const row = (cell: HTMLTableCellElement) =>
    segments.filter((s) => cell.contains(s.node)).map((s) => s.node.data).join("");
  return [...root.rows].map((r) => [...r.cells].map(row).join("\t")).join("\n");
}
