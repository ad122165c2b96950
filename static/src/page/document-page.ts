/** What the page says about itself in the attributes of its document. */
import { findAll } from "../shared/dom.ts";

export interface DocumentPage {
  root: HTMLElement;
  slug: string;
  revision: number;
  /** The event that the page's state includes. */
  seq: number;
  /** The language of the document, which may differ from that of the page. */
  lang: string;
  can: ReadonlySet<string>;
  /** Whether somebody without an account may take part under a mere name. */
  guests: boolean;
  spansAddress: string;
  threadsAddress: string;
  socketAddress: string;
  guestAddress: string;
  /** Where who looks may leave an e-mail address; empty if none is wanted. */
  mailsAddress: string;
  pids: readonly string[];
}

/** Read the attributes of the page's document, the element with id `text`. */
export function readDocumentPage(root: HTMLElement): DocumentPage {
  const { dataset } = root;
  const slug = dataset["document"] ?? "";
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return {
    root,
    slug,
    revision: Number(dataset["revision"]),
    seq: Number(dataset["seq"]),
    lang: dataset["lang"] ?? "",
    can: new Set((dataset["can"] ?? "").split(" ").filter(Boolean)),
    guests: "guest" in dataset,
    spansAddress: dataset["spans"] ?? "",
    threadsAddress: dataset["threads"] ?? "",
    socketAddress: `${scheme}://${location.host}/ws/documents/${encodeURIComponent(slug)}`,
    guestAddress: dataset["guest"] ?? "",
    mailsAddress: dataset["mails"] ?? "",
    pids: findAll("[data-pid]", root).map((para) => para.dataset["pid"] ?? ""),
  };
}

/** From now on `id` is who looks. */
export function usePerson(id: string): void {
  document.body.dataset["person"] = id;
}

/** The id of the person who looks, empty if they are unknown. */
export function personId(): string {
  return document.body.dataset["person"] ?? "";
}
