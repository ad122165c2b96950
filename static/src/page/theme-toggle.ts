/** The button that turns the page dark or light. */
import { find } from "../shared/dom.ts";
import { storedTheme, storeTheme, type Theme } from "../shared/theme.ts";

/** Show the button and make it work. */
export function offerTheme(): void {
  const button = find("[data-theme-toggle]");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = (): Theme => storedTheme() ?? (system.matches ? "dark" : "light");
  const show = (theme: Theme) => button.setAttribute("aria-pressed", String(theme === "dark"));
  button.hidden = false;
  show(current());
  system.addEventListener("change", () => show(current()));
  button.addEventListener("click", () => {
    const next: Theme = current() === "dark" ? "light" : "dark";
    storeTheme(next);
    document.documentElement.dataset["theme"] = next;
    show(next);
  });
}
