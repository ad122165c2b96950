/** Tells that there is no connection, and what that means for what is written. */
import { find } from "../shared/dom.ts";

/** Keep the banner true to the browser's word. */
export function watchConnection(): void {
  const show = () => {
    const banner = find("[data-offline]");
    if (banner) banner.hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}
