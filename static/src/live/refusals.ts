/** Why something was not taken, in the reader's language. */
import { _ } from "../shared/i18n.ts";

/** A sentence for an error code of the socket; `message` is the server's own. */
export function sentenceFor(code: string, message: string): string {
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
    default:
      return message;
  }
}
