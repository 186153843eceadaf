"""Deconfliction: the pairs of objectives and of operations that two services should speak of."""

from dataclasses import dataclass

import pandas as pd

from analysis.situation import situation
from data_access.database import Database
from domain.scope import Scope
from domain.windows import Window
from indicators.deconfliction import close_operations, shared_objectives


@dataclass(frozen=True)
class Deconfliction:
    """`objectives`, `operations`: the columns of `shared_objectives` and `close_operations`, pairs with origin."""

    objectives: pd.DataFrame
    operations: pd.DataFrame


def deconfliction(database: Database, scope: Scope, department: str, window: Window) -> Deconfliction:
    """The pairs of a département: objectives of the plan in force at the window's end, operations of the window.

    Raises ScopeError.
    """
    known = situation(database, scope, department, window)
    return Deconfliction(shared_objectives(known), close_operations(known, window))
