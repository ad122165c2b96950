/** One comment beside the draft: what was said, what became of its words, what to do. */
import { wordDiff } from "../composer/word-diff.ts";
import { h } from "../shared/dom.ts";
import { _, ngettext } from "../shared/i18n.ts";
import { outcomeName } from "./answer.ts";
import type { Verdict } from "./places.ts";
import type { Remark } from "./remarks.ts";

/**
 * How a comment stands at the moment: `words` are those that stand in its place now.
 * It is active while somebody works on it, pointed at when its words were clicked.
 */
export interface Standing {
  verdict: Verdict | undefined;
  words: string;
  isActive: boolean;
  isPointed: boolean;
  isHere: boolean;
}

export interface Actions {
  work(): void;
  answer(): void;
  takeOver(): void;
}

/** Whether the proposed wording could take the place of the words. */
export function canTakeOver(remark: Remark, { verdict, words }: Standing): boolean {
  const isThere = verdict !== undefined && verdict !== "gone";
  return remark.replacement !== null && isThere && remark.pieces.length === 1 && words !== remark.replacement;
}

/** A comment's card. */
export function card(remark: Remark, standing: Standing, actions: Actions): HTMLElement {
  const { verdict, words, isActive, isPointed, isHere } = standing;
  const id = `remark-${remark.id}`;
  const proposal = remark.replacement;
  return h(
    "li",
    { class: `card${isActive || isPointed ? " is-active" : ""}${isHere ? " is-here" : ""}`, "data-card": remark.id },
    h("h3", { class: "card__name", id }, remark.author),
    h(
      "p",
      { class: "tags" },
      h("span", { class: `tag tag--${verdictTag(verdict)}` }, verdictName(verdict)),
      remark.outcome ? h("span", { class: `tag tag--${remark.outcome}` }, outcomeName(remark.outcome)) : null,
    ),
    h("blockquote", { class: "quoted" }, remark.quote),
    verdict === "changed" && words !== proposal
      ? h("p", { class: "collab-now" }, h("span", { class: "quiet" }, _("Now:"), " "), words)
      : null,
    proposal === null ? null : wording(words && verdict !== "gone" && words !== proposal ? words : remark.quote, proposal),
    remark.body ? h("p", { class: "collab-body" }, remark.body) : null,
    remark.reason ? h("p", { class: "collab-body" }, h("span", { class: "quiet" }, _("Answer:"), " "), remark.reason) : null,
    echo(remark),
    h("p", { class: "cluster" }, ...buttons(remark, standing, actions)),
  );
}

/** How others took it up, with the way to what they said. */
function echo({ support, replies, url, author }: Remark): HTMLElement | null {
  if (!support && !replies) return null;
  const discussion = h(
    "a",
    { href: url },
    ngettext("%(n)s reply", "%(n)s replies", replies),
    h("span", { class: "vh" }, `: ${author}`),
  );
  return h(
    "p",
    { class: "quiet" },
    support ? ngettext("%(n)s person agrees", "%(n)s people agree", support) : null,
    support && replies ? " · " : null,
    replies ? discussion : null,
  );
}

function wording(old: string, proposal: string): HTMLElement {
  const spoken = (before: string, text: string): Node[] => [
    h("span", { class: "vh" }, before, " "),
    document.createTextNode(text),
    h("span", { class: "vh" }, _("]")),
  ];
  return h(
    "p",
    { class: "diff" },
    ...wordDiff(old, proposal).map((piece) => {
      if (piece.kind === "equal") return document.createTextNode(piece.text);
      return piece.kind === "old"
        ? h("del", {}, ...spoken(_("[removed:"), piece.text))
        : h("ins", {}, ...spoken(_("[added:"), piece.text));
    }),
  );
}

function buttons(remark: Remark, standing: Standing, actions: Actions): HTMLElement[] {
  const button = (action: keyof Actions, label: string, css: string): HTMLElement => {
    const key = `${action} ${remark.id}`;
    const found = h("button", { type: "button", class: css, "data-key": key }, label, h("span", { class: "vh" }, `: ${remark.author}`));
    found.addEventListener("click", actions[action]);
    return found;
  };
  const work = button("work", standing.isActive ? _("Done with it") : _("Work on it"), "btn btn--small");
  work.setAttribute("aria-pressed", String(standing.isActive));
  return [
    work,
    ...(canTakeOver(remark, standing) ? [button("takeOver", _("Take over"), "tool tool--strong")] : []),
    button("answer", remark.outcome ? _("Change the answer") : _("Answer"), "tool"),
  ];
}

function verdictName(verdict: Verdict | undefined): string {
  if (verdict === "kept") return _("Passage unchanged");
  if (verdict === "moved") return _("Passage moved");
  if (verdict === "changed") return _("Passage changed");
  return _("Passage no longer in the text");
}

function verdictTag(verdict: Verdict | undefined): string {
  return verdict === undefined || verdict === "gone" ? "orphan" : verdict;
}
