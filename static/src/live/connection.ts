/**
 * One socket to a document, opened again for as long as the page is open.
 *
 * States: connecting → (welcome) live → (lost) waiting → connecting.
 */
import { delayMs } from "./backoff.ts";
import { SUBPROTOCOL, type ClientFrame, type ServerFrame } from "./protocol.ts";

const PING_MS = 25_000; // proxies drop idle sockets at 60 s
const SILENCE_MS = 60_000; // two pings without any answer: the line is dead
const FINAL_CODES = [4401, 4404]; // token invalid, no such document: trying again is no use

export interface Listener {
  /** The events that the page's state includes, for `hello`. */
  since(): number;
  frame(frame: ServerFrame): void;
  connected(connected: boolean): void;
}

export class Connection {
  private readonly address: string;
  private readonly listener: Listener;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private heardAt = 0;
  private live = false;
  private over = false;

  constructor(address: string, listener: Listener) {
    this.address = address;
    this.listener = listener;
    addEventListener("online", () => this.now());
    // What is sent into a dead line is lost, and it can take minutes to be told so.
    addEventListener("offline", () => this.drop());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.now();
    });
  }

  /** Whether what is sent now is heard. */
  get isLive(): boolean {
    return this.live;
  }

  /** Open the socket; one that is open stays. */
  open(): void {
    if (this.socket) return;
    const socket = new WebSocket(this.address, SUBPROTOCOL);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.heardAt = Date.now();
      this.sendOn(socket, { type: "hello", since: this.listener.since() });
    });
    socket.addEventListener("message", (message: MessageEvent<string>) => {
      if (socket === this.socket) this.receive(JSON.parse(message.data) as ServerFrame);
    });
    socket.addEventListener("close", (close) => {
      if (socket === this.socket) this.lost(close.code);
    });
  }

  /** Send a frame; false if there is no live connection. */
  send(frame: ClientFrame): boolean {
    if (!this.live || !this.socket) return false;
    this.sendOn(this.socket, frame);
    return true;
  }

  /** Begin again, with another session or after a gap. */
  reopen(): void {
    this.drop();
    this.now();
  }

  private drop(): void {
    const { socket } = this;
    if (!socket) return;
    this.lost(1000);
    socket.close();
  }

  private now(): void {
    if (this.socket || this.over) return;
    clearTimeout(this.retry);
    this.open();
  }

  private receive(frame: ServerFrame): void {
    this.heardAt = Date.now();
    if (frame.type === "welcome") {
      this.attempt = 0;
      this.live = true;
      clearInterval(this.pulse);
      this.pulse = setInterval(() => this.beat(), PING_MS);
      this.listener.connected(true);
    }
    this.listener.frame(frame);
  }

  private beat(): void {
    if (Date.now() - this.heardAt > SILENCE_MS) this.reopen();
    else this.send({ type: "ping" });
  }

  private lost(code: number): void {
    clearInterval(this.pulse);
    this.socket = null;
    this.live = false;
    this.listener.connected(false);
    this.over = FINAL_CODES.includes(code);
    if (this.over) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), delayMs(this.attempt, Math.random()));
    this.attempt += 1;
  }

  private sendOn(socket: WebSocket, frame: ClientFrame): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  }
}
