"""The addresses of the pages, in one place for templates, routes and redirects."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

PATHS: Mapping[str, str] = {
    "home": "/{lang}/",
    "process": "/{lang}/p/{process}",
    "document": "/{lang}/d/{slug}",
    "revision": "/{lang}/d/{slug}/r/{number}",
    "spans": "/{lang}/d/{slug}/r/{number}/spans",
    "threads": "/{lang}/d/{slug}/r/{number}/threads",
    "comment_form": "/{lang}/d/{slug}/r/{number}/p/{paragraph}/comment",
    "comments": "/{lang}/d/{slug}/comments",
    "changes": "/{lang}/d/{slug}/changes",
    "change": "/{lang}/d/{slug}/changes/{change}",
    "compare": "/{lang}/d/{slug}/compare/{old}/{new}",
    "compare_pick": "/{lang}/d/{slug}/compare",
    "text_file": "/{lang}/d/{slug}/r/{number}/text.{kind}",
    "comments_file": "/{lang}/d/{slug}/comments.{kind}",
    "answers_file": "/{lang}/d/{slug}/answers.{kind}",
    "synopsis_file": "/{lang}/d/{slug}/compare/{old}/{new}/synopsis.{kind}",
    "history": "/{lang}/d/{slug}/history",
    "paragraph_history": "/{lang}/d/{slug}/history/{paragraph}",
    "origins": "/{lang}/d/{slug}/origins",
    "statistics": "/{lang}/d/{slug}/statistics",
    "statistics_table": "/{lang}/d/{slug}/statistics/{table}.csv",
    "desk": "/{lang}/d/{slug}/desk",
    "desk_answer": "/{lang}/d/{slug}/desk/c/{annotation}",
    "desk_undo": "/{lang}/d/{slug}/desk/c/{annotation}/undo",
    "desk_answer_many": "/{lang}/d/{slug}/desk/answer",
    "desk_blocks": "/{lang}/d/{slug}/desk/blocks",
    "desk_block_delete": "/{lang}/d/{slug}/desk/blocks/{block}/delete",
    "desk_bundles": "/{lang}/d/{slug}/desk/bundles",
    "desk_bundle_leave": "/{lang}/d/{slug}/desk/bundles/leave",
    "desk_decide": "/{lang}/d/{slug}/desk/decide",
    "desk_assign": "/{lang}/d/{slug}/desk/assign",
    "desk_filters": "/{lang}/d/{slug}/desk/filters",
    "desk_filter_delete": "/{lang}/d/{slug}/desk/filters/{filter}/delete",
    "desk_publish": "/{lang}/d/{slug}/desk/publish",
    "draft": "/{lang}/d/{slug}/draft",
    "draft_begin": "/{lang}/d/{slug}/draft/begin",
    "draft_describe": "/{lang}/d/{slug}/draft/describe",
    "draft_upload": "/{lang}/d/{slug}/draft/upload",
    "draft_discard": "/{lang}/d/{slug}/draft/discard",
    "draft_paragraph": "/{lang}/d/{slug}/draft/p/{paragraph}",
    "draft_insert": "/{lang}/d/{slug}/draft/p/{paragraph}/insert",
    "draft_move": "/{lang}/d/{slug}/draft/move",
    "saved_drafts": "/{lang}/d/{slug}/draft/saved",
    "saved_draft": "/{lang}/d/{slug}/draft/saved/{saved}",
    "saved_draft_restore": "/{lang}/d/{slug}/draft/saved/{saved}/restore",
    "preview": "/{lang}/d/{slug}/draft/preview",
    "preview_decide": "/{lang}/d/{slug}/draft/preview/causes",
    "preview_places": "/{lang}/d/{slug}/draft/preview/places",
    "preview_place": "/{lang}/d/{slug}/draft/preview/places/{annotation}",
    "preview_publish": "/{lang}/d/{slug}/draft/preview/publish",
    "preview_writing": "/{lang}/d/{slug}/draft/preview/publish/writing",
    "comment": "/{lang}/c/{annotation}",
    "reply": "/{lang}/c/{annotation}/reply",
    "support": "/{lang}/c/{annotation}/support",
    "rejoin": "/{lang}/c/{annotation}/rejoin",
    "edit": "/{lang}/c/{annotation}/edit",
    "withdraw": "/{lang}/c/{annotation}/withdraw",
    "moderate": "/{lang}/c/{annotation}/moderate",
    "withdraw_reply": "/{lang}/c/{annotation}/replies/{reply}/withdraw",
    "moderate_reply": "/{lang}/c/{annotation}/replies/{reply}/moderate",
    "help": "/{lang}/help",
    "accessibility": "/{lang}/accessibility",
    "guest": "/{lang}/guest",
    "mails": "/{lang}/mails",
    "mails_of": "/{lang}/mails/{secret}",
    "mails_stop": "/{lang}/mails/{secret}/stop",
    "feed_atom": "/{lang}/d/{slug}/feed.atom",
    "feed_json": "/{lang}/d/{slug}/feed.json",
    "log": "/{lang}/d/{slug}/log",
    "sign_in": "/{lang}/sign-in",
    "sign_in_link": "/{lang}/sign-in/{secret}",
    "sign_out": "/{lang}/sign-out",
}


def url(name: str, *, lang: str, **values: object) -> str:
    """Return the address of the page `name`; what its path lacks goes into the query.

    A value of None is left out of the query.

    Raises:
        KeyError: there is no such page, or its path needs a value that is missing.
    """
    template = PATHS[name]
    values["lang"] = lang
    in_path = {key: str(v) for key, v in values.items() if f"{{{key}}}" in template}
    query = {
        key: v
        for key, v in values.items()
        if key not in in_path and key != "lang" and v is not None
    }
    path = template.format_map({k: quote(v, safe="") for k, v in in_path.items()})
    return f"{path}?{urlencode(query)}" if query else path
