/**
 * What a draft is made of: a row of blocks, each with the lasting id of its paragraph.
 * Names and attributes are those of the shared document (docs/realtime.md), so the
 * binding needs no translation.
 */
import { addSuggestionMarks } from "@handlewithcare/prosemirror-suggest-changes";
import { Schema, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";

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

function named(node: Node): Record<string, string> {
  return { "data-pid": String(node.attrs["pid"] ?? "") };
}

function toggled(tag: string, ...others: string[]): MarkSpec {
  return { toDOM: () => [tag, 0], parseDOM: [tag, ...others].map((name) => ({ tag: name })) };
}

/** Text as it stands, with tabs and line feeds: a table's cells and rows, or code. */
function plain(css: string): NodeSpec {
  return block({
    code: true,
    marks: "insertion deletion modification",
    toDOM: (node) => ["pre", { ...named(node), class: css }, ["code", 0]],
  });
}

export const schema = new Schema({
  nodes: {
    doc: { content: "block+", marks: "insertion modification deletion" },
    paragraph: block({ toDOM: (node) => ["p", named(node), 0], parseDOM: [{ tag: "p" }] }),
    heading: block({
      toDOM: (node) => [`h${rank(node)}`, named(node), 0],
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    }),
    list_item: block({
      toDOM: (node) => [
        "div",
        {
          ...named(node),
          class: "collab-item",
          "data-depth": String(node.attrs["level"] ?? 1),
          "data-marker": String(node.attrs["marker"] ?? "•"),
        },
        0,
      ],
      parseDOM: [{ tag: "li", attrs: { level: 1, marker: "•" } }],
    }),
    quote: block({
      toDOM: (node) => ["blockquote", named(node), 0],
      parseDOM: [{ tag: "blockquote", attrs: { level: 1 } }],
    }),
    table: plain("collab-table"),
    code_block: plain("collab-code"),
    footnote: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { text: { default: "" } },
      toDOM: (node) => ["span", { class: "collab-note", title: String(node.attrs["text"]) }, "*"],
    },
    text: { group: "inline" },
  },
  marks: addSuggestionMarks({
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: (mark) => ["a", { href: String(mark.attrs["href"]) }, 0],
      parseDOM: [{ tag: "a[href]", getAttrs: (a) => ({ href: a.getAttribute("href") }) }],
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
