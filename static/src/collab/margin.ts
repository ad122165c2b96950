/** The comments beside the draft: find, work on, take over, answer. */
import type { EditorView } from "prosemirror-view";
import { wordDiff } from "../composer/word-diff.ts";
import { reasonOf } from "../shared/background.ts";
import { find, findAll, h } from "../shared/dom.ts";
import { send } from "../shared/http.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { announce, toast } from "../shared/status.ts";
import { activate, placesIn } from "./anchors.ts";
import type { Verdict } from "./places.ts";
import type { Remark } from "./remarks.ts";

const OUTCOMES = ["accepted", "accepted_in_part", "declined", "noted", "referred", "obsolete"] as const;

function outcomeName(outcome: string): string {
  const names: Record<string, string> = {
    accepted: _("Accepted"),
    accepted_in_part: _("Accepted in part"),
    declined: _("Declined"),
    noted: _("Noted"),
    referred: _("Referred"),
    obsolete: _("Obsolete"),
    duplicate_of: _("Same as another comment"),
  };
  return names[outcome] ?? _("Not answered yet");
}

function verdictName(verdict: Verdict | undefined): string {
  if (verdict === "kept") return _("Passage unchanged");
  if (verdict === "changed") return _("Passage changed");
  return _("Passage no longer in the text");
}

/** What the list needs of the room. */
export interface Desk {
  view: EditorView;
  /** Say which comment one works on, null for none. */
  workOn(annotation: string | null): void;
}

interface Filters {
  open: boolean;
  here: boolean;
  motivation: string;
}

/** The list of comments; `update` keeps it true to the text. */
export class Margin {
  private readonly remarks: readonly Remark[];
  private readonly desk: Desk;
  private readonly list: HTMLElement;
  private readonly count: HTMLElement;
  private readonly working: HTMLElement;
  private readonly filters: Filters = { open: true, here: false, motivation: "" };
  private active: string | null = null;
  private paragraph = "";
  private shown = "";

