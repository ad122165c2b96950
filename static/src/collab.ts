/** The draft's page as an editor for several at once; without script it has forms. */
import { freeze, openEditor } from "./collab/editor.ts";
import { followDocument } from "./collab/incoming.ts";
import { Margin } from "./collab/margin.ts";
import { listOthers } from "./collab/others.ts";
import { introduce, workOn } from "./collab/presence.ts";
import { readBase } from "./collab/remarks.ts";
import { joinRoom, type Room, type RoomState } from "./collab/room.ts";
import { addSheet } from "./collab/sheet.ts";
import { listSuggestions, suggestionsIn } from "./collab/suggestions.ts";
import { tellSums } from "./collab/sums.ts";
import { addToolbar } from "./collab/toolbar.ts";
import { find, isWide } from "./shared/dom.ts";
import { _, readCatalogue } from "./shared/i18n.ts";
import { announce, toast } from "./shared/status.ts";

readCatalogue();
const page = find("[data-collab]");
if (page) void open(page);

async function open(page: HTMLElement): Promise<void> {
  const { slug, document: id, revision, seq, name, tint, lang } = page.dataset;
  const status = find("[data-collab-status]", page)!;
  status.textContent = _("Opening the draft …");
  const [room, base] = await Promise.all([
    joinRoom(slug ?? "", id ?? ""),
    readBase(slug ?? "", Number(revision)),
  ]);
  introduce(room.awareness, { name: name ?? "", tint: Number(tint) });
  // Who saved a paragraph in a form comes back to it there.
  const spot = find("[data-forms] :target");
  if (!spot) find("[data-forms]")?.removeAttribute("open");
  page.classList.add("is-open");

  const updates: (() => void)[] = [];
  const place = find("[data-collab-place]", page)!;
  const view = openEditor(place, room, base, { name: name ?? "", lang: lang ?? "" }, () => {
    for (const update of updates) update();
  });
  updates.push(addToolbar(place, view));
  updates.push(listSuggestions(find("[data-collab-suggestions]", page)!, view));
  const side = find("[data-collab-comments]", page)!;
  const margin = new Margin(side, base, {
    view,
    workOn: (annotation) => workOn(room.awareness, annotation),
  });
  const count = (): number => suggestionsIn(view.state.doc).length;
  updates.push(() => margin.update(), addSheet(place, side, margin, count));
  updates.push(tellSums(find("[data-collab-sums]")!, view, base));
  const notice = find("[data-collab-notice]", page)!;
  const tell = (text: string): void => {
    notice.textContent = text;
    notice.hidden = false;
    toast(text); // the notice may be out of view
  };
  followDocument(slug ?? "", Number(revision), Number(seq), base, {
    changed: (created) => margin.receive(created),
    late: (people) => {
      if (!people.includes(page.dataset["person"] ?? "")) return;
      tell(
        _("A revision was published while you were writing. Your last words are not in it; they stand in the next draft, here."),
      );
    },
    replaced: ({ person, by, name: kept }) => {
      if (person === page.dataset["person"]) return;
      tell(
        kept === null
          ? _("%(name)s has discarded the draft. Here stands the text of the newest revision again.", { name: by })
          : _("%(name)s went back to the saved draft “%(kept)s”. What stood here before is kept among the saved drafts.", { name: by, kept }),
      );
    },
  });
  for (const update of updates) update();
  spot?.scrollIntoView({ block: "center" });
  if (location.hash === "#suggestions" && !isWide() && count()) find(".collab-opener", place)?.click();
  tellState(room, status);
  room.watch((state) => {
    if (state !== "refused") return;
    const isKept = room.hasUnsent();
    freeze(view);
    notice.classList.add("is-final");
    tell(
      isKept
        ? _("You cannot write here any more. Your last words are not saved yet: they are kept on this device, and come into the draft when you sign in again and open it here.")
        : _("You cannot write here any more. All that you wrote is saved. To go on, please sign in again."),
    );
  });
  updates.push(listOthers(find("[data-collab-others]", page)!, room.awareness, view));
  addEventListener("beforeunload", (event) => {
    if (room.hasUnsent()) event.preventDefault();
  });
}

/** Say whether what is typed reaches the others, also to ears when it changes. */
function tellState(room: Room, place: HTMLElement): void {
  const words: Record<RoomState, string> = {
    connecting: _("Connecting …"),
    connected: _("Connected: everything is saved"),
    saving: _("Saving … this takes longer than usual."),
    offline: _("No connection. Your changes are kept on this device and merged later."),
    refused: _("You cannot write here any more. Please sign in again."),
  };
  let before: RoomState | null = null;
  room.watch((state) => {
    place.textContent = words[state];
    place.dataset["state"] = state;
    if (before !== null && before !== state) announce(words[state]);
    before = state;
  });
}
