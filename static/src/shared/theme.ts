/** Light or dark: the system's choice unless the reader made one of their own. */

const KEY = "randnotiz:theme";
export type Theme = "light" | "dark";

/** The reader's own choice, or null to follow the system. */
export function storedTheme(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null; // storage is refused: follow the system
  }
}

/** Keep `theme` for the next page; without storage it holds for this one. */
export function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return; // storage is refused
  }
}
