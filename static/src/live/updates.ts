/** Keeps the page as the document is now, without moving what is being read. */
import type { Painter } from "../highlights/painter.ts";
import type { SpanRow, Spans } from "../highlights/spans.ts";
import { showCount } from "../page/counts.ts";
import { personId, usePerson, type DocumentPage } from "../page/document-page.ts";
import type { News } from "../page/news.ts";
import { offerRevision } from "../page/new-revision.ts";
import { showPresence } from "../page/presence.ts";
import { _ } from "../shared/i18n.ts";
import { fetchJson } from "../shared/http.ts";
import { toast } from "../shared/status.ts";
import { apply } from "./changes.ts";
import type { Annotation, DocumentEvent, ServerFrame } from "./protocol.ts";
import { Sequence } from "./sequence.ts";

/** The parts of the page that events change. */
export interface PageParts {
  page: DocumentPage;
  spans: Spans;
  painter: Painter;
  /** Brings the shown cards of an annotation up to date. */
  refresh: (annotation: string) => void;
  news: News;
  /** The annotations of the person who looks. */
  mine: Set<string>;
}

export class Updates {
  private readonly parts: PageParts;
  private readonly sequence: Sequence;
  /** Called where events are missing, so that they are asked for again. */
  missed: () => void = () => undefined;

  constructor(parts: PageParts) {
    this.parts = parts;
    this.sequence = new Sequence(parts.page.seq);
  }

  /** The event that the page now includes. */
  get since(): number {
    return this.sequence.since;
  }

  /** Fetch all spans and paint them; the page's own counts belong to `page.seq`. */
  async load(): Promise<void> {
    const { page, spans, painter } = this.parts;
    const all = await fetchJson<{ seq: number; spans: SpanRow[] }>(page.spansAddress);
    spans.replace(all.spans);
    painter.paintAll();
    this.markMine();
  }

  /** Take over the state as it is now, where the events up to it are gone. */
  async resync(): Promise<void> {
    const { page, spans, painter } = this.parts;
    const all = await fetchJson<{ seq: number; spans: SpanRow[] }>(page.spansAddress);
    const before = spans.paragraphs();
    spans.replace(all.spans);
    for (const pid of new Set([...before, ...spans.paragraphs()])) {
      painter.paint(pid);
      showCount(pid, spans.count(pid));
    }
    this.markMine();
    this.sequence.jumpTo(all.seq);
  }

  /** Take a frame of the server. */
  receive(frame: ServerFrame): void {
    if (frame.type === "welcome" || frame.type === "presence") {
      showPresence(frame.readers);
      if (frame.type === "welcome" && frame.person) usePerson(frame.person.id);
    } else if (frame.type === "event") {
      const arrival = this.sequence.arrive(frame);
      if (arrival === "gap") this.missed();
      if (arrival === "next") this.follow(frame);
    }
  }

  private follow(event: DocumentEvent): void {
    const { page, spans, painter, refresh, news, mine } = this.parts;
    if (event.event === "revision.published") {
      offerRevision(event.data as { number: number; label: string }, page.revision);
    } else if (event.event === "phase.changed") {
      toast(_("A new phase of the participation has begun."), _("Reload"), () => location.reload());
    }
    const change = apply(event, spans, page);
    for (const pid of change.paragraphs) {
      painter.paint(pid);
      showCount(pid, spans.count(pid));
    }
    for (const id of change.cards) {
      refresh(id);
      if (!spans.has(id)) news.drop(id);
    }
    if (change.created) {
      const own = (event.data as Annotation).author.id === personId();
      if (own) mine.add(change.created);
      else news.add(change.created);
      this.markMine();
      painter.markAnnotations("new", news.unseen);
    }
  }

  private markMine(): void {
    this.parts.painter.markAnnotations("mine", this.parts.mine);
  }
}
