/**
 * What a draft is made of: a row of blocks, each with the lasting id of its paragraph.
 * Names and attributes are those of the shared document (docs/realtime.md), so the
 * binding needs no translation.
 */
import { addSuggestionMarks } from "@handlewithcare/prosemirror-suggest-changes";
import { Fragment, Schema, type MarkSpec, type Node, type NodeSpec, type TagParseRule } from "prosemirror-model";

/** A block's attributes in the shared document; null where it has none. */
export interface BlockAttributes {
  pid: string | null;
  level: number | null;
  marker: string | null;
}

export const KINDS = ["paragraph", "heading", "list_item", "quote", "table", "code_block"] as const;
export type Kind = (typeof KINDS)[number];

const attrs = { pid: { default: null }, level: { default: null }, marker: { default: null } };
// The page's own title is the first rank, so the text's headings begin at the second.
const TOP_RANK = 2;
const LAST_RANK = 6;

function block(spec: Partial<NodeSpec>): NodeSpec {
  return { group: "block", content: "inline*", attrs, defining: true, ...spec };
}

/** What a block is, written into its element, so that copying within the text keeps it. */
function named(node: Node): Record<string, string> {
  const { pid, level, marker } = node.attrs as BlockAttributes;
  return {
    "data-pid": pid ?? "",
    ...(level === null ? {} : { "data-level": String(level) }),
    ...(marker === null ? {} : { "data-marker": marker }),
  };
}

/** Read it back; `else_` tells of elements that were copied elsewhere. */
function written(else_: (element: HTMLElement) => Partial<BlockAttributes> = () => ({})) {
  return (element: HTMLElement): BlockAttributes => {
    const { pid, level, marker } = element.dataset;
    return {
      pid: pid || null,
      level: level === undefined ? (else_(element).level ?? null) : Number(level),
      marker: marker ?? else_(element).marker ?? null,
    };
  };
}

/** Depth and marker of an item in a list of HTML. */
function listed(item: HTMLElement): Partial<BlockAttributes> {
  let level = 0;
  for (let list = item.parentElement?.closest("ol, ul"); list; list = list.parentElement?.closest("ol, ul")) {
    level += 1;
  }
  const list = item.parentElement;
  const place = list ? [...list.children].indexOf(item) + 1 : 1;
  return { level: Math.max(1, level), marker: list?.tagName === "OL" ? `${place}.` : "•" };
}

/** The cells of a table of HTML as the text that a table is here. */
function rowsOf(table: HTMLElement): string {
  const words = (cell: Element): string => (cell.textContent ?? "").replace(/\s+/gu, " ").trim();
  return [...table.querySelectorAll("tr")].map((row) => [...row.children].map(words).join("\t")).join("\n");
}

/** Whether a link may lead there: to the web or to a mailbox, as in the pages of the text. */
export function isAddress(href: unknown): href is string {
  return typeof href === "string" && /^(https?:\/\/|mailto:)\S+$/iu.test(href);
}

function toggled(tag: string, ...others: string[]): MarkSpec {
  return { toDOM: () => [tag, 0], parseDOM: [tag, ...others].map((name) => ({ tag: name })) };
}

/** Text as it stands, with tabs and line feeds: a table's cells and rows, or code. */
function plain(css: string, ...parseDOM: TagParseRule[]): NodeSpec {
  return block({
    code: true,
    toDOM: (node) => ["pre", { ...named(node), class: css }, 0],
    parseDOM: [
      { tag: `pre.${css}`, preserveWhitespace: "full", getAttrs: written(), priority: 60 },
      ...parseDOM,
    ],
  });
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+", marks: "insertion modification deletion" },
    paragraph: block({ toDOM: (node) => ["p", named(node), 0], parseDOM: [{ tag: "p", getAttrs: written() }] }),
    heading: block({
      toDOM: (node) => [`h${rank(node)}`, named(node), 0],
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
        tag: `h${level}`,
        getAttrs: written(() => ({ level: Math.max(1, level - TOP_RANK + 1) })),
      })),
    }),
    list_item: block({
      toDOM: (node) => [
        "div",
        {
          ...named(node),
          class: "collab-item",
        },
        0,
      ],
      parseDOM: [{ tag: "div.collab-item", getAttrs: written() }, { tag: "li", getAttrs: written(listed) }],
    }),
    quote: block({
      toDOM: (node) => ["blockquote", named(node), 0],
      parseDOM: [{ tag: "blockquote", getAttrs: written(() => ({ level: 1 })) }],
    }),
    table: plain("collab-table", {
      tag: "table",
      getAttrs: written((table) => ({ level: table.querySelector("th") ? 1 : 0 })),
      getContent: (table, own) => Fragment.from(own.text(rowsOf(table as HTMLElement) || "\t")),
    }),
    code_block: plain("collab-code", { tag: "pre", preserveWhitespace: "full", getAttrs: written() }),
    footnote: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { text: { default: "" } },
      toDOM: (node) => {
        const text = String(node.attrs["text"]);
        return ["span", { class: "collab-note", role: "img", "aria-label": text, title: text, "data-text": text }];
      },
      parseDOM: [{ tag: "span.collab-note", getAttrs: (note) => ({ text: note.dataset["text"] ?? "" }) }],
    },
    text: { group: "inline" },
  },
  marks: addSuggestionMarks({
    link: {
      attrs: { href: {} },
      inclusive: false,
      // Of another client's making it may lead anywhere: only the words are shown then.
      toDOM: ({ attrs: { href } }) => (isAddress(href) ? ["a", { href }, 0] : ["span", 0]),
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (a) => {
            const href = a.getAttribute("href");
            return isAddress(href) && { href };
          },
        },
      ],
    },
    strong: toggled("strong", "b"),
    emphasis: toggled("em", "i"),
    code: { ...toggled("code"), code: true },
    strike: toggled("s"),
    superscript: toggled("sup"),
    subscript: toggled("sub"),
  }),
});

function rank(node: Node): number {
  return Math.min(LAST_RANK, Number(node.attrs["level"] ?? 1) + TOP_RANK - 1);
}
