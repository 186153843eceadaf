"""Points chauds: the sectors ranked, their months, the grid's hot cells, and one sector in detail."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain.scope import Scope
from domain.sheets import lists
from domain.windows import Window, WindowKind, last_full_month_end, window_of
from indicators.grid import Grid, grid_hotspots
from indicators.hotspots import rank_sectors, sector_months
from indicators.measures import within
from indicators.situation import Situation

OPERATION_COLUMNS = (
    "date",
    "reference",
    "kind",
    "lead_service",
    "sector",
    "arrests",
    "source_file",
    "source_sheet",
    "source_row",
)


@dataclass(frozen=True)
class Hotspots:
    """What the screen Points chauds shows of a window.

    `sectors`: columns of `indicators.hotspots.rank_sectors`, worst first. `months`: columns code, month, facts,
    connected, operations, over the last 12 full months. `outlines`: code, name, outline (GeoJSON text or
    None). `schools`: uai, name, sector, national_list, sensitive, longitude, latitude. `operations`: the
    window's, columns `OPERATION_COLUMNS`. `freshness`: columns of `analysis.freshness`.
    """

    department: str
    window: Window
    sectors: pd.DataFrame
    months: pd.DataFrame
    outlines: pd.DataFrame
    schools: pd.DataFrame
    operations: pd.DataFrame
    freshness: pd.DataFrame


@dataclass(frozen=True)
class SectorDetail:
    """One sector: its months by nature, its operations, objectives and schools.

    `natures`: month, offence (code), facts. `operations`: all of the last 12 months, columns `OPERATION_COLUMNS`.
    `objectives`: code, strand, rank, title, lead_service, due_on, state. `schools`: as in `Hotspots`.
    `facts`: the window's rows with their origin.
    """

    code: str
    name: str
    natures: pd.DataFrame
    operations: pd.DataFrame
    objectives: pd.DataFrame
    schools: pd.DataFrame
    facts: pd.DataFrame


def hotspots(database: Database, scope: Scope, department: str, window: Window) -> Hotspots:
    """The sectors of a département in a window. Raises ScopeError."""
    known = situation(database, scope, department, window.end)
    operations = known.table("operations")
    return Hotspots(
        department=department,
        window=window,
        sectors=rank_sectors(known, window),
        months=sector_months(known, window.end),
        outlines=known.table("sectors")[["code", "name", "outline"]],
        schools=_schools(known),
        operations=operations.loc[within(operations["date"], window), list(OPERATION_COLUMNS)].reset_index(drop=True),
        freshness=freshness(known, window),
    )


def sector_detail(database: Database, scope: Scope, department: str, window: Window, code: str) -> SectorDetail | None:
    """One sector of the plan in force at the window's end; None where the plan has no such code."""
    known = situation(database, scope, department, window.end)
    sectors = known.table("sectors")
    named = sectors.loc[sectors["code"] == code, "name"]
    if named.empty:
        return None
    last = last_full_month_end(window.end)
    year = Window((pd.Timestamp(last) - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date(), last)
    facts = _of_sector(known, "facts", code)
    operations = _of_sector(known, "operations", code)
    recent = operations[within(operations["date"], Window(year.start, window.end))]
    objectives = _of_sector(known, "objectives", code)
    schools = _schools(known)
    return SectorDetail(
        code=code,
        name=str(named.iloc[0]),
        natures=_natures(facts[within(facts["date"], year)]),
        operations=recent[list(OPERATION_COLUMNS)].reset_index(drop=True),
        objectives=objectives[["code", "strand", "rank", "title", "lead_service", "due_on", "state"]],
        schools=schools[schools["sector"] == code].reset_index(drop=True),
        facts=facts[within(facts["date"], window)].reset_index(drop=True),
    )


def grid(database: Database, scope: Scope, department: str, until: date) -> Grid | None:
    """The hexagons of a département by class, over the 12 full months up to `until`.

    None where no fact carries coordinates. Raises ScopeError.
    """
    return grid_hotspots(situation(database, scope, department, until), until)


def fortnight_until(until: date) -> Window:
    """The window of a meeting: the fortnight that ends on that day."""
    return window_of(WindowKind.FORTNIGHT, until)


def _schools(known: Situation) -> pd.DataFrame:
    columns = ["uai", "name", "sector", "national_list", "sensitive", "longitude", "latitude"]
    return known.table("schools")[columns].reset_index(drop=True)


def _of_sector(known: Situation, table: str, code: str) -> pd.DataFrame:
    rows = known.table(table)
    return rows[rows["sector"] == code].reset_index(drop=True)


def _natures(facts: pd.DataFrame) -> pd.DataFrame:
    months = facts["date"].dt.to_period("M").dt.to_timestamp()
    counts = facts.assign(month=months).groupby(["month", "offence"], as_index=False)[["count"]].sum()
    order = {choice.code: at for at, choice in enumerate(lists.OFFENCES)}
    counts = counts.assign(order=counts["offence"].map(order)).sort_values(["month", "order"], ignore_index=True)
    return counts.rename(columns={"count": "facts"})[["month", "offence", "facts"]]
