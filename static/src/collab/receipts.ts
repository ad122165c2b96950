/**
 * Whether all that was typed here is stored. The server answers a sync step when all that
 * came before it is (docs/realtime.md), and answers come in the order of the questions.
 */
export class Receipts {
  private typed = 0;
  private stored = 0;
  private asked: number[] = [];

  get isComplete(): boolean {
    return this.stored === this.typed;
  }

  /** Something was typed. */
  type(): void {
    this.typed += 1;
  }

  /** The server was asked, after all that was typed so far. */
  ask(): void {
    this.asked.push(this.typed);
  }

  /** The server answered. */
  answer(): void {
    this.stored = this.asked.shift() ?? this.stored;
  }

  /** The connection is gone, and the answers with it. */
  lose(): void {
    this.asked = [];
  }
}
