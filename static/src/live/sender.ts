/** Takes what is in the outbox to the server, whenever there is a way. */
import type { Entry, Outbox } from "../composer/outbox.ts";
import { Refused, send } from "../shared/http.ts";
import type { Connection } from "./connection.ts";
import { isFinal, type ClientFrame } from "./protocol.ts";

const AGAIN_MS = 5_000;

export interface Outcome {
  saved(entry: Entry, id: string): void;
  refused(entry: Entry, reason: string): void;
}

export class Sender {
  private readonly outbox: Outbox;
  private readonly connection: Connection;
  private readonly outcome: Outcome;
  private readonly guestAddress: string;
  private signingIn = false;

  /** `guestAddress` makes a session for someone who gives no more than a name. */
  constructor(outbox: Outbox, connection: Connection, outcome: Outcome, guestAddress: string) {
    this.outbox = outbox;
    this.connection = connection;
    this.outcome = outcome;
    this.guestAddress = guestAddress;
  }

  /** Send all that waits; without a connection it waits on. */
  flush(): void {
    for (const entry of this.outbox.waiting()) {
      if (entry.name && !document.body.dataset["person"]) {
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
  failed(key: string, code: string, reason: string): void {
    const entry = this.outbox.entries().find((each) => each.remark.key === key);
    if (!entry) return;
    if (isFinal(code)) this.refuse(entry, reason);
    else setTimeout(() => this.flush(), AGAIN_MS);
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
      const response = await send("POST", this.guestAddress, { name: entry.name });
      const { person, csrf } = (await response.json()) as { person: { id: string }; csrf: string };
      document.body.dataset["person"] = person.id;
      useToken(csrf);
      this.connection.reopen();
    } catch (error) {
      if (error instanceof Refused) this.refuse(entry, error.message);
      else setTimeout(() => this.flush(), AGAIN_MS);
    } finally {
      this.signingIn = false;
    }
  }
}

function useToken(csrf: string): void {
  const meta = document.querySelector('meta[name="csrf-token"]') ?? document.createElement("meta");
  meta.setAttribute("name", "csrf-token");
  meta.setAttribute("content", csrf);
  document.head.append(meta);
}
