/**
 * Texts in the reader's language. The page carries the catalogue as JSON, made from
 * the same `.po` file as the templates; what is missing there is shown in English,
 * the language of the message ids. Placeholders are written `%(name)s`, as in Python.
 */

export interface Catalogue {
  lang: string;
  messages?: Record<string, string | string[]>;
}

type Values = Record<string, string | number>;

let catalogue: Catalogue = { lang: "en" };
let plurals = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en");

/** Use `next` for all texts from now on. */
export function useCatalogue(next: Catalogue): void {
  catalogue = next;
  plurals = new Intl.PluralRules(next.lang);
  numbers = new Intl.NumberFormat(next.lang);
}

/** Read the catalogue that the page carries, if it does. */
export function readCatalogue(): void {
  const text = document.getElementById("messages")?.textContent;
  if (text) useCatalogue(JSON.parse(text) as Catalogue);
}

/** The language of the interface. */
export function language(): string {
  return catalogue.lang;
}

/** `message` in the reader's language with its placeholders filled. */
export function _(message: string, values: Values = {}): string {
  const found = catalogue.messages?.[message];
  return fill(typeof found === "string" ? found : message, values);
}

/** The plural form for `count`; `%(n)s` is filled with it unless `values` says else. */
export function ngettext(
  singular: string,
  plural: string,
  count: number,
  values: Values = {},
): string {
  const forms = catalogue.messages?.[singular];
  const all = Array.isArray(forms) ? forms : [singular, plural];
  const categories = ["zero", "one", "two", "few", "many", "other"].filter((category) =>
    plurals.resolvedOptions().pluralCategories.includes(category as Intl.LDMLPluralRule),
  );
  const index = categories.indexOf(plurals.select(count));
  return fill(all[index] ?? all.at(-1) ?? plural, { n: numbers.format(count), ...values });
}

/** A number as the language writes it. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

function fill(text: string, values: Values): string {
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) => String(values[name] ?? whole));
}
