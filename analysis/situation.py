"""The tables of one département, as the indicators want them."""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta

import pandas as pd

from data_access.database import Connection, Database
from data_access.queries import deposits, meetings, plans
from data_access.queries.known import sector_outlines
from data_access.queries.rows import (
    has_plan_versions,
    last_days_before,
    plan_rows,
    reaching_rows,
    sheet_rows,
    spans,
)
from data_access.workbooks.convert import compact_geojson
from domain.scope import Scope
from domain.sheets import WORKBOOK_SHEETS
from domain.windows import Window, last_full_month_end, month_end, month_start, months_back
from indicators.figures import SPARK_WINDOWS
from indicators.situation import Situation

_FROM_DIRECTORY = ("commune", "longitude", "latitude")
_SECTOR_FIELDS = ("code", "name", "kind", "force_area", "priority")
_SCHOOL_FIELDS = ("uai", "sector", "national_list", "sensitive")
_LAST_SEEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "operations": {"sectors": ("sector",), "services": ("lead_service", "partner_services")},
    "presences": {"schools": ("uai",)},
}
"""The sheets whose last day before the loaded ones matters: to the rows of which plan sheets, named in which fields."""


_read: ContextVar[dict[Hashable, Situation] | None] = ContextVar("read", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside the block, what is known of a département's window is read once, whoever asks for it.

    Analyses drawn together (a book) are then of one state of the data, and share what each works out of it.
    """
    if _read.get() is not None:
        yield
        return
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def situation(
    database: Database, scope: Scope, department: str, window: Window, since: date | None = None
) -> Situation:
    """What is known of a département for that window; its plan is the one in force on the window's last day.

    The rows at hand are those of the window and of all that it is compared with, so that the cost does not grow with
    the history; and those of the rest of its last month, by which one tells a month that no file brought. `since` asks
    for those from an earlier day on. Raises ScopeError.
    """
    found = _read.get()
    if found is None:
        return _known(database, scope, department, window, since)
    asked = (database, scope, department, window, since)
    if asked not in found:
        found[asked] = _known(database, scope, department, window, since)
    return found[asked]


def _known(database: Database, scope: Scope, department: str, window: Window, since: date | None) -> Situation:
    first = _first_day_needed(window)
    loaded = Window(first if since is None else min(first, month_start(since)), month_end(window.end))
    with database.read() as connection:
        tables = {
            sheet.code: (
                plan_rows(connection, scope, department, sheet.code, window.end)
                if has_plan_versions(sheet.code)
                else reaching_rows(connection, scope, department, sheet.code, loaded)
            )
            for sheet in WORKBOOK_SHEETS
        }
        tables["sectors"] = _drawn(connection, scope, department, tables["sectors"])
        tables["schools"] = _completed(tables["schools"], sheet_rows(connection, scope, department, "directory"))
        tables["meetings"] = meetings.meetings_held(connection, scope, department)
        tables["decisions"] = meetings.decisions(connection, scope, department)
        return Situation(
            department=department,
            tables=tables,
            coverage=deposits.coverage(connection, scope, department),
            contributors=deposits.contributors(connection, scope, department),
            loaded=loaded,
            spans=spans(connection, scope, department),
            earlier=_earlier(connection, scope, department, tables, loaded),
            sector_terms=_terms(connection, scope, department, "sectors", _SECTOR_FIELDS),
            school_terms=_terms(connection, scope, department, "schools", _SCHOOL_FIELDS),
        )


def _first_day_needed(window: Window) -> date:
    """The first day of the month of the oldest row that any figure of the window rests on."""
    return month_start(
        min(
            window.year_before().start,
            window.shifted(1 - SPARK_WINDOWS).start,
            window.previous().start,
            months_back(last_full_month_end(window.end), 12)[0],
            window.end - timedelta(days=366),
        )
    )


def _earlier(
    connection: Connection, scope: Scope, department: str, tables: Mapping[str, pd.DataFrame], loaded: Window
) -> dict[str, pd.DataFrame]:
    """The last days before the loaded rows, of the sheets that lack a sector, service or school of the plan in them.

    Where all are met, the older ones tell nothing more, and are not read.
    """
    found = {}
    for code, seen_by in _LAST_SEEN.items():
        rows = tables[code]
        for sheet, fields in seen_by.items():
            met = {part for field in fields for cell in rows[field].dropna().unique() for part in str(cell).split(";")}
            if not set(tables[sheet]["uai" if sheet == "schools" else "code"]) <= met:
                every = tuple(field for named in seen_by.values() for field in named)
                found[code] = last_days_before(connection, scope, department, code, every, loaded.start)
    return found


def _terms(
    connection: Connection, scope: Scope, department: str, code: str, fields: tuple[str, ...]
) -> pd.DataFrame | None:
    """What the plans named in those fields on which days (start, end), oldest first; None without a plan."""
    named = plans.named_in_plans(connection, scope, department, code, fields)
    terms = plans.terms(connection, scope, department, code)
    rows = [(*row, term.window.start, term.window.end) for term in terms for row in named[term.plan]]
    return pd.DataFrame(rows, columns=[*fields, "start", "end"], dtype=object) if rows else None


def _drawn(connection: Connection, scope: Scope, department: str, sectors: pd.DataFrame) -> pd.DataFrame:
    """The sectors, their outline taken from a layer joined on the code where the plan draws none."""
    outlines = {code: compact_geojson(shape) for code, shape in sector_outlines(connection, scope, department).items()}
    return sectors.assign(outline=sectors["outline"].where(sectors["outline"].notna(), sectors["code"].map(outlines)))


def _completed(schools: pd.DataFrame, directory: pd.DataFrame) -> pd.DataFrame:
    """The plan's schools, what they lack of commune and coordinates taken from the official directory."""
    official = directory.drop_duplicates("uai", keep="last").set_index("uai")
    filled = {
        field: schools[field].where(schools[field].notna(), schools["uai"].map(official[field]))
        for field in _FROM_DIRECTORY
    }
    return schools.assign(**filled)
