"""A file that is not taken, and what was altered in one that is."""

from dataclasses import dataclass

from docservice.services.importing.sentences import NOTICES, REFUSALS, Lang


class DocumentRefused(Exception):
    """The file cannot become paragraphs; nothing was changed.

    `field` is the form field at fault, `code` a key of `sentences.REFUSALS`, and
    `params` what its sentences name (JSON values).
    """

    field = "file"

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(self.message("en"))

    def message(self, lang: Lang = "en") -> str:
        """Return what is wrong, in one sentence."""
        return REFUSALS[self.code][lang][0].format(**self.params)

    def remedy(self, lang: Lang = "en") -> str:
        """Return what the person can do about it, in one sentence."""
        return REFUSALS[self.code][lang][1].format(**self.params)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something of the file that was left out or altered.

    `code` is a key of `sentences.NOTICES`; `sample` shows the first occurrence.
    """

    code: str
    count: int
    sample: str = ""

    def message(self, lang: Lang = "en") -> str:
        """Return what was altered, in one sentence."""
        sentence = NOTICES[self.code][lang]
        return sentence.format(count=self.count, sample=self.sample)
