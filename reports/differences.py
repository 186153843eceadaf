"""What a book handed out says and the files of today would not: every figure of the one beside the other's."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from reports.content import Align, Amount, Block, Book, Chart, Items, Matrix, Spark, Table, cell_words

DIFFERENCE_COLUMNS = ("section", "table", "row", "column", "was", "now")
_ABOUT_FILES = frozenset({"Sources", "Définitions"})
"""The sheets that tell of the files and of Vigie itself, not of the window."""
_Place = tuple[str, str, str, str]
_Cell = tuple[str, str, str, str]
"""Title of the block, row, column, words."""


def differences(handed_out: Book, today: Book) -> pd.DataFrame:
    """The figures and findings of a book that another content of the same window says otherwise.

    Columns `DIFFERENCE_COLUMNS`, all words as they stand on paper, None where the other has no such figure; in the
    order of the book handed out, then what only today's has. Tables, charts, matrices and sentences are compared cell
    by cell; the lists of files and definitions are not.
    """
    was, now = _cells(handed_out), _cells(today)
    places = [place for place in dict.fromkeys((*was, *now)) if was.get(place) != now.get(place)]
    rows = [(*place, was.get(place), now.get(place)) for place in places]
    return pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS), dtype=object)


def compared(book: Book) -> int:
    """How many figures and findings of a book are compared."""
    return len(_cells(book))


def _cells(book: Book) -> Mapping[_Place, str]:
    found: dict[_Place, str] = {}
    for section in book.sections:
        if section.sheet in _ABOUT_FILES:
            continue
        for block in section.blocks:
            for title, row, column, words in _of_block(section.title, block):
                found[section.title, title, row, column] = words
    return found


def _of_block(section: str, block: Block) -> Iterator[_Cell]:
    match block:
        case Table():
            yield from _of_table(block)
        case Chart():
            yield from _of_chart(block)
        case Matrix():
            yield from _of_matrix(block)
        case Items():
            for item in block.items:
                yield section, item.text, "", f"{item.text} – {item.detail}"


def _of_table(table: Table) -> Iterator[_Cell]:
    keys = _keys(table)
    names = [" ".join(cell_words(row[at]) for at in keys) for row in table.rows]
    for name, row in zip(_told_apart(names), table.rows, strict=True):
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if at not in keys and not isinstance(cell, Spark):
                yield table.title, name, column.heading, cell_words(cell)


def _keys(table: Table) -> list[int]:
    """The columns that name a row: of the first words that stand side by side, two, or as many as tell all rows apart.

    A rank before them names nothing: it changes with the others.
    """
    words = [at for at, column in enumerate(table.columns) if column.align is Align.START]
    side_by_side = [at for place, at in enumerate(words) if at == words[0] + place]
    for count in range(min(2, len(side_by_side)), len(side_by_side)):
        keys = side_by_side[:count]
        if len({tuple(row[at] for at in keys) for row in table.rows}) == len(table.rows):
            return keys
    return side_by_side


def _told_apart(names: list[str]) -> list[str]:
    """The names, those that stand several times numbered from the second on."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _of_chart(chart: Chart) -> Iterator[_Cell]:
    for series in chart.series:
        for category, value in zip(chart.categories, series.values, strict=True):
            yield chart.title, category, series.name, _number(value)


def _number(value: float | None) -> str:
    return cell_words(None if value is None else Amount(value, 0 if float(value).is_integer() else 1))


def _of_matrix(matrix: Matrix) -> Iterator[_Cell]:
    for (code, name), cells, totals in zip(matrix.rows, matrix.cells, matrix.totals, strict=True):
        for service, counts in zip((*matrix.columns, "total du site"), (*cells, totals), strict=True):
            for (kind, _), count in zip(matrix.kinds, counts, strict=True):
                yield matrix.title, f"{code} {name}", f"{kind}, {service}", str(count)
