"""On which days of a period each territory is known, and so for how long its events were counted."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.holes import holes
from indicators.measures import Events
from indicators.situation import Situation
from indicators.terms import standing

Parts = tuple[Window, ...]


def known_parts(situation: Situation, reads: tuple[str, ...], by: By, code: str, period: Window) -> Parts:
    """The parts of the period on which a sector stood in a plan, less the months that no file brought."""
    parts: Parts = (period,)
    if by is By.SECTOR:
        parts = tuple(common for term in standing(situation, code) if (common := term.common(period)))
    for hole in holes(situation, reads):
        parts = tuple(rest for part in parts for rest in part.without(hole))
    return parts


def is_known(situation: Situation, sheet: str, window: Window) -> bool:
    """Whether that sheet's files say anything of the window: they have rows, not all later, and some month of it."""
    history = situation.history(sheet)
    if history is None or window.end < history.start:
        return False
    return bool(known_parts(situation, (sheet,), By.DEPARTMENT, "", window))


@dataclass(frozen=True)
class Exposure:
    """How long each territory was watched in a period: its calendar days, and those on which events may fall.

    `days` by code; `chances` by code, None where the calendar is not known; `whole` by code, whether every day of the
    period is among them.
    """

    days: Mapping[str, int]
    chances: Mapping[str, int | None]
    whole: Mapping[str, bool]


def exposure_of(
    situation: Situation, measure: Events, reads: tuple[str, ...], by: By, codes: pd.Index, period: Window | None
) -> Exposure:
    """The exposure of each of those territories in the period; nothing at all where there is no period."""
    parts = {code: known_parts(situation, reads, by, str(code), period) if period else () for code in codes}
    chances = {found: _chances(situation, measure, found) for found in set(parts.values())}
    days = {code: sum(part.days for part in found) for code, found in parts.items()}
    return Exposure(
        days,
        {code: chances[found] for code, found in parts.items()},
        {code: period is not None and count == period.days for code, count in days.items()},
    )


def _chances(situation: Situation, measure: Events, parts: Parts) -> int | None:
    found = [measure.exposure(situation, part) for part in parts]
    return None if any(days is None for days in found) else sum(days or 0 for days in found)
