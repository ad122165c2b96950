"""Count what is left out of a file, with a sample of each kind."""

from docservice.services.importing.refusal import Notice

_SAMPLE_CHARACTERS = 80


class Findings:
    """What was left out so far; one notice per kind, in order of appearance."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._samples: dict[str, str] = {}

    def note(self, code: str, sample: str = "") -> None:
        """Count one more of `code`; the first `sample` is kept."""
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] == 1:
            self._samples[code] = " ".join(sample.split())[:_SAMPLE_CHARACTERS]

    def notices(self) -> tuple[Notice, ...]:
        """Return one notice for each kind that was noted."""
        return tuple(
            Notice(code, count, self._samples[code])
            for code, count in self._counts.items()
        )
