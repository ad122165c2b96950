"""The pages: each module gives its `routes`, and they are served in this order."""

from starlette.routing import BaseRoute

from docservice.http.pages import (
    bundles,
    change,
    changes,
    comment,
    comment_form,
    comments,
    compare,
    desk,
    downloads,
    draft,
    draft_paragraph,
    feeds,
    help,
    history,
    home,
    log,
    mails,
    origins,
    preview,
    preview_places,
    process,
    reading,
    saved_draft,
    signing_in,
    statistics,
    upload,
)


def routes() -> list[BaseRoute]:
    """Return the routes of all pages."""
    return [
        *home.routes,
        *process.routes,
        *signing_in.routes(),
        *mails.routes,
        *reading.routes(),
        *comment_form.routes(),
        *comments.routes(),
        *downloads.routes(),
        *comment.routes(),
        *compare.routes,
        *change.routes,
        *changes.routes,
        *history.routes,
        *origins.routes,
        *statistics.routes,
        *feeds.routes,
        *log.routes,
        *help.routes,
        *desk.routes(),
        *bundles.routes(),
        *draft.routes(),
        *draft_paragraph.routes(),
        *saved_draft.routes(),
        *upload.routes(),
        *preview.routes(),
        *preview_places.routes(),
    ]
