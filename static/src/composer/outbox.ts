/**
 * Remarks on their way: kept until the server has them for good.
 *
 * Each has a key that goes with every attempt, so that it takes effect once however
 * often it is sent. An entry leaves when it is acknowledged; one that was refused stays
 * with the reason until its author has taken it back or dropped it.
 */
import type { Remark } from "../live/protocol.ts";
import { readJson, writeJson, type Store } from "../shared/storage.ts";

export interface Entry {
  remark: Remark;
  /** The name of a guest who has no session yet. */
  name?: string;
  /** Where to write when there is an answer; it goes to the server apart from the remark. */
  email?: string;
  refused?: string;
}

export class Outbox {
  private readonly store: Store;
  private readonly key: string;

  constructor(store: Store, document: string) {
    this.store = store;
    this.key = `randnotiz:outbox:${document}`;
  }

  /** All that was not acknowledged, oldest first. */
  entries(): Entry[] {
    return readJson<Entry[]>(this.store, this.key) ?? [];
  }

  /** What should be sent as soon as there is a connection. */
  waiting(): Entry[] {
    return this.entries().filter((entry) => entry.refused === undefined);
  }

  add(entry: Entry): void {
    this.write([...this.entries(), entry]);
  }

  /** Take an entry out: it is acknowledged, or its author took it back. */
  remove(key: string): Entry | null {
    const all = this.entries();
    this.write(all.filter((entry) => entry.remark.key !== key));
    return all.find((entry) => entry.remark.key === key) ?? null;
  }

  /** Note that the server will not take an entry as it is. */
  refuse(key: string, reason: string): void {
    this.write(
      this.entries().map((entry) =>
        entry.remark.key === key ? { ...entry, refused: reason } : entry,
      ),
    );
  }

  private write(entries: Entry[]): void {
    if (entries.length) writeJson(this.store, this.key, entries);
    else this.store.removeItem(this.key);
  }
}
