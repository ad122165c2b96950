/** "What do you refer to?": marked words, the whole paragraph, a sentence, or words
 * chosen by the first and the last one. Needs no selection. */
import type { ParagraphText } from "../anchoring/paragraph-text.ts";
import { targetOf, type Target } from "../anchoring/target.ts";
import { sliceOf } from "../anchoring/units.ts";
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { sentencesOf, wordsOf } from "./words.ts";

export class Scope {
  readonly element: HTMLElement;
  private readonly passage: HTMLElement;
  private readonly text: ParagraphText;
  private readonly marked: Target | null;
  private readonly lang: string;
  private readonly from: HTMLSelectElement;
  private readonly to: HTMLSelectElement;
  private readonly sentences: [number, number][];

  /** `marked` is what was marked before, if anything; `lang` is the document's. */
  constructor(
    text: ParagraphText,
    marked: Target | null,
    sentences: string | undefined,
    lang: string,
  ) {
    this.text = text;
    this.marked = marked;
    this.lang = lang;
    this.sentences = sentencesOf(sentences);
    this.from = this.wordSelect(0);
    this.to = this.wordSelect(-1);
    const words = h(
      "div",
      { class: "composer__words" },
      labelled(_("From the word"), this.from),
      labelled(_("To the word"), this.to),
    );
    this.passage = h("blockquote", { class: "composer__passage", lang });
    const fieldset = h(
      "fieldset",
      {},
      h("legend", { class: "vh" }, _("What do you refer to?")),
      h("div", { class: "choices" }, ...this.choices()),
      words,
    );
    this.element = h(
      "div",
      { class: "stack" },
      this.passage,
      h(
        "details",
        { class: "composer__scope", open: !marked },
        h("summary", {}, _("What do you refer to?")),
        fieldset,
      ),
    );
    this.element.addEventListener("change", () => {
      words.hidden = this.chosen !== "words";
      this.passage.textContent = this.target()?.quote.exact ?? "";
    });
    this.choose(marked ? "marked" : "paragraph");
  }

  /** The control that says what is chosen. */
  get control(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>("input:checked");
  }

  /** Which choice is made: marked, paragraph, words, or the index of a sentence. */
  get chosen(): string {
    const checked = this.element.querySelector<HTMLInputElement>("input:checked");
    return checked?.value ?? "paragraph";
  }

  /** The chosen words' indexes. */
  get words(): [from: number, to: number] {
    return [this.from.selectedIndex, this.to.selectedIndex];
  }

  /** Make a choice again, as a draft kept it; one that is not there is left. */
  choose(value: string, from = 0, to = -1): void {
    const input = this.element.querySelector<HTMLInputElement>(`input[value="${value}"]`);
    if (input) input.checked = true;
    this.from.selectedIndex = from;
    this.to.selectedIndex = to < 0 ? this.to.options.length - 1 : to;
    this.element.dispatchEvent(new Event("change"));
  }

  /** The target of what is chosen, or null if it holds no words. */
  target(): Target | null {
    if (this.chosen === "marked") return this.marked;
    const [start, end] = this.span();
    return targetOf([{ pid: this.text.pid, text: this.text.text }], start, end);
  }

  private span(): [start: number, end: number] {
    if (this.chosen === "words") {
      const words = wordsOf(this.text.text);
      const [a, b] = this.words;
      const first = words[Math.min(a, b)];
      const last = words[Math.max(a, b)];
      return [first?.start ?? 0, last?.end ?? 0];
    }
    return this.sentences[Number(this.chosen)] ?? [0, this.text.length];
  }

  private *choices(): Generator<HTMLElement> {
    if (this.marked) {
      yield this.choice("marked", h("span", {}, _("The words you marked")));
    }
    yield this.choice("paragraph", h("span", {}, _("The whole paragraph")));
    for (const [index, [start, end]] of this.sentences.entries()) {
      const words = sliceOf(this.text.text, start, end).trim();
      const label = h("span", { class: "choice__text", lang: this.lang }, words);
      yield this.choice(String(index), label);
    }
    yield this.choice("words", h("span", {}, _("Certain words")));
  }

  private choice(value: string, label: HTMLElement): HTMLElement {
    const input = h("input", { type: "radio", name: "scope", value });
    return h("label", { class: "choice" }, input, label);
  }

  private wordSelect(chosen: number): HTMLSelectElement {
    const words = wordsOf(this.text.text);
    const options = words.map((word, n) => h("option", {}, `${n + 1} ${word.text}`));
    const select = h("select", { lang: this.lang }, ...options);
    select.selectedIndex = chosen < 0 ? words.length + chosen : chosen;
    return select;
  }
}

function labelled(label: string, control: HTMLSelectElement): HTMLElement {
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h("span", { class: "sel" }, control),
  );
}
