"""How much room text takes: widths of Helvetica, which are those of Arial, so that nothing leaves its slide."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from unicodedata import normalize

import matplotlib

LEADING = 1.2  # from a line to the next, in type sizes
_METRICS = Path(matplotlib.get_data_path()) / "fonts" / "afm"
_FILES = {False: "phvr8a.afm", True: "phvb8a.afm"}
_ALIKE = str.maketrans("’‘“”«»–−•", "''\"\"==++-")  # as wide, or a little wider
_UNKNOWN = 1000  # thousandths of the type size: what no Latin letter passes
_HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")  # after which a line may end
_SAFETY = 1.03  # programs round each glyph their way


@cache
def _glyphs(bold: bool) -> dict[str, int]:
    fields = (line.split() for line in (_METRICS / _FILES[bold]).read_text("latin-1").splitlines())
    return {chr(int(of[1])): int(of[4]) for of in fields if of[:1] == ["C"] and 32 <= int(of[1]) < 127}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in points of a text on one line."""
    glyphs = _glyphs(bold)
    letters = (letter for letter in normalize("NFKD", text.translate(_ALIKE)) if not "\u0300" <= letter <= "\u036f")
    return sum(glyphs.get(letter, _UNKNOWN) for letter in letters) * size * _SAFETY / 1000


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """The width in points of the widest word; a no-break space parts none, a hyphen between letters does."""
    return max(width(word, size, bold=bold) for word, _ in _words(text))


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of `room` points."""
    return sum(1 for _ in _wrapped(text, room, size, bold))


def height(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """The height in points of a text in a column of `room` points."""
    return lines(text, room, size, bold=bold) * size * LEADING


def cut(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in pieces of at most `most` lines."""
    wrapped = list(_wrapped(text, room, size, bold))
    return ["".join(wrapped[at : at + most]).rstrip() for at in range(0, len(wrapped), most)]


def shortened(text: str, room: float, size: float, most: int, *, bold: bool = False) -> str:
    """The text, or its beginning and an ellipsis where it takes more than `most` lines."""
    first, *more = cut(text, room, size, max(most, 1), bold=bold)
    if not more:
        return text
    while first and lines(f"{first}…", room, size, bold=bold) > max(most, 1):
        first = first[:-1]
    return f"{first.rstrip()}…"


def fitted(text: str, room: float, most: float, sizes: Sequence[float], *, bold: bool = False) -> tuple[str, float]:
    """The text with the first of the sizes at which it is at most `most` points high; shortened where none is."""
    for size in sizes:
        if height(text, room, size, bold=bold) <= most:
            return text, size
    return shortened(text, room, sizes[-1], int(most / (sizes[-1] * LEADING)), bold=bold), sizes[-1]


def _words(text: str) -> Iterator[tuple[str, str]]:
    """What a line never parts, each with what follows it: a space, or nothing after a hyphen."""
    for word in text.split(" "):
        *parts, last = _HYPHEN.split(word)
        yield from ((part, "") for part in parts)
        yield last, " "


def _wrapped(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """The lines of a text with the spaces that end them; a word wider than the room is broken where the room ends."""
    line, taken = "", 0.0
    for word, after in _words(text):
        needed = width(word, size, bold=bold)
        if line and taken + needed > room:
            yield line
            line, taken = "", 0.0
        if needed > room:
            letters = max(1, math.floor(len(word) * room / needed * 0.8))
            *full, word = [word[at : at + letters] for at in range(0, len(word), letters)]
            yield from full
            needed = width(word, size, bold=bold)
        line, taken = line + word + after, taken + needed + width(after, size, bold=bold)
    yield line
