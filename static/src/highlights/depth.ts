/** How many annotations lie over each stretch of a paragraph. */

/** Code point offsets from `start` up to, not including, `end`. */
export interface Stretch {
  start: number;
  end: number;
}

export interface Segment extends Stretch {
  depth: number;
}

/** The levels of the heat scale; a highlight paints one each. */
export const LEVELS = [1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

/** Cut overlapping stretches into segments of one depth each, in text order. */
export function flatten(stretches: Iterable<Stretch>): Segment[] {
  const edges: [offset: number, change: number][] = [];
  for (const { start, end } of stretches) {
    if (start < end) edges.push([start, 1], [end, -1]);
  }
  edges.sort((a, b) => a[0] - b[0]);
  const segments: Segment[] = [];
  let depth = 0;
  let from = 0;
  for (const [offset, change] of edges) {
    const previous = segments.at(-1);
    if (offset > from && depth > 0) {
      if (previous?.end === from && previous.depth === depth) previous.end = offset;
      else segments.push({ start: from, end: offset, depth });
    }
    depth += change;
    from = offset;
  }
  return segments;
}

/** The level of a depth: one, two or three, four to seven, eight and more. */
export function levelOf(depth: number): Level {
  if (depth >= 8) return 4;
  if (depth >= 4) return 3;
  return depth >= 2 ? 2 : 1;
}
