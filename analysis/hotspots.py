"""Points chauds: the sectors ranked, their months, the grid's hot cells, and one sector in detail."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.french import NBSP, THIN, number, quantity
from domain.scope import Scope
from domain.sheets import lists
from domain.windows import Window, WindowKind, last_full_month_end, month_start, months_back, window_of
from indicators.comparison import DOWN, SIGNIFICANCE, UP
from indicators.exposure import is_known
from indicators.figures import Figure, figures
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
    None), task_group, asset_district. `schools`: uai, name, sector, national_list, sensitive, longitude,
    latitude. `operations`: the window's, columns `OPERATION_COLUMNS`. `freshness`: columns of `analysis.freshness`.
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
    """One sector: its verdicts, its months by nature, its operations, objectives and schools.

    `drugs` and `connected`: the facts of the window with comparators and verdict. `natures`: month, offence (code),
    facts, for each nature met in the last 12 full months every month of them that the département knows.
    `operations`: those of these months and up to the window's end, columns `OPERATION_COLUMNS`, newest first;
    `operations_known`: whether the files tell of them at all.
    `objectives`: code, strand, rank, title, lead_service, due_on, state. `schools`: as in `Hotspots`.
    `facts`: the window's rows with their origin.
    """

    code: str
    name: str
    drugs: Figure
    connected: Figure
    natures: pd.DataFrame
    operations: pd.DataFrame
    operations_known: bool
    objectives: pd.DataFrame
    schools: pd.DataFrame
    facts: pd.DataFrame


def hotspots(database: Database, scope: Scope, department: str, window: Window) -> Hotspots:
    """The sectors of a département in a window. Raises ScopeError."""
    known = situation(database, scope, department, window)
    operations = known.table("operations")
    return Hotspots(
        department=department,
        window=window,
        sectors=rank_sectors(known, window),
        months=sector_months(known, window.end),
        outlines=known.table("sectors")[["code", "name", "outline", "task_group", "asset_district"]],
        schools=_schools(known),
        operations=operations.loc[within(operations["date"], window), list(OPERATION_COLUMNS)].reset_index(drop=True),
        freshness=freshness(known, window),
    )


def sector_detail(database: Database, scope: Scope, department: str, window: Window, code: str) -> SectorDetail | None:
    """One sector of the plan in force at the window's end; None where the plan has no such code."""
    known = situation(database, scope, department, window)
    sectors = known.table("sectors")
    named = sectors.loc[sectors["code"] == code, "name"]
    if named.empty:
        return None
    last = last_full_month_end(window.end)
    year = Window((pd.Timestamp(last) - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date(), last)
    facts = _of_sector(known, "facts", code)
    operations = _of_sector(known, "operations", code)
    since = Window(year.start, window.end)
    recent = operations[within(operations["date"], since)]
    objectives = _of_sector(known, "objectives", code)
    schools = _schools(known)
    drugs, connected = (_figure(known, window, indicator, code) for indicator in ("facts_drugs", "facts_connected"))
    return SectorDetail(
        code=code,
        name=str(named.iloc[0]),
        drugs=drugs,
        connected=connected,
        natures=_natures(facts[within(facts["date"], year)], _known_months(known, last)),
        operations=recent[list(OPERATION_COLUMNS)].sort_values("date", ascending=False, ignore_index=True),
        operations_known=is_known(known, "operations", since),
        objectives=objectives[["code", "strand", "rank", "title", "lead_service", "due_on", "state"]],
        schools=schools[schools["sector"] == code].reset_index(drop=True),
        facts=facts[within(facts["date"], window)].reset_index(drop=True),
    )


def grid(database: Database, scope: Scope, department: str, until: date) -> Grid | None:
    """The hexagons of a département by class, over the 12 full months up to `until`.

    None where no fact carries coordinates. Raises ScopeError.
    """
    return grid_hotspots(situation(database, scope, department, fortnight_until(until)), until)


def fortnight_until(until: date) -> Window:
    """The window of a meeting: the fortnight that ends on that day."""
    return window_of(WindowKind.FORTNIGHT, until)


def _schools(known: Situation) -> pd.DataFrame:
    columns = ["uai", "name", "sector", "national_list", "sensitive", "longitude", "latitude"]
    return known.table("schools")[columns].reset_index(drop=True)


def _of_sector(known: Situation, table: str, code: str) -> pd.DataFrame:
    rows = known.table(table)
    return rows[rows["sector"] == code].reset_index(drop=True)


def _figure(known: Situation, window: Window, indicator: str, code: str) -> Figure:
    return next(figure for figure in figures(known, window, [indicator], By.SECTOR) if figure.scope == code)


def _known_months(known: Situation, last: date) -> list[date]:
    """The 12 months up to that of `last`, but those before the first fact of the département."""
    history = known.history("facts")
    return [month for month in months_back(last, 12) if history is not None and month >= month_start(history.start)]


def _natures(facts: pd.DataFrame, months: Sequence[date]) -> pd.DataFrame:
    met = [choice.code for choice in lists.OFFENCES if choice.code in set(facts["offence"])]
    starts = pd.DatetimeIndex(list(months)).as_unit("us")
    cells = pd.MultiIndex.from_product([starts, pd.Index(met)], names=["month", "offence"])
    counted = facts["count"].groupby([facts["date"].dt.to_period("M").dt.to_timestamp(), facts["offence"]]).sum()
    return counted.reindex(cells).fillna(0).astype(int).rename("facts").reset_index()


def trend_words(sector: Mapping[Hashable, Any]) -> str:
    """The trend of a sector over the last 12 full months in words, from its row in `Hotspots.sectors`.

    A direction is claimed only where Kendall's tau against time is significant at 5 % after the correction for the
    number of sectors: without it, something would be claimed of one quiet département in two.
    """
    tau, p_value, slope = sector["tau"], sector["trend_p"], sector["slope"]
    if pd.isna(tau) or pd.isna(p_value):
        return f"Tendance sur les 12 derniers mois entiers{NBSP}: non calculable."
    test = f"tau de Kendall contre le temps {number(tau, 2)}, {p_words(p_value)} après correction"
    if p_value >= SIGNIFICANCE:
        return f"Aucune tendance établie sur les 12 derniers mois entiers ({test})."
    way = UP if tau > 0 else DOWN
    pace = quantity(abs(slope), "fait par mois" if abs(slope) < 2 else "faits par mois", 1)
    return f"En {way} sur les 12 derniers mois entiers, de {pace} (pente de Theil-Sen{THIN}; {test})."


def p_words(p_value: float) -> str:
    """A p-value as it is said: `p = 0,03`, `p < 0,001`."""
    return f"p < {number(0.001, 3)}" if p_value < 0.001 else f"p = {number(p_value, 3 if p_value < 0.1 else 2)}"
