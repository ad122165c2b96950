/**
 * What can be done with marked words. Built on `selectionchange` alone, the one event
 * that mouse, touch and keyboard have in common; the system's own menu stays.
 */
import { selectedTarget } from "../anchoring/selection.ts";
import type { Target } from "../anchoring/target.ts";
import { h, icon, isWide } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { announce } from "../shared/status.ts";

const CALM_MS = 150; // a finger that drags changes the selection many times a second
const BELOW_PX = 10;
const EDGE_PX = 8;

export class SelectionToolbar {
  private readonly root: HTMLElement;
  private readonly bar: HTMLElement;
  private readonly comment: (target: Target, motivation: string) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private target: Target | null = null;

  /** `comment` is called with the marked words of `root` and the kind of comment. */
  constructor(root: HTMLElement, comment: (target: Target, motivation: string) => void) {
    this.root = root;
    this.comment = comment;
    this.bar = h("div", {
      class: "seltool",
      role: "toolbar",
      "aria-label": _("Marked words"),
      hidden: true,
    });
    this.bar.append(
      this.button("comment", _("Comment on it"), "commenting"),
      this.button("question", _("Ask"), "questioning"),
      this.button("pen", _("Reword"), "editing"),
    );
    // Within the landmark of the text, so that who walks by landmarks comes across it.
    (root.closest("main") ?? document.body).append(this.bar);
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), CALM_MS);
    });
    document.addEventListener("keydown", (event) => this.key(event));
  }

  private button(symbol: string, label: string, motivation: string): HTMLElement {
    const button = h("button", { type: "button" }, icon(symbol), label);
    // Pressing must not take the focus, or the browser would drop the selection.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const { target } = this;
      this.hide();
      if (target) this.comment(target, motivation);
    });
    return button;
  }

  private update(): void {
    if (this.bar.contains(document.activeElement)) return;
    const target = document.querySelector("dialog[open]") ? null : selectedTarget(this.root);
    const fresh = target && target.quote.exact !== this.target?.quote.exact;
    this.target = target;
    this.bar.hidden = !target;
    if (!target) return;
    this.position();
    if (fresh) announce(_("Words marked. Alt and K: comment on them."));
  }

  private position(): void {
    const selection = document.getSelection();
    this.bar.style.left = "";
    this.bar.style.top = "";
    if (!selection?.rangeCount || !isWide()) return; // on a phone at the lower edge
    const box = selection.getRangeAt(0).getBoundingClientRect();
    const middle = box.left + box.width / 2 - this.bar.offsetWidth / 2;
    const most = document.documentElement.clientWidth - this.bar.offsetWidth - EDGE_PX;
    this.bar.style.left = `${Math.max(EDGE_PX, Math.min(most, middle))}px`;
    this.bar.style.top = `${scrollY + box.bottom + BELOW_PX}px`;
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey && event.code === "KeyK" && this.target) {
      event.preventDefault();
      this.bar.hidden = false;
      this.bar.querySelector("button")?.focus();
    } else if (this.bar.contains(document.activeElement)) {
      this.move(event);
    }
  }

  /** Arrow keys walk through a toolbar (ARIA Authoring Practices); Escape leaves it. */
  private move(event: KeyboardEvent): void {
    const buttons = [...this.bar.querySelectorAll("button")];
    const here = buttons.findIndex((button) => button === document.activeElement);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step) buttons.at((here + step) % buttons.length)?.focus();
    if (event.key === "Escape") {
      this.hide();
      this.root.focus({ preventScroll: true });
    }
  }

  private hide(): void {
    this.bar.hidden = true;
  }
}
