/** A dialog with threads: all of a paragraph, or those under one point of the text. */
import { find, findAll, h, icon } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { replaceCard } from "./card.ts";
import type { Fragments } from "./fragments.ts";

export class Sheet {
  private readonly dialog: HTMLDialogElement;
  private readonly title: HTMLElement;
  private readonly body: HTMLElement;
  private readonly foot: HTMLElement;
  private readonly fragments: Fragments;

  constructor(fragments: Fragments) {
    this.fragments = fragments;
    const close = h("button", { type: "button", class: "tool" }, icon("close"));
    close.append(h("span", { class: "vh" }, _("Close")));
    this.title = h("h2", { id: "sheet-title" });
    this.body = h("div", { class: "dialog__body stack", tabindex: 0 });
    this.foot = h("div", { class: "dialog__foot" });
    this.dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "sheet-title" },
      h("div", { class: "dialog__head" }, this.title, close),
      this.body,
      this.foot,
    );
    close.addEventListener("click", () => this.close());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.close();
    });
    document.body.append(this.dialog);
  }

  /** Show `groups` of threads; `action` is the one thing to do next. */
  show(title: string, groups: readonly HTMLElement[], action: HTMLElement | null): void {
    this.title.textContent = title;
    this.body.replaceChildren(...groups);
    this.foot.replaceChildren(...(action ? [action] : []));
    this.foot.hidden = !action;
    for (const card of findAll(".card", this.body)) {
      card.classList.add("is-open");
      makeSecond(card);
    }
    if (!this.dialog.open) this.dialog.showModal();
    this.body.scrollTop = 0;
  }

  /** The card of an annotation in the open dialog, or null. */
  card(annotation: string): HTMLElement | null {
    if (!this.dialog.open) return null;
    return find(`[data-annotation="${annotation}"]`, this.body);
  }

  /** Replace the card of an annotation by how it is now, if it is shown. */
  async refresh(annotation: string): Promise<void> {
    if (!this.card(annotation)) return;
    const fresh = await this.fragments.card(annotation);
    const old = this.card(annotation);
    if (fresh) makeSecond(fresh);
    if (old) replaceCard(old, fresh);
  }

  close(): void {
    this.dialog.close(); // the browser gives the focus back
  }
}

/** The same card may stand in the margin, and an id is there once. */
function makeSecond(card: HTMLElement): void {
  card.removeAttribute("id");
}
