/** What just happened, for ears (a polite status) and eyes (a toast). */
import { find, h } from "./dom.ts";

const TOAST_MS = 8_000; // WCAG 2.2.1 asks for time enough to read and to reach the button

/** Say `text` politely, without taking the focus. */
export function announce(text: string): void {
  const status = find("#status");
  if (!status) return;
  status.textContent = "";
  // A change is announced only if the region was seen empty in between.
  setTimeout(() => (status.textContent = text), 50);
}

/** Show `text` at the edge for a while, with one thing to do about it. */
export function toast(text: string, label?: string, act?: () => void): void {
  const place = find("#toasts");
  if (!place) return;
  const box = h("div", { class: "toast" }, h("span", {}, text));
  if (label && act) {
    const button = h("button", { class: "tool toast__act", type: "button" }, label);
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(button);
  }
  place.replaceChildren(box);
  setTimeout(() => {
    if (!box.contains(document.activeElement)) box.remove();
  }, TOAST_MS);
  announce(text);
}
