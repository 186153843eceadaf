"""Prévention: information meetings by audience and school, recommendations and what was put in place."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.prevention_views import meetings_by_audience, meetings_by_school, safety_by
from indicators.situation import Situation

KEY_CODES = (
    "information_meetings_offered",
    "information_meetings_held",
    "recommendations",
    "recommendations_done_share",
)


@dataclass(frozen=True)
class Prevention:
    """What the screen Prévention shows of a window.

    `audiences`, `schools`: columns of `meetings_by_audience` and `meetings_by_school`; `advice_by_sector`,
    `advice_by_school`: of `safety_by`; all of `indicators.prevention_views`. `meetings`, `visits`: the rows of
    `Prévention` and `Sûreté` of some school up to the window's end, newest first. What `schools`, `meetings` and
    `visits` tell begins on `since`, the first day of the rows at hand.
    """

    department: str
    window: Window
    key_figures: tuple[Figure, ...]
    audiences: pd.DataFrame
    schools: pd.DataFrame
    advice_by_sector: pd.DataFrame
    advice_by_school: pd.DataFrame
    since: date
    meetings: pd.DataFrame
    visits: pd.DataFrame
    freshness: pd.DataFrame

    @property
    def absent(self) -> str | None:
        """Why nothing is known of the window's prevention; None where something is."""
        known = [figure for figure in self.key_figures if figure.value is not None]
        return None if known else self.key_figures[0].statement


def prevention(database: Database, scope: Scope, department: str, window: Window) -> Prevention:
    """The prevention of a département in a window. Raises ScopeError."""
    known = situation(database, scope, department, window)
    return Prevention(
        department=department,
        window=window,
        key_figures=tuple(figures(known, window, KEY_CODES, By.DEPARTMENT)),
        audiences=meetings_by_audience(known, window),
        schools=meetings_by_school(known, window),
        advice_by_sector=safety_by(known, window, By.SECTOR),
        advice_by_school=safety_by(known, window, By.SCHOOL),
        since=_since(known, window),
        meetings=_of_schools(known, "prevention", window),
        visits=_of_schools(known, "safety", window),
        freshness=freshness(known, window),
    )


def _since(known: Situation, window: Window) -> date:
    """The first day from which a meeting would be at hand: of those loaded, or of the first file if that is later."""
    first = known.loaded.start if known.loaded is not None else window.start
    history = known.history("prevention")
    return first if history is None else max(first, history.start)


def _of_schools(known: Situation, code: str, window: Window) -> pd.DataFrame:
    rows = known.table(code)
    rows = rows[rows["uai"].notna() & rows["date"].le(pd.Timestamp(window.end))]
    return rows.sort_values("date", ascending=False, kind="stable", ignore_index=True)
