/** The comments beside the draft: find, work on, take over, answer. */
import { isSuggestChangesEnabled } from "@handlewithcare/prosemirror-suggest-changes";
import type { EditorView } from "prosemirror-view";
import { find, h } from "../shared/dom.ts";
import { send } from "../shared/http.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { announce, toast } from "../shared/status.ts";
import { activate, placesIn, replaceRemarks, type Live } from "./anchors.ts";
import { answerForm, type Answer } from "./answer.ts";
import { card, type Standing } from "./card.ts";
import { Filters } from "./filters.ts";
import { refresh, type Base, type Remark } from "./remarks.ts";
import { redraw } from "./redraw.ts";
import { replaceWords } from "./rewording.ts";
import { suggestionsIn } from "./suggestions.ts";
import { wordsBetween } from "./words.ts";

/** What the list needs of the room. */
export interface Desk {
  view: EditorView;
  /** Say which comment one works on, null for none. */
  workOn(annotation: string | null): void;
}

/** The list of comments; `update` keeps it true to the text. */
export class Margin {
  private readonly base: Base;
  private readonly desk: Desk;
  private readonly place: HTMLElement;
  private readonly list: HTMLElement;
  private readonly count: HTMLElement;
  private readonly working: HTMLElement;
  private readonly news: HTMLButtonElement;
  private readonly filters: Filters;
  /** Comments that came meanwhile and are not listed before somebody asks for them. */
  private readonly unseen = new Set<string>();
  private active: string | null = null;
  /** The comment whose words were clicked; to look at one is not to work on it. */
  private pointed: string | null = null;
  /** Where the cursor's paragraph began when the list was last drawn. */
  private begun = -1;
  private shown = "";

