/** What happens to the comments and revisions while somebody drafts, by way of the document's socket. */
import { Connection } from "../live/connection.ts";
import type { ServerFrame } from "../live/protocol.ts";
import { Sequence } from "../live/sequence.ts";
import { background } from "../shared/background.ts";
import { _ } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import { readBase, refresh, type Base } from "./remarks.ts";

const GATHER_MS = 300; // a comment with its answer, or a burst of votes, is drawn once

/** What somebody did with the draft as a whole: went back to the text kept under a name, or discarded it. */
export interface Replacement {
  person: string;
  by: string;
  /** The name that the text was kept under, null if the draft was discarded. */
  name: string | null;
}

/** Who hears what: `changed` which comments came, `late` whose words came too late for a revision. */
export interface Listener {
  changed(created: readonly string[]): void;
  late(people: readonly string[]): void;
  replaced(replacement: Replacement): void;
}

/** Follow the document from event `seq` on. */
export function followDocument(
  slug: string,
  revision: number,
  seq: number,
  base: Base,
  listener: Listener,
): void {
  const sequence = new Sequence(seq);
  const created = new Set<string>();
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const connection = new Connection(`${scheme}://${location.host}/ws/documents/${encodeURIComponent(slug)}`, {
    since: () => sequence.since,
    frame: receive,
    connected: () => undefined,
  });
  connection.open();

  function receive(frame: ServerFrame): void {
    if (frame.type === "error" && frame.code === "replaced") return background(startAnew());
    if (frame.type !== "event") return;
    const arrival = sequence.arrive(frame);
    if (arrival === "gap") connection.reopen();
    if (arrival !== "next") return;
    if (frame.event === "revision.published") {
      toast(_("A new revision is published. Its comments come with a reload."), _("Reload"), () => location.reload());
    }
    if (frame.event === "draft.late") listener.late((frame.data as { people: string[] }).people);
    const replacement = replacementIn(frame.event, frame.data);
    if (replacement) listener.replaced(replacement);
    const id = annotationIn(frame.event, frame.data);
    if (id === null) return;
    if (frame.event === "annotation.created") created.add(id);
    touched.add(id);
    clearTimeout(timer);
    timer = setTimeout(() => background(flush()), GATHER_MS);
  }

  async function flush(): Promise<void> {
    const [ids, fresh] = [[...touched], [...created]];
    touched.clear();
    created.clear();
    await Promise.all(ids.map((id) => refresh(base, id)));
    listener.changed(fresh);
  }

  /** The log is another one, as after a restored backup. */
  async function startAnew(): Promise<void> {
    Object.assign(base, await readBase(slug, revision));
    listener.changed([]);
  }
}

/** What an event tells of the draft as a whole, null if nothing. */
export function replacementIn(event: string, data: unknown): Replacement | null {
  if (event !== "draft.restored" && event !== "draft.discarded") return null;
  const { person, by, name } = data as { person: string; by: string; name?: string };
  return { person, by, name: name ?? null };
}

/** Which comment an event is about, null if about none. */
export function annotationIn(event: string, data: unknown): string | null {
  const { id, annotation } = (data ?? {}) as { id?: unknown; annotation?: unknown };
  const about = event.startsWith("annotation.") ? id : annotation;
  return typeof about === "string" ? about : null;
}
