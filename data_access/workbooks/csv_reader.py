"""Reading .csv: its encoding and its delimiter are found, never asked for."""

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice

from data_access.workbooks.raw import Cell

_DELIMITERS = ";,\t"
_LINES_TRIED = 50
_STATED = re.compile(r'"?sep=([^\r\n"])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_csv(text: str) -> list[list[str]]:
    """The cells of a csv text, all str as written; rows as long as they are. Raises csv.Error.

    A first line `sep=;` tells a spreadsheet the delimiter; it shows no row for it, nor is one counted here.
    """
    stated = _STATED.match(text)
    if stated:
        return list(csv.reader(StringIO(text[stated.end() :], newline=""), delimiter=stated[1]))
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text)))


def squared(rows: list[list[str]]) -> list[list[Cell]]:
    """The same rows, each filled with "" up to the longest."""
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def delimiter_of(text: str) -> str:
    """The delimiter among `;` `,` and tab under which most of the first lines have the same number of cells.

    `;` where nothing parts the lines; where two do it as well, the one that makes more cells.
    """
    return max(_DELIMITERS, key=lambda delimiter: _consistency(text, delimiter))


def _consistency(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    lengths = [len(row) for row in islice(reader, _LINES_TRIED) if any(row)]
    counted = Counter(length for length in lengths if length > 1)
    if not counted:
        return 0.0, 0
    length, lines = counted.most_common(1)[0]
    return lines / len(lengths), length
