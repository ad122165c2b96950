/** The comments' words in the draft as it is typed: marked, and judged at once. */
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { follow, type Found, type Verdict } from "./places.ts";
import type { Base, Piece, Remark } from "./remarks.ts";
import { rangeOf, wordsOf, type Words } from "./words.ts";

/** Where a comment's words are now; `from` and `to` are positions in the document. */
export interface Live {
  verdict: Verdict;
  from: number;
  to: number;
}

interface State {
  places: Map<string, Live>;
  active: string | null;
  decorations: DecorationSet;
}

const key = new PluginKey<State>("anchors");

/** Where all comments stand, by their id; those without a place are not in it. */
export function placesIn(state: EditorState): Map<string, Live> {
  return key.getState(state)?.places ?? new Map();
}

/** Mark one comment's words as those that are worked on. */
export function activate(view: { state: EditorState; dispatch: (tr: EditorState["tr"]) => void }, id: string | null): void {
  view.dispatch(view.state.tr.setMeta(key, { active: id }).setMeta("addToHistory", false));
}

/** Follow the comments of the newest revision through every edit. */
export function anchors(base: Base): Plugin<State> {
  const known = new Map<string, { text: string; found: Found[] }>();
  const byParagraph = groupedByParagraph(base.remarks);
  const judge = (state: EditorState, active: string | null): State => judged(state, active, base, byParagraph, known);
  return new Plugin<State>({
    key,
    state: {
      init: (_config, state) => judge(state, null),
      apply(transaction, value, _before, state) {
        const told = transaction.getMeta(key) as { active: string | null } | undefined;
        if (!transaction.docChanged && !told) return value;
        return judge(state, told ? told.active : value.active);
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations ?? null },
  });
}

interface Marked {
  remark: Remark;
  piece: Piece;
}

function groupedByParagraph(remarks: readonly Remark[]): Map<string, Marked[]> {
  const groups = new Map<string, Marked[]>();
  for (const remark of remarks) {
    for (const piece of remark.pieces) {
      const group = groups.get(piece.pid) ?? [];
      group.push({ remark, piece });
      groups.set(piece.pid, group);
    }
  }
  return groups;
}

function judged(
  state: EditorState,
  active: string | null,
  base: Base,
  groups: Map<string, Marked[]>,
  known: Map<string, { text: string; found: Found[] }>,
): State {
  const places = new Map<string, Live>();
  const found: Decoration[] = [];
  state.doc.forEach((block, at) => {
    const pid = String(block.attrs["pid"] ?? "");
    const group = groups.get(pid);
    if (!group) return;
    const words = wordsOf(block, at);
    followed(pid, group, words, base, known).forEach((each, index) => {
      const { remark } = group[index]!;
      const [from, to] = rangeOf(words, at, each.start, each.end);
      places.set(remark.id, joined(places.get(remark.id), { verdict: each.verdict, from, to }));
      if (from < to) {
        const css = remark.id === active ? "collab-remark is-active" : "collab-remark";
        found.push(Decoration.inline(from, to, { class: css, "data-remark": remark.id }));
      }
    });
  });
  return { places, active, decorations: DecorationSet.create(state.doc, found) };
}

/** Compare a paragraph only when its words have changed. */
function followed(
  pid: string,
  group: readonly Marked[],
  words: Words,
  base: Base,
  known: Map<string, { text: string; found: Found[] }>,
): Found[] {
  const before = known.get(pid);
  if (before?.text === words.text) return before.found;
  const old = base.texts.get(pid) ?? "";
  const found = group.map(({ piece }) => follow(old, words.text, piece.start, piece.end));
  known.set(pid, { text: words.text, found });
  return found;
}

function joined(before: Live | undefined, next: Live): Live {
  if (!before) return next;
  const verdict = before.verdict === next.verdict ? next.verdict : "changed";
  return { verdict, from: Math.min(before.from, next.from), to: Math.max(before.to, next.to) };
}
