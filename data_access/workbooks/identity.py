"""What makes a row the same row: its key within its département, and its content.

A digest stands for the text `repr` gives of a row's values. It is put together from the texts of each column's
distinct values, since a column repeats itself much more than a file does.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import compress

from domain.sheets import Sheet

PLAN_FIELDS = ("semester", "version")
"""A row of a plan's sheet belongs to one plan: these two, of its sheet `Plan`, are part of its key."""

LONGEST_REFERENCE = 60
"""In letters: a longer reference is known by its digest."""
_REFERENCE = ("reference",)
_DIGEST_BYTES, _DIGEST_LETTERS = 12, 16  # three bytes are four letters: digests can be written out all at once


def contents(columns: Mapping[str, Sequence[object]]) -> list[str]:
    """One digest a row over its filled values: a column that a sheet gains changes no row without it.

    Sixteen letters; equal values of equal types give the same. Raises ValueError on columns of unequal length.
    """
    parts = [_texts(values, f"({name!r}, ", ")", when_empty="") for name, values in columns.items()]
    return _digests(_tuple_text(list(filter(None, row))) for row in zip(*parts, strict=True))


def keys(
    sheet: Sheet, columns: Mapping[str, Sequence[object]], ranks: Counter[str], prefix: Sequence[object] = ()
) -> list[str]:
    """What identifies each row, as one text.

    The key's fields; where the first of them is empty and the sheet has a fallback, the fallback's;
    where there is none, all values and the row's rank among equal ones of the file: `ranks` counts
    them, and goes from one sheet of the file to the next.

    Rows that come together stand together in the index of keys, so that the hundredth deposit writes as few of its
    pages as the second: a reference is its own key, after "=", and a digest follows the date that it stands for.
    """
    start = [repr(value) for value in prefix]
    if not _may_be_empty(sheet):
        return _by_reference(sheet, columns) if sheet.key == _REFERENCE else _keyed(sheet, columns, sheet.key, start)
    lacking = [value is None for value in columns[sheet.key[0]]]
    of_lacking = {name: list(compress(values, lacking)) for name, values in columns.items()}
    others = iter(_fallback(sheet, of_lacking, ranks, start) if any(lacking) else [])
    found = _by_reference(sheet, columns)
    return [next(others) if empty else key for key, empty in zip(found, lacking, strict=True)]


def identifying_fields(sheet: Sheet, columns: Mapping[str, Sequence[object]], position: int) -> tuple[str, ...]:
    """The fields by which the row at that position is known again; none where only its rank tells it apart."""
    if not sheet.key or (_may_be_empty(sheet) and columns[sheet.key[0]][position] is None):
        return sheet.fallback_key
    return sheet.key


def _may_be_empty(sheet: Sheet) -> bool:
    return len(sheet.key) == 1 and not sheet.column(sheet.key[0]).required


def _by_reference(sheet: Sheet, columns: Mapping[str, Sequence[object]]) -> list[str]:
    """The references as keys, a digest in place of one that is too long; where there is none, whatever."""
    references = [str(value) for value in columns[sheet.key[0]]]
    if max(map(len, references), default=0) <= LONGEST_REFERENCE:
        return [f"={reference}" for reference in references]
    digests = _digests(map(_tuple_text, zip(_texts(references), strict=True)))
    return [
        f"={reference}" if len(reference) <= LONGEST_REFERENCE else digest
        for reference, digest in zip(references, digests, strict=True)
    ]


def _fallback(
    sheet: Sheet, columns: Mapping[str, Sequence[object]], ranks: Counter[str], start: Sequence[str]
) -> list[str]:
    """The keys of the rows whose first key field is empty."""
    if sheet.fallback_key:
        return _keyed(sheet, columns, sheet.fallback_key, start)
    found, ranked = contents(_as_written(columns)), []
    for content in found:
        ranks[content] += 1
        ranked.append(repr(ranks[content]))
    texts = [["'rank'"] * len(found), [repr(content) for content in found], ranked]
    return _dated(sheet, columns, _digested(start, texts))


def _keyed(
    sheet: Sheet, columns: Mapping[str, Sequence[object]], fields: Sequence[str], start: Sequence[str]
) -> list[str]:
    found = _digested(start, [_texts(columns[field]) for field in fields])
    return _dated(sheet, columns, found) if sheet.event_date in fields else found


def _dated(sheet: Sheet, columns: Mapping[str, Sequence[object]], digests: Sequence[str]) -> list[str]:
    days = columns[sheet.event_date or ""]
    written = {day: f"{day:%Y%m%d}" if isinstance(day, date) else "" for day in set(days)}
    return [written[day] + digest for day, digest in zip(days, digests, strict=True)]


def _digested(start: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str]:
    return _digests(_tuple_text([*start, *row]) for row in zip(*columns, strict=True))


def _texts(values: Sequence[object], before: str = "", after: str = "", when_empty: str = "None") -> list[str]:
    """The text of each value. Equal values of two types (1, 1.0, True) are told apart."""
    types = set(map(type, values))
    if len(types) > 1:
        pairs = list(zip(map(type, values), values, strict=True))
        texts = {pair: when_empty if pair[1] is None else f"{before}{_text(pair[1])}{after}" for pair in set(pairs)}
        return [texts[pair] for pair in pairs]
    if types == {type(None)}:
        return [when_empty] * len(values)
    known = {value: f"{before}{_text(value)}{after}" for value in set(values)}
    return list(map(known.__getitem__, values))


def _text(value: object) -> str:
    return "0.0" if value == 0.0 and type(value) is float else repr(value)  # minus nought is nought


def _tuple_text(parts: Sequence[str]) -> str:
    """What `repr` gives of a tuple of those parts."""
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def _digests(texts: Iterable[str]) -> list[str]:
    raw = b"".join(hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest() for text in texts)
    letters = base64.urlsafe_b64encode(raw).decode()
    return [letters[at : at + _DIGEST_LETTERS] for at in range(0, len(letters), _DIGEST_LETTERS)]


def _as_written(columns: Mapping[str, Sequence[object]]) -> Mapping[str, Sequence[object]]:
    """The columns without the sectors of rows that have a point: outlines may change between two deposits."""
    if not {"sector", "longitude"} <= columns.keys():
        return columns
    placed = zip(columns["sector"], columns["longitude"], strict=True)
    return {**columns, "sector": [sector if longitude is None else None for sector, longitude in placed]}
