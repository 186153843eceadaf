"""What storing a file would change, said before anything is stored: counts, and old and new values cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from data_access.changes import Change, Intake
from data_access.database import Database
from data_access.progress import Stage, Tell, untold
from data_access.queries.current import stored_values
from data_access.receipts import SheetReceipt, sheet_receipt
from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from domain.scope import Scope
from domain.sheets import SHEETS

REPLACEMENTS_SHOWN = 200


@dataclass(frozen=True)
class CellChange:
    """A field of a row that is there already: its stored value, and the one that the file gives."""

    field: str
    former: object
    value: object


@dataclass(frozen=True)
class Replacement:
    """A row of the file that would replace a stored one: `identity` are the values by which it is known again."""

    sheet: str
    recognised: str
    row: int
    identity: tuple[object, ...]
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class Foreseen:
    """The counts sheet by sheet, and the first replacements of each sheet (`REPLACEMENTS_SHOWN` at most)."""

    sheets: tuple[SheetReceipt, ...]
    replacements: tuple[Replacement, ...]


def preview(database: Database, scope: Scope, parsed: ParsedFile, department: str, tell: Tell = untold) -> Foreseen:
    """What storing the sound rows would change.

    Raises ScopeError, and ImportRefused for a plan whose département or semester is not this one's.
    """
    scope.require(department)
    sheets: list[SheetReceipt] = []
    replacements: list[Replacement] = []
    with database.read() as connection:
        intake = Intake(connection, scope, parsed, department)
        intake.require_department()
        for sheet in intake.sheets():
            tell(Stage.COMPARING, sum(done.new + done.replaced + done.unchanged for done in sheets), intake.rows)
            changes = list(intake.changes(sheet))
            sheets.append(sheet_receipt(sheet, changes))
            found = (one for change in changes for one in _replacements(intake, sheet, change))
            replacements += islice(found, REPLACEMENTS_SHOWN)
    return Foreseen(tuple(sheets), tuple(replacements))


def _replacements(intake: Intake, sheet: ParsedSheet, change: Change) -> Iterator[Replacement]:
    declared = SHEETS[sheet.recognised or ""]
    shown = dict(islice(change.replaced.items(), REPLACEMENTS_SHOWN))
    batch = change.batch
    fields = list(batch.columns)
    if "department" in fields and "department" in batch.origin:
        fields.remove("department")
    stored = stored_values(
        intake.connection, intake.scope, batch.department, declared.code, list(shown.values()), fields
    )
    identifying = [name for name in (declared.key or declared.fallback_key) if name in fields]
    for position, row_id in shown.items():
        values = [batch.columns[name][position] for name in fields]
        cells = zip(fields, stored[row_id], values, strict=True)
        yield Replacement(
            sheet=sheet.sheet,
            recognised=declared.code,
            row=batch.rows[position],
            identity=tuple(batch.columns[name][position] for name in identifying),
            cells=tuple(CellChange(*cell) for cell in cells if cell[1] != cell[2]),
        )
