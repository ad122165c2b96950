/** From one comment of the list to the next. */
import { find, findAll } from "../shared/dom.ts";

/** Where comments are read and answered. */
export interface Reader {
  /** The id of the comment in hand, or null. */
  current(): string | null;
  /** Open the comment that a link of the list leads to, after those asked for before. */
  open(link: HTMLAnchorElement): Promise<void>;
  /** Until the comment that was asked for last is in hand. */
  ready(): Promise<void>;
}

/** The next comment: opened where one is read, only reached where the list is walked. */
export function step(list: HTMLElement, reader: Reader, by: number): void {
  const links = findAll("a[data-comment]", list) as HTMLAnchorElement[];
  const here = rowLink(list);
  const at = here ? links.indexOf(here) : by > 0 ? -1 : links.length;
  const next = links[Math.max(0, Math.min(links.length - 1, at + by))];
  if (!next || next === here) return;
  if (reader.current() !== null && !isInList(list)) void reader.open(next);
  else {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

/** Whether the focus is in the list. */
export function isInList(list: HTMLElement): boolean {
  return list.contains(document.activeElement);
}

/** The row that has the focus, or else that of the comment in hand. */
export function rowLink(list: HTMLElement): HTMLAnchorElement | null {
  const row =
    document.activeElement?.closest("[data-row]") ?? find(".is-current", list);
  return row && list.contains(row) ? row.querySelector("a[data-comment]") : null;
}
