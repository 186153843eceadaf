"""The slip of investigations to send to the national office, and marking them as sent by a deposit of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.deposit import Examined, Upload, examined, stored
from analysis.investigations import Investigations
from data_access.database import Database
from data_access.foreseen import Foreseen
from data_access.imports import Receipt
from data_access.queries.rows import sheet_rows
from data_access.workbooks.template import some_columns
from domain import french
from domain.scope import Scope
from domain.sheets import SHEETS

WRITTEN = "sent_to_office_on"
"""The one field that marking an investigation as sent fills."""
_SHEET = SHEETS["investigations"]
_FIELDS = ("reference", "opened_on", "service", WRITTEN)
"""The columns of the workbook that marks: those that the sheet requires of any row, and the date."""


@dataclass(frozen=True)
class Slip:
    """The closed investigations that a slip of that day sends to the office, the longest waiting first.

    Columns reference, service (code), service_name, sector (code; missing: none), sector_name, objective
    (code; missing: none), objective_title, closed_on, days_waiting (from the closing to `day`). Nothing
    in it is of a person.
    """

    department: str
    day: date
    rows: pd.DataFrame

    @property
    def references(self) -> tuple[str, ...]:
        """The references of its investigations, in their order."""
        return tuple(self.rows["reference"])


@dataclass(frozen=True)
class Marking:
    """What marking a slip as sent would write: `foreseen`, or the sentence `hindrance` that says why it cannot be."""

    file: str
    foreseen: Foreseen | None
    hindrance: str | None


class SlipRefused(Exception):
    """The slip cannot be marked as sent; the message says why, in French."""


def to_send(found: Investigations) -> pd.DataFrame:
    """Of the investigations that the window's last day finds unsent, those not marked as sent since."""
    return found.unsent[found.unsent[WRITTEN].isna()].reset_index(drop=True)


def slip(found: Investigations, day: date, left_out: Sequence[str] = ()) -> Slip:
    """The slip of that day: what is still to send, but for the references left out and what closed after it."""
    rows = to_send(found)
    rows = rows[~rows["reference"].isin(left_out) & rows["closed_on"].le(pd.Timestamp(day))].reset_index(drop=True)
    titles = found.flow.dropna(subset="objective").set_index("objective")["title"]
    table = pd.DataFrame(
        {
            "reference": rows["reference"],
            "service": rows["service"],
            "service_name": rows["service"].map(found.services),
            "sector": rows["sector"],
            "sector_name": rows["sector"].map(found.sectors),
            "objective": rows["objective"],
            "objective_title": rows["objective"].map(titles),
            "closed_on": rows["closed_on"],
            "days_waiting": (pd.Timestamp(day) - rows["closed_on"]).dt.days,
        }
    )
    return Slip(found.department, day, table)


def marking(database: Database, scope: Scope, department: str, day: date, references: tuple[str, ...]) -> Marking:
    """What marking those investigations as sent on that day would write; nothing is stored. Raises ScopeError."""
    seen = _read(database, scope, department, day, references)
    if isinstance(seen, str):
        return Marking(_file(day), None, seen)
    return Marking(_file(day), seen.foreseen, None)


def marked(database: Database, scope: Scope, department: str, day: date, references: tuple[str, ...]) -> Receipt | str:
    """Mark those investigations as sent on that day, by an ordinary deposit of a workbook that says so.

    Its receipt, or the sentence that refuses it, with nothing stored. Undoing that deposit puts all back. Raises
    ScopeError.
    """
    seen = _read(database, scope, department, day, references)
    return seen if isinstance(seen, str) else stored(database, scope, seen, department, None, sound_only=False)


def _read(database: Database, scope: Scope, department: str, day: date, references: tuple[str, ...]) -> Examined | str:
    """The workbook of the slip, read and checked as any other; or the sentence that says why it cannot be stored."""
    try:
        upload = _workbook(database, scope, department, day, references)
    except SlipRefused as refused:
        return str(refused)
    seen = examined(database, scope, upload, department, None)
    faults = seen.parsed.faults
    return faults[0].message if faults else seen.hindrance or seen


def _file(day: date) -> str:
    return f"bordereau-office-{day.isoformat()}.xlsx"


def _workbook(database: Database, scope: Scope, department: str, day: date, references: tuple[str, ...]) -> Upload:
    """The workbook that marks them, from their rows as they stand now. Raises SlipRefused, ScopeError."""
    with database.read() as connection:
        rows = sheet_rows(connection, scope, department, "investigations")
    rows = rows[rows["reference"].isin(references)]
    _require_sendable(rows, references, day)
    in_order = rows.set_index("reference", drop=False).loc[list(references), list(_FIELDS[:-1])]
    written = in_order.assign(opened_on=in_order["opened_on"].dt.date).to_dict("records")
    content = some_columns(
        _SHEET, _FIELDS, [{str(name): row[name] for name in row} | {WRITTEN: day} for row in written]
    )
    return Upload(_file(day), content)


def _require_sendable(rows: pd.DataFrame, references: tuple[str, ...], day: date) -> None:
    """Raise SlipRefused unless each of them is there, closed by that day and not sent."""
    if not references:
        raise SlipRefused("Ce bordereau ne contient aucune enquête.")
    moment = pd.Timestamp(day)
    for words, faulty in (
        ("ne sont plus enregistrées", sorted(set(references) - set(rows["reference"]))),
        ("ne sont pas closes à cette date", sorted(rows.loc[~rows["closed_on"].le(moment), "reference"])),
        ("sont déjà marquées comme transmises", sorted(rows.loc[rows[WRITTEN].notna(), "reference"])),
    ):
        if faulty:
            raise SlipRefused(f"Des enquêtes du bordereau {words}{french.NBSP}: {french.listed(faulty)}. Refaites-le.")
