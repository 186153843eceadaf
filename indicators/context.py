"""What stands beside a window: the 28 days and the year to date that end with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.catalogue import By, Nature
from domain.windows import Window, WindowKind, window_of
from indicators.figures import Figure, figures
from indicators.situation import Situation

LONGER = (WindowKind.FOUR_WEEKS, WindowKind.YEAR_TO_DATE)
"""The periods that stand beside a window, so that one fortnight never speaks alone."""


@dataclass(frozen=True)
class Context:
    """A figure of a window, and the same of the 28 days and of the year to date that end with it.

    Each has its own comparators, baseline and verdict; None where the sector did not stand on any of the days.
    """

    window: Figure
    four_weeks: Figure | None
    year_to_date: Figure | None

    @property
    def beside(self) -> tuple[Figure, ...]:
        """The figures of the periods that are not the window itself, each period once.

        A state that is the same over them all, as what is open on their common last day, stands alone.
        """
        found = (self.year_to_date, self.four_weeks)
        told = [figure for figure in found if figure is not None and not self._repeats(figure)]
        periods = {figure.window: figure for figure in told}
        return tuple(periods[period] for period in sorted(periods, reverse=True) if period != self.window.window)

    def _repeats(self, figure: Figure) -> bool:
        return figure.indicator.nature is Nature.STATE and figure.value == self.window.value


def reaches_back_to(window: Window) -> date:
    """The oldest day that a context of the window rests on, comparators included."""
    periods = (window, *(window_of(kind, window.end) for kind in LONGER))
    return min(day for period in periods for day in (period.baseline().start, period.previous().start))


def contexts(
    situation: Situation, window: Window, codes: Sequence[str] | None = None, by: By = By.DEPARTMENT
) -> list[Context]:
    """The figures of `indicators.figures.figures`, in its order, each with those of the longer periods.

    The situation must reach back to `reaches_back_to(window)`. Raises UnknownIndicator.
    """
    four_weeks, year_to_date = (
        {(figure.indicator.code, figure.scope): figure for figure in figures(situation, period, codes, by)}
        for period in (window_of(kind, window.end) for kind in LONGER)
    )
    return [
        Context(figure, four_weeks.get(which), year_to_date.get(which))
        for figure in figures(situation, window, codes, by)
        for which in [(figure.indicator.code, figure.scope)]
    ]
