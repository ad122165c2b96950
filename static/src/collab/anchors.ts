/** The comments' words in the draft as it is typed: marked, and judged at once. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { carried } from "./carried.ts";
import { follow, type Found, type Verdict } from "./places.ts";
import type { Base, Remark } from "./remarks.ts";
import { BORDER, rangeIn, stretchesOf, textOf, type Placed, type Stretch } from "./stretches.ts";
import { wordsOf } from "./words.ts";

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

/** A transaction's word to this plugin: a comment is worked on, or the comments changed. */
type Told = { active: string | null } | "remarks";

type View = { state: EditorState; dispatch: (transaction: EditorState["tr"]) => void };

const key = new PluginKey<State>("anchors");

/** Where all comments stand, by their id; those without a place are not in it. */
export function placesIn(state: EditorState): Map<string, Live> {
  return key.getState(state)?.places ?? new Map();
}

/** Mark one comment's words as those that are worked on. */
export function activate(view: View, id: string | null): void {
  tell(view, { active: id });
}

/** Look for the comments again, after some came, changed or went. */
export function replaceRemarks(view: View): void {
  tell(view, "remarks");
}

function tell(view: View, told: Told): void {
  view.dispatch(view.state.tr.setMeta(key, told).setMeta("addToHistory", false));
}

/** Follow the comments of the newest revision through every edit. */
export function anchors(base: Base): Plugin<State> {
  const follower = new Follower(base);
  return new Plugin<State>({
    key,
    state: {
      init: (_config, state) => follower.judge(state, null),
      apply(transaction, value, _before, state) {
        const told = transaction.getMeta(key) as Told | undefined;
        if (!transaction.docChanged && !told) return value;
        return follower.judge(state, typeof told === "object" ? told.active : value.active);
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations ?? null },
  });
}

class Follower {
  private readonly base: Base;
  /** What was found in a stretch, by its words of old and of now, and the place asked for. */
  private known = new Map<string, Found>();

  constructor(base: Base) {
    this.base = base;
  }

  judge(state: EditorState, active: string | null): State {
    const places = new Map<string, Live>();
    const decorations: Decoration[] = [];
    const byParagraph = groupedByParagraph(this.base.remarks);
    const used = new Map<string, Found>();
    for (const stretch of stretchesOf(state.doc, this.base.order)) {
      const marked = stretch.pids.flatMap((pid) => byParagraph.get(pid) ?? []);
      if (!marked.length) continue;
      const { old, starts } = this.before(stretch);
      const now = textOf(stretch.blocks);
      for (const { remark, pid, start, end } of marked) {
        const begin = starts.get(pid) ?? 0;
        const found = this.found(used, old, now, begin + start, begin + end);
        const [from, to] = rangeIn(stretch.blocks, found.start, found.end);
        const here: Live = { verdict: found.verdict, from, to };
        const isOne = remark.pieces.length === 1;
        const place = (here.verdict === "gone" && isOne && this.elsewhere(state, pid, start, end)) || here;
        places.set(remark.id, joined(places.get(remark.id), place));
        if (place.from < place.to) {
          const css = remark.id === active ? "collab-remark is-active" : "collab-remark";
          decorations.push(Decoration.inline(place.from, place.to, { class: css, "data-remark": remark.id }));
        }
      }
    }
    this.known = used;
    return { places, active, decorations: DecorationSet.create(state.doc, decorations) };
  }

  /** The place of words whose sentences stand in another paragraph now. */
  private elsewhere({ doc }: EditorState, pid: string, start: number, end: number): Live | null {
    const blocks = this.workedOn(doc);
    const texts = blocks.map(({ node }) => wordsOf(node).text);
    const { order, texts: base } = this.base;
    const old = base.get(pid) ?? "";
    const found = carried(old, start, end, texts, order.map((each) => base.get(each) ?? ""));
    if (!found) return null;
    const [from, to] = rangeIn([blocks[found.text]!], found.start, found.end);
    return { verdict: "moved", from, to };
  }

  /** The blocks that say other words than the newest revision; only into them can words have come. */
  private workedOn(doc: Node): Placed[] {
    const found: Placed[] = [];
    doc.forEach((node, at) => {
      if (wordsOf(node).text !== this.base.texts.get(String(node.attrs["pid"] ?? ""))) found.push({ node, at });
    });
    return found;
  }

  /** The words that a stretch had in the newest revision, and where each paragraph began. */
  private before(stretch: Stretch): { old: string; starts: Map<string, number> } {
    const starts = new Map<string, number>();
    let old = "";
    stretch.pids.forEach((pid, index) => {
      if (index) old += BORDER;
      starts.set(pid, old.length);
      old += this.base.texts.get(pid) ?? "";
    });
    return { old, starts };
  }

  /** Compare only what has changed since the last time. */
  private found(used: Map<string, Found>, old: string, now: string, start: number, end: number): Found {
    if (old === now) return { verdict: "kept", start, end };
    const asked = `${start} ${end} ${old}\u0000${now}`;
    const found = used.get(asked) ?? this.known.get(asked) ?? follow(old, now, start, end);
    used.set(asked, found);
    return found;
  }
}

interface Marked {
  remark: Remark;
  pid: string;
  start: number;
  end: number;
}

function groupedByParagraph(remarks: readonly Remark[]): Map<string, Marked[]> {
  const groups = new Map<string, Marked[]>();
  for (const remark of remarks) {
    for (const piece of remark.pieces) {
      const group = groups.get(piece.pid) ?? [];
      group.push({ remark, ...piece });
      groups.set(piece.pid, group);
    }
  }
  return groups;
}

function joined(before: Live | undefined, next: Live): Live {
  if (!before) return next;
  const verdict = before.verdict === next.verdict ? next.verdict : "changed";
  return { verdict, from: Math.min(before.from, next.from), to: Math.max(before.to, next.to) };
}
