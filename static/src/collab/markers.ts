/** What stands before the next item of a list. */

const NUMBERED = /^(\D*)(\d+)(\D*)$/;
const LETTERED = /^([a-y])([.)])$/; // what follows z differs from house to house

/** The marker after `marker`: 2. after 1., c) after b), and • after •. */
export function nextMarker(marker: string): string {
  const numbered = NUMBERED.exec(marker);
  if (numbered) return `${numbered[1]}${Number(numbered[2]) + 1}${numbered[3]}`;
  const lettered = LETTERED.exec(marker);
  if (lettered) return String.fromCharCode(lettered[1]!.charCodeAt(0) + 1) + lettered[2];
  return marker;
}

/** What markers of one count have in common, their first; null of those that do not count. */
export function shapeOf(marker: string): string | null {
  if (NUMBERED.test(marker)) return marker.replace(/\d+/, "1");
  return /^[a-z][.)]$/.test(marker) ? `a${marker[1]}` : null;
}
