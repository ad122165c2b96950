/** Ask for one line of text in a dialog. */
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";

interface Question {
  title: string;
  label: string;
  value: string;
  /** What the browser checks, and which keyboard a phone shows. */
  type: "text" | "url";
  /** Whether nothing is an answer, too. */
  mayBeEmpty: boolean;
}

/** What was typed, trimmed; null if the question was put aside. */
export function ask({ title, label, value, type, mayBeEmpty }: Question): Promise<string | null> {
  const field = h("input", { id: "ask-field", type, value, required: !mayBeEmpty });
  const cancel = h("button", { type: "button", class: "tool" }, _("Cancel"));
  const form = h(
    "form",
    { class: "stack", method: "dialog" },
    h("div", { class: "dialog__head" }, h("h2", { id: "ask-title" }, title)),
    h("div", { class: "dialog__body" }, h("div", { class: "field" }, h("label", { for: "ask-field" }, label), field)),
    h("div", { class: "dialog__foot" }, h("button", { type: "submit", class: "btn btn--primary" }, _("Take it")), cancel),
  );
  const dialog = h("dialog", { class: "dialog collab-ask", "aria-labelledby": "ask-title" }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer: string | null = null;
    form.addEventListener("submit", () => (answer = field.value.trim()));
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
    field.select();
  });
}
