/** The second tap of a double tap was meant for what was there before, and meets nothing. */

const SETTLING_MS = 400; // double taps are at most about 300 ms apart

let timer: number | undefined;

/** Let nothing be hit until a double tap would be over: a dialog has come or gone. */
export function settle(): void {
  const { classList } = document.documentElement;
  classList.add("is-settling");
  clearTimeout(timer);
  timer = window.setTimeout(() => classList.remove("is-settling"), SETTLING_MS);
}
