"""Texts built to hold one thing that may become of a paragraph, and mixtures.

Each case names the rows that are not simply kept, in order: what the row is called,
its badges, and the ways that lead from it, each to the name of the row it leads to.
"""

from dataclasses import dataclass

ONE = "Die Stadt veröffentlicht ihre Daten, damit alle Menschen sie nutzen können."
TWO = "Der Senat legt jedes Jahr einen Bericht über die Umsetzung der Ziele vor."
THREE = "Gute digitale Angebote sind einfach, sicher und ohne Barrieren zugänglich."
FOUR = "Freie Software hat Vorrang, wenn Bund und Land neue Programme kaufen."
FIVE = "In jedem Bezirk hilft ein Ort allen, die Fragen zu Diensten im Netz haben."
SIX = "Sensoren messen Lärm und Hitze, doch niemals Gesichter oder Namen."
TWO_EDITED = TWO.replace("jedes Jahr", "alle zwei Jahre")
ONE_EDITED = ONE.replace("alle Menschen", "wirklich alle Menschen")


@dataclass(frozen=True, slots=True)
class Told:
    """A row as the page tells it; `old` says that it is named after the old text."""

    number: int
    badges: tuple[str, ...]
    ways: tuple[tuple[str, str], ...] = ()
    old: bool = False

    @property
    def name(self) -> str:
        """Return what the row is called."""
        return f"Absatz {self.number}" + (" in Entwurf 1" if self.old else "")


@dataclass(frozen=True, slots=True)
class Case:
    """Two texts, and what the page tells of them."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    rows: tuple[Told, ...]


OLD = " in Entwurf 1"
CASES = {
    "kept": Case((ONE, TWO), (ONE, TWO, SIX), (Told(3, ("Neu",)),)),
    "edited": Case(
        (ONE, TWO, THREE), (ONE, TWO_EDITED, THREE), (Told(2, ("Geändert",)),)
    ),
    "inserted": Case((ONE, TWO), (ONE, FIVE, TWO), (Told(2, ("Neu",)),)),
    "deleted": Case(
        (ONE, FIVE, TWO), (ONE, TWO), (Told(2, ("Gestrichen",), old=True),)
    ),
    "moved": Case(
        (ONE, TWO, THREE, FOUR),
        (TWO, THREE, FOUR, ONE),
        (
            Told(
                1,
                ("Verschoben",),
                (("Verschoben nach Absatz 4", "Absatz 4"),),
                old=True,
            ),
            Told(
                4,
                ("Verschoben",),
                (("Verschoben von Absatz 1 in Entwurf 1", f"Absatz 1{OLD}"),),
            ),
        ),
    ),
    "moved and edited": Case(
        (ONE, TWO, THREE, FOUR),
        (TWO, THREE, FOUR, ONE_EDITED),
        (
            Told(
                1,
                ("Verschoben",),
                (("Verschoben nach Absatz 4", "Absatz 4"),),
                old=True,
            ),
            Told(
                4,
                ("Verschoben", "Geändert"),
                (("Verschoben von Absatz 1 in Entwurf 1", f"Absatz 1{OLD}"),),
            ),
        ),
    ),
    "split": Case(
        (ONE, f"{TWO} {THREE}", FOUR),
        (ONE, TWO, THREE, FOUR),
        (
            Told(2, ("Geteilt",), (("Absatz 3", "Absatz 3"),)),
            Told(3, ("Geteilt",), (("Absatz 2", "Absatz 2"),)),
        ),
    ),
    "split and edited": Case(
        (ONE, f"{TWO} {THREE}", FOUR),
        (ONE, TWO_EDITED, THREE, FOUR),
        (
            Told(2, ("Geteilt", "Geändert"), (("Absatz 3", "Absatz 3"),)),
            Told(3, ("Geteilt",), (("Absatz 2", "Absatz 2"),)),
        ),
    ),
    "split, one part moved": Case(
        (ONE, f"{TWO} {THREE}", FOUR, FIVE),
        (ONE, TWO, FOUR, FIVE, THREE),
        (
            Told(2, ("Geteilt",), (("Absatz 5", "Absatz 5"),)),
            Told(
                5,
                ("Verschoben", "Geteilt"),
                (
                    ("Verschoben von Absatz 2 in Entwurf 1", "Absatz 2"),
                    ("Absatz 2", "Absatz 2"),
                ),
            ),
        ),
    ),
    "merged": Case(
        (ONE, TWO, THREE, FOUR),
        (ONE, f"{TWO} {THREE}", FOUR),
        (
            Told(2, ("Zusammengelegt",), (("Absatz 3", "Absatz 2"),)),
            Told(2, ("Zusammengelegt",), (("Absatz 2", "Absatz 2"),)),
        ),
    ),
    "merged with what came from afar": Case(
        (ONE, TWO, FOUR, FIVE, THREE),
        (ONE, f"{TWO} {THREE}", FOUR, FIVE),
        (
            Told(2, ("Zusammengelegt",), (("Absatz 5", "Absatz 2"),)),
            Told(
                2,
                ("Verschoben", "Zusammengelegt"),
                (
                    ("Verschoben von Absatz 5 in Entwurf 1", f"Absatz 5{OLD}"),
                    ("Absatz 2", "Absatz 2"),
                ),
            ),
            Told(
                5,
                ("Verschoben",),
                (("Verschoben nach Absatz 2", "Absatz 2"),),
                old=True,
            ),
        ),
    ),
    "a long way down and up": Case(
        (ONE, TWO, THREE, FOUR, FIVE, SIX),
        (SIX, TWO, THREE, FOUR, FIVE, ONE),
        (
            Told(
                1,
                ("Verschoben",),
                (("Verschoben von Absatz 6 in Entwurf 1", f"Absatz 6{OLD}"),),
            ),
            Told(
                1,
                ("Verschoben",),
                (("Verschoben nach Absatz 6", "Absatz 6"),),
                old=True,
            ),
            Told(
                6,
                ("Verschoben",),
                (("Verschoben von Absatz 1 in Entwurf 1", f"Absatz 1{OLD}"),),
            ),
            Told(
                6,
                ("Verschoben",),
                (("Verschoben nach Absatz 1", "Absatz 1"),),
                old=True,
            ),
        ),
    ),
}
