/** The editor's toolbar: one stop for Tab, arrows within (WAI-ARIA toolbar pattern). */
import { isSuggestChangesEnabled, toggleSuggestChanges } from "@handlewithcare/prosemirror-suggest-changes";
import { toggleMark } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { find, findAll, h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { ask } from "./ask.ts";
import { outright, redoOwn, setKind, undoOwn } from "./commands.ts";
import { indent, isInList, renumber } from "./lists.ts";
import { shapeOf } from "./markers.ts";
import { editNote } from "./notes.ts";
import { isAddress, schema } from "./schema.ts";
import { columnAfter, insertTable, isInTable, rowAfter, withoutColumn, withoutRow } from "./tables.ts";

interface Tool {
  label: string;
  face: string;
  css?: string;
  run: Command;
  isOn?: (state: EditorState) => boolean;
  /** Where the button is offered, by default everywhere. */
  isOffered?: (state: EditorState) => boolean;
}

const FIRST_RANK = 1;
const RANKS = 3; // deeper headings keep their rank when they are imported

function marks(name: string): (state: EditorState) => boolean {
  const type = schema.marks[name]!;
  return ({ selection, storedMarks, doc }) =>
    selection.empty
      ? !!type.isInSet(storedMarks ?? selection.$from.marks())
      : doc.rangeHasMark(selection.from, selection.to, type);
}

function isKind(name: string, level: number | null = null): (state: EditorState) => boolean {
  return ({ selection: { $from: { parent } } }) =>
    parent.type.name === name && (level === null || parent.attrs["level"] === level);
}

function isList(isCounted: boolean): (state: EditorState) => boolean {
  return (state) => {
    const marker = String(state.selection.$from.parent.attrs["marker"] ?? "");
    return isInList(state) && (shapeOf(marker) !== null) === isCounted;
  };
}

const link: Command = (state, dispatch, view) => {
  const type = schema.marks["link"]!;
  if (state.selection.empty) return false;
  if (marks("link")(state)) return toggleMark(type)(state, dispatch, view);
  if (dispatch && view) {
    void ask({
      title: _("Link"),
      label: _("Address, for example https://example.org"),
      value: "https://",
      type: "url",
      mayBeEmpty: false,
      faultOf: (href) => (isAddress(href) ? "" : _("A link begins with https:// or mailto:")),
    }).then((href) => {
      view.focus();
      if (href) toggleMark(type, { href })(view.state, view.dispatch, view);
    });
  }
  return true;
};

const toggleSuggestions: Command = (state, dispatch) => !dispatch || toggleSuggestChanges(state, dispatch);

const isOutsideTable = (state: EditorState): boolean => !isInTable(state);

function tools(): Tool[] {
  return [
    { label: _("Undo"), face: "↶", run: undoOwn },
    { label: _("Redo"), face: "↷", run: redoOwn },
    { label: _("Paragraph"), face: "¶", run: setKind("paragraph"), isOn: isKind("paragraph") },
    ...Array.from({ length: RANKS }, (_unused, index) => ({
      label: _("Heading, rank %(n)s", { n: index + FIRST_RANK }),
      face: `H${index + FIRST_RANK}`,
      run: setKind("heading", index + FIRST_RANK),
      isOn: isKind("heading", index + FIRST_RANK),
    })),
    { label: _("List"), face: "•", run: setKind("list_item", 1, "•"), isOn: isList(false) },
    { label: _("Numbered list"), face: "1.", run: setKind("list_item", 1, "1."), isOn: isList(true) },
    { label: _("Deeper in the list"), face: "⇥", run: outright(indent(1)), isOffered: isInList },
    { label: _("Less deep in the list"), face: "⇤", run: outright(indent(-1)), isOffered: isInList },
    { label: _("Count this list anew"), face: "1 2 3", css: "is-small", run: outright(renumber), isOffered: isInList },
    { label: _("Quotation"), face: "„“", run: setKind("quote", 1), isOn: isKind("quote") },
    { label: _("Bold"), face: "B", css: "is-strong", run: toggleMark(schema.marks["strong"]!), isOn: marks("strong") },
    { label: _("Italics"), face: "I", css: "is-emphasis", run: toggleMark(schema.marks["emphasis"]!), isOn: marks("emphasis") },
    { label: _("Link"), face: _("Link"), css: "is-small", run: link, isOn: marks("link") },
    { label: _("Footnote"), face: "x¹", run: editNote },
    { label: _("Insert a table"), face: "⊞", run: outright(insertTable), isOffered: isOutsideTable },
    { label: _("Row after this one"), face: _("+ Row"), css: "is-small", run: rowAfter, isOffered: isInTable },
    { label: _("Column after this one"), face: _("+ Column"), css: "is-small", run: columnAfter, isOffered: isInTable },
    { label: _("Remove this row"), face: _("− Row"), css: "is-small", run: withoutRow, isOffered: isInTable },
    { label: _("Remove this column"), face: _("− Column"), css: "is-small", run: withoutColumn, isOffered: isInTable },
    {
      label: _("Only suggest changes"),
      face: _("Suggest"),
      css: "is-word",
      run: toggleSuggestions,
      isOn: isSuggestChangesEnabled,
    },
  ];
}

/** Put the toolbar before the text; returns what keeps its buttons true. */
export function addToolbar(place: HTMLElement, view: EditorView): () => void {
  const all = tools();
  const buttons = all.map((tool, index) => {
    const button = h("button", {
      type: "button",
      class: `collab-tool ${tool.css ?? ""}`,
      "aria-label": tool.label,
      title: tool.label,
      // Drawn by the style sheet: a face such as "x¹" is no name.
      "data-face": tool.face,
      tabindex: index ? -1 : 0,
    });
    // The selection in the text stays while a button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      tool.run(view.state, view.dispatch, view);
      if (document.activeElement !== button) view.focus();
    });
    return button;
  });
  const bar = h("div", { class: "collab-tools", role: "toolbar", "aria-label": _("Format"), "aria-controls": "collab-text" }, ...buttons);
  bar.addEventListener("keydown", (event) => move(event, bar, view));
  view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      find('[tabindex="0"]', bar)?.focus();
    }
  });
  place.prepend(bar);
  return () => {
    all.forEach((tool, index) => {
      const button = buttons[index]!;
      button.setAttribute("aria-disabled", String(!view.editable || !tool.run(view.state)));
      button.hidden = tool.isOffered ? !tool.isOffered(view.state) : false;
      if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(view.state)));
    });
    const stop = buttons.find((button) => button.tabIndex === 0);
    if (!stop?.hidden) return;
    // The stop went with its place, as with the table; the bar must stay within reach.
    if (stop === document.activeElement) view.focus();
    stopAt(buttons.find((button) => !button.hidden)!, bar);
  };
}

/** Make a button the one that Tab comes to. */
function stopAt(next: HTMLElement, bar: HTMLElement): void {
  for (const button of findAll("button", bar)) button.setAttribute("tabindex", button === next ? "0" : "-1");
}

function move(event: KeyboardEvent, bar: HTMLElement, view: EditorView): void {
  const buttons = findAll("button:not([hidden])", bar);
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (event.key === "Escape") view.focus();
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length]!;
  stopAt(next, bar);
  next.focus();
}
