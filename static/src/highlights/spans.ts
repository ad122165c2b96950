/** Which annotations lie where: the page's picture of all anchors of the revision. */
import type { Stretch } from "./depth.ts";

/** A row of the spans that the server sends: paragraph, start, end, annotation, motivation. */
export type SpanRow = [string, number, number, string, string];

/** A highlight says nothing: it is painted, and counts as no comment. */
export const HIGHLIGHTING = "highlighting";

export interface Span extends Stretch {
  annotation: string;
  motivation: string;
}

export class Spans {
  private readonly byParagraph = new Map<string, Span[]>();
  private readonly paragraphsOf = new Map<string, Set<string>>();

  /** Take over a whole list in place of what was there. */
  replace(rows: Iterable<SpanRow>): void {
    this.byParagraph.clear();
    this.paragraphsOf.clear();
    for (const row of rows) this.add(row);
  }

  /** Add one span; an annotation may have several, in several paragraphs. */
  add([pid, start, end, annotation, motivation]: SpanRow): void {
    const spans = this.byParagraph.get(pid) ?? [];
    spans.push({ start, end, annotation, motivation });
    this.byParagraph.set(pid, spans);
    const pids = this.paragraphsOf.get(annotation) ?? new Set();
    this.paragraphsOf.set(annotation, pids.add(pid));
  }

  /** Take an annotation out; return the paragraphs that it lay in. */
  remove(annotation: string): string[] {
    const pids = [...(this.paragraphsOf.get(annotation) ?? [])];
    for (const pid of pids) {
      const rest = this.in(pid).filter((span) => span.annotation !== annotation);
      this.byParagraph.set(pid, rest);
    }
    this.paragraphsOf.delete(annotation);
    return pids;
  }

  has(annotation: string): boolean {
    return this.paragraphsOf.has(annotation);
  }

  /** The spans in a paragraph. */
  in(pid: string): readonly Span[] {
    return this.byParagraph.get(pid) ?? [];
  }

  /** The paragraphs with at least one span. */
  paragraphs(): string[] {
    return [...this.byParagraph.keys()];
  }

  /** The stretches of one annotation by paragraph. */
  of(annotation: string): [pid: string, span: Span][] {
    const pids = [...(this.paragraphsOf.get(annotation) ?? [])];
    return pids.flatMap((pid) =>
      this.in(pid)
        .filter((span) => span.annotation === annotation)
        .map((span): [string, Span] => [pid, span]),
    );
  }

  /** The annotations over the character at `offset`, shortest passage first. */
  at(pid: string, offset: number): string[] {
    const over = this.in(pid).filter((s) => s.start <= offset && offset < s.end);
    over.sort((a, b) => a.end - a.start - (b.end - b.start));
    return [...new Set(over.map((span) => span.annotation))];
  }

  /** How many comments begin in a paragraph; one over several counts in the first. */
  count(pid: string): number {
    const comments = this.in(pid).filter((span) => span.motivation !== HIGHLIGHTING);
    const ids = new Set(comments.map((span) => span.annotation));
    return [...ids].filter((id) => first(this.paragraphsOf.get(id)) === pid).length;
  }
}

function first(pids: Set<string> | undefined): string | undefined {
  return pids?.values().next().value;
}
