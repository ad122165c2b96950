/** How many comments a paragraph has, said at its foot. */
import { find } from "../shared/dom.ts";
import { ngettext } from "../shared/i18n.ts";
import { countInChapter } from "./contents.ts";

/** Show that a paragraph now has `count` comments. */
export function showCount(pid: string, count: number): void {
  const para = document.getElementById(`p-${pid}`);
  const link = para && find(".cnt", para);
  const words = link && find("[data-count]", link);
  if (!para || !link || !words) return;
  const before = Number(para.dataset["comments"]);
  if (before === count) return;
  para.dataset["comments"] = String(count);
  link.hidden = count === 0;
  words.textContent = ngettext("%(n)s comment", "%(n)s comments", count);
  countInChapter(pid, count - before);
}
