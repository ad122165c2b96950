/** j and k walk the list, only while the focus is in it (WCAG 2.1.4), and only if wanted. */
import { find, findAll } from "../shared/dom.ts";
import { deviceStore } from "../shared/storage.ts";

const KEY = "randnotiz.desk.keys";

/** Let the keys move the focus from row to row. */
export function walkList(desk: HTMLElement): void {
  const list = find("[data-rows]", desk);
  const toggle = find("[data-keys-switch]", desk);
  const box = find("[data-keys]", desk);
  if (!list || !box || !(toggle instanceof HTMLInputElement)) return;
  box.hidden = false;
  toggle.checked = deviceStore.getItem(KEY) !== "off";
  toggle.addEventListener("change", () => {
    deviceStore.setItem(KEY, toggle.checked ? "on" : "off");
  });
  list.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    move(list, step);
  });
}

function move(list: HTMLElement, step: number): void {
  const links = findAll("a[data-comment]", list);
  const row = document.activeElement?.closest<HTMLElement>("[data-row]");
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
