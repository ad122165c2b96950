"""The words of the domain as files have them, in the languages of the pages."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from annotations.anchor import Verdict
from annotations.disposition import Outcome, Stance
from annotations.thread import Motivation
from docservice.services.explaining import Show
from versions.lineage import Relation

Lang = Literal["de", "en"]

OUTCOMES: Final[dict[Lang, dict[Outcome, str]]] = {
    "de": {
        "accepted": "Übernommen",
        "accepted_in_part": "Teilweise übernommen",
        "declined": "Nicht übernommen",
        "noted": "Zur Kenntnis genommen",
        "referred": "Weitergeleitet",
        "obsolete": "Überholt",
        "duplicate_of": "Gleich wie ein anderer Kommentar",
    },
    "en": {
        "accepted": "Accepted",
        "accepted_in_part": "Accepted in part",
        "declined": "Declined",
        "noted": "Noted",
        "referred": "Referred",
        "obsolete": "Obsolete",
        "duplicate_of": "Same as another comment",
    },
}
MOTIVATIONS: Final[dict[Lang, dict[Motivation, str]]] = {
    "de": {
        "commenting": "Kommentar",
        "questioning": "Frage",
        "editing": "Änderungsvorschlag",
        "highlighting": "Markierung",
    },
    "en": {
        "commenting": "Comment",
        "questioning": "Question",
        "editing": "Proposed wording",
        "highlighting": "Highlight",
    },
}
VERDICTS: Final[dict[Lang, dict[Verdict, str]]] = {
    "de": {
        "kept": "Stelle unverändert",
        "moved": "Stelle verschoben",
        "changed": "Stelle geändert",
        "ambiguous": "Mehrere Stellen möglich",
        "orphan": "Stelle nicht mehr im Text",
    },
    "en": {
        "kept": "Passage unchanged",
        "moved": "Passage moved",
        "changed": "Passage changed",
        "ambiguous": "Several places possible",
        "orphan": "Passage no longer in the text",
    },
}
RELATIONS: Final[dict[Lang, dict[Relation, str]]] = {
    "de": {
        "kept": "Unverändert",
        "edited": "Bearbeitet",
        "moved": "Verschoben",
        "split": "Geteilt",
        "merged": "Zusammengeführt",
        "inserted": "Neu",
        "deleted": "Gestrichen",
    },
    "en": {
        "kept": "Unchanged",
        "edited": "Edited",
        "moved": "Moved",
        "split": "Split",
        "merged": "Merged",
        "inserted": "New",
        "deleted": "Deleted",
    },
}
# What the author says about the answer.
STANCES: Final[dict[Lang, dict[Stance, str]]] = {
    "de": {
        "agree": "Ich bin mit der Antwort einverstanden.",
        "disagree": "Die Antwort überzeugt mich nicht.",
    },
    "en": {
        "agree": "I am content with the answer.",
        "disagree": "The answer does not convince me.",
    },
}
NOT_IN_TEXT: Final[dict[Lang, str]] = {
    "de": "Nicht im Text, weil",
    "en": "Not in the text, because",
}
SHOWN: Final[dict[Lang, dict[Show, str]]] = {
    "de": {
        "all": "Ganzer Text",
        "changes": "Nur Änderungen",
        "citizens": "Nur was auf Kommentare zurückgeht",
    },
    "en": {
        "all": "Whole text",
        "changes": "Only changes",
        "citizens": "Only what citizens caused",
    },
}
BY_DECISION: Final[dict[Lang, str]] = {"de": "Durch Beschluss", "en": "By decision"}
DRAFTING_TEAM: Final[dict[Lang, str]] = {"de": "Redaktion", "en": "Drafting team"}
NOT_DRAWN: Final[dict[Lang, str]] = {
    "de": "□ steht für Zeichen, die in dieser PDF-Datei fehlen. "
    "Die anderen Dateiformate enthalten sie.",
    "en": "□ stands for characters that are missing in this PDF. "
    "The other file formats have them.",
}
# Spreadsheets of a language take a file apart at the sign that lists have in it.
SEPARATORS: Final[dict[Lang, str]] = {"de": ";", "en": ","}
QUOTATION: Final[dict[Lang, str]] = {"de": "„{}“", "en": "“{}”"}


def words_for(lang: str) -> Lang:
    """Return the language whose words suit a text in `lang`, a BCP 47 tag."""
    return "de" if lang.partition("-")[0].lower() == "de" else "en"


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a file is for: their language, and the zone that their days are of.

    `base` is where the service is reached, empty where nobody said it.
    """

    lang: Lang
    zone: ZoneInfo
    base: str = ""

    def address(self, annotation_id: str) -> str:
        """Return where the page of a comment stays."""
        return f"{self.base}/{self.lang}/c/{annotation_id}"

    def date(self, timestamp: str) -> date:
        """Return the day on which a time in RFC 3339 is for these readers."""
        return datetime.fromisoformat(timestamp).astimezone(self.zone).date()

    def day(self, timestamp: str) -> str:
        """Return the day of a time in RFC 3339, as spreadsheets of the language read it."""
        day = self.date(timestamp)
        return f"{day:%d.%m.%Y}" if self.lang == "de" else f"{day:%Y-%m-%d}"

    def quoted(self, words: str) -> str:
        """Return words in quotation marks."""
        return QUOTATION[self.lang].format(words)
