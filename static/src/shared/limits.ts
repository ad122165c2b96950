/** How long a text may be. The server tells, and refuses what is longer all the same. */
import { _, formatNumber } from "./i18n.ts";

let most = Infinity;

/** Take texts of at most `chars` code points from now on. */
export function limitTexts(chars: number): void {
  most = chars;
}

/** What to tell about a text that is too long, empty about any other. */
export function tooLong(text: string): string {
  return [...text].length > most
    ? _("Please write less: at most %(most)s characters.", { most: formatNumber(most) })
    : "";
}
