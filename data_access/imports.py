"""One deposit, one transaction: examine a file, say what it would change, store it whole or not at all."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select, update

from data_access.database import Database
from data_access.models import plan_bound, table_of
from data_access.queries.known import column_mappings, known_codes
from data_access.queries.plans import latest_plan
from data_access.workbooks.examine import examine, learn, stated_department
from data_access.workbooks.frames import plain_columns
from data_access.workbooks.identity import PLAN_FIELDS, contents, keys
from data_access.workbooks.known import Known
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet
from domain.scope import Scope
from domain.sheets import SHEETS, Book, Sheet

_KEYS_A_QUERY = 5_000
_ROWS_AN_INSERT = 20_000


class ImportRefused(Exception):
    """Nothing was stored; the message says why, in French."""


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


@dataclass(frozen=True)
class _Batch:
    """The sound rows of one sheet and département, ready to compare: values by field, keys, contents.

    `origin` is what all of them are stored with: the département, and the plan they belong to if any.
    """

    origin: dict[str, object]
    rows: list[int]
    columns: dict[str, list[object]]
    keys: list[str]
    contents: list[str]


@dataclass(frozen=True)
class _Change:
    """One batch against what is stored: the positions to insert, the ids to supersede, the count unchanged."""

    batch: _Batch
    new: list[int]
    replaced: dict[int, int]  # position -> id of the row that it replaces
    unchanged: int


def examine_file(
    database: Database,
    scope: Scope,
    source: Path | bytes,
    name: str,
    department: str | None,
    service: str | None = None,
    today: date | None = None,
    known: Known | None = None,
) -> ParsedFile:
    """Read and check one file as an import would, storing nothing.

    Without a département the plan's codes are not checked, unless the file is a plan that states one.
    `known` replaces what the database knows (a plan that is about to be deposited, say).
    """
    service = scope.require_service(service)
    mappings = None
    if department is not None:
        with database.read() as connection:
            known = known or known_codes(connection, scope, department)
            mappings = column_mappings(connection, scope, department, service)
    return examine(source, name, known or Known(), today or date.today(), mappings)


def plan_codes(database: Database, scope: Scope, files: Sequence[ParsedFile], department: str | None) -> Known | None:
    """What the database knows, with the codes of the plans among those files; None where none is a plan."""
    plans = [parsed for parsed in files if parsed.kind is FileKind.PLAN and parsed.refused is None]
    if not plans:
        return None
    stated = department or next((code for parsed in plans if (code := stated_department(parsed)) is not None), None)
    known = Known()
    if stated is not None:
        with database.read() as connection:
            known = known_codes(connection, scope, stated)
    for parsed in plans:
        for sheet in parsed.sheets:
            known = learn(known, sheet)
    return known


def preview(database: Database, scope: Scope, parsed: ParsedFile, department: str) -> Receipt:
    """What storing the sound rows would change.

    Raises ScopeError, and ImportRefused for a plan whose département or semester is not this one's.
    """
    scope.require(department)
    _require_department(parsed, department)
    with database.read() as connection:
        ranks: Counter[str] = Counter()
        sheets = tuple(
            _receipt(sheet, list(_changes(connection, scope, parsed, sheet, department, ranks)))
            for sheet in _known_sheets(parsed)
        )
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
        deposit_id = _insert_deposit(connection, parsed, department, service, author)
        receipts, ranks = [], Counter[str]()
        for sheet in _known_sheets(parsed):
            changes = list(_changes(connection, scope, parsed, sheet, department, ranks))
            receipt = _receipt(sheet, changes)
            sheet_id = _insert_sheet(connection, deposit_id, sheet, receipt)
            for change in changes:
                _apply(connection, receipt.recognised, change, deposit_id, sheet_id)
            receipts.append(receipt)
    return Receipt(deposit_id, parsed.name, tuple(receipts))


def remember_mapping(
    database: Database, scope: Scope, department: str, service: str | None, recognised: str, header: str, field: str
) -> None:
    """Keep an analyst's mapping of a (folded) header to a field, for that service's next files."""
    scope.require(department)
    key = {
        "department": department,
        "service": scope.require_service(service) or "",
        "recognised": recognised,
        "header": header,
    }
    table = table_of("column_mappings")
    with database.write() as connection:
        connection.execute(table.delete().filter_by(**key))
        connection.execute(insert(table).values(**key, field=field))


def _require_department(parsed: ParsedFile, department: str) -> None:
    """Refuse a plan that states another département: its rows cannot be told from those of this one."""
    for sheet in _known_sheets(parsed):
        others = [] if sheet.recognised != "plan" else sorted(set(sheet.frame["department"].dropna()) - {department})
        if others:
            raise ImportRefused(
                f"{parsed.name}\u00a0: la feuille «\u00a0{sheet.sheet}\u00a0» est celle du département {others[0]}, "
                f"pas du département {department}. Déposez ce classeur sous son département."
            )


def _known_sheets(parsed: ParsedFile) -> list[ParsedSheet]:
    return [sheet for sheet in parsed.sheets if sheet.recognised is not None]


def _receipt(sheet: ParsedSheet, changes: Sequence[_Change]) -> SheetReceipt:
    return SheetReceipt(
        sheet=sheet.sheet,
        recognised=sheet.recognised or "",
        new=sum(len(change.new) - len(change.replaced) for change in changes),
        replaced=sum(len(change.replaced) for change in changes),
        unchanged=sum(change.unchanged for change in changes),
        refused=sheet.rows - sheet.sound,
    )


def _changes(
    connection: Connection,
    scope: Scope,
    parsed: ParsedFile,
    sheet: ParsedSheet,
    department: str,
    ranks: Counter[str],
) -> Iterator[_Change]:
    declared = SHEETS[sheet.recognised or ""]
    plan = _plan_of(connection, scope, parsed, department) if plan_bound(declared) else {}
    for batch in _batches(declared, sheet, department, scope, plan, ranks):
        stored = _stored(connection, declared, batch)
        new: list[int] = []
        replaced: dict[int, int] = {}
        for position, (key, content) in enumerate(zip(batch.keys, batch.contents, strict=True)):
            row_id, former = stored.get(key, (None, None))
            if former == content:
                continue
            new.append(position)
            if row_id is not None:
                replaced[position] = row_id
        yield _Change(batch, new, replaced, len(batch.keys) - len(new))


def _plan_of(connection: Connection, scope: Scope, parsed: ParsedFile, department: str) -> dict[str, object]:
    """The `PLAN_FIELDS` of the plan of a file's sheets: its own sheet `Plan`, else the latest one stored."""
    for sheet in parsed.sheets:
        if sheet.recognised == "plan" and sheet.rows:
            sound = sheet.frame.drop(index=list(sheet.refused_rows))
            if sound.empty:
                raise ImportRefused(
                    f"{parsed.name}\u00a0: la feuille «\u00a0{sheet.sheet}\u00a0» est en erreur, et les autres "
                    "feuilles du plan ne peuvent être rangées sans elle. Corrigez-la d’abord."
                )
            return {"semester": str(sound["semester"].iloc[0]), "version": int(sound["version"].iloc[0])}
    latest = latest_plan(connection, scope, department)
    if latest is None:
        raise ImportRefused(
            f"{parsed.name}\u00a0: la feuille «\u00a0Plan\u00a0» manque, et aucun plan n’est enregistré pour le "
            f"département {department}. Ajoutez cette feuille, avec le semestre du plan."
        )
    return dict(zip(PLAN_FIELDS, latest, strict=True))


