/** The dialog in which a comment is written, from marked words or from a paragraph. */
import type { Target } from "../anchoring/target.ts";
import type { Passage, Painter } from "../highlights/painter.ts";
import { focusOn, h, icon } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { settle } from "../shared/settling.ts";
import type { Drafts } from "./drafts.ts";
import { Fields } from "./form.ts";
import { Scope } from "./scope.ts";

/** A comment ready to be sent. */
export interface Written {
  target: Target;
  motivation: string;
  body: string;
  replacement: string | null;
  name: string;
  email: string;
}

export interface ComposerOptions {
  painter: Painter;
  drafts: Drafts;
  lang: string;
  asksName: () => boolean;
  asksEmail: () => boolean;
  send: (written: Written) => void;
  closed: () => void;
}

export class Composer {
  private readonly options: ComposerOptions;
  private readonly dialog: HTMLDialogElement;
  private readonly title: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly state: HTMLElement;
  private pid = "";
  private scope: Scope | null = null;
  private fields: Fields | null = null;

  constructor(options: ComposerOptions) {
    this.options = options;
    this.title = h("h2", { id: "composer-title" });
    this.state = h("span", { class: "composer__state", role: "status" });
    this.form = h("form", { class: "composer dialog__body", id: "composer", novalidate: true });
    const close = h("button", { type: "button", class: "tool" }, icon("close"));
    close.append(h("span", { class: "vh" }, _("Close; what you wrote is kept")));
    close.addEventListener("click", () => this.dialog.close());
    const publish = h("button", { class: "btn btn--primary", form: "composer" }, _("Publish"));
    this.dialog = h(
      "dialog",
      { class: "dialog", "aria-labelledby": "composer-title" },
      h("div", { class: "dialog__head" }, this.title, close),
      this.form,
      h("div", { class: "dialog__foot" }, publish, this.state),
    );
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("change", () => this.show());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.dialog.addEventListener("close", () => {
      this.options.painter.mark("draft", []);
      this.options.closed();
      // The browser gives the focus back, even to a toolbar that is hidden by now.
      const para = document.getElementById(`p-${this.pid}`);
      const focused = document.activeElement;
      if (para && (focused === document.body || !focused?.checkVisibility())) focusOn(para);
    });
    document.body.append(this.dialog);
  }

  /** Begin, or go on, at a paragraph; `marked` are words that were marked in it. */
  open(pid: string, marked: Target | null, motivation?: string): void {
    const text = this.options.painter.textOf(pid);
    const para = document.getElementById(`p-${pid}`);
    if (!text || !para) return;
    this.pid = pid;
    const { lang, asksName, asksEmail } = this.options;
    const scope = new Scope(text, marked, para.dataset["sentences"], lang);
    const fields = new Fields(asksName(), asksEmail(), lang);
    this.scope = scope;
    this.fields = fields;
    const number = para.querySelector(".para__n")?.textContent;
    this.title.textContent = number
      ? _("Comment on paragraph %(n)s", { n: number })
      : _("Comment on a heading");
    this.form.replaceChildren(scope.element, fields.element);
    this.say("", "");
    this.restore(scope, fields, marked !== null);
    if (motivation) fields.motivation = motivation;
    this.show();
    if (!this.dialog.open) this.dialog.showModal();
    settle();
    // Else the browser would begin at the button that closes the dialog.
    (marked ? fields.first : scope.control)?.focus();
  }

  /** Open again what the server refused, with its reason. */
  reopen(written: Omit<Written, "name">, reason: string): void {
    this.options.drafts.drop(written.target.start.paragraph);
    this.open(written.target.start.paragraph, written.target, written.motivation);
    if (!this.fields) return;
    this.fields.body.value = written.body;
    if (this.fields.email) this.fields.email.value = written.email;
    if (written.replacement !== null) this.fields.replacement.value = written.replacement;
    this.keep();
    this.say(reason, "refused");
  }

  private restore(scope: Scope, fields: Fields, marked: boolean): void {
    const draft = this.options.drafts.read(this.pid);
    if (!draft) return;
    fields.body.value = draft.body;
    fields.motivation = draft.motivation;
    if (!marked) scope.choose(draft.scope, draft.from, draft.to);
    fields.passage = scope.target()?.quote.exact ?? "";
    if (draft.replacement) fields.replacement.value = draft.replacement;
    this.say(_("Your draft from before is here again."), "saved");
  }

  private show(): void {
    const target = this.scope?.target();
    if (!target || !this.fields) return;
    this.fields.passage = target.quote.exact;
    this.options.painter.mark("draft", passagesOf(target));
  }

  private keep(): void {
    const { scope, fields } = this;
    if (!scope || !fields) return;
    const [from, to] = scope.words;
    this.options.drafts.keep(this.pid, {
      scope: scope.chosen,
      from,
      to,
      motivation: fields.motivation,
      body: fields.body.value,
      replacement: fields.motivation === "editing" ? fields.replacement.value : "",
    });
    this.say(_("Kept on this device"), "saved");
  }

  private submit(): void {
    const { scope, fields } = this;
    const target = scope?.target();
    if (!scope || !fields || !target) return;
    const problem = fields.problem();
    if (problem) {
      const [control, sentence] = problem;
      control.setAttribute("aria-invalid", "true");
      control.focus();
      this.say(sentence, "refused");
      return;
    }
    const { motivation } = fields;
    const replacement = motivation === "editing" ? fields.replacement.value : null;
    const name = fields.name?.value.trim() ?? "";
    const email = fields.email?.value.trim() ?? "";
    this.options.drafts.drop(this.pid);
    settle(); // the event of closing would come too late
    this.dialog.close();
    this.options.send({ target, motivation, body: fields.body.value, replacement, name, email });
  }

  private say(text: string, state: "" | "saved" | "refused"): void {
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.dataset["state"] = state;
  }
}

function passagesOf(target: Target): Passage[] {
  const { start, end } = target;
  if (start.paragraph === end.paragraph) {
    return [{ pid: start.paragraph, start: start.offset, end: end.offset }];
  }
  const most = Number.MAX_SAFE_INTEGER;
  return [
    { pid: start.paragraph, start: start.offset, end: most },
    { pid: end.paragraph, start: 0, end: end.offset },
  ];
}
