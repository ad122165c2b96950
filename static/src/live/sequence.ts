/** Puts the document's events in order, each once; a gap means something was missed. */
import type { DocumentEvent } from "./protocol.ts";

export type Arrival = "next" | "seen" | "gap";

export class Sequence {
  private last: number;

  /** `last` is the event that the page's state includes. */
  constructor(last: number) {
    this.last = last;
  }

  /** The event after which everything is still to come. */
  get since(): number {
    return this.last;
  }

  /** Take note of an event; only one that is `next` may be applied. */
  arrive(event: DocumentEvent): Arrival {
    if (event.seq <= this.last) return "seen";
    if (event.seq > this.last + 1) return "gap";
    this.last = event.seq;
    return "next";
  }

  /** Go on after a state that was fetched whole. */
  jumpTo(seq: number): void {
    this.last = seq;
  }
}