  constructor(place: HTMLElement, remarks: readonly Remark[], desk: Desk) {
    this.remarks = remarks;
    this.desk = desk;
    this.count = h("p", { class: "quiet", role: "status" });
    this.list = h("ol", { class: "collab-cards" });
    this.working = h("div", { class: "collab-working", hidden: true });
    place.append(
      h("h2", {}, _("Comments")),
      this.filterForm(),
      this.count,
      this.working,
      this.list,
    );
    desk.view.dom.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-remark]") : null;
      if (mark) this.show(mark.dataset["remark"]!);
    });
    this.update();
  }

  /** Redraw what changed: the verdicts, and the paragraph that one is in. */
  update(): void {
    const { state } = this.desk.view;
    this.paragraph = String(state.selection.$head.node(1)?.attrs["pid"] ?? "");
    const places = placesIn(state);
    const listed = this.remarks.filter((remark) => this.isWanted(remark));
    const key = JSON.stringify([listed.map((r) => [r.id, r.outcome, places.get(r.id)?.verdict]), this.active]);
    if (key === this.shown) return;
    this.shown = key;
    this.count.textContent = ngettext("%(n)s comment", "%(n)s comments", listed.length);
    const focused = document.activeElement?.closest<HTMLElement>("[data-card]")?.dataset["card"];
    const writing = findAll("form", this.list)[0];
    // What somebody is writing is never drawn anew under their hands.
    const kept = writing?.closest<HTMLElement>("[data-card]");
    this.list.replaceChildren(
      ...listed.map((remark) =>
        kept?.dataset["card"] === remark.id ? kept : this.card(remark, places.get(remark.id)?.verdict),
      ),
    );
    if (focused && !this.list.contains(document.activeElement)) {
      find(`[data-card="${focused}"] button`, this.list)?.focus();
    }
  }

  private isWanted(remark: Remark): boolean {
    if (remark.id === this.active) return true;
    if (this.filters.open && remark.outcome !== null) return false;
    if (this.filters.motivation && remark.motivation !== this.filters.motivation) return false;
    return !this.filters.here || remark.pieces.some((piece) => piece.pid === this.paragraph);
  }

  private filterForm(): HTMLElement {
    const box = (label: string, key: "open" | "here"): HTMLElement => {
      const input = h("input", { type: "checkbox" });
      input.checked = this.filters[key];
      input.addEventListener("change", () => {
        this.filters[key] = input.checked;
        this.update();
      });
      return h("label", { class: "choice" }, input, h("span", {}, label));
    };
    const kind = h(
      "select",
      { "aria-label": _("Kind") },
      ...[
        ["", _("All kinds")],
        ["commenting", _("Comment")],
        ["questioning", _("Question")],
        ["editing", _("Proposed wording")],
      ].map(([value, label]) => h("option", { value: value! }, label!)),
    );
    kind.addEventListener("change", () => {
      this.filters.motivation = kind.value;
      this.update();
    });
    return h(
      "div",
      { class: "collab-filters", role: "group", "aria-label": _("Narrow the list") },
      box(_("Not answered yet"), "open"),
      box(_("In this paragraph"), "here"),
      h("span", { class: "sel" }, kind),
    );
  }

  private card(remark: Remark, verdict: Verdict | undefined): HTMLElement {
    const isActive = remark.id === this.active;
    const tags = h(
      "p",
      { class: "tags" },
      h("span", { class: `tag tag--${verdict === "kept" ? "kept" : verdict === "changed" ? "changed" : "orphan"}` }, verdictName(verdict)),
      remark.outcome ? h("span", { class: `tag tag--${remark.outcome}` }, outcomeName(remark.outcome)) : null,
    );
    return h(
      "li",
      { class: `card${isActive ? " is-active" : ""}`, "data-card": remark.id },
      h("h3", { class: "card__name" }, remark.author),
      tags,
      h("blockquote", { class: "quoted" }, remark.quote),
      remark.replacement === null
        ? null
        : h("p", { class: "diff" }, ...wordDiff(remark.quote, remark.replacement).map((piece) =>
            piece.kind === "equal" ? document.createTextNode(piece.text) : h(piece.kind === "old" ? "del" : "ins", {}, piece.text))),
      remark.body ? h("p", { class: "collab-body" }, remark.body) : null,
      h("p", { class: "cluster" }, ...this.buttons(remark, verdict, isActive)),
    );
  }

  private buttons(remark: Remark, verdict: Verdict | undefined, isActive: boolean): HTMLElement[] {
    const named = (label: string): Node[] => [document.createTextNode(label), h("span", { class: "vh" }, `: ${remark.author}`)];
    const work = h("button", { type: "button", class: "btn btn--small", "aria-pressed": String(isActive) }, ...named(isActive ? _("Done with it") : _("Work on it")));
    work.addEventListener("click", () => this.work(isActive ? null : remark));
    const answer = h("button", { type: "button", class: "tool" }, ...named(_("Answer")));
    answer.addEventListener("click", () => this.openAnswer(remark, remark.outcome ?? "", remark.reason));
    const found = [work, answer];
    if (remark.replacement !== null && verdict !== "gone" && verdict !== undefined && remark.pieces.length === 1) {
      const take = h("button", { type: "button", class: "tool tool--strong" }, ...named(_("Take over")));
      take.addEventListener("click", () => this.takeOver(remark));
      found.splice(1, 0, take);
    }
    return found;
  }

  /** Bring a comment into view and work on it, from its words. */
  private show(id: string): void {
    const remark = this.remarks.find((each) => each.id === id);
    if (!remark || this.active === id) return;
    this.work(remark, false);
    find(`[data-card="${id}"]`, this.list)?.scrollIntoView({ block: "nearest" });
  }

  /** Edits made from now on are remembered as made for this comment. */
  private work(remark: Remark | null, toText = true): void {
    const { view } = this.desk;
    this.active = remark?.id ?? null;
    this.desk.workOn(this.active);
    activate(view, this.active);
    this.working.hidden = remark === null;
    this.working.textContent = remark
      ? _("What you change now is noted for the comment by %(name)s.", { name: remark.author })
      : "";
    announce(remark ? this.working.textContent : _("Your changes are no longer noted for a comment."));
    if (remark && toText) find("[data-remark].is-active", view.dom)?.scrollIntoView({ block: "center" });
    this.update();
  }

  /** Put the proposed wording in the place of its words, and prepare the answer. */
  private takeOver(remark: Remark): void {
    const { view } = this.desk;
    const place = placesIn(view.state).get(remark.id);
    if (!place || place.from === place.to || remark.replacement === null) return;
    this.work(remark, false);
    view.dispatch(view.state.tr.insertText(remark.replacement, place.from, place.to).scrollIntoView());
    announce(_("The proposed wording is in the draft."));
    this.openAnswer(remark, "accepted", remark.reason || _("Thank you. The draft now has your wording."));
  }

  private openAnswer(remark: Remark, outcome: string, reason: string): void {
    const card = find(`[data-card="${remark.id}"]`, this.list);
    if (!card) return;
    find("form", card)?.remove();
    const select = h(
      "select",
      { id: `outcome-${remark.id}`, required: true },
      h("option", { value: "" }, _("Please choose")),
      ...OUTCOMES.map((value) => h("option", { value, selected: value === outcome }, outcomeName(value))),
    );
    const words = h("textarea", { id: `reason-${remark.id}`, rows: 4, required: true });
    words.value = reason;
    const fault = h("p", { class: "field__error", role: "alert" });
    const cancel = h("button", { type: "button", class: "tool" }, _("Cancel"));
    const form = h(
      "form",
      { class: "stack collab-answer" },
      h("div", { class: "field" }, h("label", { for: select.id }, _("Outcome")), h("span", { class: "sel sel--wide" }, select)),
      h("div", { class: "field" }, h("label", { for: words.id }, _("Reason, everybody can read it")), words),
      fault,
      h("div", { class: "form__actions" }, h("button", { type: "submit", class: "btn btn--primary btn--small" }, _("Save the answer")), cancel),
    );
    const close = (): void => {
      form.remove();
      this.shown = "";
      this.update();
      find(`[data-card="${remark.id}"] button`, this.list)?.focus();
    };
    cancel.addEventListener("click", close);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(remark, select.value, words.value).then(close, (error: unknown) => {
        fault.textContent = reasonOf(error);
      });
    });
    card.append(form);
    select.focus();
  }

  private async save(remark: Remark, outcome: string, reason: string): Promise<void> {
    const address = `/api/v1/annotations/${remark.id}/disposition`;
    const answer = await send("PUT", address, { outcome, reason }, remark.edition);
    remark.outcome = outcome;
    remark.reason = reason;
    remark.edition = answer.headers.get("ETag")?.replaceAll('"', "") ?? remark.edition;
    toast(_("The answer is saved."));
  }
}
