/** Choosing another revision goes there at once; the paragraph that is read stays. */
import { find, findAll } from "../shared/dom.ts";

/** Make the picker act without its button, on choices by pointer or by Enter. */
export function followVersion(): void {
  const form = find("[data-version]");
  const select = form && find("select", form);
  const go = form && find("[data-version-go]", form);
  if (!(select instanceof HTMLSelectElement) || !go) return;
  // Arrow keys change a closed list at every press: only the button may follow those.
  let byKey = false;
  select.addEventListener("keydown", (event) => (byKey = event.key !== "Enter"));
  select.addEventListener("pointerdown", () => (byKey = false));
  select.addEventListener("change", () => {
    if (!byKey) visit(select);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(select);
  });
}

function visit(select: HTMLSelectElement): void {
  const address = select.selectedOptions[0]?.dataset["href"];
  if (!address) return;
  const here = findAll(".para").find((para) => para.getBoundingClientRect().bottom > 80);
  location.assign(here && scrollY > 0 ? `${address}#${here.id}` : address);
}
