/**
 * Keys for those who answer many comments without the mouse. They work everywhere on
 * the desk but where somebody types, and can be switched off for good (WCAG 2.1.4).
 */
import { find } from "../shared/dom.ts";
import { deviceStore } from "../shared/storage.ts";
import { isInList, rowLink, step, type Reader } from "./walking.ts";

const KEY = "randnotiz.desk.keys";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select";

/** Let keys move through the list, open comments and lead to the answer. */
export function listenToKeys(desk: HTMLElement, reader: Reader): void {
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
    // Who types fast means the comment that is still on its way.
    void reader.ready().then(() => act(list, reader));
  });
}

type Act = (list: HTMLElement, reader: Reader) => void;

const ACTS: Record<string, Act> = {
  j: (list, reader) => step(list, reader, 1),
  k: (list, reader) => step(list, reader, -1),
  a: (list, reader) => {
    const link = rowLink(list);
    if (link && isInList(list)) void reader.open(link).then(toAnswer);
    else toAnswer();
  },
  x: (list) => {
    const box = rowLink(list)?.closest("[data-row]")?.querySelector("input");
    box?.click();
  },
  // Out of the list: backwards through hundreds of rows would be hundreds of tabs.
  g: () => find(".bench a")?.focus(),
};

function toAnswer(): void {
  find("[data-answer-form] select")?.focus();
}
