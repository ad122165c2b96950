/** Lists that are drawn anew while somebody is in them, as whenever a colleague types. */
import { find } from "../shared/dom.ts";

/**
 * Give `place` these children. Those that stay are not moved, so that writing in them
 * goes on. Who was on something that is gone comes to what has the same `data-key`, else
 * to what `otherwise` finds.
 */
export function redraw(
  place: HTMLElement,
  children: readonly Node[],
  otherwise: (gone: HTMLElement) => HTMLElement | null,
): void {
  const focused = document.activeElement;
  const gone = focused instanceof HTMLElement && place.contains(focused) ? focused : null;
  const staying = new Set(children);
  for (const child of [...place.childNodes]) if (!staying.has(child)) child.remove();
  children.forEach((child, index) => {
    const there = place.childNodes[index] ?? null;
    if (there !== child) place.insertBefore(child, there);
  });
  if (!gone || place.contains(gone)) return;
  const key = gone.dataset["key"];
  const next = key === undefined ? null : find(`[data-key="${CSS.escape(key)}"]`, place);
  (next ?? otherwise(gone))?.focus({ preventScroll: true });
}
