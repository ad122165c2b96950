/** How long ago something was, as the server writes it, kept true while a page is open. */
import { findAll } from "./dom.ts";
import { language } from "./i18n.ts";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const RECENT_S = 7 * 86_400; // older than that, a date says more

/** `then` as seen from `now`, both in milliseconds. */
export function ago(then: number, now: number, lang: string): string {
  const passed = Math.max(0, (now - then) / 1000);
  if (passed >= RECENT_S) {
    return new Intl.DateTimeFormat(lang, { dateStyle: "medium" }).format(then);
  }
  const format = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  for (const [unit, seconds] of STEPS) {
    if (passed >= seconds) return format.format(-Math.floor(passed / seconds), unit);
  }
  return format.format(0, "second");
}

/** Refresh every time on the page that is told as "ago". */
export function refreshTimes(): void {
  for (const element of findAll("time[data-ago]")) {
    const then = Date.parse(element.getAttribute("datetime") ?? "");
    if (!Number.isNaN(then)) element.textContent = ago(then, Date.now(), language());
  }
}
