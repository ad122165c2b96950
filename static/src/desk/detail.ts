/** The comment in hand: opened and answered without leaving the list. */
import { around, find, findAll, isWide, parse } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { toast } from "../shared/status.ts";
import { insertBlocks } from "./blocks.ts";
import { step, type Reader } from "./walking.ts";

/** For comments the last event about them that the page tells of. */
type Known = Map<string, number>;

const STALE = 412;
const INVALID = 422;

export interface Detail extends Reader {
  /** Whether this page knows of an event: one's own saving, or what a comment shows. */
  knows(id: string, seq: number): boolean;
}

/** Open comments in place, and save answers in place. */
export function openComments(desk: HTMLElement): Detail {
  const place = find("[data-detail-place]", desk);
  const known: Known = new Map();
  let opening = Promise.resolve();
  if (place) {
    desk.addEventListener("click", (event) => {
      const link = around(event, "a[data-comment]");
      if (!(link instanceof HTMLAnchorElement) || isModified(event)) return;
      event.preventDefault();
      void detail.open(link);
    });
    place.addEventListener("click", (event) => {
      const by = Number(around(event, "[data-step]")?.dataset["step"]);
      const list = find("[data-rows]", desk);
      if (by && list) step(list, detail, by);
    });
    place.addEventListener("submit", (event) => {
      const form = around(event, "form[data-answer-form]");
      if (!(form instanceof HTMLFormElement)) return;
      event.preventDefault();
      // Pressed again while it is on its way, it would be too late for itself.
      if (form.hasAttribute("data-saving")) return;
      form.toggleAttribute("data-saving", true);
      const isLast = !form.hasAttribute("data-then-next");
      void save(desk, place, form, known).then((saved) => {
        form.removeAttribute("data-saving");
        const list = find("[data-rows]", desk);
        if (saved && list && !isLast) step(list, detail, 1);
      });
    });
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      const form = around(event, "form[data-answer-form]");
      if (!(form instanceof HTMLFormElement)) return;
      form.toggleAttribute("data-then-next", event.shiftKey);
      form.requestSubmit();
    });
    // Other forms of the desk, and links, lead to other pages.
    addEventListener("beforeunload", (event) => {
      if (isUnsaved(place)) event.preventDefault();
    });
    insertBlocks(place);
    prepare(place);
    note(place, known);
  }
  const detail: Detail = {
    open: (link) => {
      const next = () => (place ? open(desk, place, link, known) : Promise.resolve());
      opening = opening.then(next, next);
      return opening;
    },
    ready: () => opening.catch(() => undefined),
    current: () => find("[data-detail]", desk)?.dataset["detail"] ?? null,
    knows: (id, seq) => seq <= (known.get(id) ?? 0),
  };
  return detail;
}

async function open(
  desk: HTMLElement,
  place: HTMLElement,
  link: HTMLAnchorElement,
  known: Known,
): Promise<void> {
  const response = await ask(partOf(link.href), {});
  if (!response) return;
  const html = await response.text();
  // Asked only now: somebody may have typed while it was on its way.
  if (isUnsaved(place) && !confirm(_("Your answer is not saved. Leave it?"))) return;
  if (!response.ok) {
    prepare(place);
    location.assign(link.href); // the page itself says what is wrong
    return;
  }
  show(desk, place, html);
  note(place, known);
  history.replaceState(null, "", link.href);
  place.scrollTop = 0;
  place.focus({ preventScroll: isWide() });
}

async function save(
  desk: HTMLElement,
  place: HTMLElement,
  form: HTMLFormElement,
  known: Known,
): Promise<boolean> {
  const id = find("[data-detail]", place)?.dataset["detail"] ?? "";
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const response = await ask(partOf(form.action), { method: "POST", body });
  if (!response) return false;
  const others = body.getAll("also").map((each) => each.split(":")[0] ?? "");
  if (!response.ok && ![STALE, INVALID].includes(response.status)) {
    toast(_("The answer could not be saved. Your words are still in the form."));
    return false;
  }
  const at = place.scrollTop;
  const said = show(desk, place, await response.text());
  const seq = note(place, known);
  place.scrollTop = at;
  const alarm = find('[role="alert"]', place);
  if (response.ok) {
    for (const each of others) known.set(each, seq);
    leadOn(desk, place, id);
    void renew(desk, others);
    toast(said);
    find("form[data-answer-form] [type=submit]", place)?.focus({ preventScroll: true });
  } else if (alarm) {
    alarm.tabIndex = -1;
    alarm.focus();
  }
  return response.ok;
}

