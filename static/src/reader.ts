/** The reading page: makes its parts and connects them. */
import { tellBegun } from "./composer/begun.ts";
import { Composer, type Written } from "./composer/composer.ts";
import { Drafts } from "./composer/drafts.ts";
import { Outbox, type Entry } from "./composer/outbox.ts";
import { SelectionToolbar } from "./composer/selection-toolbar.ts";
import { annotationsAt } from "./highlights/hit.ts";
import { canPaint, Painter } from "./highlights/painter.ts";
import { Spans } from "./highlights/spans.ts";
import { Connection } from "./live/connection.ts";
import type { Remark, ServerFrame } from "./live/protocol.ts";
import { Sender } from "./live/sender.ts";
import { Updates } from "./live/updates.ts";
import { followChapter } from "./page/contents.ts";
import { personId, readDocumentPage } from "./page/document-page.ts";
import { News } from "./page/news.ts";
import { showAbsence } from "./page/presence.ts";
import { followVersion } from "./page/version-picker.ts";
import { background, requested } from "./shared/background.ts";
import { around, find, findAll } from "./shared/dom.ts";
import { sendForm } from "./shared/http.ts";
import { _, readCatalogue } from "./shared/i18n.ts";
import { limitTexts } from "./shared/limits.ts";
import { toast } from "./shared/status.ts";
import { deviceStore } from "./shared/storage.ts";
import { listenToCards, openReply, type CardActions } from "./threads/actions.ts";
import { Fragments } from "./threads/fragments.ts";
import { fillMargin } from "./threads/lazy.ts";
import { Margin } from "./threads/margin.ts";
import { Navigation } from "./threads/navigation.ts";
import { keepWords, replyOf } from "./threads/reply.ts";
import { Sheet } from "./threads/sheet.ts";

readCatalogue();
const root = find("#text");
const list = find("[data-threads-list]");
if (root && list) start(root, list);

