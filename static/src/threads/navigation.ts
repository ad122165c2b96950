/** The ways between the words and what is said about them, there and back. */
import type { Painter } from "../highlights/painter.ts";
import type { Spans } from "../highlights/spans.ts";
import { requested } from "../shared/background.ts";
import { find, focusOn, h, isWide, scrollToView } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import type { Fragments } from "./fragments.ts";
import type { Margin } from "./margin.ts";
import type { Sheet } from "./sheet.ts";

export interface NavigationParts {
  spans: Spans;
  painter: Painter;
  margin: Margin;
  sheet: Sheet;
  fragments: Fragments;
  /** Opens the composer at a paragraph; null where nothing may be written. */
  write: ((pid: string) => void) | null;
}

export class Navigation {
  private readonly parts: NavigationParts;

  constructor(parts: NavigationParts) {
    this.parts = parts;
  }

  /** From the words: one annotation opens beside them, several are offered as a list. */
  async open(annotations: readonly string[]): Promise<void> {
    const { painter, margin, sheet, fragments } = this.parts;
    const [only] = annotations;
    if (!only) return;
    painter.markAnnotations("active", annotations);
    if (annotations.length === 1 && isWide() && (await margin.open(only))) return;
    const title = ngettext(
      "%(n)s comment on these words",
      "%(n)s comments on these words",
      annotations.length,
    );
    sheet.show(title, await fragments.ofAnnotations(annotations), this.writeButton(this.pidOf(only)));
  }

  /** From a paragraph: all that is said about it. */
  async openParagraph(pid: string): Promise<void> {
    const { sheet, fragments } = this.parts;
    const group = await fragments.ofParagraph(pid);
    const number = find(`#p-${CSS.escape(pid)} .para__n`)?.textContent;
    const title = number
      ? _("Comments on paragraph %(n)s", { n: number })
      : _("Comments on a heading");
    sheet.show(title, group ? [group] : [], this.writeButton(pid));
  }

  /** From an annotation to its words, with the way back to `card`. */
  show(annotation: string, card: HTMLElement): void {
    const { painter, sheet } = this.parts;
    const para = document.getElementById(`p-${this.pidOf(annotation) ?? card.dataset["paragraph"] ?? ""}`);
    if (!para) return;
    const fromSheet = sheet.card(annotation) !== null;
    sheet.close();
    painter.markAnnotations("active", [annotation]);
    scrollToView(para);
    focusOn(para);
    toast(_("These are the words."), _("Back to the comment"), () => {
      if (fromSheet) requested(this.open([annotation]));
      else {
        scrollToView(card);
        focusOn(card);
      }
    });
  }

  /** Follow an address that ends in `#c-ID`. */
  followHash(): void {
    const id = /^#c-(.+)$/.exec(decodeURIComponent(location.hash))?.[1];
    if (!id || !this.parts.spans.has(id)) return;
    const para = document.getElementById(`p-${this.pidOf(id) ?? ""}`);
    para?.scrollIntoView({ block: "center" });
    requested(this.open([id]));
  }

  private pidOf(annotation: string): string | undefined {
    return this.parts.spans.of(annotation)[0]?.[0];
  }

  private writeButton(pid: string | undefined): HTMLElement | null {
    const { write, sheet } = this.parts;
    if (!write || !pid) return null;
    const button = h("button", { type: "button", class: "btn btn--primary" }, _("Write a comment"));
    button.addEventListener("click", () => {
      sheet.close();
      write(pid);
    });
    return button;
  }
}
