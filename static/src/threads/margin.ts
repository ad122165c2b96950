/** The threads beside the text: placed at their paragraphs, opened one at a time. */
import { find, findAll, focusOn, isWide, scrollToView } from "../shared/dom.ts";
import { replaceCard } from "./card.ts";
import type { Fragments } from "./fragments.ts";
import { fitting, place } from "./place.ts";

const GAP_PX = 14;
const MORE_PX = 36; // the link to the rest of a group

export class Margin {
  private readonly list: HTMLElement;
  private readonly fragments: Fragments;
  private active: HTMLElement | null = null;
  private frame = 0;

  constructor(list: HTMLElement, fragments: Fragments) {
    this.list = list;
    this.fragments = fragments;
    new ResizeObserver(() => this.arrangeSoon()).observe(list.ownerDocument.body);
    document.fonts.addEventListener("loadingdone", () => this.arrangeSoon());
    this.arrange();
  }

  /** The shown card of an annotation, or null. */
  card(annotation: string): HTMLElement | null {
    return find(`[data-annotation="${annotation}"]`, this.list);
  }

  /** The group of a paragraph, or null. */
  group(pid: string): HTMLElement | null {
    return find(`[data-group="${pid}"]`, this.list);
  }

  /** Open a card, fetched if it is not shown yet, beside its words; false if it is gone. */
  async open(annotation: string): Promise<boolean> {
    if (!this.card(annotation)) await this.load([annotation]);
    const card = this.card(annotation);
    if (!card) return false;
    this.activate(card);
    focusOn(card);
    card.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Bring the cards of annotations into the margin. */
  async load(annotations: readonly string[]): Promise<void> {
    const missing = annotations.filter((id) => !this.card(id));
    if (missing.length === 0) return;
    for (const group of await this.fragments.ofAnnotations(missing)) this.merge(group);
    this.arrange();
  }

  /** Replace the card of an annotation by how it is now, if it is shown. */
  async refresh(annotation: string): Promise<void> {
    if (!this.card(annotation)) return;
    const fresh = await this.fragments.card(annotation);
    const old = this.card(annotation);
    if (!old) return;
    const shown = replaceCard(old, fresh);
    if (this.active === old) this.active = shown;
    this.arrange();
  }

  /** Make a card the one that is read. */
  activate(card: HTMLElement): void {
    if (this.active !== card) {
      this.active?.classList.remove("is-active", "is-open");
      card.classList.add("is-active", "is-open");
      this.active = card;
    }
    this.list.classList.add("is-moving");
    this.arrange();
    if (!isWide()) scrollToView(card);
  }

  /** Place all groups again before the next frame. */
  arrangeSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.arrange());
  }

  private arrange(): void {
    const placed = isWide() && this.list.offsetParent !== null;
    this.list.classList.toggle("is-placed", placed);
    if (!placed) {
      findAll(".is-folded", this.list).forEach((card) => card.classList.remove("is-folded"));
      this.list.style.blockSize = "";
      return;
    }
    const groups = findAll(":scope > [data-group]", this.list);
    const top = this.list.getBoundingClientRect().top;
    const wanted = groups.map((group) => Math.max(0, this.paragraphTop(group) - top));
    groups.forEach((group) => group.classList.remove("is-tight"));
    const rooms = wanted.map((top, i) => (wanted[i + 1] ?? Infinity) - top - GAP_PX);
    const heights = groups.map((group) => findAll(".card", group).map((c) => c.offsetHeight));
    groups.forEach((group, i) => this.fold(group, heights[i] ?? [], rooms[i] ?? 0));
    const items = groups.map((group, i) => ({
      wanted: wanted[i] ?? 0,
      height: group.offsetHeight,
    }));
    const active = groups.findIndex((group) => this.active && group.contains(this.active));
    const tops = place(items, GAP_PX, active);
    groups.forEach((group, i) => (group.style.transform = `translateY(${tops[i] ?? 0}px)`));
    const end = (tops.at(-1) ?? 0) + (items.at(-1)?.height ?? 0);
    this.list.style.blockSize = `${end}px`;
  }

  /**
   * Show what fits into `room` pixels; the rest is behind the group's own link. Where
   * not even one card fits, it shows its beginning only.
   */
  private fold(group: HTMLElement, heights: readonly number[], room: number): void {
    const shown = fitting(heights, GAP_PX, room - MORE_PX);
    group.classList.toggle("is-tight", (heights[0] ?? 0) + MORE_PX > room);
    findAll(".card", group).forEach((card, i) => {
      card.classList.toggle("is-folded", i >= shown && card !== this.active);
    });
  }

  private paragraphTop(group: HTMLElement): number {
    const para = document.getElementById(`p-${group.dataset["group"] ?? ""}`);
    return para?.getBoundingClientRect().top ?? 0;
  }

  /** Put the cards of `fresh` into the group of its paragraph, in place or new. */
  private merge(fresh: HTMLElement): void {
    const pid = fresh.dataset["group"] ?? "";
    const group = this.group(pid);
    if (!group) {
      find(".empty", this.list)?.remove();
      this.list.insertBefore(fresh, this.groupAfter(pid));
      return;
    }
    for (const card of findAll(".card", fresh)) {
      if (!find(`[data-annotation="${card.dataset["annotation"] ?? ""}"]`, group)) {
        group.prepend(card);
      }
    }
  }

  private groupAfter(pid: string): HTMLElement | null {
    const here = document.getElementById(`p-${pid}`);
    const follows = (group: HTMLElement) => {
      const para = document.getElementById(`p-${group.dataset["group"] ?? ""}`);
      return Boolean(
        here && para && here.compareDocumentPosition(para) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
    };
    return findAll(":scope > [data-group]", this.list).find(follows) ?? null;
  }
}
