/** How many paragraphs differ from the newest revision, told while one writes. */
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { find } from "../shared/dom.ts";
import { formatNumber } from "../shared/i18n.ts";
import type { Base } from "./remarks.ts";
import { wordsOf } from "./words.ts";

const NAMES = ["edited", "added", "gone", "total"] as const;
export type Sums = Record<(typeof NAMES)[number], number>;

/** Count by the words alone. */
export function sumsOf(doc: Node, base: Base): Sums {
  const sums = { edited: 0, added: 0, gone: base.order.length, total: doc.childCount };
  doc.forEach((node) => {
    const before = base.texts.get(String(node.attrs["pid"]));
    if (before === undefined) sums.added += 1;
    else {
      sums.gone -= 1;
      if (before !== wordsOf(node).text) sums.edited += 1;
    }
  });
  return sums;
}

/**
 * Keep the page's numbers true. The server has counted what is no matter of words, too,
 * such as a list that became a paragraph, so only what changed since is added to its.
 */
export function tellSums(place: HTMLElement, view: EditorView, base: Base): () => void {
  const served = NAMES.map((name) => Number(find(`[data-sum="${name}"]`, place)?.dataset["count"]));
  const first = sumsOf(view.state.doc, base);
  return () => {
    const now = sumsOf(view.state.doc, base);
    NAMES.forEach((name, index) => {
      const count = Math.max(0, served[index]! + now[name] - first[name]);
      find(`[data-sum="${name}"]`, place)!.textContent = formatNumber(count);
    });
  };
}
