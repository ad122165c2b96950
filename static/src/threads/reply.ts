/** Small forms inside a card: a reply, and the rewording of one's own comment. */
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { tooLong } from "../shared/limits.ts";
import { deviceStore } from "../shared/storage.ts";

export interface ReplyForm {
  element: HTMLFormElement;
  body: HTMLTextAreaElement;
  name: HTMLInputElement | null;
  say: (text: string) => void;
  /** Take the form away: its words are sent, or not wanted. */
  done: () => void;
}

/** The id of the form for a reply to an annotation. */
export function replyOf(annotation: string): string {
  return `reply-${annotation}`;
}

/** Keep words on this device for the form with this `id`; with none, nothing is kept. */
export function keepWords(id: string, words: string): void {
  if (words.trim()) deviceStore.setItem(keyOf(id), words);
  else deviceStore.removeItem(keyOf(id));
}

/**
 * A form with one text; `submit` is called with what is written, never with nothing.
 *
 * What was begun under the same `id` stands in it again, however it was left, and
 * `words` where nothing was.
 */
export function textForm(
  id: string,
  label: string,
  go: string,
  asksName: boolean,
  words: string,
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
  const done = () => {
    keepWords(id, "");
    element.remove();
  };
  const form = { element, body, name, say, done };
  body.value = deviceStore.getItem(keyOf(id)) ?? words;
  body.addEventListener("input", () => keepWords(id, body.value));
  cancel.addEventListener("click", done);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = [body, ...(name ? [name] : [])].find((control) => !control.value.trim());
    const complaint = missing ? _("Please write something first.") : tooLong(body.value);
    if (complaint) {
      const control = missing ?? body;
      control.setAttribute("aria-invalid", "true");
      control.focus();
      say(complaint);
    } else {
      submit(form);
    }
  });
  return form;
}

function keyOf(id: string): string {
  return `randnotiz:words:${id}`;
}
