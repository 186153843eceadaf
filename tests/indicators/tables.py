"""Small tables for the tests of indicators, in the dtypes of a parsed workbook."""

from collections.abc import Sequence
from datetime import date, time

import pandas as pd

from domain.sheets import SHEETS, Kind
from indicators.situation import Situation

Row = dict[str, object]
Rows = Sequence[Row]
_KEPT = {"meetings": ["held_on"], "decisions": ["taken_on", "text", "owner", "due_on", "done_on", "given_up_on"]}
_DTYPES = {Kind.INT: "Int64", Kind.FLOAT: "Float64", Kind.BOOL: "boolean"}
_DATES = (Kind.DATE, Kind.MONTH, Kind.PERIOD)


def _dates(cells: Sequence[object]) -> pd.Series:
    moments = [pd.Timestamp(str(cell)) if cell is not None else pd.NaT for cell in cells]
    return pd.Series(moments, dtype="datetime64[us]")


def sheet(code: str, rows: Rows) -> pd.DataFrame:
    """A frame of that sheet: the fields given, the declared default or an empty cell elsewhere."""
    columns = {}
    for column in SHEETS[code].columns:
        default = False if column.kind is Kind.BOOL and column.default is None else column.default
        cells = [row.get(column.field, default) for row in rows]
        if column.kind in _DATES:
            columns[column.field] = _dates(cells)
        else:
            columns[column.field] = pd.Series(cells, dtype=_DTYPES.get(column.kind, "object"))
    unknown = {name for row in rows for name in row} - set(columns)
    assert not unknown, unknown
    return pd.DataFrame(columns)


def kept(code: str, rows: Rows) -> pd.DataFrame:
    """A frame of meetings or decisions."""
    return pd.DataFrame(
        {
            name: _dates(cells) if name.endswith("_on") else cells
            for name in _KEPT[code]
            for cells in [[row.get(name) for row in rows]]
        }
    )


SECTORS: Rows = [
    {
        "code": "S1",
        "name": "Les Tilleuls",
        "kind": "quarter",
        "force_area": "PN",
        "priority": 1,
        "asset_district": True,
    },
    {"code": "S2", "name": "La Gare", "kind": "transport", "force_area": "PN", "priority": 2},
    {"code": "S3", "name": "Le Port", "kind": "other", "force_area": "GN", "priority": 3},
]
SERVICES: Rows = [
    {"code": "BAC", "name": "BAC", "force": "police"},
    {"code": "CGD", "name": "Compagnie", "force": "gendarmerie"},
    {"code": "EMS", "name": "Équipe mobile", "force": "school_team"},
]
SCHOOLS: Rows = [
    {
        "uai": "0010001A",
        "name": "Collège A",
        "kind": "middle",
        "sector": "S1",
        "national_list": True,
        "weekly_target": 2,
    },
    {"uai": "0010002B", "name": "Lycée B", "kind": "high", "sector": "S2", "sensitive": True, "weekly_target": 1},
    {"uai": "0010003C", "name": "École C", "kind": "primary", "sector": "S1", "weekly_target": 2},
]
COLLEGE, LYCEE, ECOLE = (str(row["uai"]) for row in SCHOOLS)


def situation(
    department: str = "00",
    coverage: dict[str, date] | None = None,
    contributors: dict[str, tuple[str, ...]] | None = None,
    **tables: Rows,
) -> Situation:
    """A situation of three sectors, services and schools, and the rows given by sheet code."""
    rows: dict[str, Rows] = {"sectors": SECTORS, "services": SERVICES, "schools": SCHOOLS, **tables}
    frames = {code: (kept if code in _KEPT else sheet)(code, found) for code, found in rows.items()}
    return Situation(department, frames, coverage or {}, contributors or {})


def operation(reference: str, day: str, sector: str = "S1", lead: str = "BAC", **fields: object) -> Row:
    """One operation."""
    row = {"reference": reference, "date": day, "sector": sector, "kind": "securing", "lead_service": lead}
    return {**row, **fields}


def presence(uai: str, day: str, starts: time, service: str = "BAC", **fields: object) -> Row:
    """One presence."""
    return {"uai": uai, "date": day, "starts_at": starts, "service": service, **fields}


def fact(day: str, sector: str | None = "S1", offence: str = "traffic", **fields: object) -> Row:
    """One fact."""
    return {"date": day, "sector": sector, "offence": offence, **fields}


def daily(first: str, last: str, count: int, sector: str = "S1") -> list[Row]:
    """`count` facts spread evenly from one day to the other, both included."""
    days = pd.date_range(first, last)
    chosen = [days[index * (len(days) - 1) // max(count - 1, 1)] for index in range(count)]
    return [fact(str(day.date()), sector) for day in chosen]
