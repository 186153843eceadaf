"""What the shape of a sheet hides: values that a merged range gives to the rows below, cells beyond the headers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_access.workbooks import sentences
from data_access.workbooks.convert import is_empty
from data_access.workbooks.draft import Draft
from data_access.workbooks.raw import Cell, RawSheet, address, column_letter
from domain.faults import Fault, Rule


def with_merged(raw: RawSheet, header_row: int) -> tuple[RawSheet, int]:
    """The sheet, each cell below the header that a range merged downwards covers holding its value; and how many do."""
    ranges = [merged for merged in raw.merged if merged[0] > header_row and merged[2] > merged[0]]
    cells, filled = list(raw.cells), 0
    for top, left, bottom, _ in ranges:
        value = cells[top][left] if top < len(cells) and left < len(cells[top]) else ""
        if is_empty(value):
            continue
        for row in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[row]):
                cells[row] = [*cells[row][:left], value, *cells[row][left + 1 :]]
                filled += 1
    return (replace(raw, cells=cells), filled) if filled else (raw, 0)


def merged_notice(filled: int) -> list[str]:
    """That cells took their value from a merged range."""
    if not filled:
        return []
    said = f"{filled} cellule(s) fusionnée(s)\u00a0: chaque ligne couverte reçoit la valeur de la plage."
    return [f"{said} Vérifiez-les."]


def fault_surplus(draft: Draft) -> None:
    """Fault the rows of a .csv that have more cells than its header: their values may stand a column too far."""
    if not draft.raw.delimited:
        return
    for position, at in _surplus(draft.raw.cells, draft.rows, max(draft.match.headers)):
        row = draft.rows[position]
        cell = address(row, at)
        what = sentences.surplus_cells()
        message = sentences.sentence(draft.raw.name, cell, what)
        draft.faults.append(Fault(draft.raw.name, cell, row + 1, "", Rule.INCONSISTENT, None, message))


def untitled_notice(draft: Draft) -> list[str]:
    """The columns of a workbook that hold something and have no header: they are not read."""
    if draft.raw.delimited or draft.match.top_row < draft.match.header_row:
        return []
    width = max((len(draft.raw.cells[row]) for row in draft.rows), default=0)
    read = draft.match.headers.keys() | set(draft.match.columns.values())
    filled = [
        column_letter(at)
        for at in range(width)
        if at not in read and any(not is_empty(cell) for cell in _column(draft, at))
    ]
    if not filled:
        return []
    letters = ", ".join(filled)
    return [f"Colonne(s) sans titre, qui ne sont pas lues\u00a0: {letters}. Donnez-leur un titre s’il le faut."]


def _column(draft: Draft, at: int) -> Iterator[Cell]:
    return (draft.raw.cells[row][at] for row in draft.rows if at < len(draft.raw.cells[row]))


def _surplus(cells: Sequence[Sequence[Cell]], rows: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    for position, row in enumerate(rows):
        beyond = (at for at in range(last + 1, len(cells[row])) if not is_empty(cells[row][at]))
        if (at := next(beyond, None)) is not None:
            yield position, at