function start(text: HTMLElement, threads: HTMLElement): void {
  const page = readDocumentPage(text);
  const spans = new Spans();
  const painter = new Painter(spans);
  const fragments = new Fragments(page.threadsAddress);
  const margin = new Margin(threads, fragments);
  const sheet = new Sheet(fragments);
  const refresh = (annotation: string) => {
    background(margin.refresh(annotation));
    background(sheet.refresh(annotation));
  };
  const outbox = new Outbox(deviceStore, page.slug);
  const mine = new Set(
    findAll(`.card[data-author="${CSS.escape(personId())}"]`).map((c) => c.dataset["annotation"] ?? ""),
  );
  const news = new News((annotations) => {
    painter.mark("new", []);
    requested(navigation.open(annotations));
  });
  const updates = new Updates({ page, spans, painter, refresh, news, mine });
  let loaded = false;
  const asksName = () => page.guests && !personId();
  const drafts = new Drafts(deviceStore, page.slug);
  const composer = page.can.has("annotate")
    ? new Composer({
        painter,
        drafts,
        lang: page.lang,
        asksName,
        asksEmail: () => page.mailsAddress !== "",
        send: (written) => post(annotation(written), written.name, written.email),
        closed: () => tell?.(),
      })
    : null;
  const write = composer && ((pid: string) => composer.open(pid, null));
  const tell = write && tellBegun(text, drafts, write);
  const navigation = new Navigation({ spans, painter, margin, sheet, fragments, write });

  const connection = new Connection(page.socketAddress, {
    since: () => updates.since,
    frame: receive,
    connected: (live) => {
      if (!live) return showAbsence();
      if (!loaded) background(load());
      sender.flush();
    },
  });
  const sender = new Sender(
    outbox,
    connection,
    {
      saved: (entry, id) => saved(entry, id),
      refused: (entry, reason) => refused(entry, reason),
    },
    page,
  );
  updates.missed = () => connection.reopen();

  function receive(frame: ServerFrame): void {
    updates.receive(frame);
    if (frame.type === "welcome") limitTexts(frame.limits.body_chars);
    if (frame.type === "ack") sender.acknowledged(frame.key, frame.id);
    if (frame.type === "error") sender.failed(frame);
    if (frame.type === "error" && frame.code === "replaced") {
      background(updates.resync().then(() => connection.reopen()));
    }
  }

  function annotation({ target, motivation, body, replacement }: Written): Remark {
    const wording = replacement === null ? {} : { replacement };
    const { revision } = page;
    const key = crypto.randomUUID();
    return { type: "annotate", key, revision, target, motivation, body, ...wording };
  }

  function post(remark: Remark, name: string, email = ""): void {
    outbox.add({ remark, ...(name ? { name } : {}), ...(email ? { email } : {}) });
    toast(connection.isLive ? _("Saving…") : _("Kept here; it is sent when there is a connection."));
    sender.flush();
  }

  function saved({ remark, email }: Entry, id: string): void {
    if (remark.type === "reply") {
      toast(_("Your reply is published."));
      return;
    }
    mine.add(id);
    painter.markAnnotations("mine", mine);
    const show = () => requested(navigation.open([id]));
    toast(_("Your comment is published."), _("Show"), show);
    // Another tab, or a comment that waited beside this one, may have left it already.
    if (email && page.mailsAddress) background(leaveAddress(email, show));
  }

  /** Let the server know where to write; only now is the author known to it for sure. */
  async function leaveAddress(email: string, show: () => void): Promise<void> {
    try {
      await sendForm(page.mailsAddress, { do: "give", email });
      page.mailsAddress = ""; // the next comment need not ask
      const told = _("Your comment is published. Please open the link in the mail that we send to you.");
      toast(told, _("Show"), show);
    } catch (error) {
      const lost = _("Your comment is published, but the e-mail address could not be saved.");
      toast(lost, _("Try again"), () => background(leaveAddress(email, show)));
      throw error;
    }
  }

  function refused({ remark, email = "" }: Entry, reason: string): void {
    outbox.remove(remark.key);
    if (remark.type === "annotate" && composer) {
      composer.reopen({ ...remark, replacement: remark.replacement ?? null, email }, reason);
    } else if (remark.type === "reply") {
      requested(writeOn(remark.annotation, remark.body, reason));
    }
  }

  /** Give a reply that was refused back to its author, with the reason. */
  async function writeOn(annotation: string, body: string, reason: string): Promise<void> {
    keepWords(replyOf(annotation), body);
    toast(reason);
    if (!sheet.card(annotation)) await navigation.open([annotation]);
    const card = sheet.card(annotation) ?? margin.card(annotation);
    if (card && find("[data-answer]", card)) openReply(card, annotation, cards, reason);
  }

  const cards: CardActions = {
    show: (id, card) => navigation.show(id, card),
    reply: (id, body, name) =>
      post({ type: "reply", key: crypto.randomUUID(), annotation: id, body }, name),
    changed: refresh,
    activate: (card) => {
      painter.markAnnotations("active", [card.dataset["annotation"] ?? ""]);
      if (margin.group(card.dataset["paragraph"] ?? "")?.contains(card)) margin.activate(card);
    },
    asksName,
  };
  listenToCards(cards);
  listenToText();
  followVersion();
  followChapter();
  offerHeat();
  addEventListener("hashchange", () => navigation.followHash());

  if (composer) {
    new SelectionToolbar(text, (target, motivation) =>
      composer.open(target.start.paragraph, target, motivation),
    );
  }

  // Without a connection the text can be read, and loading is tried again with the socket.
  background(load().finally(() => connection.open()));

  async function load(): Promise<void> {
    await updates.load();
    loaded = true;
    fillMargin(text, spans, margin);
    navigation.followHash();
  }

  function listenToText(): void {
    document.addEventListener("click", (event) => {
      const pid = around(event, "[data-open]")?.dataset["open"];
      const wanted = around(event, "[data-comment]")?.dataset["comment"];
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab
      if (pid) {
        event.preventDefault();
        requested(navigation.openParagraph(pid));
      } else if (wanted && composer) {
        event.preventDefault();
        composer.open(wanted, null);
      }
    });
    text.addEventListener("click", (event) => {
      const marked = document.getSelection()?.isCollapsed === false;
      if (marked || around(event, "a, button")) return;
      requested(navigation.open(annotationsAt(event.clientX, event.clientY, spans, painter)));
    });
  }

  function offerHeat(): void {
    const control = find("[data-heat-switch]");
    const box = control && find("input", control);
    if (!control || !(box instanceof HTMLInputElement) || !canPaint()) return;
    control.hidden = false;
    box.checked = deviceStore.getItem("randnotiz:heat") !== "off";
    painter.show(box.checked);
    box.addEventListener("change", () => {
      deviceStore.setItem("randnotiz:heat", box.checked ? "on" : "off");
      painter.show(box.checked);
    });
  }
}
