"""What a browser sends of a form that somebody does not touch."""

from html.parser import HTMLParser

Fields = dict[str, list[str]]


def fields_of(page: str, action: str) -> Fields:
    """Return the fields of the form whose address holds `action`."""
    reader = _Reader(action)
    reader.feed(page)
    assert reader.found, f"no form {action!r}"
    return reader.fields


class _Reader(HTMLParser):
    """Reads one form: hidden and text fields, what is ticked, chosen and written."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.found = False
        self._action = action
        self._is_inside = False
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and self._action in given.get("action", ""):
            self._is_inside = self.found = True
        if not self._is_inside:
            return
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name:
            if kind not in ("checkbox", "radio") or "checked" in given:
                self._add(name, given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self._add(name, "")
        elif tag == "select" and name:
            self._select = name
            self._add(name, "")
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)