  constructor(place: HTMLElement, base: Base, desk: Desk) {
    this.base = base;
    this.desk = desk;
    this.place = place;
    this.count = h("p", { class: "quiet", role: "status" });
    this.list = h("ol", { class: "collab-cards" });
    this.working = h("div", { class: "collab-working", hidden: true });
    this.news = h("button", { type: "button", class: "btn btn--small", hidden: true });
    this.news.addEventListener("click", () => this.showNews());
    this.filters = new Filters(() => this.update());
    place.append(h("h2", {}, _("Comments")), this.filters.element, this.count, this.news, this.working, this.list);
    desk.view.dom.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-remark]") : null;
      if (mark) this.show(mark.dataset["remark"]!);
    });
  }

  /** How many comments stand in the paragraph that holds the cursor. */
  get hereCount(): number {
    const places = placesIn(this.desk.view.state);
    return this.base.remarks.filter((remark) => this.isHere(places.get(remark.id))).length;
  }

  /** List only what stands in the cursor's paragraph, or all again. */
  narrow(toParagraph: boolean): void {
    this.filters.setHere(toParagraph);
  }

  /** Take note that comments came, changed or went. */
  receive(created: readonly string[]): void {
    created.forEach((id) => this.unseen.add(id));
    const known = new Set(this.base.remarks.map((remark) => remark.id));
    this.unseen.forEach((id) => known.has(id) || this.unseen.delete(id));
    const label = ngettext("Show %(n)s new comment", "Show %(n)s new comments", this.unseen.size);
    this.news.hidden = this.unseen.size === 0;
    this.news.textContent = label;
    if (created.length) announce(label);
    replaceRemarks(this.desk.view);
  }

  /** Redraw what changed: the verdicts, and the paragraph that one is in. */
  update(): void {
    const { state } = this.desk.view;
    const places = placesIn(state);
    const listed = this.base.remarks.filter((remark) => this.isWanted(remark, places.get(remark.id)));
    const standings = listed.map((remark) => this.standing(remark, places.get(remark.id)));
    const key = JSON.stringify(listed.map((r, index) => [r.id, r.outcome, r.edition, r.support, r.replies, standings[index]]));
    if (key !== this.shown) this.draw(listed, standings, key);
    const { $head } = state.selection;
    const begins = $head.depth ? $head.before(1) : -1;
    if (this.begun !== begins) this.follow();
    this.begun = begins;
  }

  private draw(listed: readonly Remark[], standings: readonly Standing[], key: string): void {
    this.shown = key;
    this.count.textContent = ngettext("%(n)s comment", "%(n)s comments", listed.length);
    const cards = listed.map((remark, index) => this.drawn(remark, standings[index]!));
    redraw(this.list, cards, (gone) => {
      const id = gone.closest<HTMLElement>("[data-card]")?.dataset["card"];
      return find("button", (id && this.cardOf(id)) || this.list);
    });
  }

  /** A comment's card; the form of an answer in it stays as it is, with who is writing there. */
  private drawn(remark: Remark, standing: Standing): HTMLElement {
    const fresh = this.card(remark, standing);
    const before = this.cardOf(remark.id);
    const form = before && find("form", before);
    if (!form) return fresh;
    before.className = fresh.className;
    redraw(before, [...fresh.childNodes, form], () => find("button", before));
    return before;
  }

  /** Bring the first comment of the cursor's paragraph into view, beside it. */
  private follow(): void {
    if (!this.desk.view.hasFocus() || this.place.scrollHeight <= this.place.clientHeight) return;
    const first = find(".is-here", this.list);
    if (first) this.place.scrollTo({ top: first.offsetTop - this.list.offsetTop });
  }

  private standing(remark: Remark, place: Live | undefined): Standing {
    const { doc } = this.desk.view.state;
    return {
      verdict: place?.verdict,
      words: place ? wordsBetween(doc, place.from, place.to) : "",
      isActive: remark.id === this.active,
      isPointed: remark.id === this.pointed,
      isHere: this.isHere(place),
    };
  }

  /** Whether a place is in the cursor's paragraph. */
  private isHere(place: Live | undefined): boolean {
    const { $head } = this.desk.view.state.selection;
    if (!place || !$head.depth) return false;
    return place.from < $head.after(1) && place.to > $head.before(1);
  }

  private isWanted(remark: Remark, place: Live | undefined): boolean {
    const before = this.cardOf(remark.id);
    if (remark.id === this.active || remark.id === this.pointed || (before && find("form", before))) return true;
    return !this.unseen.has(remark.id) && this.filters.let(remark, this.isHere(place));
  }

  private cardOf(id: string): HTMLElement | null {
    return find(`[data-card="${id}"]`, this.list);
  }

  private card(remark: Remark, standing: Standing): HTMLElement {
    return card(remark, standing, {
      work: () => this.work(standing.isActive ? null : remark),
      answer: () => this.openAnswer(remark, { outcome: remark.outcome ?? "", reason: remark.reason }),
      takeOver: () => this.takeOver(remark),
    });
  }

  private showNews(): void {
    const first = this.base.remarks.find((remark) => this.unseen.has(remark.id));
    this.unseen.clear();
    this.news.hidden = true;
    this.filters.clear();
    this.update();
    const shown = first && this.cardOf(first.id);
    shown?.scrollIntoView({ block: "nearest" });
    find("button", shown ?? this.list)?.focus();
  }

  /** Bring a comment into view, from its words. */
  private show(id: string): void {
    this.pointed = id;
    this.update();
    this.cardOf(id)?.scrollIntoView({ block: "nearest" });
  }

  /** Edits made from now on are remembered as made for this comment. */
  private work(remark: Remark | null, toText = true): void {
    const { view } = this.desk;
    this.active = remark?.id ?? null;
    activate(view, this.active);
    this.working.hidden = remark === null;
    this.working.textContent = remark
      ? _("What you change now is noted for the comment by %(name)s.", { name: remark.author })
      : "";
    announce(remark ? this.working.textContent : _("Your changes are no longer noted for a comment."));
    if (remark && toText) find("[data-remark].is-active", view.dom)?.scrollIntoView({ block: "center" });
    this.update();
    this.desk.workOn(this.active); // last, so that the room hears of nothing that the page does not show
  }

  /** Put the proposed wording in the place of its words, and prepare the answer if it stands there. */
  private takeOver(remark: Remark): void {
    const { view } = this.desk;
    const place = placesIn(view.state).get(remark.id);
    if (!view.editable || !place || place.from === place.to || remark.replacement === null) return;
    const [pending] = suggestionsIn(view.state.doc, place.from, place.to);
    if (pending) {
      toast(_("%(name)s suggests a change of these words. Please accept or reject it first.", { name: pending.author }));
      return;
    }
    this.work(remark, false);
    replaceWords(view, place, remark.replacement);
    find("[data-remark].is-active", view.dom)?.scrollIntoView({ block: "center" });
    if (isSuggestChangesEnabled(view.state)) {
      toast(_("The proposed wording is suggested to your colleagues. It can be answered when it is in the draft."));
      return;
    }
    announce(_("The proposed wording is in the draft."));
    this.openAnswer(remark, {
      outcome: "accepted",
      reason: remark.reason || _("Thank you. The draft now has your wording."),
    });
  }

  private openAnswer(remark: Remark, given: Answer): void {
    const place = this.cardOf(remark.id);
    if (!place) return;
    find("form", place)?.remove();
    let { edition } = remark; // what this form answers to, whatever comes meanwhile
    const save = async ({ outcome, reason }: Answer): Promise<void> => {
      const address = `/api/v1/annotations/${remark.id}/disposition`;
      try {
        await send("PUT", address, { outcome, reason }, edition);
        const isDone = this.active === remark.id;
        if (isDone) {
          this.pointed = remark.id; // it stays in view, with its answer
          this.work(null);
        }
        toast(
          isDone
            ? _("The answer is saved. Your changes are no longer noted for this comment.")
            : _("The answer is saved."),
        );
      } finally {
        // If a colleague was first, their answer is shown now, and can be replaced knowingly.
        await refresh(this.base, remark.id);
        edition = this.base.remarks.find(({ id }) => id === remark.id)?.edition ?? edition;
        replaceRemarks(this.desk.view);
      }
    };
    const form = answerForm(remark.id, given, save, () => {
      form.remove();
      this.shown = "";
      this.update();
      find("button", this.cardOf(remark.id) ?? this.list)?.focus();
    });
    place.append(form);
    find("select", form)?.focus();
  }
}
