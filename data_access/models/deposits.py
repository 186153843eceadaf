"""Deposits: one a file, with what it brought, sheet by sheet. Nothing of the file's bytes is kept."""

from datetime import date, datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel


class Deposit(SQLModel, table=True):
    """One file handed in: for which département and service, when, by whom."""

    __tablename__ = "deposits"

    id: int | None = Field(default=None, primary_key=True)
    department: str = Field(index=True)
    service: str | None = None
    file: str
    kind: str
    sha256: str
    size: int
    author: str
    stored_at: datetime = Field(sa_type=DateTime(timezone=True))


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
