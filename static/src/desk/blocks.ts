/** Text blocks: put into the reason at the cursor, what is left to fill in marked. */
import { around, find } from "../shared/dom.ts";

/** Where the first words in square brackets stand, or null. */
export function gap(text: string): { start: number; end: number } | null {
  const found = /\[[^\]\n]+\]/.exec(text);
  return found && { start: found.index, end: found.index + found[0].length };
}

/** Let the button beside the list of blocks put the chosen one into the reason. */
export function insertBlocks(place: HTMLElement): void {
  place.addEventListener("click", (event) => {
    const form = around(event, "[data-insert]")?.closest("form");
    const blocks = form && find("[data-blocks]", form);
    const reason = form && find("textarea[name=reason]", form);
    if (!(blocks instanceof HTMLSelectElement) || !blocks.value) return;
    if (!(reason instanceof HTMLTextAreaElement)) return;
    const at = reason.selectionStart;
    reason.setRangeText(blocks.value, at, reason.selectionEnd, "end");
    reason.focus();
    const left = gap(blocks.value);
    if (left) reason.setSelectionRange(at + left.start, at + left.end);
  });
}
