"""The counts behind a fortnight and its comparators, so that each is protected as one system, in whichever book."""

from dataclasses import dataclass

import pandas as pd

from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.actions import action_matrix, action_totals, unknown_actions
from indicators.figures import Figure, figures
from indicators.school_weeks import coverage, coverage_shares
from indicators.situation import Situation

SECTOR_CODES = ("facts_drugs", "facts_connected")


@dataclass(frozen=True)
class Fortnight:
    """What was done in a window, and what its coverage tells of it.

    `matrix`: columns of `indicators.actions.action_matrix`; `totals`: of `action_totals`; `unknown`: the kinds of
    action of which no file tells. `weeks`: columns list (national, local, all), covered, weeks. `least_presences`: by
    sector, what its covered school weeks need at least.
    """

    matrix: pd.DataFrame
    totals: pd.DataFrame
    unknown: tuple[str, ...]
    weeks: pd.DataFrame
    least_presences: dict[str, int]


@dataclass(frozen=True)
class LinkedCounts:
    """`facts`: the figures `SECTOR_CODES` of each sector; `fortnights`: the window, the one before, the year before."""

    facts: tuple[Figure, ...]
    fortnights: tuple[Fortnight, Fortnight, Fortnight]


def linked_counts(database: Database, scope: Scope, department: str, window: Window) -> LinkedCounts:
    """The counts of a département that totals link. Raises ScopeError."""
    known = situation(database, scope, department, window)
    return LinkedCounts(
        facts=tuple(figures(known, window, SECTOR_CODES, By.SECTOR)),
        fortnights=(
            _fortnight(known, window),
            _fortnight(known, window.previous()),
            _fortnight(known, window.year_before()),
        ),
    )


def _fortnight(known: Situation, window: Window) -> Fortnight:
    covered = coverage(known, window)
    needed = covered[covered["state"].eq("covered")].groupby("sector")["needed"].sum()
    return Fortnight(
        matrix=action_matrix(known, window),
        totals=action_totals(known, window),
        unknown=unknown_actions(known, window),
        weeks=coverage_shares(known, window)[["list", "covered", "weeks"]],
        least_presences={str(sector): int(days) for sector, days in needed.items()},
    )
