"""The values of a row in the words of a reader."""

from collections.abc import Mapping
from datetime import date, time

from domain import french
from domain.sheets import SHEETS, Column, Kind


def value_words(column: Column, value: object) -> str:
    """A stored value as French writes it: the label of a list value, `oui`, `14:30`, `13/01/2026`, `janvier 2026`."""
    if value is None:
        return french.NOTHING
    if column.kind is Kind.OUTLINE:
        return "contour tracé"
    if column.kind is Kind.CHOICE:
        return column.label_of(str(value))
    if column.kind is Kind.CODES:
        return str(value).replace(";", ", ")
    if column.kind is Kind.MONTH and isinstance(value, date):
        return french.month(value)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and not value.is_integer():
        return str(value).replace(".", ",")  # as it was typed: coordinates keep all their decimals
    if isinstance(value, int | float):
        return french.number(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return french.day(value) if isinstance(value, date) else str(value)


def row_words(code: str, values: Mapping[str, object]) -> str:
    """A row by some of its fields: `référence OP-1, date 10/11/2026`; empty fields are left out."""
    sheet = SHEETS[code]
    filled = [(sheet.column(field), value) for field, value in values.items() if value is not None]
    words = [f"{column.header} {value_words(column, value)}" for column, value in filled]
    return ", ".join(words) or "ligne sans référence"
