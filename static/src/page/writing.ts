/** Before the last step: who still writes in the draft, kept true while the page is open. */
import { background } from "../shared/background.ts";
import { find, parse } from "../shared/dom.ts";
import { fetchText } from "../shared/http.ts";

const LOOK_MS = 5_000;

/** Follow who writes, if this page says so; the place is a polite status. */
export function followWriting(): void {
  const place = find("[data-writing]");
  if (!place) return;
  setInterval(() => {
    if (!document.hidden) background(look(place));
  }, LOOK_MS);
}

/** Say it anew only where it is new: what is replaced is read out again. */
export async function look(place: HTMLElement): Promise<void> {
  const next = parse(await fetchText(place.dataset["writing"] ?? ""));
  if (next.textContent.trim() !== (place.textContent ?? "").trim()) place.replaceChildren(next);
}
