/** Choosing comments for the form that treats several at once. */
import { find, findAll } from "../shared/dom.ts";
import { ngettext } from "../shared/i18n.ts";

/** Keep the count beside the form true, and the form unsent until a button is pressed. */
export function countChosen(desk: HTMLElement): void {
  const place = find("[data-chosen-count]", desk);
  const form = find("[data-many]", desk);
  if (!place || !form) return;
  const count = (): void => {
    const chosen = findAll('input[name="chosen"]:checked', form).length;
    place.textContent = chosen ? ngettext("%(n)s chosen", "%(n)s chosen", chosen) : "";
  };
  form.addEventListener("change", count);
  // Enter on a box would press the form's first button.
  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key === "Enter" && box instanceof HTMLInputElement) event.preventDefault();
  });
  count();
}
