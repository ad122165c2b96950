/** Comments begun and not yet sent, kept on the device per document and paragraph. */
import { readJson, writeJson, type Store } from "../shared/storage.ts";

export interface Draft {
  scope: string;
  from: number;
  to: number;
  motivation: string;
  body: string;
  replacement: string;
}

export class Drafts {
  private readonly store: Store;
  private readonly document: string;

  constructor(store: Store, document: string) {
    this.store = store;
    this.document = document;
  }

  /** What was begun at a paragraph, or null. */
  read(pid: string): Draft | null {
    return readJson<Draft>(this.store, this.key(pid));
  }

  /** What was begun at any of these paragraphs, in their order. */
  among(pids: readonly string[]): [pid: string, draft: Draft][] {
    return pids.flatMap((pid) => {
      const draft = this.read(pid);
      return draft ? [[pid, draft]] : [];
    });
  }

  /** Keep what is written so far; with nothing written, nothing is kept. */
  keep(pid: string, draft: Draft): void {
    if (draft.body.trim() || draft.replacement.trim()) {
      writeJson(this.store, this.key(pid), draft);
    } else {
      this.drop(pid);
    }
  }

  drop(pid: string): void {
    this.store.removeItem(this.key(pid));
  }

  private key(pid: string): string {
    return `randnotiz:draft:${this.document}:${pid}`;
  }
}
