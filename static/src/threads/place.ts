/** Where the threads of the margin stand: beside their paragraphs, without overlap. */

export interface Item {
  /** Where its paragraph begins, in pixels from the top of the margin. */
  wanted: number;
  height: number;
}

/**
 * The top of each item, in text order, at least `gap` apart. The item `active` stands
 * exactly where it wants to; those before it move up for that, as far as there is room.
 */
export function place(items: readonly Item[], gap: number, active = -1): number[] {
  const tops: number[] = [];
  let free = 0;
  for (const { wanted, height } of items) {
    const top = Math.max(wanted, free);
    tops.push(top);
    free = top + height + gap;
  }
  const chosen = items[active];
  if (!chosen) return tops;
  let limit = Math.max(chosen.wanted, roomAbove(items, gap, active));
  tops[active] = limit;
  for (let i = active - 1; i >= 0; i -= 1) {
    limit = Math.min(tops[i]!, limit - gap - items[i]!.height);
    tops[i] = limit;
  }
  free = tops[active]! + chosen.height + gap;
  for (let i = active + 1; i < items.length; i += 1) {
    tops[i] = Math.max(items[i]!.wanted, free);
    free = tops[i]! + items[i]!.height + gap;
  }
  return tops;
}

/**
 * How many of a group's cards to show where `room` pixels are left before the next
 * paragraph with a thread: the first always, more as they fit.
 */
export function fitting(heights: readonly number[], gap: number, room: number): number {
  let used = 0;
  for (const [index, height] of heights.entries()) {
    used += height + (index > 0 ? gap : 0);
    if (index > 0 && used > room) return index;
  }
  return heights.length;
}

/** How far down the item `active` must stand for all before it to fit above. */
function roomAbove(items: readonly Item[], gap: number, active: number): number {
  return items.slice(0, active).reduce((sum, item) => sum + item.height + gap, 0);
}
