"""Which declarations a template was made from, as the workbook says of itself."""

import hashlib
import re

from data_access.workbooks.properties import document_property
from domain.sheets import WORKBOOK_SHEETS, Book, Column, Sheet

MODEL = "vigie-modele"
"""The property of a template that holds the version of the declarations it was made from."""
GUIDE_TAB, EXAMPLE_TAB = "Mode d’emploi", "Exemple"
"""The sheets of a template that hold no data."""
_VERSION_LENGTH = 12


def template_sheets(book: Book) -> list[Sheet]:
    """The sheets of a book's template, in order. Raises ValueError for a book that nobody fills in."""
    sheets = [sheet for sheet in WORKBOOK_SHEETS if sheet.book is book]
    if not sheets:
        raise ValueError(f"no template for {book}")
    return sheets


def declaration_version(book: Book) -> str:
    """Twelve characters that stand for what a book's template asks: its sheets, columns, kinds, lists and units.

    A sentence of help that is worded otherwise changes nothing. Raises ValueError for a book that nobody fills in.
    """
    asked = [
        (sheet.title, column.header, column.field, column.kind.value, column.required, column.unit, _labels(column))
        for sheet in template_sheets(book)
        for column in sheet.columns
    ]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:_VERSION_LENGTH]


def template_version(content: bytes) -> str | None:
    """The version that a workbook made from a template bears; None where it bears none. Never raises."""
    found = document_property(content, MODEL)
    return found if found and re.fullmatch(rf"[0-9a-f]{{{_VERSION_LENGTH}}}", found) else None


def _labels(column: Column) -> tuple[str, ...]:
    return tuple(choice.label for choice in column.choices)
