"""What a benchmark reports: a figure, what it has to be, and a baseline of the same run."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    `needed` is the bound it has to keep, at most or at least as `better` says;
    `baseline` is the same figure of the plain way, measured in the same run.
    """

    what: str
    value: float
    unit: str
    needed: float | None = None
    better: Literal["less", "more"] = "less"
    baseline: float | None = None
    baseline_is: str = ""

    @property
    def is_met(self) -> bool:
        """Return whether the bound is kept."""
        if self.needed is None:
            return True
        if self.better == "less":
            return self.value <= self.needed
        return self.value >= self.needed


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| figure | measured | needed | baseline in this run | ratio |",
        "|---|---|---|---|---|",
    ]
    for figure in figures:
        sign = "≤" if figure.better == "less" else "≥"
        needed = "" if figure.needed is None else f"{sign} {figure.needed:,.4g}"
        verdict = "" if figure.is_met else " **missed**"
        baseline = ratio = ""
        if figure.baseline:
            baseline = f"{figure.baseline:,.4g} {figure.unit} ({figure.baseline_is})"
            ratio = f"{figure.value / figure.baseline:.2f}"
        lines.append(
            f"| {figure.what} | {figure.value:,.4g} {figure.unit}{verdict} | {needed} |"
            f" {baseline} | {ratio} |"
        )
    return "\n".join(lines)
