/** New comments wait behind a button: nothing moves under who reads. */
import { find } from "../shared/dom.ts";
import { ngettext } from "../shared/i18n.ts";
import { Batch } from "../live/batch.ts";
import { announce } from "../shared/status.ts";

const PAUSE_MS = 10_000; // a lively debate must not talk over a screen reader

export class News {
  private readonly button: HTMLElement | null;
  private readonly batch: Batch;
  private waiting: string[] = [];

  /** `show` is called with the annotations that the reader wants to see. */
  constructor(show: (annotations: string[]) => void) {
    this.button = find("[data-news]");
    this.batch = new Batch(PAUSE_MS, (count) =>
      announce(ngettext("%(n)s new comment", "%(n)s new comments", count)),
    );
    this.button?.addEventListener("click", () => {
      const { waiting } = this;
      this.waiting = [];
      this.update();
      show(waiting);
    });
  }

  add(annotation: string): void {
    this.waiting.push(annotation);
    this.batch.add();
    this.update();
  }

  /** One that is gone again before it was shown. */
  drop(annotation: string): void {
    this.waiting = this.waiting.filter((id) => id !== annotation);
    this.update();
  }

  /** The annotations that nobody has looked at yet. */
  get unseen(): readonly string[] {
    return this.waiting;
  }

  private update(): void {
    const count = this.waiting.length;
    if (!this.button) return;
    this.button.hidden = count === 0;
    this.button.closest(".margin")?.classList.toggle("is-news", count > 0);
    this.button.textContent = ngettext(
      "Show %(n)s new comment",
      "Show %(n)s new comments",
      count,
    );
  }
}
