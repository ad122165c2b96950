/** The comments on the newest revision, and the words they were made on. */
import { toUtf16 } from "../anchoring/units.ts";
import type { Position } from "../anchoring/target.ts";
import { fetchJson } from "../shared/http.ts";

export interface Remark {
  id: string;
  author: string;
  motivation: string;
  body: string;
  quote: string;
  replacement: string | null;
  support: number;
  replies: number;
  /** The page of the comment with its whole discussion. */
  url: string;
  outcome: string | null;
  reason: string;
  /** The entity tag: the version of the remark and that of its answer. */
  edition: string;
  pieces: Piece[];
}

/** Where a remark's words stand in one paragraph of the newest revision, in UTF-16. */
export interface Piece {
  pid: string;
  start: number;
  end: number;
}

/** The newest revision: its paragraphs' ids and words, and what was said about them. */
export interface Base {
  order: string[];
  texts: Map<string, string>;
  /** In the order of the text; replaced as a whole when comments come or go. */
  remarks: Remark[];
}

interface Resource {
  id: string;
  state: string;
  version: number;
  motivation: string;
  body: string;
  replacement: string | null;
  support: number;
  replies: unknown[];
  url: string;
  author: { name: string };
  target: { quote: { exact: string } };
  anchor: { verdict: string; start: Position | null; end: Position | null } | null;
  disposition: { outcome: string; reason: string; version: number } | null;
}

interface Page {
  items: Resource[];
  next_cursor: string | null;
}

const PER_PAGE = 200;

/** Fetch the revision's words and all that was said about them. */
export async function readBase(slug: string, revision: number): Promise<Base> {
  const document = `/api/v1/documents/${encodeURIComponent(slug)}`;
  const { paragraphs } = await fetchJson<{ paragraphs: { id: string; text: string }[] }>(
    `${document}/revisions/${revision}`,
  );
  const resources: Resource[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ revision: String(revision), state: "visible", limit: String(PER_PAGE) });
    if (cursor) query.set("cursor", cursor);
    const page: Page = await fetchJson<Page>(`${document}/annotations?${query}`);
    resources.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  const order = paragraphs.map((paragraph) => paragraph.id);
  const texts = new Map(paragraphs.map((paragraph) => [paragraph.id, paragraph.text]));
  const base: Base = { order, texts, remarks: [] };
  base.remarks = inOrder(resources.map((resource) => remarkOf(resource, order, texts)), order);
  return base;
}

/** Fetch one comment as it is now and put it in its place; hidden ones leave the list. */
export async function refresh(base: Base, id: string): Promise<void> {
  const resource = await fetchJson<Resource>(`/api/v1/annotations/${encodeURIComponent(id)}`);
  const rest = base.remarks.filter((remark) => remark.id !== id);
  const isShown = resource.state === "visible";
  const found = isShown ? [remarkOf(resource, base.order, base.texts)] : [];
  base.remarks = inOrder([...rest, ...found], base.order);
}

function inOrder(remarks: Remark[], order: readonly string[]): Remark[] {
  const rank = ({ pieces: [first] }: Remark): number => (first ? order.indexOf(first.pid) : order.length);
  return remarks.sort((a, b) => rank(a) - rank(b) || (a.pieces[0]?.start ?? 0) - (b.pieces[0]?.start ?? 0));
}

function remarkOf(resource: Resource, order: string[], texts: Map<string, string>): Remark {
  return {
    id: resource.id,
    author: resource.author.name,
    motivation: resource.motivation,
    body: resource.body,
    quote: resource.target.quote.exact,
    replacement: resource.replacement,
    support: resource.support,
    replies: resource.replies.length,
    url: resource.url,
    outcome: resource.disposition?.outcome ?? null,
    reason: resource.disposition?.reason ?? "",
    edition: `${resource.version}.${resource.disposition?.version ?? 0}`,
    pieces: piecesOf(resource.anchor, order, texts),
  };
}

/** One piece for each paragraph that an anchor touches; none for an orphan. */
export function piecesOf(anchor: Resource["anchor"], order: string[], texts: Map<string, string>): Piece[] {
  if (!anchor?.start || !anchor.end || anchor.verdict === "orphan") return [];
  const first = order.indexOf(anchor.start.paragraph);
  const last = order.indexOf(anchor.end.paragraph);
  if (first < 0 || last < first) return [];
  const { start, end } = anchor;
  return order.slice(first, last + 1).map((pid, index) => {
    const text = texts.get(pid) ?? "";
    return {
      pid,
      start: index === 0 ? toUtf16(text, start.offset) : 0,
      end: first + index === last ? toUtf16(text, end.offset) : text.length,
    };
  });
}
