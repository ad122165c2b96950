/** Files that are too large are refused before they are sent, which may take minutes. */
import { _, formatNumber } from "../shared/i18n.ts";

const MEGABYTE = 1_000_000;

/** Let each field for a file say at once if the file is over its limit. */
export function limitFiles(): void {
  const fields = document.querySelectorAll<HTMLInputElement>("input[type=file][data-most-bytes]");
  for (const field of fields) {
    field.addEventListener("change", () => {
      field.setCustomValidity(complaint(field.files?.[0]?.size ?? 0, Number(field.dataset["mostBytes"])));
      field.reportValidity();
    });
  }
}

/** Why a file of this size is not taken, empty if it is. */
export function complaint(size: number, most: number): string {
  if (size <= most) return "";
  return _("This file has %(size)s MB; at most %(most)s MB are taken. Please use a smaller one.", {
    size: formatNumber(Math.ceil((10 * size) / MEGABYTE) / 10),
    most: formatNumber(Math.floor((10 * most) / MEGABYTE) / 10),
  });
}
