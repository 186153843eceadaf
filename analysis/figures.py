"""Indicators with their comparators, for the command line, and the rows that a figure is made of."""

from collections.abc import Sequence

import pandas as pd

from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.context import Context, contexts, reaches_back_to
from indicators.evidence import Period, evidence
from indicators.figures import Figure, figures
from indicators.situation import DEPARTMENT_SCOPE, Situation
from indicators.street import last_operations


def department_figures(
    database: Database,
    scope: Scope,
    department: str,
    window: Window,
    codes: Sequence[str] | None = None,
    by: By = By.DEPARTMENT,
) -> list[Figure]:
    """The figures of a département; raises UnknownIndicator (a French sentence) and ScopeError."""
    return figures(situation(database, scope, department, window), window, codes, by)


def figure_contexts(
    database: Database,
    scope: Scope,
    department: str,
    window: Window,
    codes: Sequence[str],
    by: By = By.DEPARTMENT,
) -> list[Context]:
    """The figures of the window beside those of the 28 days and of the year to date that end with it.

    Raises UnknownIndicator and ScopeError.
    """
    known = situation(database, scope, department, window, since=reaches_back_to(window))
    return contexts(known, window, codes, by)


def figure_rows(
    database: Database,
    scope: Scope,
    department: str,
    window: Window,
    code: str,
    by: By = By.DEPARTMENT,
    territory: str = DEPARTMENT_SCOPE,
    period: Period = Period.WINDOW,
) -> pd.DataFrame:
    """The rows behind a figure: the columns of its source sheet, their origin, and what each adds to it.

    See `indicators.evidence`. Raises UnknownIndicator and ScopeError.
    """
    known = situation(database, scope, department, window)
    if code == "days_since_operation":
        known = _reaching_back(database, scope, known, window, by, territory)
    return evidence(known, window, code, by, territory, period)


def _reaching_back(
    database: Database, scope: Scope, known: Situation, window: Window, by: By, territory: str
) -> Situation:
    """The situation, with rows that go back to the territory's last operation: it may be older than all others."""
    last = last_operations(known, window.end, by).get(territory)
    if last is None or known.loaded is None or last.date() >= known.loaded.start:
        return known
    return situation(database, scope, known.department, Window(last.date(), window.end))
