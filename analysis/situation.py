"""The tables of one département, as the indicators want them."""

from datetime import date

import pandas as pd

from data_access.database import Connection, Database
from data_access.queries import deposits, series
from data_access.queries.known import sector_outlines
from data_access.queries.rows import has_plan_versions, plan_rows, sheet_rows
from data_access.workbooks.convert import compact_geojson
from domain.scope import Scope
from domain.sheets import WORKBOOK_SHEETS
from indicators.situation import Situation

_FROM_DIRECTORY = ("commune", "longitude", "latitude")


def situation(database: Database, scope: Scope, department: str, end: date) -> Situation:
    """What is known of a département; its plan is the one in force on `end`. Raises ScopeError."""
    with database.read() as connection:
        tables = {
            sheet.code: (
                plan_rows(connection, scope, department, sheet.code, end)
                if has_plan_versions(sheet.code)
                else sheet_rows(connection, scope, department, sheet.code)
            )
            for sheet in WORKBOOK_SHEETS
        }
        tables["sectors"] = _drawn(connection, scope, department, tables["sectors"])
        tables["schools"] = _completed(tables["schools"], sheet_rows(connection, scope, department, "directory"))
        tables["meetings"] = series.meetings(connection, scope, department)
        tables["decisions"] = series.decisions(connection, scope, department)
        return Situation(
            department=department,
            tables=tables,
            coverage=deposits.coverage(connection, scope, department),
            contributors=deposits.contributors(connection, scope, department),
        )


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
