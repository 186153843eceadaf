"""Historique: one deposit of the past, its receipt again, and until when its file is kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from data_access.changes import ImportRefused
from data_access.database import Database
from data_access.originals import days_kept
from data_access.queries.chains import DepositRecord, recorded_deposits
from data_access.queries.receipts import last_deposited, recorded_receipt
from data_access.receipts import Receipt
from domain.scope import Scope


@dataclass(frozen=True)
class PastDeposit:
    """A deposit: its record, its receipt without control totals, and the day until which its file is kept.

    `kept_until` is None where the file is not kept, and where for how long cannot be told.
    """

    record: DepositRecord
    receipt: Receipt
    kept_until: date | None


def past_deposit(database: Database, scope: Scope, department: str, deposit_id: int) -> PastDeposit | None:
    """That deposit of the département; None where it has no such deposit. Raises ScopeError."""
    with database.read() as connection:
        receipt = recorded_receipt(connection, scope, department, deposit_id)
        if receipt is None:
            return None
        (record,) = recorded_deposits(connection, [deposit_id])
        since = last_deposited(connection, receipt.sha256).date() if receipt.kept else None
    return PastDeposit(record, receipt, None if since is None else _until(since))


def _until(since: date) -> date | None:
    try:
        return since + timedelta(days=days_kept())
    except ImportRefused:  # the setting is wrong: every deposit says so, until the administrator mends it
        return None
    except OverflowError:  # for more years than a calendar has
        return None
