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
    """One digest a row over all of its values. Raises ValueError on columns of unequal length."""
    return [digest(row) for row in zip(*columns.values(), strict=True)]


def keys(sheet: Sheet, columns: Mapping[str, list[object]], prefix: Sequence[object] = ()) -> list[str]:
    """One digest a row over what identifies it.

    The key's fields; where the first of them is empty and the sheet has a fallback, the fallback's;
    where there is none, all values and the row's rank among equal ones.
    """
    primary = list(zip(*(columns[field] for field in sheet.key), strict=True))
    if not sheet.key or not _may_be_empty(sheet):
        return [digest((*prefix, *values)) for values in primary]
    fallback = _fallback(sheet, columns)
    return [
        digest((*prefix, *(values if values[0] is not None else other)))
        for values, other in zip(primary, fallback, strict=True)
    ]


def _may_be_empty(sheet: Sheet) -> bool:
    return len(sheet.key) == 1 and not sheet.column(sheet.key[0]).required


def _fallback(sheet: Sheet, columns: Mapping[str, list[object]]) -> Iterable[tuple[object, ...]]:
    if sheet.fallback_key:
        return zip(*(columns[field] for field in sheet.fallback_key), strict=True)
    seen: Counter[str] = Counter()
    ranked: list[tuple[object, ...]] = []
    for content in contents(columns):
        seen[content] += 1
        ranked.append(("rank", content, seen[content]))
    return ranked
