"""Undoing a deposit: say what that takes away, puts back and would lose; then do it, in one transaction."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, update

from data_access.database import Database
from data_access.models import table_of
from data_access.queries import chains, references
from data_access.queries.chains import DepositRecord
from domain import french
from domain.scope import Scope
from domain.sheets import SHEETS

NAMED_ROWS = 50
"""How many of the rows that would be lost a plan names."""

_LISTED = 10
_ROWS_A_STATEMENT = 5_000


@dataclass(frozen=True)
class SheetUndo:
    """What an undo does to a declared sheet's rows: the deposit's own are removed, those that it superseded restored.

    Those that later deposits put in the place of its own are lost.
    """

    code: str
    removed: int
    restored: int
    lost: int


@dataclass(frozen=True)
class LaterDeposit:
    """A later deposit that an undo concerns, and how many of its rows."""

    deposit: DepositRecord
    rows: int


@dataclass(frozen=True)
class LostRow:
    """A row of a later deposit that would be lost, by the fields that name it (`chains.naming_fields`)."""

    deposit_id: int
    code: str
    key: Mapping[str, object]


@dataclass(frozen=True)
class UndoPlan:
    """What undoing a deposit would do.

    `later` are the deposits that changed its rows since: they would lose theirs, of which `lost_rows` names up to
    `NAMED_ROWS`. `confirming` are the later deposits that found rows of its sheets there already: where those were
    its rows, they go too, though another file holds them. `warnings` are French sentences: what nothing would name
    any more.
    """

    deposit: DepositRecord
    sheets: tuple[SheetUndo, ...]
    later: tuple[LaterDeposit, ...]
    lost_rows: tuple[LostRow, ...]
    confirming: tuple[LaterDeposit, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class UndoReceipt:
    """What an undo did: what its plan says, with who undid and when (UTC)."""

    plan: UndoPlan
    author: str
    undone_at: datetime


class UndoRefused(Exception):
    """Nothing was undone; the message says why, in French."""


class ChangesWouldBeLost(UndoRefused):
    """Later deposits changed the same rows, and it was not said that these changes may be lost."""


_Descendants = Mapping[str, Mapping[int, Sequence[int]]]
"""Sheet -> later deposit -> the ids of its rows that descend from those of the deposit."""


def plan_undo(database: Database, scope: Scope, deposit_id: int) -> UndoPlan:
    """What undoing a deposit would do. Raises UndoRefused where it is unknown, undone, or not the account's to undo."""
    with database.read() as connection:
        return _plan(connection, scope, deposit_id)[0]


def undo(database: Database, scope: Scope, deposit_id: int, author: str, lose_later: bool = False) -> UndoReceipt:
    """Put back what stood before a deposit, in one transaction.

    Its rows go, those that it superseded are current again. With `lose_later`, rows by which later deposits replaced
    its own go too. Raises UndoRefused, with nothing changed, where `plan_undo` does; ChangesWouldBeLost where later
    deposits changed its rows and `lose_later` is not set.
    """
    with database.write() as connection:
        plan, lost = _plan(connection, scope, deposit_id)
        _require_losable(scope, plan, lose_later)
        for sheet in plan.sheets:
            _put_back(connection, sheet.code, deposit_id, lost[sheet.code])
        deposits, now = table_of("deposits"), datetime.now(UTC)
        mark = update(deposits).where(deposits.c.id == deposit_id)
        connection.execute(mark.values(undone_at=now, undone_by=author))
    return UndoReceipt(plan, author, now)


def _put_back(connection: Connection, code: str, deposit_id: int, lost: Mapping[int, Sequence[int]]) -> None:
    table = table_of(code)
    for ids in lost.values():
        for start in range(0, len(ids), _ROWS_A_STATEMENT):
            connection.execute(delete(table).where(table.c.id.in_(ids[start : start + _ROWS_A_STATEMENT])))
    # Before any row is put back: no two current rows may bear one key, even for a moment.
    connection.execute(delete(table).where(table.c.deposit_id == deposit_id))
    connection.execute(update(table).where(table.c.superseded_by == deposit_id).values(superseded_by=None))


def _plan(connection: Connection, scope: Scope, deposit_id: int) -> tuple[UndoPlan, _Descendants]:
    deposit = _undoable(connection, scope, deposit_id)
    sheets, lost = [], {}
    for code in chains.sheets_brought(connection, deposit_id):
        brought = chains.rows_brought(connection, code, deposit_id)
        for department in brought:
            _require_department(scope, deposit_id, department)
        lost[code] = chains.descendants(connection, code, deposit_id)
        sheets.append(
            SheetUndo(
                code=code,
                removed=sum(brought.values()),
                restored=chains.rows_superseded(connection, code, deposit_id),
                lost=sum(len(ids) for ids in lost[code].values()),
            )
        )
    removing = [sheet.code for sheet in sheets if sheet.removed]
    plan = UndoPlan(
        deposit=deposit,
        sheets=tuple(sheets),
        later=_later(connection, lost),
        lost_rows=_lost_rows(connection, lost),
        confirming=tuple(
            LaterDeposit(later, rows)
            for later, rows in chains.confirming_deposits(connection, scope, deposit, removing)
        ),
        warnings=tuple(_unnamed(connection, deposit, lost)),
    )
    return plan, lost


