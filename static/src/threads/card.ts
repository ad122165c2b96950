/** Puts a card as it is now in the place of how it was. */
import { find, focusOn } from "../shared/dom.ts";

/** The controls of a card, by which the focus is found again in its successor. */
const CONTROLS = [
  "[data-support] button",
  "[data-answer]",
  "[data-edit]",
  "[data-withdraw] button",
  "[data-thread]",
  "[data-show]",
];

/**
 * Replace `old` by `fresh`, or remove it if there is none; returns what stands there
 * now. The focus stays, and what is being written is not taken out of anyone's hands.
 */
export function replaceCard(old: HTMLElement, fresh: HTMLElement | null): HTMLElement | null {
  const focused = document.activeElement;
  const held = old.contains(focused);
  if (held && find("form.reply-form", old)) return old;
  if (!fresh) {
    old.remove();
    return null;
  }
  for (const name of ["is-open", "is-active"]) {
    fresh.classList.toggle(name, old.classList.contains(name));
  }
  const form = find("form.reply-form", old);
  if (form) fresh.append(form);
  const control = CONTROLS.find((selector) => find(selector, old) === focused);
  old.replaceWith(fresh);
  if (held) focusOn((control && find(control, fresh)) || fresh);
  return fresh;
}
