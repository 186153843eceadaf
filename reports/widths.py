"""How wide the columns of a table are on paper: as declared, yet none narrower than its longest word."""

import re
from collections.abc import Sequence

PAPER = 504.0
"""Points between the margins of an upright A4."""
_HEADING, _CELL = 4.0, 4.0  # points a character takes
_INSET = 6.5
_PIECE = re.compile(r"[^ \u200b-]+-?")  # where a line may end: a space, a hyphen, a mark of ours
_DIGIT = re.compile(r"\d")
_HYPHENATED = 9  # letters of a word that a line may end in


def column_widths(wanted: Sequence[float], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> list[float]:
    """Points of each column, from the declared widths, the headings and the words of the cells, column by column.

    Their sum is more than `PAPER` where it is too narrow for all their words.
    """
    needed = [
        _INSET + max(_HEADING * _longest(heading, whole=True), *(_CELL * _longest(cell) for cell in cells), _CELL)
        for heading, cells in zip(headings, columns, strict=True)
    ]
    return _shared(wanted, needed, max(PAPER, sum(needed)))


def _longest(text: str, *, whole: bool = False) -> int:
    """The characters of the longest piece that stands on one line; a heading is not hyphenated, nor is a number."""
    pieces = _PIECE.findall(text) or [""]
    return max(len(piece) if whole or _DIGIT.search(piece) else min(len(piece), _HYPHENATED) for piece in pieces)


def _shared(wanted: Sequence[float], needed: Sequence[float], whole: float) -> list[float]:
    """The whole shared as wanted, save for the columns that need more, which have what they need."""
    widths = [whole * one / sum(wanted) for one in wanted]
    held: set[int] = set()
    while short := {at for at, width in enumerate(widths) if at not in held and width < needed[at]}:
        held |= short
        free = sum(one for at, one in enumerate(wanted) if at not in held)
        left = whole - sum(needed[at] for at in held)
        widths = [needed[at] if at in held else left * one / free for at, one in enumerate(wanted)]
    return widths
