"""How wide the columns of a table are on paper: as declared, yet none narrower than its longest word."""

from collections.abc import Sequence

_PAPER = 493.0  # points between the margins of an upright A4
_CHARACTER = 4.4  # points, of a heading or of a cell
_INSET = 7.5
_HYPHENATED = 9  # letters of a word that a line may end in


def column_widths(wanted: Sequence[float], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> list[float]:
    """Points of each column, from the declared widths, the headings and the words of the cells, column by column."""
    needed = [
        _INSET + _CHARACTER * max(_longest(heading, whole=True), *(_longest(cell) for cell in cells), 1)
        for heading, cells in zip(headings, columns, strict=True)
    ]
    return _shared(wanted, needed, max(_PAPER, sum(needed)))


def _longest(text: str, *, whole: bool = False) -> int:
    """The characters of the longest piece that stands on one line; a heading is not hyphenated, nor is a number."""
    pieces = [piece for piece in text.split(" ") for piece in piece.split("\u200b")]
    return max(len(piece) if whole or not piece.isalpha() else min(len(piece), _HYPHENATED) for piece in pieces)


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
