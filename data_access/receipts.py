"""What a deposit did, or would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data_access.changes import Change
from data_access.workbooks.parsed import Amendment, ControlTotal, ParsedSheet


@dataclass(frozen=True)
class SheetReceipt:
    """What a deposit did, or would do, with one sheet's rows; `totals` are what the sheet states of itself."""

    sheet: str
    recognised: str
    new: int
    replaced: int
    unchanged: int
    refused: int
    totals: tuple[ControlTotal, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What a deposit did: the file, for whom, by whom, when (UTC), sheet by sheet, and what was amended in it.

    `corrects` is the deposit whose file this one mends; `kept` whether the file itself is kept.
    """

    deposit_id: int
    file: str
    sheets: tuple[SheetReceipt, ...]
    department: str
    service: str | None
    author: str
    stored_at: datetime
    sha256: str
    size: int
    amendments: tuple[Amendment, ...] = ()
    corrects: int | None = None
    kept: bool = False


def sheet_receipt(sheet: ParsedSheet, changes: Sequence[Change]) -> SheetReceipt:
    """The counts of a recognised sheet from its changes, a département after the other."""
    return SheetReceipt(
        sheet=sheet.sheet,
        recognised=sheet.recognised or "",
        new=sum(len(change.new) - len(change.replaced) for change in changes),
        replaced=sum(len(change.replaced) for change in changes),
        unchanged=sum(change.unchanged for change in changes),
        refused=sheet.rows - sheet.sound,
        totals=sheet.totals,
    )
