"""What stands beside a window: the 28 days and the year to date that end with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import By
from domain.windows import Window, WindowKind, window_of
from indicators.figures import Figure, figures
from indicators.situation import Situation

LONGER = (WindowKind.FOUR_WEEKS, WindowKind.YEAR_TO_DATE)
"""The periods that stand beside a window, so that one fortnight never speaks alone."""


@dataclass(frozen=True)
class Context:
    """A figure of a window, and the same of the 28 days and of the year to date that end with it.

    Each has its own comparators, baseline and verdict.
    """

    window: Figure
    four_weeks: Figure
    year_to_date: Figure

    @property
    def beside(self) -> tuple[Figure, ...]:
        """The figures of the periods that are not the window itself, each period once."""
        periods = {figure.window: figure for figure in (self.year_to_date, self.four_weeks)}
        return tuple(periods[period] for period in sorted(periods, reverse=True) if period != self.window.window)


def span(window: Window) -> Window:
    """The days over which a context counts: from the first day of its longest period to the window's end."""
    return Window(min(window.start, *(window_of(kind, window.end).start for kind in LONGER)), window.end)


def contexts(
    situation: Situation, window: Window, codes: Sequence[str] | None = None, by: By = By.DEPARTMENT
) -> list[Context]:
    """The figures of `indicators.figures.figures`, in its order, each with those of the longer periods.

    The situation must reach back over `span(window)` and its comparators. Raises UnknownIndicator.
    """
    periods = (window, *(window_of(kind, window.end) for kind in LONGER))
    told = [figures(situation, period, codes, by) for period in periods]
    return [Context(*three) for three in zip(*told, strict=True)]
