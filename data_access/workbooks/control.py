"""What a file says of itself: total rows, a count in a title, the period it covers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from data_access.workbooks import convert
from data_access.workbooks.data_rows import DataRows
from data_access.workbooks.draft import Draft
from data_access.workbooks.match import Match
from data_access.workbooks.parsed import ControlTotal
from data_access.workbooks.raw import RawSheet
from domain.french import number
from domain.sheets import Kind
from domain.text import fold
from domain.windows import Window

ROWS = "lignes"
_MOST_UNREAD = 100  # rows listed one by one beside a total
_DAY = r"(\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
_PERIOD = re.compile(
    rf"du\s+{_DAY}\s+(?:au|jusqu.?au)\s+(?:et y compris )?(?:le )?{_DAY}",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\d/])(\d[\d \u00a0\u202f]*)\s+(\w+)")


def stated_period(raw: RawSheet, header_row: int) -> Window | None:
    """The period that a line above the header states ("du 01/10/2026 au 23/11/2026"); None without one."""
    for row in raw.cells[:header_row]:
        for cell in row:
            found = _PERIOD.search(cell) if isinstance(cell, str) else None
            if found:
                try:
                    return Window(convert.day(found[1]), convert.day(found[2]))
                except ValueError:
                    continue  # a title that only looks like a period states nothing
    return None


def control_totals(draft: Draft, rows: DataRows) -> tuple[ControlTotal, ...]:
    """The file's own counts and totals against the rows read (faulty ones included), from top to bottom."""
    unread = tuple((row + 1, why) for row, why in rows.unread.items())[:_MOST_UNREAD]
    titles = _announced_counts(draft.raw, draft.match, range(draft.match.header_row))
    counts = [*islice(titles, 1), *_announced_counts(draft.raw, draft.match, rows.totals)]
    counted = [ControlTotal(row + 1, ROWS, count, len(draft.rows), unread) for row, count in counts]
    summed = [total for row in rows.totals for total in _column_totals(draft, row)]
    return tuple(sorted(counted + summed, key=lambda total: total.row))


def control_notices(totals: Sequence[ControlTotal], header_row: int) -> list[str]:
    """What is said of those totals: each that differs; each row of totals that all agree."""
    notices = [_differs(total, header_row) for total in totals if not _agrees(total)]
    sums = [total for total in totals if total.of != ROWS]
    for row, found in groupby(sums, key=lambda total: total.row):
        listed = list(found)
        if all(map(_agrees, listed)):
            notices.append(
                f"Ligne {row}\u00a0: les totaux du fichier sont ceux des lignes lues ({len(listed)} colonne(s))."
            )
    return notices


def _agrees(total: ControlTotal) -> bool:
    tolerance = 0 if total.of == ROWS else 0.005 * max(1.0, abs(total.read)) ** 0.5
    return abs(total.difference) <= tolerance


def _differs(total: ControlTotal, header_row: int) -> str:
    stated, read = _figure(total.stated), _figure(total.read)
    if total.of != ROWS:
        return (
            f"Ligne {total.row}\u00a0: le fichier annonce {stated} pour «\u00a0{total.of}\u00a0», "
            f"les lignes lues font {read}. Vérifiez les lignes et le total."
        )
    where = "Le titre" if total.row <= header_row else f"La ligne {total.row}"
    return f"{where} annonce {stated} lignes, {read} ont été lues\u00a0: vérifiez la feuille."


def _figure(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def _column_totals(draft: Draft, row: int) -> Iterator[ControlTotal]:
    for name, at in draft.match.columns.items():
        column = draft.sheet.column(name)
        stated = _number_at(draft.raw, row, at)
        if stated is None or column.kind not in (Kind.INT, Kind.FLOAT) or column.unit == "degrés":
            continue
        summed = sum(value for value in draft.values[name] if isinstance(value, int | float))
        stated *= draft.match.factors.get(name, 1)
        yield ControlTotal(row + 1, column.header, stated, summed, _uncounted(draft, name))


def _uncounted(draft: Draft, name: str) -> tuple[tuple[int, str], ...]:
    """The rows that a sum lacks, since their cell is no number."""
    at_fault = draft.rows_at_fault([name])
    lacking = [
        row + 1
        for row, value in zip(draft.rows, draft.values[name], strict=True)
        if row + 1 in at_fault and value is None
    ]
    return tuple((row, "sa cellule n’est pas un nombre") for row in lacking[:_MOST_UNREAD])


def _number_at(raw: RawSheet, row: int, at: int) -> float | None:
    cell = raw.cells[row][at] if at < len(raw.cells[row]) else ""
    if convert.is_empty(cell):
        return None
    try:
        return convert.number(cell)
    except ValueError:
        return None  # a word in a total row is no total


def _announced_counts(raw: RawSheet, match: Match, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each of those rows that states how many rows there are, with the number."""
    words = {word for name in match.sheet.names() for word in name.split() if len(word) > 3} | {ROWS}
    for row in rows:
        texts = [cell for cell in raw.cells[row] if isinstance(cell, str)]
        counts = (found[1] for cell in texts for found in _COUNT.finditer(cell) if fold(found[2]) in words)
        yield from ((row, int(convert.number(count))) for count in islice(counts, 1))
