/**
 * Paints heat and marks with the CSS Custom Highlight API.
 *
 * Few highlights with many static ranges: one highlight per annotation takes seconds.
 * A browser without the API shows no shading; counts and lists are in the page anyway.
 */
import { ParagraphText } from "../anchoring/paragraph-text.ts";
import { flatten, levelOf, LEVELS, type Level } from "./depth.ts";
import type { Spans } from "./spans.ts";

export type MarkName = "mine" | "new" | "draft" | "active";
const MARKS: MarkName[] = ["mine", "new", "draft", "active"];

/** Words in one paragraph, in code points. */
export interface Passage {
  pid: string;
  start: number;
  end: number;
}

/** Whether this browser can paint at all. */
export function canPaint(): boolean {
  return "highlights" in CSS && typeof Highlight === "function";
}

export class Painter {
  private readonly heat = new Map<Level, Highlight>();
  private readonly marks = new Map<MarkName, Highlight>();
  private readonly painted = new Map<string, [Level, StaticRange][]>();
  private readonly texts = new Map<string, ParagraphText>();
  private readonly spans: Spans;
  private shown = true;

  constructor(spans: Spans) {
    this.spans = spans;
    if (!canPaint()) return;
    for (const level of LEVELS) this.heat.set(level, register(`heat-${level}`, level));
    MARKS.forEach((name, index) => this.marks.set(name, register(name, 10 + index)));
  }

  /** The text of a paragraph of the page; read once, since it never changes. */
  textOf(pid: string): ParagraphText | null {
    const known = this.texts.get(pid);
    if (known) return known;
    const para = document.getElementById(`p-${pid}`);
    if (!para) return null;
    const text = new ParagraphText(para);
    this.texts.set(pid, text);
    return text;
  }

  /** Paint the heat of all paragraphs. */
  paintAll(): void {
    for (const pid of this.spans.paragraphs()) this.paint(pid);
  }

  /** Paint the heat of one paragraph anew. */
  paint(pid: string): void {
    for (const [level, range] of this.painted.get(pid) ?? []) {
      this.heat.get(level)?.delete(range);
    }
    const text = this.shown && this.heat.size ? this.textOf(pid) : null;
    const ranges: [Level, StaticRange][] = [];
    for (const segment of text ? flatten(this.spans.in(pid)) : []) {
      const level = levelOf(segment.depth);
      for (const range of text?.ranges(segment.start, segment.end) ?? []) {
        this.heat.get(level)?.add(range);
        ranges.push([level, range]);
      }
    }
    this.painted.set(pid, ranges);
  }

  /** Show or hide the heat. */
  show(shown: boolean): void {
    this.shown = shown;
    this.paintAll();
  }

  /** Paint `passages` as the only ones with mark `name`. */
  mark(name: MarkName, passages: Iterable<Passage>): void {
    const highlight = this.marks.get(name);
    if (!highlight) return;
    highlight.clear();
    for (const { pid, start, end } of passages) {
      for (const range of this.textOf(pid)?.ranges(start, end) ?? []) highlight.add(range);
    }
  }

  /** Mark the passages of annotations. */
  markAnnotations(name: MarkName, annotations: Iterable<string>): void {
    const passages: Passage[] = [];
    for (const annotation of annotations) {
      for (const [pid, { start, end }] of this.spans.of(annotation)) {
        passages.push({ pid, start, end });
      }
    }
    this.mark(name, passages);
  }
}

function register(name: string, priority: number): Highlight {
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
  return highlight;
}
