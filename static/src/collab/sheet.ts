/** On a narrow screen the comments come in a sheet, from a button that stays in reach. */
import { h, icon, isWide } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";
import type { Margin } from "./margin.ts";

/** Add the button below the text; returns what keeps its numbers true. */
export function addSheet(
  place: HTMLElement,
  side: HTMLElement,
  margin: Margin,
  countSuggestions: () => number,
): () => void {
  const label = h("span", {});
  const opener = h("button", { type: "button", class: "btn btn--primary collab-opener" }, icon("comment"), label);
  const close = h("button", { type: "button", class: "tool" }, icon("close"), h("span", { class: "vh" }, _("Close")));
  const body = h("div", { class: "dialog__body" });
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "sheet-title" },
    h("div", { class: "dialog__head" }, h("h2", { id: "sheet-title" }, _("Comments")), close),
    body,
  );
  const home = document.createComment("comments");
  document.body.append(dialog);
  place.append(opener);

  opener.addEventListener("click", () => {
    side.replaceWith(home);
    body.append(side);
    margin.narrow(margin.hereCount > 0);
    dialog.showModal();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    home.replaceWith(side);
    margin.narrow(false);
  });
  matchMedia("(min-width: 60.01rem)").addEventListener("change", () => {
    if (isWide() && dialog.open) dialog.close();
  });

  return () => {
    const here = margin.hereCount;
    const comments = here ? ngettext("%(n)s comment here", "%(n)s comments here", here) : _("Comments");
    const suggested = countSuggestions();
    label.textContent = suggested
      ? `${comments} · ${ngettext("%(n)s suggestion", "%(n)s suggestions", suggested)}`
      : comments;
  };
}
