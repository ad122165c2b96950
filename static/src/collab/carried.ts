/** Words that went along with their sentences into another paragraph. */

/** What the server asks for, too, before it lets a passage go along (annotations/reanchoring.py). */
const LEAST_WORDS = 5;
const STOPS = [". ", "! ", "? "];

/** Where words stand in one of the texts searched, in UTF-16 units. */
export interface Carried {
  text: number;
  start: number;
  end: number;
}

/**
 * Find the sentences around `start` to `end` of `old`, word for word and once, in `texts`.
 *
 * `texts` are the paragraphs that are being worked on; `base` are all of the revision,
 * in which the sentences have to stand once as well.
 */
export function carried(
  old: string,
  start: number,
  end: number,
  texts: readonly string[],
  base: Iterable<string>,
): Carried | null {
  const [first, last] = sentencesAround(old, start, end);
  const words = old.slice(first, last);
  if (words.split(/\s+/u).filter(Boolean).length < LEAST_WORDS) return null;
  const found = placesOf(words, texts);
  if (found.length !== 1 || placesOf(words, base).length !== 1) return null;
  const [{ text, at }] = found as [Place];
  return { text, start: at + start - first, end: at + end - first };
}

interface Place {
  text: number;
  at: number;
}

/** The first two places at which words stand; more would tell no more. */
function placesOf(words: string, texts: Iterable<string>): Place[] {
  const found: Place[] = [];
  let text = 0;
  for (const each of texts) {
    for (let at = each.indexOf(words); at >= 0; at = each.indexOf(words, at + 1)) {
      found.push({ text, at });
      if (found.length > 1) return found;
    }
    text += 1;
  }
  return found;
}

function sentencesAround(text: string, start: number, end: number): [number, number] {
  const before = Math.max(...STOPS.map((stop) => text.lastIndexOf(stop, start - stop.length)));
  const ends = STOPS.map((stop) => text.indexOf(stop, end - 1)).filter((at) => at >= 0);
  return [start > 1 && before >= 0 ? before + 2 : 0, ends.length ? Math.min(...ends) + 1 : text.length];
}
