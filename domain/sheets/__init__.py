"""Every sheet and column of the workbooks, declared once."""

from domain.sheets.actions import ACTION_SHEETS
from domain.sheets.declaration import Book, Choice, Column, Kind, Reference, Sheet
from domain.sheets.follow_up import FOLLOW_UP_SHEETS
from domain.sheets.plan import PLAN_SHEETS
from domain.sheets.published import PUBLISHED_SHEETS

WORKBOOK_SHEETS: tuple[Sheet, ...] = (*PLAN_SHEETS, *ACTION_SHEETS, *FOLLOW_UP_SHEETS)
"""The sheets of the two workbooks: those a template holds and an analyst fills in."""

SHEETS: dict[str, Sheet] = {sheet.code: sheet for sheet in (*WORKBOOK_SHEETS, *PUBLISHED_SHEETS)}
"""Every declared sheet by code, published series included."""

__all__ = ["SHEETS", "WORKBOOK_SHEETS", "Book", "Choice", "Column", "Kind", "Reference", "Sheet"]
