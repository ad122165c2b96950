/** The fields of a comment: its kind, its words, a proposed wording with its preview. */
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { tooLong } from "../shared/limits.ts";
import { wordDiff } from "./word-diff.ts";

const ADDRESS = /^[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,63}$/u; // as the server takes it
const PREVIEW_WORDS = 1200; // beyond, the square table of the comparison would be felt

export class Fields {
  readonly element: HTMLElement;
  readonly body: HTMLTextAreaElement;
  readonly replacement: HTMLTextAreaElement;
  readonly name: HTMLInputElement | null;
  readonly email: HTMLInputElement | null;
  private readonly kinds: HTMLFieldSetElement;
  private readonly proposal: HTMLElement;
  private readonly preview: HTMLElement;
  private quote = "";

  /**
   * `asksName` is for guests, `asksEmail` for all to whom nobody could write yet;
   * `lang` is the document's language.
   */
  constructor(asksName: boolean, asksEmail: boolean, lang: string) {
    this.body = h("textarea", { id: "composer-body", rows: 5 });
    this.replacement = h("textarea", { id: "composer-replacement", rows: 3, lang });
    this.preview = h("p", { class: "diff", lang });
    this.name = asksName ? h("input", { id: "composer-name", autocomplete: "nickname" }) : null;
    this.email = asksEmail
      ? h("input", { id: "composer-email", type: "email", autocomplete: "email" })
      : null;
    this.kinds = h(
      "fieldset",
      {},
      h("legend", {}, _("What is it?")),
      h(
        "div",
        { class: "choices choices--row" },
        kind("commenting", _("Comment")),
        kind("questioning", _("Question")),
        kind("editing", _("Proposed wording")),
      ),
    );
    this.proposal = h(
      "div",
      { class: "stack" },
      field(this.replacement, _("Your wording")),
      h("div", {}, h("b", {}, _("This is how it changes:")), this.preview),
    );
    this.element = h("div", { class: "composer" }, this.kinds, this.proposal);
    this.element.append(
      field(this.body, _("Your comment"), _("Everybody can read it, with your name.")),
    );
    if (this.name) this.element.append(field(this.name, _("Your name or pseudonym")));
    if (this.email) {
      const use = _("We write to you when there is an answer. Nobody else sees the address.");
      this.element.append(field(this.email, _("Your e-mail address, if you like"), use));
    }
    this.element.addEventListener("input", () => this.update());
    this.motivation = "commenting";
  }

  /** Where writing begins. */
  get first(): HTMLElement {
    return this.motivation === "editing" ? this.replacement : this.body;
  }

  get motivation(): string {
    return this.kinds.querySelector<HTMLInputElement>("input:checked")?.value ?? "commenting";
  }

  set motivation(value: string) {
    const input = this.kinds.querySelector<HTMLInputElement>(`input[value="${value}"]`);
    if (input) input.checked = true;
    this.update();
  }

  /** The words that are spoken of; a new wording begins as these. */
  set passage(quote: string) {
    if (this.replacement.value === this.quote) this.replacement.value = quote;
    this.quote = quote;
    this.update();
  }

  /** What is missing, as a field and a sentence, or null. */
  problem(): [HTMLElement, string] | null {
    const proposes = this.motivation === "editing";
    if (proposes && this.replacement.value.trim() === this.quote.trim()) {
      return [this.replacement, _("Your wording is the same as the text.")];
    }
    if (proposes && !this.replacement.value.trim()) {
      return [this.replacement, _("Please write the wording that you propose.")];
    }
    if (!proposes && !this.body.value.trim()) {
      return [this.body, _("Please write something first.")];
    }
    for (const control of proposes ? [this.replacement, this.body] : [this.body]) {
      const complaint = tooLong(control.value);
      if (complaint) return [control, complaint];
    }
    if (this.name && !this.name.value.trim()) {
      return [this.name, _("Please give a name; a pseudonym will do.")];
    }
    const email = this.email?.value.trim();
    if (this.email && email && !ADDRESS.test(email)) {
      return [this.email, _("Please give a complete e-mail address.")];
    }
    return null;
  }

  private update(): void {
    this.proposal.hidden = this.motivation !== "editing";
    if (this.proposal.hidden) return;
    const long = this.quote.length + this.replacement.value.length > PREVIEW_WORDS * 12;
    const pieces = long ? [] : wordDiff(this.quote, this.replacement.value);
    this.preview.replaceChildren(
      ...pieces.map(({ kind: of, text }) => {
        if (of === "equal") return text;
        const word = of === "old" ? _("[removed:") : _("[added:");
        const tag = of === "old" ? "del" : "ins";
        const end = h("span", { class: "vh" }, _("]"));
        return h(tag, {}, h("span", { class: "vh" }, `${word} `), text, end);
      }),
    );
  }
}

/** A control under its label, with an optional word of help. */
export function field(
  control: HTMLInputElement | HTMLTextAreaElement,
  label: string,
  help?: string,
): HTMLElement {
  const helpId = `${control.id}-help`;
  if (help) control.setAttribute("aria-describedby", helpId);
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    control,
    help ? h("p", { class: "field__help", id: helpId }, help) : null,
  );
}

function kind(value: string, label: string): HTMLElement {
  const input = h("input", { type: "radio", name: "motivation", value });
  return h("label", { class: "choice" }, input, h("span", {}, label));
}
