"""The page of bundles, from what bundling proposes and what drafters decided."""

from collections.abc import Sequence

from annotations.bundling import Group, Likeness
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.wording import plain, shortened
from docservice.http.views.bundles import AlikeView, BundlesView, GroupView, Show
from docservice.http.views.urls import url
from docservice.services.bundling import Bundles
from versions.outline import numbers
from versions.paragraph import ParagraphId

PER_PAGE = 20  # groups
WORDS_CHARS = 240


def bundles_view(
    found: Bundles,
    lang: str,
    show: Show,
    page: int,
    errors: Sequence[tuple[str, str]] = (),
) -> BundlesView:
    """Return all that bundles.html shows."""
    present = _Present(found, lang)
    # What is answered in part first: before publishing somebody looks for it.
    made = sorted(found.bundles, key=present.is_halved, reverse=True)
    total = len(found.proposals) if show == "proposed" else len(made)
    page = max(1, min(page, -(-total // PER_PAGE)))
    begin = PER_PAGE * (page - 1)
    shown = slice(begin, begin + PER_PAGE)
    slug = found.opened.document.slug

    def at(number: int) -> str:
        return url("desk_bundles", lang=lang, slug=slug, show=show, page=number)

    return BundlesView(
        document=document_view(found.opened),
        show=show,
        page=page,
        proposed=len(found.proposals),
        made=len(made),
        groups=[present.proposal(each) for each in found.proposals[shown]]
        if show == "proposed"
        else [present.bundle(key) for key in made[shown]],
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if begin + PER_PAGE < total else "",
        errors=errors,
    )


class _Present:
    """Shows comments of one text."""

    def __init__(self, found: Bundles, lang: str) -> None:
        self._found, self._lang = found, lang
        self._numbers = numbers(found.revision.paragraphs)
        self._sizes = {each: len(ids) for ids in found.bundles.values() for each in ids}

    def is_halved(self, key: str) -> tuple[bool, str]:
        """Return whether only a part is answered, and the id, which grows with time."""
        ids = self._found.bundles[key]
        return 0 < sum(map(self._is_decided, ids)) < len(ids), key

    def proposal(self, group: Group) -> GroupView:
        first = self._comment(group.first)
        others = (self._comment(each.id, each) for each in group.others)
        return self._group((first, *others))

    def bundle(self, key: str) -> GroupView:
        comments = tuple(self._comment(each) for each in self._found.bundles[key])
        return self._group(
            comments, self._desk(bundle=key, answer="all", comment=comments[0].id)
        )

    def _group(self, comments: Sequence[AlikeView], href: str = "") -> GroupView:
        answered = sum(self._is_decided(each.id) for each in comments)
        return GroupView(comments, answered, href)

    def _is_decided(self, key: str) -> bool:
        answer = self._found.answers.get(key)
        return answer is not None and answer.value.state != "proposed"

    def _comment(self, key: str, likeness: Likeness | None = None) -> AlikeView:
        row, answer = self._found.annotations[key], self._found.answers.get(key)
        placed = self._found.placed.get(key)
        place = placed.anchor.place if placed else None
        at = ParagraphId(place.start.paragraph) if place else None
        return AlikeView(
            id=key,
            href=self._desk(answer="all", comment=key),
            author=row.author.name,
            words=shortened(plain(row.body) or row.target.quote.exact, WORDS_CHARS),
            paragraph=self._numbers.get(at, 0) if at else 0,
            outcome=answer.value.outcome if answer else None,
            share=round(100 * likeness.share) if likeness else 0,
            overlaps=likeness is not None and likeness.overlaps,
            bundled=self._sizes.get(key, 0),
        )

    def _desk(self, **query: str) -> str:
        slug = self._found.opened.document.slug
        return url("desk", lang=self._lang, slug=slug, **query)
