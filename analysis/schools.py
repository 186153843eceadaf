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
from indicators.school_gaps import dosage, gaps, presence_unpredictability, weekday_slots
from indicators.school_weeks import coverage, coverage_shares, planned_and_done, planned_by_week
from indicators.situation import Situation

MATRIX_WEEKS = 12
YEAR_DAYS = 364
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
    window itself where longer); the school with the most weeks not covered first, of these the national list first.
    `shares` (coverage of the national, local and whole list) over the window, `planned` (planned against done, week
    by week) over the matrix's weeks: columns of `coverage_shares` and `planned_by_week` there. `dosage`: columns of
    `indicators.school_gaps.dosage` over the window.
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
    shares: pd.DataFrame
    planned: pd.DataFrame
    dosage: pd.DataFrame
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
    `indicators.school_gaps.weekday_slots`), `gaps` (one row), `planned` (columns of
    `indicators.school_weeks.planned_and_done`) and `unpredictability` (0 to 1, None under 8 presences) over the
    matrix's weeks; `presences` of the window, `meetings` (the rows of `Prévention`) and `advice` (those of `Sûreté`)
    of the year that ends with it, with their origin.
    """

    uai: str
    name: str
    weeks: Window
    key_figures: tuple[Figure, ...]
    slots: pd.DataFrame
    gaps: pd.DataFrame
    planned: pd.DataFrame
    unpredictability: float | None
    presences: pd.DataFrame
    meetings: pd.DataFrame
    advice: pd.DataFrame


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
        shares=coverage_shares(known, window),
        planned=planned_by_week(known, weeks),
        dosage=dosage(known, window),
        gaps=gaps(known, window),
        unknown_calendar=tuple(covered["uai"][~covered["uai"].isin(counted["uai"])].unique()),
        sectors=known.table("sectors")[["code", "name", "outline"]],
        places=places[columns],
        freshness=freshness(known, window),
    )


def _worst_first(covered: pd.DataFrame) -> pd.DataFrame:
    missed = covered["state"].eq("under_target").groupby(covered["uai"]).transform("sum")
    order = ["missed", "national_list", "uai", "week"]
    table = covered.assign(missed=missed).sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return table.drop(columns="missed")


def school_detail(database: Database, scope: Scope, department: str, window: Window, uai: str) -> SchoolDetail | None:
    """One school of the plan in force at the window's end; None where the plan has no such UAI."""
    known = situation(database, scope, department, window)
    names = known.table("schools").drop_duplicates("uai").set_index("uai")["name"]
    if uai not in names.index:
        return None
    weeks = matrix_window(window)
    found, planned = gaps(known, weeks), planned_and_done(known, weeks)
    value = presence_unpredictability(known, weeks).get(uai)
    year = Window(window.end - timedelta(days=YEAR_DAYS - 1), window.end)
    return SchoolDetail(
        uai=uai,
        name=str(names[uai]),
        weeks=weeks,
        key_figures=tuple(figure for figure in figures(known, window, SCHOOL_CODES, By.SCHOOL) if figure.scope == uai),
        slots=weekday_slots(known, weeks, uai),
        gaps=found[found["uai"] == uai].reset_index(drop=True),
        planned=planned[planned["uai"] == uai].reset_index(drop=True),
        unpredictability=None if value is None or pd.isna(value) else float(value),
        presences=_rows(known, "presences", window, uai),
        meetings=_rows(known, "prevention", year, uai),
        advice=_rows(known, "safety", year, uai),
    )


def matrix_window(window: Window) -> Window:
    """Whole weeks, twelve at least, the last being that of the window's end; never past that end."""
    monday = window.end - timedelta(days=window.end.weekday())
    start = min(monday - timedelta(weeks=MATRIX_WEEKS - 1), window.start - timedelta(days=window.start.weekday()))
    return Window(start, window.end)


def _rows(known: Situation, code: str, window: Window, uai: str) -> pd.DataFrame:
    rows = known.table(code)
    return rows[(rows["uai"] == uai) & within(rows["date"], window)].reset_index(drop=True)
