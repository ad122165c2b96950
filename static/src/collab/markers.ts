/** What stands before the next item of a list. */

/** The marker after `marker`: 2. after 1., c) after b), and • after •. */
export function nextMarker(marker: string): string {
  const numbered = /^(\D*)(\d+)(\D*)$/.exec(marker);
  if (numbered) return `${numbered[1]}${Number(numbered[2]) + 1}${numbered[3]}`;
  const lettered = /^([a-y])([.)])$/.exec(marker);
  if (lettered) return String.fromCharCode(lettered[1]!.charCodeAt(0) + 1) + lettered[2];
  return marker;
}
