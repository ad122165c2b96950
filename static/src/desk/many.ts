/** How many comments are chosen for the form that treats several at once. */
import { find, findAll } from "../shared/dom.ts";
import { ngettext } from "../shared/i18n.ts";

/** Keep the count beside the form true. */
export function countChosen(desk: HTMLElement): void {
  const place = find("[data-chosen-count]", desk);
  const form = find("[data-many]", desk);
  if (!place || !form) return;
  const count = (): void => {
    const chosen = findAll('input[name="chosen"]:checked', form).length;
    place.textContent = chosen ? ngettext("%(n)s chosen", "%(n)s chosen", chosen) : "";
  };
  form.addEventListener("change", count);
  count();
}
