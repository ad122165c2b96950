/** Which comments are listed beside the draft. */
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import type { Remark } from "./remarks.ts";

export class Filters {
  readonly element: HTMLElement;
  private readonly open = h("input", { type: "checkbox", checked: true });
  private readonly here = h("input", { type: "checkbox" });
  private readonly kind: HTMLSelectElement;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
    this.kind = h(
      "select",
      { "aria-label": _("Kind") },
      ...[
        ["", _("All kinds")],
        ["commenting", _("Comment")],
        ["questioning", _("Question")],
        ["editing", _("Proposed wording")],
      ].map(([value, label]) => h("option", { value: value! }, label!)),
    );
    const box = (input: HTMLElement, label: string): HTMLElement =>
      h("label", { class: "choice" }, input, h("span", {}, label));
    this.element = h(
      "div",
      { class: "collab-filters", role: "group", "aria-label": _("Narrow the list") },
      box(this.open, _("Not answered yet")),
      box(this.here, _("In this paragraph")),
      h("span", { class: "sel" }, this.kind),
    );
    this.element.addEventListener("change", changed);
  }

  /** Whether a comment is wanted; `isHere` says that it stands in the cursor's paragraph. */
  let(remark: Remark, isHere: boolean): boolean {
    if (this.open.checked && remark.outcome !== null) return false;
    if (this.kind.value && remark.motivation !== this.kind.value) return false;
    return !this.here.checked || isHere;
  }

  setHere(isOn: boolean): void {
    this.here.checked = isOn;
    this.changed();
  }

  /** Let everything unanswered pass. */
  clear(): void {
    this.here.checked = false;
    this.kind.value = "";
  }
}
