"""What stands in an address: languages of the pages and numbers a database can hold.

The package imports this first, so that `{lang:lang}` and `{number:number}` are known
wherever a route is made.
"""

from starlette.convertors import Convertor, register_url_convertor

from docservice.http.templating import LANGUAGES


class LanguageConvertor(Convertor[str]):
    """A language that the pages exist in; any other word is no such address."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        """Return the language."""
        return value

    def to_string(self, value: str) -> str:
        """Return the language."""
        return value


class NumberConvertor(Convertor[int]):
    """A number of a revision, from 1; nine digits fit every engine's integer."""

    regex = "[1-9][0-9]{0,8}"

    def convert(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Return its digits."""
        return str(value)


register_url_convertor("lang", LanguageConvertor())
register_url_convertor("number", NumberConvertor())