def _unnamed(connection: Connection, deposit: DepositRecord, lost: _Descendants) -> Iterator[str]:
    """What stored rows of other deposits point at, and only the deposit names."""
    for code, by_deposit in lost.items():
        if code not in references.NAMING:
            continue
        ids = frozenset(row_id for found in by_deposit.values() for row_id in found)
        codes = references.codes_only_named_by(connection, deposit.department, code, deposit.id, ids)
        kind, title = references.NAMING[code][0], SHEETS[code].title.lower()
        pointing = references.rows_pointing_at(connection, deposit.department, kind, codes, deposit.id) if codes else {}
        if pointing:
            rows = [f"{french.plural(count, 'ligne')} de {SHEETS[name].title}" for name, count in pointing.items()]
            yield (
                f"{_named(deposit)}, est le seul à nommer les {title} de {french.listed(rows)}. Déposez d’abord un "
                "plan qui les nomme, ou ces lignes n’auront plus de nom."
            )


def _undoable(connection: Connection, scope: Scope, deposit_id: int) -> DepositRecord:
    """The deposit, if it stands and is the account's; of one that is not, not even the file's name is said."""
    found = chains.recorded_deposits(connection, [deposit_id])
    if not found:
        raise UndoRefused(
            f"Le dépôt n°\u00a0{deposit_id} n’existe pas. Cherchez son numéro dans l’historique des dépôts."
        )
    (deposit,) = found
    _require_department(scope, deposit_id, deposit.department)
    if scope.service not in (None, deposit.service):
        raise UndoRefused(
            f"Le dépôt n°\u00a0{deposit_id} n’est pas du service {scope.service}, pour lequel ce compte écrit. "
            "Demandez son annulation au service qui l’a déposé, ou à un compte du département."
        )
    if deposit.undone_at is not None:
        raise UndoRefused(
            f"{_named(deposit)} a déjà été annulé le {french.day(deposit.undone_at)} par {deposit.undone_by}. "
            "Il n’y a plus rien à annuler\u202f; pour en retrouver les lignes, déposez le fichier de nouveau."
        )
    return deposit


def _require_department(scope: Scope, deposit_id: int, department: str) -> None:
    if scope.departments is not None and department not in scope.departments:
        raise UndoRefused(
            f"Le dépôt n°\u00a0{deposit_id} a des lignes du département {department}, qui n’est pas ouvert à ce "
            "compte. Demandez son annulation à un compte de ce département."
        )


def _later(connection: Connection, lost: _Descendants) -> tuple[LaterDeposit, ...]:
    counts: Counter[int] = Counter()
    for by_deposit in lost.values():
        counts.update({later: len(ids) for later, ids in by_deposit.items()})
    found = chains.recorded_deposits(connection, list(counts))
    return tuple(LaterDeposit(deposit, counts[deposit.id]) for deposit in found)


def _lost_rows(connection: Connection, lost: _Descendants) -> tuple[LostRow, ...]:
    named: list[LostRow] = []
    for code, by_deposit in lost.items():
        for later, ids in by_deposit.items():
            keys = chains.key_values(connection, code, ids[: NAMED_ROWS - len(named)])
            named += [LostRow(later, code, key) for key in keys]
    return tuple(named)


def _require_losable(scope: Scope, plan: UndoPlan, lose_later: bool) -> None:
    """Raise where later deposits changed the rows, unless they may be lost and are the account's to lose."""
    changed = f"{_named(plan.deposit)}\u00a0: ses lignes ont changé depuis, par {_listed(plan.later)}."
    if any(scope.service not in (None, later.deposit.service) for later in plan.later):
        raise UndoRefused(
            f"{changed} Il en est d’un autre service\u00a0: demandez-lui de les annuler d’abord, ou demandez "
            "l’annulation à un compte du département."
        )
    if plan.later and not lose_later:
        raise ChangesWouldBeLost(
            f"{changed} Annulez d’abord ce qui est venu après, en commençant par le plus récent, ou confirmez que ces "
            "changements peuvent être perdus."
        )


def _listed(later: Sequence[LaterDeposit]) -> str:
    words = [
        f"le dépôt n°\u00a0{one.deposit.id} ({one.deposit.file}, {french.plural(one.rows, 'ligne')})"
        for one in later[:_LISTED]
    ]
    more = len(later) - len(words)
    return french.listed([*words, french.plural(more, "autre")] if more else words)


def _named(deposit: DepositRecord) -> str:
    return f"{deposit.file}, dépôt n°\u00a0{deposit.id}"
