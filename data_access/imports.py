"""One deposit, one transaction: store a file whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, update

from data_access import originals
from data_access.amendments import record_amendments, refused_amendment
from data_access.bulk import insert_columns
from data_access.changes import Change, ImportRefused, Intake
from data_access.database import Database
from data_access.models import table_of
from data_access.progress import Stage, Tell, untold
from data_access.queries.deposits import deposit_of_file
from data_access.queries.references import plan_codes
from data_access.receipts import Receipt, SheetReceipt, sheet_receipt
from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from domain import french
from domain.scope import Scope

__all__ = ["ImportRefused", "Receipt", "SheetReceipt", "require_known_service", "store"]

_SERVICES_NAMED = 5


def store(
    database: Database,
    scope: Scope,
    parsed: ParsedFile,
    department: str,
    service: str | None,
    author: str,
    sound_only: bool = False,
    content: bytes | None = None,
    tell: Tell = untold,
) -> Receipt:
    """Store a file as one deposit, in one transaction; what `tell` raises leaves nothing stored.

    `content` are its bytes, kept for as long as the administrator sets; None: they are not kept.

    Raises ImportRefused, with nothing stored, where the file is refused, or has faults and `sound_only`
    is not set; ScopeError where the scope does not hold the département or the service.
    """
    scope.require(department)
    service = scope.require_service(service)
    _require_storable(parsed, sound_only)
    with database.write() as connection:
        _require_known_service(connection, scope, department, service, [parsed])
        intake = Intake(connection, scope, parsed, department)
        intake.require_department()
        now = datetime.now(UTC)
        corrects = None if parsed.corrects is None else deposit_of_file(connection, scope, department, parsed.corrects)
        deposit_id = _insert_deposit(connection, parsed, department, service, author, now, corrects)
        sheets = _store_sheets(connection, intake, deposit_id, tell)
        record_amendments(connection, deposit_id, parsed.amendments)
        kept = content is not None and originals.keep(connection, parsed, content, now)
        originals.purge(connection, now, originals.days_kept())
    return Receipt(
        deposit_id=deposit_id,
        file=parsed.name,
        sheets=sheets,
        department=department,
        service=service,
        author=author,
        stored_at=now,
        sha256=parsed.sha256,
        size=parsed.size,
        amendments=parsed.amendments,
        corrects=corrects,
        kept=kept,
    )


def _store_sheets(connection: Connection, intake: Intake, deposit_id: int, tell: Tell) -> tuple[SheetReceipt, ...]:
    receipts: list[SheetReceipt] = []
    done = 0
    for sheet in intake.sheets():
        tell(Stage.COMPARING, done, intake.rows)
        changes = list(intake.changes(sheet))
        receipts.append(sheet_receipt(sheet, changes))
        origin = {
            "deposit_id": deposit_id,
            "deposit_sheet_id": _insert_sheet(connection, deposit_id, sheet, receipts[-1]),
        }
        for change in changes:
            for inserted in _apply(connection, receipts[-1].recognised, change, origin):
                tell(Stage.STORING, done + inserted, intake.rows)
            done += len(change.batch.keys)
    return tuple(receipts)


def require_known_service(
    database: Database, scope: Scope, department: str, service: str | None, files: Sequence[ParsedFile] = ()
) -> None:
    """Raise ImportRefused where the département's plans name services, and neither they nor those files name that one.

    Raises ScopeError where the scope does not hold the département.
    """
    with database.read() as connection:
        _require_known_service(connection, scope, department, service, files)


def _require_known_service(
    connection: Connection, scope: Scope, department: str, service: str | None, files: Sequence[ParsedFile]
) -> None:
    known = plan_codes(connection, scope, department, "services") if service is not None else set()
    if not known:
        return
    sheets = (sheet for parsed in files for sheet in parsed.sheets if sheet.recognised == "services")
    if service not in known.union(*(map(str, sheet.values["code"]) for sheet in sheets)):
        named = french.listed(sorted(known)[:_SERVICES_NAMED])
        raise ImportRefused(
            f"Le service «\u00a0{service}\u00a0» n’est dans aucun plan du département {department}. Ses services sont "
            f"par exemple {named}. Donnez l’un d’eux, ou ajoutez ce service au plan."
        )


def _require_storable(parsed: ParsedFile, sound_only: bool) -> None:
    if parsed.refused is not None:
        raise ImportRefused(parsed.refused.message)
    if (unfit := refused_amendment(parsed.amendments)) is not None:
        raise ImportRefused(f"{parsed.name}, {unfit}")
    if parsed.faults and not sound_only:
        raise ImportRefused(
            f"{parsed.name}\u00a0: {len(parsed.faults)} erreur(s), rien n’a été enregistré. Corrigez le classeur, "
            "ou choisissez de n’enregistrer que les lignes saines."
        )


def _insert_deposit(
    connection: Connection,
    parsed: ParsedFile,
    department: str,
    service: str | None,
    author: str,
    now: datetime,
    corrects: int | None,
) -> int:
    values = {
        "department": department,
        "service": service,
        "file": parsed.name,
        "kind": str(parsed.kind),
        "sha256": parsed.sha256,
        "size": parsed.size,
        "author": author,
        "stored_at": now,
        "corrects": corrects,
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


def _apply(connection: Connection, recognised: str, change: Change, deposit: Mapping[str, int]) -> Iterator[int]:
    """Store one change; yields how many of its rows are in, now and then."""
    table = table_of(recognised)
    if change.replaced:
        # Before the new rows: no two current rows may bear one key, even for a moment.
        supersede = update(table).where(table.c.id == bindparam("row_id")).values(superseded_by=deposit["deposit_id"])
        connection.execute(supersede, [{"row_id": row_id} for row_id in change.replaced.values()])
    batch = change.batch
    origin = {**batch.origin, **deposit}
    columns: dict[str, Sequence[object]] = {
        **{name: values for name, values in batch.columns.items() if name not in origin},
        "source_row": batch.rows,
        "row_key": batch.keys,
        "content": batch.contents,
    }
    if len(change.new) < len(batch.keys):
        columns = {name: _picked(values, change.new) for name, values in columns.items()}
    yield from insert_columns(connection, table, columns, origin)


def _picked(values: Sequence[object], positions: Sequence[int]) -> list[object]:
    return [values[position] for position in positions]
