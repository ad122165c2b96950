/** Small forms inside a card: a reply, and the rewording of one's own comment. */
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";

export interface ReplyForm {
  element: HTMLFormElement;
  body: HTMLTextAreaElement;
  name: HTMLInputElement | null;
  say: (text: string) => void;
}

/** A form with one text; `submit` is called with what is written, never with nothing. */
export function textForm(
  id: string,
  label: string,
  go: string,
  asksName: boolean,
  submit: (form: ReplyForm) => void,
): ReplyForm {
  const body = h("textarea", { id: `${id}-body`, rows: 3 });
  const name = asksName ? h("input", { id: `${id}-name`, autocomplete: "nickname" }) : null;
  const state = h("p", { class: "field__error", role: "status" });
  const cancel = h("button", { type: "button", class: "tool" }, _("Cancel"));
  const element = h(
    "form",
    { class: "reply-form stack", novalidate: true },
    h("div", { class: "field" }, h("label", { for: body.id }, label), body),
    name &&
      h("div", { class: "field" }, h("label", { for: name.id }, _("Your name or pseudonym")), name),
    state,
    h("div", { class: "form__actions" }, h("button", { class: "btn btn--primary btn--small" }, go), cancel),
  );
  const say = (text: string) => (state.textContent = text);
  const form = { element, body, name, say };
  cancel.addEventListener("click", () => element.remove());
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = [body, ...(name ? [name] : [])].find((control) => !control.value.trim());
    if (missing) {
      missing.setAttribute("aria-invalid", "true");
      missing.focus();
      say(_("Please write something first."));
    } else {
      submit(form);
    }
  });
  return form;
}
