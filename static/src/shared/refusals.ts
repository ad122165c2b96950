/** Why something was not taken, in the reader's language. */
import { _ } from "./i18n.ts";

/** A sentence for an error code of the socket or the API, whose messages are English. */
export function sentenceFor(code: string): string {
  switch (code) {
    case "phase_closed":
      return _("Comments are closed at the moment. Your text is kept here.");
    case "unauthenticated":
      return _("You are no longer signed in. Please sign in and send it again.");
    case "forbidden":
      return _("You are not allowed to do that here.");
    case "not_found":
      return _("What you wrote about is no longer there.");
    case "too_large":
      return _("This is too long. Please shorten it.");
    case "conflict":
    case "stale":
      return _("What you wanted to change was changed meanwhile. Please look at it again.");
    case "rate_limited":
      return _("That was a lot at once. Please wait a moment and try again.");
    default:
      return _("The service does not take this as it is. Please look at it once more.");
  }
}
