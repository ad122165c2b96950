/** Takes what is in the outbox to the server, whenever there is a way. */
import type { Entry, Outbox } from "../composer/outbox.ts";
import { Refused, sendForm } from "../shared/http.ts";
import { sentenceFor } from "../shared/refusals.ts";
import { personId, usePerson, type DocumentPage } from "../page/document-page.ts";
import type { Connection } from "./connection.ts";
import { isFinal, type ClientFrame, type Failure } from "./protocol.ts";

const AGAIN_S = 5;

export interface Outcome {
  saved(entry: Entry, id: string): void;
  refused(entry: Entry, reason: string): void;
}

export class Sender {
  private readonly outbox: Outbox;
  private readonly connection: Connection;
  private readonly outcome: Outcome;
  private readonly document: string;
  private readonly guestAddress: string;
  private signingIn = false;

  /** The page's `guestAddress` makes a session for who gives no more than a name. */
  constructor(outbox: Outbox, connection: Connection, outcome: Outcome, page: DocumentPage) {
    this.outbox = outbox;
    this.connection = connection;
    this.outcome = outcome;
    this.document = page.slug;
    this.guestAddress = page.guestAddress;
  }

  /** Send all that waits; without a connection it waits on. */
  flush(): void {
    for (const entry of this.outbox.waiting()) {
      if (entry.name && !personId()) {
        void this.enter(entry);
        return; // the rest goes with the new session
      }
      this.connection.send(entry.remark satisfies ClientFrame);
    }
  }

  /** The server has a remark for good. */
  acknowledged(key: string, id: string): void {
    const entry = this.outbox.remove(key);
    if (entry) this.outcome.saved(entry, id);
  }

  /** The server did not take a remark: for now, or as it is. */
  failed({ key, code, retry_s }: Failure): void {
    const entry = this.outbox.entries().find((each) => each.remark.key === key);
    if (!entry) return;
    if (isFinal(code)) this.refuse(entry, sentenceFor(code));
    else this.later(retry_s);
  }

  private later(seconds = AGAIN_S): void {
    setTimeout(() => this.flush(), seconds * 1000);
  }

  private refuse(entry: Entry, reason: string): void {
    this.outbox.refuse(entry.remark.key, reason);
    this.outcome.refused(entry, reason);
  }

  /** Become a guest under the name of `entry`, then connect as that guest. */
  private async enter(entry: Entry): Promise<void> {
    if (this.signingIn) return;
    this.signingIn = true;
    try {
      const fields = { document: this.document, name: entry.name ?? "" };
      const response = await sendForm(this.guestAddress, fields);
      const { id } = (await response.json()) as { id: string };
      usePerson(id);
      this.connection.reopen();
    } catch (error) {
      if (error instanceof Refused) this.refuse(entry, sentenceFor(error.code));
      else this.later();
    } finally {
      this.signingIn = false;
    }
  }
}

