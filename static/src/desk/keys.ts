/**
 * Keys for those who answer many comments without the mouse. They work everywhere on
 * the desk but where somebody types, and can be switched off for good (WCAG 2.1.4).
 */
import { find, findAll } from "../shared/dom.ts";
import { deviceStore } from "../shared/storage.ts";
import type { Detail } from "./detail.ts";

const KEY = "randnotiz.desk.keys";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select";

/** Let keys move through the list, open comments and lead to the answer. */
export function listenToKeys(desk: HTMLElement, detail: Detail): void {
  const list = find("[data-rows]", desk);
  const toggle = find("[data-keys-switch]", desk);
  const box = find("[data-keys]", desk);
  if (!list || !box || !(toggle instanceof HTMLInputElement)) return;
  box.hidden = false;
  toggle.checked = deviceStore.getItem(KEY) !== "off";
  toggle.addEventListener("change", () => {
    deviceStore.setItem(KEY, toggle.checked ? "on" : "off");
  });
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("dialog")) return;
    const place = find("[data-detail-place]", desk);
    if (event.key === "Escape" && place?.contains(document.activeElement)) {
      place.focus();
      return;
    }
    if (document.activeElement?.matches(TYPING)) return;
    const act = ACTS[event.key];
    if (!act) return;
    event.preventDefault();
    act(list, detail);
  });
}

type Act = (list: HTMLElement, detail: Detail) => void;

const ACTS: Record<string, Act> = {
  j: (list, detail) => step(list, detail, 1),
  k: (list, detail) => step(list, detail, -1),
  a: (list, detail) => {
    const link = rowLink(list);
    if (link && isInList(list)) void detail.open(link).then(toAnswer);
    else toAnswer();
  },
  x: (list) => {
    const box = rowLink(list)?.closest("[data-row]")?.querySelector("input");
    box?.click();
  },
};

/** The next comment: opened where one is read, only reached where the list is walked. */
export function step(list: HTMLElement, detail: Detail, by: number): void {
  const links = findAll("a[data-comment]", list) as HTMLAnchorElement[];
  const here = rowLink(list);
  const at = here ? links.indexOf(here) : by > 0 ? -1 : links.length;
  const next = links[Math.max(0, Math.min(links.length - 1, at + by))];
  if (!next || next === here) return;
  if (detail.current() !== null && !isInList(list)) void detail.open(next);
  else {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

function isInList(list: HTMLElement): boolean {
  return list.contains(document.activeElement);
}

/** The row that has the focus, or else that of the comment in hand. */
function rowLink(list: HTMLElement): HTMLAnchorElement | null {
  const row =
    document.activeElement?.closest("[data-row]") ?? find(".is-current", list);
  return row && list.contains(row) ? row.querySelector("a[data-comment]") : null;
}

function toAnswer(): void {
  find("[data-answer-form] select")?.focus();
}
