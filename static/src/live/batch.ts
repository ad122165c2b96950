/** Gathers what comes in, so that it is told at most once in a while. */

type Timer = (act: () => void, ms: number) => void;

export class Batch {
  private readonly pauseMs: number;
  private readonly tell: (count: number) => void;
  private readonly timer: Timer;
  private count = 0;
  private resting = false;

  /** Call `tell` with how many came, and not again within `pauseMs`. */
  constructor(
    pauseMs: number,
    tell: (count: number) => void,
    timer: Timer = (act, ms) => void setTimeout(act, ms),
  ) {
    this.pauseMs = pauseMs;
    this.tell = tell;
    this.timer = timer;
  }

  /** One more came in. */
  add(): void {
    this.count += 1;
    if (!this.resting) this.flush();
  }

  private flush(): void {
    const count = this.count;
    this.count = 0;
    this.resting = count > 0;
    if (count === 0) return;
    this.tell(count);
    this.timer(() => this.flush(), this.pauseMs);
  }
}
