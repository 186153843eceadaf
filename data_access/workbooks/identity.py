"""What makes a row the same row: its key within its département, and its content."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from domain.sheets import Sheet

PLAN_FIELDS = ("semester", "version")
"""A row of a plan's sheet belongs to one plan: these two, of its sheet `Plan`, are part of its key."""


def digest(values: Sequence[object]) -> str:
    """Sixteen characters that stand for the values; equal values of equal types give the same."""
    raw = hashlib.blake2b(repr(tuple(values)).encode(), digest_size=12).digest()
    return base64.urlsafe_b64encode(raw).decode()


def contents(columns: Mapping[str, list[object]]) -> list[str]:
    """One digest a row over its filled values: a column that a sheet gains changes no row without it.

    Raises ValueError on columns of unequal length.
    """
    names = tuple(columns)
    rows = zip(*columns.values(), strict=True)
    return [
        digest([(name, value) for name, value in zip(names, row, strict=True) if value is not None]) for row in rows
    ]


def keys(
    sheet: Sheet, columns: Mapping[str, list[object]], ranks: Counter[str], prefix: Sequence[object] = ()
) -> list[str]:
    """One digest a row over what identifies it.

    The key's fields; where the first of them is empty and the sheet has a fallback, the fallback's;
    where there is none, all values and the row's rank among equal ones of the file: `ranks` counts
    them, and goes from one sheet of the file to the next.
    """
    primary = list(zip(*(columns[field] for field in sheet.key), strict=True))
    if not sheet.key or not _may_be_empty(sheet):
        return [digest((*prefix, *values)) for values in primary]
    fallback = _fallback(sheet, columns, ranks)
    return [
        digest((*prefix, *(values if values[0] is not None else other)))
        for values, other in zip(primary, fallback, strict=True)
    ]


def identifying_fields(sheet: Sheet, columns: Mapping[str, list[object]], position: int) -> tuple[str, ...]:
    """The fields by which the row at that position is known again."""
    by_fallback = sheet.fallback_key and columns[sheet.key[0]][position] is None
    return sheet.fallback_key if by_fallback else sheet.key


def _may_be_empty(sheet: Sheet) -> bool:
    return len(sheet.key) == 1 and not sheet.column(sheet.key[0]).required


def _fallback(sheet: Sheet, columns: Mapping[str, list[object]], ranks: Counter[str]) -> Iterable[tuple[object, ...]]:
    if sheet.fallback_key:
        return zip(*(columns[field] for field in sheet.fallback_key), strict=True)
    ranked: list[tuple[object, ...]] = []
    for content in contents(_as_written(columns)):
        ranks[content] += 1
        ranked.append(("rank", content, ranks[content]))
    return ranked


def _as_written(columns: Mapping[str, list[object]]) -> Mapping[str, list[object]]:
    """The columns without the sectors of rows that have a point: outlines may change between two deposits."""
    if not {"sector", "longitude"} <= columns.keys():
        return columns
    placed = zip(columns["sector"], columns["longitude"], strict=True)
    return {**columns, "sector": [sector if longitude is None else None for sector, longitude in placed]}
