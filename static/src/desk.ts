/** The drafters' desk: keys, saving without a reload, and what others do meanwhile. */
import { openComments } from "./desk/detail.ts";
import { listenToKeys } from "./desk/keys.ts";
import { countChosen } from "./desk/many.ts";
import { meetOthers, watchOthers } from "./desk/others.ts";
import { find } from "./shared/dom.ts";
import { readCatalogue } from "./shared/i18n.ts";

readCatalogue();
const desk = find("[data-desk]");
if (desk) {
  // A form that was refused came from an address that nothing can be asked of.
  const address = new URL(desk.dataset["address"] ?? "", location.href);
  if (address.pathname !== location.pathname) history.replaceState(null, "", address);
  const detail = openComments(desk);
  listenToKeys(desk, detail);
  countChosen(desk);
  watchOthers(desk, detail);
  meetOthers(desk, detail);
}
