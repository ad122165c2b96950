/** The contents: which chapter is read, and how much it is discussed. */
import { find, findAll } from "../shared/dom.ts";
import { ngettext } from "../shared/i18n.ts";

/** Mark the chapter in view as the current one. */
export function followChapter(): void {
  const links = new Map(findAll("[data-chapter]").map((a) => [a.dataset["chapter"] ?? "", a]));
  const heads = [...links.keys()]
    .map((pid) => document.getElementById(`p-${pid}`))
    .filter((head) => head !== null);
  let waiting = false;
  const update = () => {
    waiting = false;
    const passed = heads.filter((head) => head.getBoundingClientRect().top < 160).at(-1);
    const current = links.get(passed?.dataset["pid"] ?? "");
    if (current?.hasAttribute("aria-current")) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "true");
    if (current) keepInView(current);
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(update);
    waiting = true;
  };
  addEventListener("scroll", soon, { passive: true });
  update();
}

/** Scroll the contents, and nothing else, so far that `link` can be seen. */
function keepInView(link: HTMLElement): void {
  const nav = link.closest<HTMLElement>(".toc");
  if (!nav) return;
  const box = link.getBoundingClientRect();
  const frame = nav.getBoundingClientRect();
  if (box.top < frame.top) nav.scrollTop -= frame.top - box.top + 8;
  if (box.bottom > frame.bottom) nav.scrollTop += box.bottom - frame.bottom + 8;
}

/** One more or fewer comment below the chapter that `pid` belongs to. */
export function countInChapter(pid: string, change: number): void {
  const link = chapterOf(pid);
  const count = link && find("[data-count]", link);
  if (!link || !count) return;
  const total = Number(link.dataset["comments"]) + change;
  link.dataset["comments"] = String(total);
  count.textContent = ngettext("%(n)s comment", "%(n)s comments", total);
  const most = Math.max(1, ...findAll("[data-chapter]").map((a) => Number(a.dataset["comments"])));
  for (const a of findAll("[data-chapter]")) {
    const share = Math.round((100 * Number(a.dataset["comments"])) / most);
    a.querySelector(".meter__fg")?.setAttribute("width", String(share));
  }
}

/** The last chapter link whose heading stands at or before the paragraph. */
function chapterOf(pid: string): HTMLElement | null {
  const para = document.getElementById(`p-${pid}`);
  const before = findAll("[data-chapter]:not(.toc__sub)").filter((link) => {
    const head = document.getElementById(`p-${link.dataset["chapter"] ?? ""}`);
    if (!head || !para) return false;
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return head === para || Boolean(head.compareDocumentPosition(para) & follows);
  });
  return before.at(-1) ?? null;
}
