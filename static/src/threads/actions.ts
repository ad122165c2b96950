/** What the links and buttons of a card do when scripts run; without, they are pages. */
import { reasonOf } from "../shared/background.ts";
import { around, find, focusOn } from "../shared/dom.ts";
import { send } from "../shared/http.ts";
import { _, formatNumber } from "../shared/i18n.ts";
import { announce, toast } from "../shared/status.ts";
import { replyOf, textForm, type ReplyForm } from "./reply.ts";

export interface CardActions {
  /** Show the words that an annotation speaks of. */
  show(annotation: string, card: HTMLElement): void;
  /** Send a reply; the name is that of a guest without a session, else empty. */
  reply(annotation: string, body: string, name: string): void;
  /** A card's annotation was changed by its author. */
  changed(annotation: string): void;
  activate(card: HTMLElement): void;
  asksName(): boolean;
}

/** Listen for everything that happens on cards anywhere in the page. */
export function listenToCards(actions: CardActions): void {
  document.addEventListener("click", (event) => {
    const card = around(event, ".card");
    if (!card || event.defaultPrevented || !isPlain(event)) return;
    const id = card.dataset["annotation"] ?? "";
    if (around(event, "[data-show]")) {
      event.preventDefault();
      actions.show(id, card);
    } else if (around(event, "[data-answer]")) {
      event.preventDefault();
      openReply(card, id, actions);
    } else if (around(event, "[data-edit]")) {
      event.preventDefault();
      openEdit(card, id, actions);
    } else if (around(event, "[data-thread]")) {
      event.preventDefault();
      actions.activate(card);
      const first = find(".reply", card);
      if (first) focusOn(first);
    } else if (!around(event, "a, button, form")) {
      actions.activate(card);
    }
  });
  document.addEventListener("submit", (event) => {
    const card = around(event, ".card");
    const id = card?.dataset["annotation"] ?? "";
    const form = event.target;
    if (!card || !(form instanceof HTMLFormElement)) return;
    if ("support" in form.dataset) {
      event.preventDefault();
      void support(form, id);
    } else if ("withdraw" in form.dataset) {
      event.preventDefault();
      if (confirm(_("Withdraw this comment? It stays visible as withdrawn."))) {
        void withdraw(id, actions);
      }
    }
  });
}

/** Whether a click means the link itself and not a new tab. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
}

/** The annotations whose support is on its way. */
const sending = new Set<string>();

async function support(form: HTMLFormElement, id: string): Promise<void> {
  const button = find("button", form);
  const count = find("[data-support-count]", form);
  if (!(button instanceof HTMLButtonElement) || !count || sending.has(id)) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  sending.add(id); // a disabled button would lose the focus
  try {
    const response = await send(on ? "PUT" : "DELETE", `/api/v1/annotations/${id}/support`);
    const { support: total } = (await response.json()) as { support: number };
    button.setAttribute("aria-pressed", String(on));
    button.value = on ? "0" : "1";
    count.textContent = formatNumber(total);
    announce(on ? _("You support this comment.") : _("You no longer support this comment."));
  } catch (error) {
    toast(reasonOf(error));
  } finally {
    sending.delete(id);
  }
}

async function withdraw(id: string, actions: CardActions): Promise<void> {
  try {
    await send("DELETE", `/api/v1/annotations/${id}`);
    actions.changed(id);
    announce(_("Your comment is withdrawn."));
  } catch (error) {
    toast(reasonOf(error));
  }
}

/** Let somebody write a reply in a card; `reason` is why the last one was refused. */
export function openReply(card: HTMLElement, id: string, actions: CardActions, reason = ""): void {
  const form = textForm(replyOf(id), _("Your reply"), _("Send"), actions.asksName(), "", (sent) => {
    actions.reply(id, sent.body.value, sent.name?.value.trim() ?? "");
    sent.done();
    focusOn(card);
  });
  form.say(reason);
  open(form, card, actions);
}

function openEdit(card: HTMLElement, id: string, actions: CardActions): void {
  const words = find("[data-source]", card)?.dataset["source"] ?? "";
  const version = card.dataset["version"] ?? null;
  // What was begun on an older text of the comment is not laid over a newer one.
  const name = `edit-${id}-${version}`;
  const form = textForm(name, _("Your comment"), _("Save"), false, words, (sent) => {
    send("PATCH", `/api/v1/annotations/${id}`, { body: sent.body.value }, version).then(
      () => {
        sent.done();
        actions.changed(id);
        focusOn(card);
        announce(_("Your comment is changed."));
      },
      (error: unknown) => sent.say(reasonOf(error)),
    );
  });
  open(form, card, actions);
}

/** Show a form in a card, in place of one that is there. */
function open(form: ReplyForm, card: HTMLElement, actions: CardActions): void {
  actions.activate(card);
  find(".reply-form", card)?.remove();
  card.append(form.element);
  form.body.focus();
  form.element.scrollIntoView({ block: "nearest" });
}
