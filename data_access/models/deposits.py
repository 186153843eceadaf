"""Deposits: one a file, with what it brought, sheet by sheet; what was amended in it; and the files, for a time."""

from datetime import date, datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel


class Deposit(SQLModel, table=True):
    """One file handed in: for which département and service, when, by whom; and when and by whom it was undone.

    `corrects` is the deposit that this file is the mended copy of.
    """

    __tablename__ = "deposits"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    service: str | None = None
    file: str
    kind: str
    sha256: str = Field(index=True)
    size: int
    author: str
    stored_at: datetime = Field(sa_type=DateTime(timezone=True))
    undone_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    undone_by: str | None = None
    corrects: int | None = Field(default=None, foreign_key="deposits.id")


class DepositSheet(SQLModel, table=True):
    """One sheet of a deposit: how many of its rows were new, replaced others, were known, were refused."""

    __tablename__ = "deposit_sheets"

    id: int | None = Field(default=None, primary_key=True)
    deposit_id: int = Field(foreign_key="deposits.id", index=True)
    sheet: str
    recognised: str
    new: int
    replaced: int
    unchanged: int
    refused: int
    first_date: date | None = None
    last_date: date | None = None


class DepositAmendment(SQLModel, table=True):
    """A cell that its analyst corrected (`value` is what was typed) or kept for a `reason` (`value` is empty).

    What was found in the file is never stored here.
    """

    __tablename__ = "deposit_amendments"

    id: int | None = Field(default=None, primary_key=True)
    deposit_id: int = Field(foreign_key="deposits.id", index=True)
    sheet: str
    cell: str
    field: str
    rule: str | None = None
    value: str
    reason: str


class Original(SQLModel, table=True):
    """The bytes of a file as it came, once for all its deposits; `packed` where they are kept compressed."""

    __tablename__ = "originals"

    sha256: str = Field(primary_key=True)
    size: int
    kept_at: datetime = Field(sa_type=DateTime(timezone=True))
    packed: bool
    content: bytes
