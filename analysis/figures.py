"""Indicators with their comparators, for the command line, and the rows that a figure is made of."""

from collections.abc import Sequence

from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures


def department_figures(
    database: Database,
    scope: Scope,
    department: str,
    window: Window,
    codes: Sequence[str] | None = None,
    by: By = By.DEPARTMENT,
) -> list[Figure]:
    """The figures of a département; raises UnknownIndicator (a French sentence) and ScopeError."""
    return figures(situation(database, scope, department, window.end), window, codes, by)
