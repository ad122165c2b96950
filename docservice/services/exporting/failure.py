"""A file that could not be made, and the formats to take instead."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from docservice.services.errors import ServiceError
from docservice.services.exporting.formats import Format
from docservice.services.exporting.printed import PrintError
from docservice.services.pandoc.process import PandocError


class FileNotMade(ServiceError):
    """A converter failed; `others` are the formats that the same is written in.

    Its cause is for whoever runs the service: it is of no use to who wanted the file.
    """

    def __init__(self, wanted: Format, others: Sequence[Format]) -> None:
        named = ", ".join(others)
        super().__init__(
            f"the file could not be made as {wanted}; please take another format: {named}"
        )
        self.wanted = wanted
        self.others = tuple(others)


@contextmanager
def making(wanted: Format, offered: Sequence[Format]) -> Iterator[None]:
    """Name the other formats on offer where no file of this one comes about.

    Raises:
        FileNotMade: a converter is missing, met a limit or refused what it was given,
            or the disk is full.
    """
    try:
        yield
    except (PandocError, PrintError, OSError) as error:
        others = [each for each in offered if each != wanted]
        raise FileNotMade(wanted, others) from error