/** The response, or null if there is no connection; that is said. */
async function ask(address: string, options: RequestInit): Promise<Response | null> {
  try {
    return await fetch(address, { ...options, headers: { Accept: "text/html" } });
  } catch {
    toast(_("No connection. Your words are still in the form; please try again."));
    return null;
  }
}

/** Put a comment in hand; what the server says to it is returned. */
function show(desk: HTMLElement, place: HTMLElement, html: string): string {
  const fragment = parse(html);
  const said = fragment.querySelector<HTMLTemplateElement>("template[data-said]");
  said?.remove();
  const fresh = takeRow(fragment);
  place.replaceChildren(fragment);
  prepare(place);
  for (const row of findAll(".desk-row.is-current", desk)) {
    row.classList.remove("is-current");
    find("a", row)?.removeAttribute("aria-current");
  }
  if (fresh) putRow(fresh);
  return said?.content.textContent ?? "";
}

/** Note up to which event a page that came tells of its comment; that is returned. */
function note(place: HTMLElement, known: Known): number {
  const detail = find("[data-detail]", place);
  const seq = Number(detail?.dataset["seq"] ?? 0);
  if (detail) known.set(detail.dataset["detail"] ?? "", seq);
  return seq;
}

/** Lead back to the next row: what is answered may have left the list. */
function leadOn(desk: HTMLElement, place: HTMLElement, id: string): void {
  const link = find("a.desk-steps__list", place);
  if (!(link instanceof HTMLAnchorElement)) return;
  const rows = findAll("[data-row]", desk);
  const next = rows[rows.findIndex((row) => row.dataset["row"] === id) + 1];
  link.hash = next?.id ?? "list";
}

/** The row that comes along with a comment. */
function takeRow(fragment: DocumentFragment): HTMLElement | null {
  const template = fragment.querySelector<HTMLTemplateElement>("template[data-new-row]");
  template?.remove();
  return template?.content.querySelector<HTMLElement>("[data-row]") ?? null;
}

function putRow(fresh: HTMLElement): void {
  const row = document.getElementById(fresh.id);
  if (!row) return;
  const box = find("input", row) as HTMLInputElement | null;
  const next = find("input", fresh) as HTMLInputElement | null;
  if (box && next) next.checked = box.checked;
  row.replaceWith(fresh);
}

/** Renew what a saved answer has changed beside it: rows of its bundle, and counts. */
async function renew(desk: HTMLElement, others: string[]): Promise<void> {
  for (const id of others) {
    const link = find(`#row-${CSS.escape(id)} a[data-comment]`, desk);
    if (!(link instanceof HTMLAnchorElement)) continue;
    const response = await ask(partOf(link.href), {});
    const fresh = response?.ok ? takeRow(parse(await response.text())) : null;
    if (!fresh) continue;
    fresh.classList.remove("is-current");
    find("a", fresh)?.removeAttribute("aria-current");
    putRow(fresh);
  }
  const head = find("[data-desk-head]");
  if (!head) return;
  const list = new URL(location.href);
  list.searchParams.delete("comment");
  const response = await ask(partOf(list.href, "head"), {});
  if (response?.ok) head.replaceChildren(parse(await response.text()));
}

/** Remember what the form held, so that unsaved words are noticed. */
function prepare(place: HTMLElement): void {
  const form = find("form[data-answer-form]", place);
  if (form instanceof HTMLFormElement) form.dataset["before"] = contents(form);
  for (const part of findAll("[data-scripted]", place)) part.hidden = false;
}

function isUnsaved(place: HTMLElement): boolean {
  const form = find("form[data-answer-form]", place);
  return form instanceof HTMLFormElement && form.dataset["before"] !== contents(form);
}

function contents(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)]);
}

function partOf(href: string, part = "detail"): string {
  const address = new URL(href, location.href);
  address.searchParams.set("part", part);
  address.hash = "";
  return address.href;
}

function isModified(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}
