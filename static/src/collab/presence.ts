/** Who else is here, and which paragraph they work on: by name, not by colour alone. */
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import { yCursorPlugin } from "y-prosemirror";
import { h } from "../shared/dom.ts";
import { _ } from "../shared/i18n.ts";
import { announce } from "../shared/status.ts";

export interface Person {
  name: string;
  tint: number;
}

export interface Present extends Person {
  paragraph: string | null;
}

interface Shown {
  user?: Person;
  /** The paragraph that holds the cursor. */
  paragraph?: string | null;
  /** The comment that is worked on; kept with each edit made meanwhile. */
  annotation?: string | null;
}

const HERE = "presence";

/** Say who one is. */
export function introduce(awareness: Awareness, person: Person): void {
  awareness.setLocalStateField("user", person);
}

/** Say which comment one works on, null for none. */
export function workOn(awareness: Awareness, annotation: string | null): void {
  awareness.setLocalStateField("annotation", annotation);
}

/** The others, each once, with the paragraph they are in. */
export function othersIn(awareness: Awareness): Present[] {
  const found = new Map<string, Present>();
  awareness.getStates().forEach((state, client) => {
    const { user, paragraph } = state as Shown;
    if (client !== awareness.clientID && user) {
      found.set(`${user.name}${paragraph ?? ""}`, { ...user, paragraph: paragraph ?? null });
    }
  });
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Cursors with names, and a badge at each paragraph that somebody else works on. */
export function presence(awareness: Awareness): Plugin[] {
  return [
    yCursorPlugin(awareness, {
      cursorBuilder: (user: Partial<Person>) =>
        h("span", { class: `collab-cursor is-tint-${user.tint ?? 0}` }, h("span", {}, user.name ?? "?")),
      selectionBuilder: (user: Partial<Person>) => ({ class: `collab-marked is-tint-${user.tint ?? 0}` }),
    }) as Plugin,
    badges(awareness),
  ];
}

/** Who else is in a paragraph, empty for nobody. */
function namesAt(others: readonly Present[], pid: string | null): string {
  return others
    .filter(({ paragraph }) => paragraph !== null && paragraph === pid)
    .map(({ name }) => name)
    .join(", ");
}

function busyText(names: string): string {
  return _("%(names)s: working here", { names });
}

function badges(awareness: Awareness): Plugin {
  return new Plugin({
    props: {
      decorations(state) {
        const others = othersIn(awareness);
        const found: Decoration[] = [];
        state.doc.forEach((node, at) => {
          const names = namesAt(others, node.attrs["pid"] as string | null);
          if (!names) return;
          found.push(Decoration.node(at, at + node.nodeSize, { class: "is-busy", "data-busy": busyText(names) }));
        });
        return DecorationSet.create(state.doc, found);
      },
    },
    view(view) {
      const redraw = ({ added, updated, removed }: Record<string, number[]>, origin: unknown): void => {
        const touched = [...(added ?? []), ...(updated ?? []), ...(removed ?? [])];
        if (origin === "local" || touched.every((client) => client === awareness.clientID)) return;
        view.dispatch(view.state.tr.setMeta(HERE, true));
      };
      awareness.on("change", redraw);
      let told = "";
      return {
        update(now) {
          const pid = now.state.selection.$head.node(1)?.attrs["pid"] as string | null | undefined;
          const paragraph = now.hasFocus() ? (pid ?? null) : null;
          if ((awareness.getLocalState() as Shown | null)?.paragraph !== paragraph) {
            awareness.setLocalStateField("paragraph", paragraph);
          }
          // Whoever does not see the badge hears of it on coming to the same place.
          const names = namesAt(othersIn(awareness), paragraph);
          if (names && names !== told) announce(busyText(names));
          told = names;
        },
        destroy: () => awareness.off("change", redraw),
      };
    },
  });
}
