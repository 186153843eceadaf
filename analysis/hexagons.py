"""Mailles: the grid of a département over its last twelve full months, and what could not be placed on it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.hotspots import fortnight_until
from analysis.situation import situation
from data_access.database import Database
from domain.scope import Scope
from domain.sheets import lists
from domain.windows import Window, last_full_month_end, months_back
from indicators.comparison import SIGNIFICANCE
from indicators.grid import LASTING, Grid, grid_hotspots
from indicators.hotspots import DURABLE_MONTHS
from indicators.measures import within

MONTHS = 12


@dataclass(frozen=True)
class Hexagons:
    """What the tab Mailles shows.

    `grid`: None where no fact of those months carries coordinates. `months`: the full months looked at. `known` and
    `located`: drug facts of those months, all of them and those with coordinates. `outlines`: code, name, outline
    (GeoJSON text or None) of the plan's sectors.
    """

    department: str
    grid: Grid | None
    months: Window
    known: int
    located: int
    outlines: pd.DataFrame

    @property
    def lasting(self) -> int | None:
        """How many cells are in lasting degradation; None where there are too few months to say it."""
        if self.grid is None or len(self.grid.months) < DURABLE_MONTHS:
            return None
        return int(self.grid.cells["class_code"].isin(LASTING).sum())

    @property
    def ever_hot(self) -> int:
        """How many cells were a hot spot in one of the months at least."""
        return 0 if self.grid is None else int(self._hot()["cell"].nunique())

    @property
    def last_hot(self) -> int:
        """How many cells are a hot spot in the last of the months."""
        if self.grid is None:
            return 0
        return int(self._hot()["month"].eq(pd.Timestamp(self.grid.months[-1])).sum())

    def _hot(self) -> pd.DataFrame:
        if self.grid is None:
            raise ValueError("no grid, no hot spot")
        layers = self.grid.layers
        return layers[layers["p_adjusted"].lt(SIGNIFICANCE) & layers["z"].gt(0)]

    def of_month(self, month: date) -> pd.DataFrame:
        """The cells with facts, or with a significant score, in that month: columns of `Grid.layers`, and `hot`."""
        if self.grid is None:
            raise ValueError("no grid, no month")
        rows = self.grid.layers[self.grid.layers["month"] == pd.Timestamp(month)]
        return rows.assign(hot=rows["p_adjusted"].lt(SIGNIFICANCE) & rows["z"].gt(0)).reset_index(drop=True)


def hexagons(database: Database, scope: Scope, department: str, until: date) -> Hexagons:
    """The hexagons of a département over the last full months up to `until`. Raises ScopeError."""
    known = situation(database, scope, department, fortnight_until(until))
    last = last_full_month_end(until)
    months = Window(months_back(last, MONTHS)[0], last)
    facts = known.table("facts")
    facts = facts[within(facts["date"], months) & facts["offence"].isin(lists.DRUG_OFFENCES)]
    counts = facts["count"].fillna(1).astype(int)
    placed = facts["longitude"].notna() & facts["latitude"].notna()
    return Hexagons(
        department=department,
        grid=grid_hotspots(known, until),
        months=months,
        known=int(counts.sum()),
        located=int(counts[placed].sum()),
        outlines=known.table("sectors")[["code", "name", "outline"]],
    )
