/** Work that goes on by itself, and what is told if it fails. */
import { Refused, Unreachable } from "./http.ts";
import { _ } from "./i18n.ts";
import { sentenceFor } from "./refusals.ts";
import { toast } from "./status.ts";

/** Work that nobody asked for: without a connection it is simply not done. */
export function background(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
  });
}

/** Work that the reader asked for: if it fails, they are told why. */
export function requested(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    toast(reasonOf(error));
    if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
  });
}

/** What to tell a person about work that failed. */
export function reasonOf(error: unknown): string {
  return error instanceof Refused
    ? sentenceFor(error.code)
    : _("That did not work. Please check your connection and try again.");
}
