"""One deposit, one transaction: say what a file would change, store it whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, update

from data_access.changes import Change, ImportRefused, Intake
from data_access.database import Database
from data_access.models import table_of
from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from domain.scope import Scope

__all__ = ["ImportRefused", "Receipt", "SheetReceipt", "preview", "store"]

_ROWS_AN_INSERT = 20_000


@dataclass(frozen=True)
class SheetReceipt:
    """What a deposit did, or would do, with one sheet's rows."""

    sheet: str
    recognised: str
    new: int
    replaced: int
    unchanged: int
    refused: int


@dataclass(frozen=True)
class Receipt:
    """What a deposit did; `deposit_id` is None for one that is only foreseen."""

    deposit_id: int | None
    file: str
    sheets: tuple[SheetReceipt, ...]


def preview(database: Database, scope: Scope, parsed: ParsedFile, department: str) -> Receipt:
    """What storing the sound rows would change.

    Raises ScopeError, and ImportRefused for a plan whose département or semester is not this one's.
    """
    scope.require(department)
    _require_department(parsed, department)
    with database.read() as connection:
        intake = Intake(connection, scope, parsed, department)
        sheets = tuple(_receipt(sheet, list(intake.changes(sheet))) for sheet in intake.sheets())
    return Receipt(None, parsed.name, sheets)


def store(
    database: Database,
    scope: Scope,
    parsed: ParsedFile,
    department: str,
    service: str | None,
    author: str,
    sound_only: bool = False,
) -> Receipt:
    """Store a file as one deposit, in one transaction.

    Raises ImportRefused, with nothing stored, where the file is refused, or has faults and `sound_only`
    is not set; ScopeError where the scope does not hold the département or the service.
    """
    scope.require(department)
    service = scope.require_service(service)
    if parsed.refused is not None:
        raise ImportRefused(parsed.refused.message)
    if parsed.faults and not sound_only:
        raise ImportRefused(
            f"{parsed.name}\u00a0: {len(parsed.faults)} erreur(s), rien n’a été enregistré. Corrigez le classeur, "
            "ou choisissez de n’enregistrer que les lignes saines."
        )
    _require_department(parsed, department)
    with database.write() as connection:
        intake = Intake(connection, scope, parsed, department)
        deposit_id = _insert_deposit(connection, parsed, department, service, author)
        receipts = []
        for sheet in intake.sheets():
            changes = list(intake.changes(sheet))
            receipt = _receipt(sheet, changes)
            sheet_id = _insert_sheet(connection, deposit_id, sheet, receipt)
            for change in changes:
                _apply(connection, receipt.recognised, change, deposit_id, sheet_id)
            receipts.append(receipt)
    return Receipt(deposit_id, parsed.name, tuple(receipts))


def _require_department(parsed: ParsedFile, department: str) -> None:
    """Refuse a plan that states another département: its rows cannot be told from those of this one."""
    for sheet in parsed.sheets:
        stated = sheet.values["department"] if sheet.recognised == "plan" else []
        others = sorted({str(code) for code in stated if code is not None} - {department})
        if others:
            raise ImportRefused(
                f"{parsed.name}\u00a0: la feuille «\u00a0{sheet.sheet}\u00a0» est celle du département {others[0]}, "
                f"pas du département {department}. Déposez ce classeur sous son département."
            )


def _receipt(sheet: ParsedSheet, changes: Sequence[Change]) -> SheetReceipt:
    return SheetReceipt(
        sheet=sheet.sheet,
        recognised=sheet.recognised or "",
        new=sum(len(change.new) - len(change.replaced) for change in changes),
        replaced=sum(len(change.replaced) for change in changes),
        unchanged=sum(change.unchanged for change in changes),
        refused=sheet.rows - sheet.sound,
    )


def _insert_deposit(
    connection: Connection, parsed: ParsedFile, department: str, service: str | None, author: str
) -> int:
    values = {
        "department": department,
        "service": service,
        "file": parsed.name,
        "kind": str(parsed.kind),
        "sha256": parsed.sha256,
        "size": parsed.size,
        "author": author,
        "stored_at": datetime.now(UTC),
    }
    return _insert_one(connection, "deposits", values)


def _insert_sheet(connection: Connection, deposit_id: int, sheet: ParsedSheet, receipt: SheetReceipt) -> int:
    # A sheet of which nothing is stored covers no day; one without rows may well state that nothing happened.
    covers = sheet.sound > 0 or sheet.rows == 0
    values = {
        "deposit_id": deposit_id,
        "sheet": sheet.sheet,
        "recognised": receipt.recognised,
        "new": receipt.new,
        "replaced": receipt.replaced,
        "unchanged": receipt.unchanged,
        "refused": receipt.refused,
        "first_date": sheet.first_date if covers else None,
        "last_date": sheet.last_date if covers else None,
    }
    return _insert_one(connection, "deposit_sheets", values)


def _insert_one(connection: Connection, name: str, values: Mapping[str, object]) -> int:
    table = table_of(name)
    return int(connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())


def _apply(connection: Connection, recognised: str, change: Change, deposit_id: int, sheet_id: int) -> None:
    table = table_of(recognised)
    if change.replaced:
        # Before the new rows: no two current rows may bear one key, even for a moment.
        supersede = update(table).where(table.c.id == bindparam("row_id")).values(superseded_by=deposit_id)
        connection.execute(supersede, [{"row_id": row_id} for row_id in change.replaced.values()])
    batch = change.batch
    origin = {**batch.origin, "deposit_id": deposit_id, "deposit_sheet_id": sheet_id}
    for start in range(0, len(change.new), _ROWS_AN_INSERT):
        records = [
            {name: values[at] for name, values in batch.columns.items()}
            | {"source_row": batch.rows[at], "row_key": batch.keys[at], "content": batch.contents[at]}
            | origin
            for at in change.new[start : start + _ROWS_AN_INSERT]
        ]
        connection.execute(insert(table), records)
