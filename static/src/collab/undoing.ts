/**
 * What may be taken back: one's own edits, as long as nobody else has rebuilt their blocks.
 *
 * To divide or join blocks or to change their kind makes new ones of the old. Who takes
 * that back takes away what others did in the new ones since, or doubles the words.
 */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { yUndoPluginKey } from "y-prosemirror";
import type { UndoManager } from "yjs";
import { isOthers } from "./ids.ts";
import { byId } from "./stretches.ts";

type Step = UndoManager["undoStack"][number];

interface Rebuilt {
  /** The ids of the blocks that a step made, changed or took away. */
  pids: Set<string>;
  /** Whether somebody else has been in one of them since. */
  isTouched: boolean;
}

interface Guard {
  steps: WeakMap<Step, Rebuilt>;
  /** The blocks that the edit being made rebuilds; it becomes part of a step in a moment. */
  now: Set<string>;
}

const key = new PluginKey<Guard>("undoing");

/** Whether to take a step back, or to make it again, would spoil what others did. */
export function isTouched(state: EditorState, step: Step | undefined): boolean {
  return (step && key.getState(state)?.steps.get(step)?.isTouched) ?? false;
}

/** Watch which steps of the history others have touched. */
export function undoing(): Plugin<Guard> {
  return new Plugin<Guard>({
    key,
    state: {
      init: () => ({ steps: new WeakMap(), now: new Set() }),
      apply(transaction, guard, before, state) {
        if (transaction.docChanged) watch(guard, transaction, before, state);
        return guard;
      },
    },
    view(view) {
      const guard = key.getState(view.state)!;
      const manager = managerOf(view.state)!;
      const keep = ({ stackItem }: { stackItem: Step }): void => {
        if (!guard.now.size) return;
        const pids = new Set([...(guard.steps.get(stackItem)?.pids ?? []), ...guard.now]);
        guard.steps.set(stackItem, { pids, isTouched: guard.steps.get(stackItem)?.isTouched ?? false });
        guard.now.clear();
      };
      manager.on("stack-item-added", keep);
      manager.on("stack-item-updated", keep);
      return {};
    },
  });
}

function watch(guard: Guard, transaction: Transaction, before: EditorState, state: EditorState): void {
  const { pids, isRebuilt } = changedBlocks(before.doc, state.doc);
  if (!isOthers(transaction)) {
    if (isRebuilt) pids.forEach((pid) => guard.now.add(pid));
    return;
  }
  const manager = managerOf(before);
  for (const step of [...(manager?.undoStack ?? []), ...(manager?.redoStack ?? [])]) {
    const rebuilt = guard.steps.get(step);
    if (rebuilt && [...pids].some((pid) => rebuilt.pids.has(pid))) rebuilt.isTouched = true;
  }
}

function managerOf(state: EditorState): UndoManager | undefined {
  return yUndoPluginKey.getState(state)?.undoManager;
}

/** The ids of blocks that differ, and whether more than the words of one does. */
export function changedBlocks(before: Node, after: Node): { pids: Set<string>; isRebuilt: boolean } {
  const old = byId(before);
  const fresh = byId(after);
  const pids = new Set<string>();
  let isRebuilt = false;
  for (const pid of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(pid), fresh.get(pid)];
    if (was && is && (was === is || was.eq(is))) continue;
    pids.add(pid);
    isRebuilt ||= !was || !is || !was.sameMarkup(is);
  }
  return { pids, isRebuilt };
}
