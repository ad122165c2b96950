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
  /** What is wrong with an answer, empty if nothing is; the dialog stays until then. */
  faultOf?: (answer: string) => string;
}

/** What was typed, trimmed; null if the question was put aside. */
export function ask({ title, label, value, type, mayBeEmpty, faultOf }: Question): Promise<string | null> {
  const fault = h("p", { id: "ask-fault", class: "field__error", role: "alert" });
  const field = h("input", { id: "ask-field", type, value, required: !mayBeEmpty, "aria-describedby": fault.id });
  const cancel = h("button", { type: "button", class: "tool" }, _("Cancel"));
  const form = h(
    "form",
    { class: "stack", method: "dialog" },
    h("div", { class: "dialog__head" }, h("h2", { id: "ask-title" }, title)),
    h("div", { class: "dialog__body" }, h("div", { class: "field" }, h("label", { for: "ask-field" }, label), field, fault)),
    h("div", { class: "dialog__foot" }, h("button", { type: "submit", class: "btn btn--primary" }, _("Take it")), cancel),
  );
  const dialog = h("dialog", { class: "dialog collab-ask", "aria-labelledby": "ask-title" }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer: string | null = null;
    form.addEventListener("submit", (event) => {
      const given = field.value.trim();
      const wrong = faultOf?.(given) ?? "";
      fault.textContent = wrong;
      field.setAttribute("aria-invalid", String(wrong !== ""));
      if (wrong) {
        event.preventDefault();
        field.focus();
      } else answer = given;
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
    field.select();
  });
}
