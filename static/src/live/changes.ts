/** What an event changes on the page, apart from how the page shows it. */
import { HIGHLIGHTING, type SpanRow, type Spans } from "../highlights/spans.ts";
import type { Anchor, Annotation, DocumentEvent } from "./protocol.ts";

export interface PageChange {
  /** Paragraphs whose spans changed, to be painted and counted anew. */
  paragraphs: string[];
  /** Annotations whose card, if shown, is out of date. */
  cards: string[];
  /** A comment that was not there before. */
  created: string | null;
}

const NOTHING: PageChange = { paragraphs: [], cards: [], created: null };

/** The revision that a page shows: its number and its paragraphs in order. */
export interface Shown {
  revision: number;
  pids: readonly string[];
}

/** Apply an event to `spans`; say what it changes on the page. */
export function apply(event: DocumentEvent, spans: Spans, shown: Shown): PageChange {
  switch (event.event) {
    case "annotation.created":
    case "annotation.restored":
    case "anchor.corrected":
      return placed(event.data as Annotation, spans, shown, event.event);
    case "annotation.edited":
    case "disposition.published":
      return { ...NOTHING, cards: [(event.data as Annotation).id] };
    case "annotation.withdrawn":
    case "annotation.hidden": {
      const { id } = event.data as Annotation;
      return { ...NOTHING, paragraphs: spans.remove(id), cards: [id] };
    }
    case "reply.created":
    case "reply.withdrawn":
    case "reply.hidden":
    case "support.changed":
      return { ...NOTHING, cards: [(event.data as { annotation: string }).annotation] };
    default:
      return NOTHING;
  }
}

function placed(
  annotation: Annotation,
  spans: Spans,
  shown: Shown,
  type: string,
): PageChange {
  const { id, anchor, motivation } = annotation;
  // The event speaks of the newest revision; an older one that is read stays as it is.
  if (anchor.revision !== shown.revision) return NOTHING;
  const before = spans.remove(id);
  const rows = rowsOf(anchor, shown.pids, id, motivation);
  rows.forEach((row) => spans.add(row));
  const touched = new Set([...before, ...rows.map(([pid]) => pid)]);
  const isNews = type === "annotation.created" && before.length === 0;
  const created = isNews && motivation !== HIGHLIGHTING ? id : null;
  return { paragraphs: [...touched], cards: isNews ? [] : [id], created };
}

function rowsOf(
  { start, end }: Anchor,
  pids: readonly string[],
  id: string,
  motivation: string,
): SpanRow[] {
  if (!start || !end) return [];
  return between(pids, start.paragraph, end.paragraph).map((pid) => [
    pid,
    pid === start.paragraph ? start.offset : 0,
    pid === end.paragraph ? end.offset : Number.MAX_SAFE_INTEGER,
    id,
    motivation,
  ]);
}

function between(pids: readonly string[], first: string, last: string): readonly string[] {
  const from = pids.indexOf(first);
  const to = pids.indexOf(last);
  return from < 0 || to < from ? [first] : pids.slice(from, to + 1);
}
