/** What the reader has marked in the document, however it was marked. */
import { ParagraphText } from "./paragraph-text.ts";
import { targetOf, type Target } from "./target.ts";

/** The target of the page's selection, or null if no words of the document are marked. */
export function selectedTarget(root: HTMLElement): Target | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const touched = [...root.querySelectorAll<HTMLElement>(".para")]
    .filter((para) => range.intersectsNode(para))
    .map((para) => new ParagraphText(para))
    .filter((paragraph) => range.intersectsNode(paragraph.element));
  const first = touched[0];
  const last = touched.at(-1);
  if (!first || !last) return null;
  // An edge outside the text, as in a paragraph's foot, becomes the nearest end of it.
  const start = first.offsetOf(range.startContainer, range.startOffset);
  const end = last.offsetOf(range.endContainer, range.endOffset);
  return targetOf(touched, start, end);
}
