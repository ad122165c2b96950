/** A list of who else is here and where; pressing a name leads there. */
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import { find, h, scrollToView } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { othersIn } from "./presence.ts";
import { redraw } from "./redraw.ts";

const OPENING_CHARACTERS = 28;

/** Keep the list true; returns what has to be called after each change of the text. */
export function listOthers(place: HTMLElement, awareness: Awareness, view: EditorView): () => void {
  let shown = "?";
  const draw = (): void => {
    const others = othersIn(awareness).map(({ name, tint, paragraph }) => ({
      name,
      tint,
      paragraph,
      opening: openingOf(view, paragraph),
    }));
    const key = JSON.stringify(others);
    if (key === shown) return;
    shown = key;
    if (!others.length) {
      place.replaceChildren(h("span", { class: "quiet" }, _("Nobody else is here now.")));
      return;
    }
    const entries = others.map(({ name, tint, paragraph, opening }) => {
      const face = h("span", { class: `collab-face is-tint-${tint}`, "aria-hidden": "true" }, initials(name));
      if (!opening) return h("li", {}, face, h("b", {}, name));
      const button = h("button", { type: "button", class: "tool", "data-key": name }, face, h("b", {}, name), " ", h("span", { class: "quiet" }, _("at “%(words)s”", { words: opening })));
      button.addEventListener("click", () => {
        const target = elementOf(view, paragraph);
        if (target) scrollToView(target);
      });
      return h("li", {}, button);
    });
    const title = h("span", { class: "quiet", id: "others" }, _("Also here:"));
    redraw(place, [title, h("ul", { "aria-labelledby": "others" }, ...entries)], () => find("button", place));
  };
  awareness.on("change", draw);
  return draw;
}

function initials(name: string): string {
  return name
    .split(/\s+/u)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
}

function elementOf(view: EditorView, pid: string | null): HTMLElement | null {
  let found: HTMLElement | null = null;
  view.state.doc.forEach((node, at) => {
    const element = node.attrs["pid"] === pid ? view.nodeDOM(at) : null;
    if (element instanceof HTMLElement) found = element;
  });
  return found;
}

/** How the paragraph begins that somebody is in, empty where that is not known. */
function openingOf(view: EditorView, pid: string | null): string {
  let opening = "";
  if (pid === null) return opening;
  view.state.doc.forEach((node) => {
    if (node.attrs["pid"] !== pid) return;
    const text = node.textContent.replaceAll("\u200B", "").trim();
    opening = text.length > OPENING_CHARACTERS ? `${text.slice(0, OPENING_CHARACTERS)}…` : text;
  });
  return opening;
}
