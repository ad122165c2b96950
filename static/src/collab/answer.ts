/** The form in which a comment is answered, in its place beside the text. */
import { reasonOf } from "../shared/background.ts";
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";

const OUTCOMES = ["accepted", "accepted_in_part", "declined", "noted", "referred", "obsolete"] as const;

export interface Answer {
  outcome: string;
  reason: string;
}

/** What an outcome is called. */
export function outcomeName(outcome: string): string {
  const names: Record<string, string> = {
    accepted: _("Accepted"),
    accepted_in_part: _("Accepted in part"),
    declined: _("Declined"),
    noted: _("Noted"),
    referred: _("Referred"),
    obsolete: _("Obsolete"),
    duplicate_of: _("Same as another comment"),
  };
  return names[outcome] ?? _("Not answered yet");
}

/** A form filled with `given`; `save` rejects with what to tell, `close` ends it. */
export function answerForm(
  key: string,
  given: Answer,
  save: (answer: Answer) => Promise<void>,
  close: () => void,
): HTMLFormElement {
  const outcome = h(
    "select",
    { id: `outcome-${key}`, required: true },
    h("option", { value: "" }, _("Please choose")),
    ...OUTCOMES.map((value) => h("option", { value, selected: value === given.outcome }, outcomeName(value))),
  );
  const reason = h("textarea", { id: `reason-${key}`, rows: 4, required: true });
  reason.value = given.reason;
  const fault = h("p", { class: "field__error", role: "alert" });
  const cancel = h("button", { type: "button", class: "tool" }, _("Cancel"));
  const form = h(
    "form",
    { class: "stack collab-answer" },
    h("div", { class: "field" }, h("label", { for: outcome.id }, _("Outcome")), h("span", { class: "sel sel--wide" }, outcome)),
    h("div", { class: "field" }, h("label", { for: reason.id }, _("Reason, everybody can read it")), reason),
    fault,
    h("div", { class: "form__actions" }, h("button", { type: "submit", class: "btn btn--primary btn--small" }, _("Save the answer")), cancel),
  );
  cancel.addEventListener("click", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save({ outcome: outcome.value, reason: reason.value }).then(close, (error: unknown) => {
      fault.textContent = reasonOf(error);
    });
  });
  return form;
}
