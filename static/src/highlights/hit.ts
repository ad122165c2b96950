/** Which annotations lie under a point of the window. */
import type { Painter } from "./painter.ts";
import type { Spans } from "./spans.ts";

interface Caret {
  node: Node;
  utf16Offset: number;
}

interface OlderDocument {
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

/** The annotations under (x, y), shortest passage first; none beside the words. */
export function annotationsAt(x: number, y: number, spans: Spans, painter: Painter): string[] {
  const caret = caretAt(x, y);
  const para = caret?.node.parentElement?.closest<HTMLElement>(".para");
  const pid = para?.dataset["pid"];
  if (!caret || !pid || !caret.node.parentElement?.closest("[data-text]")) return [];
  const text = painter.textOf(pid);
  if (!text) return [];
  const offset = text.offsetOf(caret.node, caret.utf16Offset);
  // A caret stands between two characters, and a point on the right half of one is
  // told as after it.
  const here = spans.at(pid, offset);
  return here.length > 0 ? here : spans.at(pid, offset - 1);
}

function caretAt(x: number, y: number): Caret | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, utf16Offset: position.offset };
  }
  // Safari before 18.4
  const range = (document as OlderDocument).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, utf16Offset: range.startOffset } : null;
}
