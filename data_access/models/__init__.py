"""The tables. Those of the sheets follow the declarations; those of the deposits are written out."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from data_access.models.deposits import Deposit, DepositAmendment, DepositSheet, Original
from data_access.models.layouts import LayoutAssignment, LayoutValue, RememberedLayout
from data_access.models.meetings import (
    AgendaPoint,
    DecisionChange,
    LineVersion,
    Meeting,
    MeetingBook,
    MeetingDecision,
)
from data_access.models.rows import ROW_MODELS, SheetRow, plan_bound

METADATA = SQLModel.metadata


def table_of(name: str) -> Table:
    """The table of that name; a declared sheet's bears the sheet's code. Raises KeyError."""
    return METADATA.tables[name]


__all__ = [
    "METADATA",
    "ROW_MODELS",
    "AgendaPoint",
    "DecisionChange",
    "Deposit",
    "DepositAmendment",
    "DepositSheet",
    "LayoutAssignment",
    "LayoutValue",
    "LineVersion",
    "Meeting",
    "MeetingBook",
    "MeetingDecision",
    "Original",
    "RememberedLayout",
    "SheetRow",
    "plan_bound",
    "table_of",
]
