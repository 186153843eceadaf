"""The receipt of a deposit again, from what is stored of it, and how far its file is kept."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from data_access.models import table_of
from data_access.queries.chains import utc
from data_access.queries.deposits import of_service
from data_access.receipts import Receipt, SheetReceipt
from data_access.workbooks.parsed import Amendment
from domain.faults import Rule
from domain.scope import Scope

_DEPOSITS, _SHEETS = table_of("deposits"), table_of("deposit_sheets")
_AMENDMENTS, _ORIGINALS = table_of("deposit_amendments"), table_of("originals")


def recorded_receipt(connection: Connection, scope: Scope, department: str, deposit_id: int) -> Receipt | None:
    """The receipt of a deposit of the département, undone or not; None where it has no such deposit.

    Without control totals, which are not stored. Raises ScopeError.
    """
    statement = (
        select(_DEPOSITS, _ORIGINALS.c.sha256.is_not(None).label("kept"))
        .outerjoin(_ORIGINALS, _ORIGINALS.c.sha256 == _DEPOSITS.c.sha256)
        .where(_DEPOSITS.c.id == deposit_id, _DEPOSITS.c.department == scope.require(department), *of_service(scope))
    )
    found = connection.execute(statement).one_or_none()
    if found is None:
        return None
    return Receipt(
        deposit_id=deposit_id,
        file=found.file,
        sheets=_sheets(connection, deposit_id),
        department=found.department,
        service=found.service,
        author=found.author,
        stored_at=utc(found.stored_at),
        sha256=found.sha256,
        size=found.size,
        amendments=_amendments(connection, deposit_id),
        corrects=found.corrects,
        kept=bool(found.kept),
    )


def last_deposited(connection: Connection, sha256: str) -> datetime:
    """When the file of that digest was last deposited, by whomever (UTC): from then on its bytes are kept."""
    newest = select(func.max(_DEPOSITS.c.stored_at)).where(_DEPOSITS.c.sha256 == sha256)
    return utc(connection.execute(newest).scalar_one())


def _sheets(connection: Connection, deposit_id: int) -> tuple[SheetReceipt, ...]:
    columns = [_SHEETS.c[name] for name in ("sheet", "recognised", "new", "replaced", "unchanged", "refused")]
    statement = select(*columns).where(_SHEETS.c.deposit_id == deposit_id).order_by(_SHEETS.c.id)
    return tuple(SheetReceipt(*row) for row in connection.execute(statement))


def _amendments(connection: Connection, deposit_id: int) -> tuple[Amendment, ...]:
    columns = [_AMENDMENTS.c[name] for name in ("sheet", "cell", "field", "rule", "value", "reason")]
    statement = select(*columns).where(_AMENDMENTS.c.deposit_id == deposit_id).order_by(_AMENDMENTS.c.id)
    return tuple(
        Amendment(sheet, cell, field, None if rule is None else Rule(rule), value, reason)
        for sheet, cell, field, rule, value, reason in connection.execute(statement)
    )
