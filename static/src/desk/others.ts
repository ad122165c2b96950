/** What colleagues answer meanwhile: a hint, never a change under one's hands. */
import { find, h } from "../shared/dom.ts";
import { fetchJson, sendForm } from "../shared/http.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { announce } from "../shared/status.ts";
import type { Detail } from "./detail.ts";

const POLL_MS = 15_000; // answers take minutes to write; a hint may take seconds

interface Page {
  items: { seq: number; type: string; data: { annotation?: string; id?: string } }[];
}

/** Tell which comment is in hand, and who else has it, as long as the page is visible. */
export function meetOthers(desk: HTMLElement, detail: Detail): void {
  const meet = async (): Promise<void> => {
    const id = detail.current();
    if (!id || document.visibilityState === "hidden") return;
    const address = `${location.pathname}/c/${encodeURIComponent(id)}/in-hand`;
    const { others } = (await (await sendForm(address, {})).json()) as { others: string[] };
    if (detail.current() === id) name(desk, others);
  };
  const tryMeet = (): void => void meet().catch(() => undefined); // offline: next time
  const place = find("[data-detail-place]", desk);
  if (place) new MutationObserver(tryMeet).observe(place, { childList: true });
  setInterval(tryMeet, POLL_MS);
  document.addEventListener("visibilitychange", tryMeet);
  tryMeet();
}

function name(desk: HTMLElement, others: string[]): void {
  const notice = find("[data-attending]", desk);
  if (!notice) return;
  const text = others.length
    ? ngettext(
        "%(names)s has this comment open as well.",
        "%(names)s have this comment open as well.",
        others.length,
        { names: others.join(", ") },
      )
    : "";
  if (notice.textContent === text) return;
  notice.textContent = text;
  notice.hidden = !text;
  if (text) announce(text);
}

/** Ask for new events of the document as long as the page is visible. */
export function watchOthers(desk: HTMLElement, detail: Detail): void {
  const slug = desk.dataset["desk"] ?? "";
  const answered = new Set<string>();
  let seq = Number(desk.dataset["seq"]);
  const ask = async (): Promise<void> => {
    if (document.visibilityState === "hidden") return;
    const address = `/api/v1/documents/${encodeURIComponent(slug)}/events?since=${seq}`;
    const page = await fetchJson<Page>(address);
    for (const event of page.items) {
      seq = event.seq;
      const id = event.data.annotation ?? event.data.id;
      if (!id || !event.type.startsWith("disposition.") || detail.knows(id, seq)) continue;
      answered.add(id);
      if (id === detail.current()) warn(desk);
    }
    tell(desk, answered.size);
  };
  const tryAsk = (): void => void ask().catch(() => undefined); // offline: next time
  setInterval(tryAsk, POLL_MS);
  document.addEventListener("visibilitychange", tryAsk);
}

function warn(desk: HTMLElement): void {
  const notice = find("[data-overtaken]", desk);
  if (!notice?.hidden) return;
  notice.hidden = false;
  announce(notice.textContent);
}

function tell(desk: HTMLElement, count: number): void {
  const notice = find("[data-news]", desk);
  if (!notice || !count || notice.dataset["count"] === String(count)) return;
  notice.dataset["count"] = String(count);
  const text = ngettext(
    "%(n)s comment was answered by others meanwhile.",
    "%(n)s comments were answered by others meanwhile.",
    count,
  );
  const link = h("a", { href: location.href }, _("Load the list again"));
  notice.replaceChildren(h("span", {}, `${text} `, link));
  notice.hidden = false;
}
