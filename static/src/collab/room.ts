/**
 * The shared document and its connection. What is typed is kept in the browser at once
 * and merged when the connection returns.
 */
import { peekVarUint } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint } from "lib0/encoding";
import { IndexeddbPersistence } from "y-indexeddb";
import type { Awareness } from "y-protocols/awareness";
import { messageYjsSyncStep2, writeSyncStep1 } from "y-protocols/sync";
import { WebsocketProvider } from "y-websocket";
import { Doc, type XmlFragment } from "yjs";
import { Receipts } from "./receipts.ts";

/**
 * `saving` says that the server takes its time to store what was typed; `refused` that
 * coming back is no use: signed out, or without the right.
 */
export type RoomState = "connecting" | "connected" | "saving" | "offline" | "refused";

export interface Room {
  text: XmlFragment;
  awareness: Awareness;
  /** Called with each new state, and at once with that of now. */
  watch(listener: (state: RoomState) => void): void;
  /** Whether something typed here does not get to the server. */
  hasUnsent(): boolean;
}

const ROOT = "text";
const ENDED = new Set([4401, 4403, 4404]); // docs/realtime.md, close codes
const SYNC = 0; // the kind of message
const ASK_MS = 300; // a burst of typing is asked about once
const ASK_AGAIN_MS = 15_000; // also brings what the server had that did not come
const SLOW_MS = 2_000; // what takes longer to be stored is told

/** Join the room of a document; resolves when its text is there. */
export async function joinRoom(slug: string, documentId: string): Promise<Room> {
  const doc = new Doc();
  // Under the document's own id: another database at this address is another document.
  const kept = new IndexeddbPersistence(`randnotiz-draft-${documentId}`, doc);
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const provider = new WebsocketProvider(`${scheme}://${location.host}/ws/drafts`, slug, doc, {
    // Windows of one browser, too, hear of each other only what is stored.
    disableBc: true,
  });
  const listeners: ((state: RoomState) => void)[] = [];
  const receipts = new Receipts();
  let state: RoomState = "connecting";
  let asking: ReturnType<typeof setTimeout> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const become = (next: RoomState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  provider.on("status", ({ status }) => {
    if (state === "refused") return;
    if (status === "disconnected") {
      receipts.lose();
      become("offline");
    }
  });
  provider.on("sync", (isSynced) => {
    if (!isSynced) return;
    become("connected");
    ask();
  });
  provider.on("connection-close", (event) => {
    if (event && ENDED.has(event.code)) {
      provider.disconnect();
      become("refused");
    }
  });
  doc.on("update", (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || origin === kept) return;
    receipts.type();
    asking ??= setTimeout(ask, ASK_MS);
    waiting ??= setTimeout(wait, SLOW_MS);
  });
  setInterval(ask, ASK_AGAIN_MS);

  /** Ask whether all is stored. */
  function ask(): void {
    clearTimeout(asking);
    asking = undefined;
    if (!provider.synced || provider.ws?.readyState !== WebSocket.OPEN) return;
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    writeSyncStep1(encoder, doc);
    provider.ws.send(toUint8Array(encoder));
    receipts.ask();
  }

  function wait(): void {
    waiting = undefined;
    if (!receipts.isComplete && state === "connected") become("saving");
  }

  const readSync = provider.messageHandlers[SYNC]!;
  provider.messageHandlers[SYNC] = (encoder, decoder, ...rest) => {
    // The first answer is to the provider's own question, from before it was synced.
    const isAnswer = provider.synced && peekVarUint(decoder) === messageYjsSyncStep2;
    readSync(encoder, decoder, ...rest);
    if (!isAnswer) return;
    receipts.answer();
    if (!receipts.isComplete) return;
    clearTimeout(waiting);
    waiting = undefined;
    if (state === "saving") become("connected");
  };

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
    // While answers come, what was typed a moment ago is on its way.
    hasUnsent: () => state !== "connected" && !receipts.isComplete,
  };
}