def _batches(
    declared: Sheet,
    sheet: ParsedSheet,
    department: str,
    scope: Scope,
    plan: dict[str, object],
    ranks: Counter[str],
) -> Iterator[_Batch]:
    refused = sheet.refused_rows
    sound = sheet.frame[~sheet.frame.index.isin(refused)] if refused else sheet.frame
    if declared.book is Book.PUBLISHED:
        owners = sound["department"].fillna(department).astype(str)
        allowed = owners if scope.departments is None else owners[owners.isin(scope.departments)]
        groups = [(str(code), sound.loc[owners == code]) for code in allowed.unique()]
    else:
        groups = [(department, sound)]
    for code, frame in groups:
        columns = plain_columns(declared, frame)
        if "department" in columns:
            columns["department"] = [code] * len(frame)
        batch_keys = keys(declared, columns, ranks, tuple(plan.values()))
        yield _Batch(
            {"department": code, **plan}, [int(row) for row in frame.index], columns, batch_keys, contents(columns)
        )


def _stored(connection: Connection, declared: Sheet, batch: _Batch) -> dict[str, tuple[int, str]]:
    table = table_of(declared.code)
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(batch.keys), _KEYS_A_QUERY):
        statement = select(table.c.row_key, table.c.id, table.c.content).where(
            table.c.department == batch.origin["department"],
            table.c.row_key.in_(batch.keys[start : start + _KEYS_A_QUERY]),
            table.c.superseded_by.is_(None),
        )
        found |= {key: (row_id, content) for key, row_id, content in connection.execute(statement)}
    return found


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


def _apply(connection: Connection, recognised: str, change: _Change, deposit_id: int, sheet_id: int) -> None:
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
