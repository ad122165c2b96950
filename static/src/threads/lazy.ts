/** Fetches the threads of paragraphs as they come into view, where there is a margin. */
import { background } from "../shared/background.ts";
import { findAll, isWide } from "../shared/dom.ts";
import type { Spans } from "../highlights/spans.ts";
import type { Margin } from "./margin.ts";

const SHOWN_PER_PARAGRAPH = 2;
const AHEAD = "600px"; // about a screen, so that a card is there before its paragraph

/** Keep the margin filled beside what is read. */
export function fillMargin(root: HTMLElement, spans: Spans, margin: Margin): void {
  const seen = new Set<string>();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!isWide()) return;
      const wanted: string[] = [];
      for (const { isIntersecting, target } of entries) {
        const pid = (target as HTMLElement).dataset["pid"] ?? "";
        if (!isIntersecting || seen.has(pid)) continue;
        seen.add(pid);
        if (!margin.group(pid)) wanted.push(...first(spans, pid));
      }
      if (wanted.length) background(margin.load(wanted));
    },
    { rootMargin: AHEAD },
  );
  findAll(".para", root).forEach((para) => observer.observe(para));
}

/** The annotations of a paragraph that its margin shows: those that lie first in it. */
function first(spans: Spans, pid: string): string[] {
  const inOrder = [...spans.in(pid)].sort((a, b) => a.start - b.start);
  const ids = new Set(inOrder.map((span) => span.annotation));
  return [...ids].slice(0, SHOWN_PER_PARAGRAPH);
}
