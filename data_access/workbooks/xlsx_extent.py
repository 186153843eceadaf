"""How far the cells of a .xlsx reach, found at the speed of numpy where the XML is written as spreadsheets write it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Positions = NDArray[np.intp]

_REFERENCE = np.frombuffer(b' r="', np.uint8)
_LETTERS, _DIGITS = 3, 7
_REACH = len(_REFERENCE) + _LETTERS + _DIGITS + 2
_TAG, _END, _COLON, _QUOTE, _DECLARATION, _ERROR = b'<>:"!#'


@dataclass(frozen=True)
class Extent:
    """The furthest row and column, numbered from 1, that any cell of some rows names.

    `marked`: a row among them may be hidden, or a cell hold a formula or an error.
    """

    last_row: int
    last_column: int
    marked: bool


def extent(rows: bytes) -> Extent | None:
    """How far the cells of these whole rows reach.

    None where they have to be read one by one: where a row or a cell does not begin by its reference
    in double quotes, a tag has a prefix, or something is declared.
    """
    text = np.frombuffer(rows + bytes(_REACH), np.uint8)
    tags = np.flatnonzero(text == _TAG) + 1
    first, second = text[tags], text[tags + 1]
    short = second < ord("A")
    cells = tags[(first == ord("c")) & short] + 1
    numbered = tags[(first == ord("r")) & (second == ord("o"))] + len(b"row")
    prefixed = text[np.flatnonzero(text == _COLON) + 1]
    if (first == _DECLARATION).any() or np.isin(prefixed, tuple(b"crvf")).any():
        return None
    if not (_referenced(text, cells) and _referenced(text, numbered)):
        return None
    furthest = _furthest(text, cells + len(_REFERENCE)) if cells.size else (0, 0)
    marked = b"hidden" in rows or _marked(text, tags, first, short)
    return Extent(*furthest, marked) if furthest else None


def _marked(text: Bytes, tags: Positions, first: Bytes, short: NDArray[np.bool_]) -> bool:
    values = tags[(first == ord("v")) & short] + 1
    formula = ((first == ord("f")) & short).any()
    return bool(formula or (text[values] != _END).any() or (text[values + 1] == _ERROR).any())


def _referenced(text: Bytes, ends: Positions) -> bool:
    return all(bool((text[ends + at] == sign).all()) for at, sign in enumerate(_REFERENCE))


def _furthest(text: Bytes, at: Positions) -> tuple[int, int] | None:
    """The largest row and column of the references that begin there; None where one is not letters then digits."""
    column, column_ends = _number(text, at, ord("A"), 26, _LETTERS)
    row, at = _number(text, column_ends, ord("0"), 10, _DIGITS)
    plain = (text[at] == _QUOTE) & (at > column_ends) & (column > 0)
    return (int(row.max()), int(column.max())) if plain.all() else None


def _number(text: Bytes, at: Positions, zero: int, base: int, longest: int) -> tuple[NDArray[np.int64], Positions]:
    """The numbers written from there in those digits, and where each ends. A is 1 where 0 is 0."""
    number = np.zeros(at.size, np.int64)
    one = 1 if base > 10 else 0
    for _ in range(longest):
        digit = text[at].astype(np.int64) - zero
        within = (digit >= 0) & (digit < base)
        if not within.any():
            break
        number = np.where(within, number * base + digit + one, number)
        at = at + within
    return number, at
