"""Opérations: frequency against target, the calendar, days since the last one, regularity, the list."""

from dataclasses import dataclass

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain import french
from domain.catalogue import By
from domain.rhythm import BAND_HOURS, MINIMUM_EVENTS
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.measures import within
from indicators.operations import by_day, frequency, same_slot_regularity, unpredictability, weekday_hour
from indicators.operations import yields as yields_of
from indicators.situation import DEPARTMENT_SCOPE

KEY_CODES = ("operations", "operations_raids", "days_since_operation", "unpredictability", "arrests", "cannabis_g")
MOBILE_CODES = ("mobile_units_asked", "mobile_units_granted")
PREDICTABLE, UNPREDICTABLE = 0.5, 0.8  # bounds of the words only; the value itself is shown beside them


@dataclass(frozen=True)
class Operations:
    """What the screen Opérations shows of a window.

    `key_figures`, `mobile_figures`: the département's. `frequency`: columns of
    `indicators.operations.frequency`, in the plan's order. `against_target`: the same, furthest under target first,
    with target_per_week. `calendar`: date, operations, raids, one row a day of the year that ends with the window.
    `rows`: the window's operations, every declared field and their origin. `sectors`, `services`: names by code.
    """

    department: str
    window: Window
    key_figures: tuple[Figure, ...]
    mobile_figures: tuple[Figure, ...]
    frequency: pd.DataFrame
    against_target: pd.DataFrame
    calendar: pd.DataFrame
    rows: pd.DataFrame
    sectors: dict[str, str]
    services: dict[str, str]
    freshness: pd.DataFrame

    @property
    def absent(self) -> str | None:
        """Why nothing is known of the window's operations; None where something is."""
        counted = self.key_figures[KEY_CODES.index("operations")]
        return counted.statement if counted.value is None else None

    @property
    def targeted(self) -> int:
        """How many sectors have a target of operations."""
        return int(self.frequency["reached"].notna().sum())

    @property
    def under_target(self) -> int:
        """How many of them are under it."""
        return int(self.frequency["reached"].eq(False).sum())


def operations(database: Database, scope: Scope, department: str, window: Window) -> Operations:
    """The operations of a département in a window. Raises ScopeError."""
    known = situation(database, scope, department, window)
    rows = known.table("operations")
    often = frequency(known, window)
    return Operations(
        department=department,
        window=window,
        key_figures=tuple(figures(known, window, KEY_CODES, By.DEPARTMENT)),
        mobile_figures=tuple(figures(known, window, MOBILE_CODES, By.DEPARTMENT)),
        frequency=often,
        against_target=_against_target(often, window),
        calendar=by_day(known, _year(window)),
        rows=rows[within(rows["date"], window)].reset_index(drop=True),
        sectors=_names(known.table("sectors")),
        services=_names(known.table("services")),
        freshness=freshness(known, window),
    )


def _year(window: Window) -> Window:
    return Window((pd.Timestamp(window.end) - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date(), window.end)


def _against_target(often: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The sectors, furthest under target first, then longest without operation; those without target last."""
    reach, idle = often["operations"] / often["expected"], often["days_since"].fillna(float("inf"))
    table = often.assign(target_per_week=often["expected"] * 7 / window.days, reach=reach, idle=idle)
    ordered = table.sort_values(["reach", "idle"], ascending=[True, False], ignore_index=True)
    return ordered.drop(columns=["reach", "idle"])


def _names(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["code"], table["name"], strict=True))


@dataclass(frozen=True)
class Rhythm:
    """When operations begin, over the year that ends with the window (the window itself where longer).

    `cells`: columns of `indicators.operations.weekday_hour`. `unpredictability` (0 to 1) and `regularity` (share of
    the gaps within one slot that are of exactly 7 or 14 days) are None where they cannot be said: neither is under 8
    operations of a known start. `sentence` says it.
    """

    window: Window
    cells: pd.DataFrame
    unpredictability: float | None
    regularity: float | None
    sentence: str


def rhythm(database: Database, scope: Scope, department: str, window: Window, sector: str | None = None) -> Rhythm:
    """The rhythm of the operations of a département, or of one of its sectors. Raises ScopeError."""
    known = situation(database, scope, department, window)
    year = max(_year(window), window, key=lambda period: period.days)
    by, place = (By.DEPARTMENT, DEPARTMENT_SCOPE) if sector is None else (By.SECTOR, sector)
    cells = weekday_hour(known, year, sector)
    value = _known(unpredictability(known, year, by).get(place))
    return Rhythm(
        window=year,
        cells=cells,
        unpredictability=value,
        regularity=None if value is None else _known(same_slot_regularity(known, year, by).get(place)),
        sentence=_rhythm_sentence(cells, value),
    )


def yields(
    database: Database, scope: Scope, department: str, window: Window, sector: str | None = None
) -> pd.DataFrame:
    """What an operation yields, over a département or one of its sectors: columns of `indicators.operations.yields`.

    Raises ScopeError.
    """
    return yields_of(situation(database, scope, department, window), window, sector)


def _known(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _rhythm_sentence(cells: pd.DataFrame, value: float | None) -> str:
    if value is None:
        return f"Moins de {MINIMUM_EVENTS} opérations dont l’heure est connue\u00a0: leur régularité ne se juge pas."
    slots = cells.groupby([cells["weekday"], cells["hour"] // BAND_HOURS * BAND_HOURS])["operations"].sum()
    weekday, first = max(slots.index, key=lambda slot: int(slots[slot]))
    where = f"le {french.WEEKDAYS[weekday]} entre {first}\u00a0h et {first + BAND_HOURS}\u00a0h"
    if value == 0:
        hours = cells.loc[cells["operations"].gt(0), "hour"].tolist()
        when = f"le {french.WEEKDAYS[weekday]} à {hours[0]}\u00a0h" if len(hours) == 1 else where
        return f"Les opérations commencent toujours {when}\u00a0: elles sont prévisibles."
    share = french.percent(int(slots.max()) / int(slots.sum()))
    if value < PREDICTABLE:
        return f"Les opérations commencent souvent {where} ({share} d’entre elles)\u00a0: elles sont prévisibles."
    if value < UNPREDICTABLE:
        return f"Les opérations varient peu\u00a0: {share} d’entre elles commencent {where}."
    return (
        f"Les opérations sont peu prévisibles\u00a0: leur créneau le plus fréquent, {where}, n’en réunit que {share}."
    )
