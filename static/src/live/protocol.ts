/** The frames of the document socket, subprotocol `randnotiz.v1` (docs/realtime.md). */
import type { Target } from "../anchoring/target.ts";

export const SUBPROTOCOL = "randnotiz.v1";

export interface Person {
  id: string;
  name: string;
  role: string;
  guest: boolean;
}

/** What became of an annotation's words in a revision. */
export interface Anchor {
  revision: number;
  verdict: "kept" | "moved" | "changed" | "ambiguous" | "orphan";
  start: { paragraph: string; offset: number } | null;
  end: { paragraph: string; offset: number } | null;
}

/** The part of the annotation resource that the page works with. */
export interface Annotation {
  id: string;
  motivation: string;
  author: Person;
  state: "visible" | "withdrawn" | "hidden";
  support: number;
  anchor: Anchor;
}

/** Something that happened to the document; `event` says what. */
export interface DocumentEvent {
  type: "event";
  seq: number;
  event: string;
  data: unknown;
}

export interface Welcome {
  type: "welcome";
  seq: number;
  revision: number;
  readers: number;
  person: Person | null;
  limits: { body_chars: number };
}

/** A frame was refused; `retry_s` says when it may be sent again. */
export interface Failure {
  type: "error";
  key?: string;
  code: string;
  message: string;
  retry_s?: number;
}

export type ServerFrame =
  | Welcome
  | DocumentEvent
  | { type: "ack"; key: string; seq: number; id: string }
  | Failure
  | { type: "presence"; readers: number }
  | { type: "pong" };

/** What waits to be sent; `key` makes a second sending harmless. */
export type Remark =
  | {
      type: "annotate";
      key: string;
      revision: number;
      target: Target;
      motivation: string;
      body: string;
      replacement?: string;
      lang?: string;
    }
  | { type: "reply"; key: string; annotation: string; body: string };

export type ClientFrame = Remark | { type: "hello"; since: number } | { type: "ping" };

/** Codes of the server that will be the same however often a frame is sent again. */
const FINAL = new Set([
  "bad_frame",
  "bad_request",
  "conflict",
  "forbidden",
  "not_found",
  "phase_closed",
  "too_large",
  "unauthenticated",
]);

/** Whether a frame refused with `code` should not be sent again unchanged. */
export function isFinal(code: string): boolean {
  return FINAL.has(code);
}
