/**
 * The shared document and its connection. What is typed is kept in the browser at once
 * and merged when the connection returns.
 */
import { IndexeddbPersistence } from "y-indexeddb";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import { Doc, type XmlFragment } from "yjs";

/** `refused` says that coming back is no use: signed out, or without the right. */
export type RoomState = "connecting" | "connected" | "offline" | "refused";

export interface Room {
  text: XmlFragment;
  awareness: Awareness;
  /** Called with each new state, and at once with that of now. */
  watch(listener: (state: RoomState) => void): void;
  /** Whether something typed here may not have reached the server. */
  hasUnsent(): boolean;
}

const ROOT = "text";
const ENDED = new Set([4401, 4403, 4404]); // docs/realtime.md, close codes
const ASK_AGAIN_MS = 15_000; // a sync step whose answer says that all is stored

/** Join the room of a document; resolves when its text is there. */
export async function joinRoom(slug: string, documentId: string): Promise<Room> {
  const doc = new Doc();
  // Under the document's own id: another database at this address is another document.
  const kept = new IndexeddbPersistence(`randnotiz-draft-${documentId}`, doc);
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const provider = new WebsocketProvider(`${scheme}://${location.host}/ws/drafts`, slug, doc, {
    // Windows of one browser, too, hear of each other only what is stored.
    disableBc: true,
    resyncInterval: ASK_AGAIN_MS,
  });
  const listeners: ((state: RoomState) => void)[] = [];
  let state: RoomState = "connecting";
  let unsent = false;

  const become = (next: RoomState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  provider.on("status", ({ status }) => {
    if (state === "refused") return;
    if (status === "disconnected") become("offline");
  });
  provider.on("sync", (isSynced) => {
    if (isSynced) {
      unsent = false;
      become("connected");
    }
  });
  provider.on("connection-close", (event) => {
    if (event && ENDED.has(event.code)) {
      provider.disconnect();
      become("refused");
    }
  });
  doc.on("update", (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider && origin !== kept && !provider.synced) unsent = true;
  });

  await Promise.race([
    kept.whenSynced.then(() => (doc.getXmlFragment(ROOT).length ? null : new Promise(() => undefined))),
    new Promise<void>((resolve) => provider.once("sync", () => resolve())),
  ]);
  return {
    text: doc.getXmlFragment(ROOT),
    awareness: provider.awareness,
    watch(listener) {
      listeners.push(listener);
      listener(state);
    },
    hasUnsent: () => unsent,
  };
}
