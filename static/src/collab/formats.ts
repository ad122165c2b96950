/** What a suggestion changes where the words stay: their format. */
import type { Mark } from "prosemirror-model";
import { _ } from "../shared/i18n.ts";

/** Names of marks that words would get, and of those that they would lose. */
export interface Format {
  given: string[];
  taken: string[];
}

/** How many characters bear each mark that is a format. */
export type Tally = Map<string, number>;

const SUGGESTING = new Set(["insertion", "deletion", "modification"]);

/** Count `length` characters with these marks. */
export function count(tally: Tally, marks: readonly Mark[], length: number): void {
  for (const mark of marks) {
    if (SUGGESTING.has(mark.type.name)) continue;
    const key = JSON.stringify(mark.toJSON());
    tally.set(key, (tally.get(key) ?? 0) + length);
  }
}

/** What differs between the formats of the same words, null if nothing does. */
export function formatBetween(old: Tally, now: Tally): Format | null {
  const more = (one: Tally, other: Tally): string[] => {
    const keys = [...one.keys()].filter((key) => one.get(key)! > (other.get(key) ?? 0));
    return [...new Set(keys.map((key) => (JSON.parse(key) as { type: string }).type))];
  };
  const given = more(now, old);
  const taken = more(old, now).filter((name) => !given.includes(name)); // a link that leads elsewhere
  return given.length || taken.length ? { given, taken } : null;
}

/** A change of format in words. */
export function formatWords({ given, taken }: Format): string {
  return [...given.map(nameOf), ...taken.map((name) => _("no longer %(format)s", { format: nameOf(name) }))].join(", ");
}

function nameOf(mark: string): string {
  const names: Record<string, string> = {
    strong: _("bold"),
    emphasis: _("in italics"),
    link: _("as a link"),
    code: _("as code"),
    strike: _("struck through"),
    superscript: _("raised"),
    subscript: _("lowered"),
  };
  return names[mark] ?? mark;
}
