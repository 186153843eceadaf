"""Établissements: the coverage matrix, the gaps, the map, one school."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.measures import within
from indicators.school_gaps import gaps, weekday_slots
from indicators.school_weeks import coverage
from indicators.situation import Situation

MATRIX_WEEKS = 12
KEY_CODES = (
    "school_coverage_national",
    "school_coverage",
    "schools_under_target",
    "presences",
    "presences_joint",
    "presence_minutes",
)
SCHOOL_CODES = ("school_coverage", "presences", "presences_joint", "presence_minutes")


@dataclass(frozen=True)
class Schools:
    """What the screen Établissements shows of a window.

    `coverage`: columns of `indicators.school_weeks.coverage`, over the 12 weeks that end with the window (or the
    window itself where longer); the national list first, then the school with the most weeks not covered.
    `gaps`: columns of `indicators.school_gaps.gaps` over the window, worst first. `unknown_calendar`: the UAI of
    the schools that no week of the matrix could be counted for, for want of a calendar.
    `sectors`: code, name, outline. `places`: uai, name, kind, commune, sector, national_list, sensitive,
    weekly_target, longitude, latitude.
    """

    department: str
    window: Window
    matrix_window: Window
    key_figures: tuple[Figure, ...]
    coverage: pd.DataFrame
    gaps: pd.DataFrame
    unknown_calendar: tuple[str, ...]
    sectors: pd.DataFrame
    places: pd.DataFrame
    freshness: pd.DataFrame

    @property
    def absent(self) -> str | None:
        """Why nothing is known of the window's presences; None where something is."""
        counted = self.key_figures[KEY_CODES.index("presences")]
        return counted.statement if counted.value is None else None

    @property
    def without_class(self) -> bool:
        """Whether no followed school held class in the window, its calendar being known."""
        return not self.unknown_calendar and bool(self.gaps["weeks"].eq(0).all())


@dataclass(frozen=True)
class SchoolDetail:
    """One school.

    `weeks` are the matrix's. `key_figures` are the school's over the window. `slots` (weekday x slot, columns of
    `indicators.school_gaps.weekday_slots`) and `gaps` (one row) over the matrix's weeks; `presences` of the window with
    their origin.
    """

    uai: str
    name: str
    weeks: Window
    key_figures: tuple[Figure, ...]
    slots: pd.DataFrame
    gaps: pd.DataFrame
    presences: pd.DataFrame


def schools(database: Database, scope: Scope, department: str, window: Window) -> Schools:
    """The schools of the plan in a window. Raises ScopeError."""
    known = situation(database, scope, department, window)
    weeks = matrix_window(window)
    covered = coverage(known, weeks)
    counted = covered[covered["state"].ne("unknown_calendar")]
    places = known.table("schools")
    columns = [
        name for name in places.columns if name not in ("deposit_id", "source_file", "source_sheet", "source_row")
    ]
    return Schools(
        department=department,
        window=window,
        matrix_window=weeks,
        key_figures=tuple(figures(known, window, KEY_CODES, By.DEPARTMENT)),
        coverage=_worst_first(covered),
        gaps=gaps(known, window),
        unknown_calendar=tuple(covered["uai"][~covered["uai"].isin(counted["uai"])].unique()),
        sectors=known.table("sectors")[["code", "name", "outline"]],
        places=places[columns],
        freshness=freshness(known, window),
    )


def _worst_first(covered: pd.DataFrame) -> pd.DataFrame:
    missed = covered["state"].eq("under_target").groupby(covered["uai"]).transform("sum")
    order = ["national_list", "missed", "uai", "week"]
    table = covered.assign(missed=missed).sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return table.drop(columns="missed")


def school_detail(database: Database, scope: Scope, department: str, window: Window, uai: str) -> SchoolDetail | None:
    """One school of the plan in force at the window's end; None where the plan has no such UAI."""
    known = situation(database, scope, department, window)
    names = known.table("schools").drop_duplicates("uai").set_index("uai")["name"]
    if uai not in names.index:
        return None
    weeks = matrix_window(window)
    found = gaps(known, weeks)
    return SchoolDetail(
        uai=uai,
        name=str(names[uai]),
        weeks=weeks,
        key_figures=tuple(figure for figure in figures(known, window, SCHOOL_CODES, By.SCHOOL) if figure.scope == uai),
        slots=weekday_slots(known, weeks, uai),
        gaps=found[found["uai"] == uai].reset_index(drop=True),
        presences=_presences(known, window, uai),
    )


def matrix_window(window: Window) -> Window:
    """Whole weeks, twelve at least, the last being that of the window's end; never past that end."""
    monday = window.end - timedelta(days=window.end.weekday())
    start = min(monday - timedelta(weeks=MATRIX_WEEKS - 1), window.start - timedelta(days=window.start.weekday()))
    return Window(start, window.end)


def _presences(known: Situation, window: Window, uai: str) -> pd.DataFrame:
    rows = known.table("presences")
    return rows[(rows["uai"] == uai) & within(rows["date"], window)].reset_index(drop=True)
