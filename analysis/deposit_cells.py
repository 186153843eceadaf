"""The cells to mend in a dropped sheet, row by row, what is proposed for them, and the doubts that may be accepted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from data_access.workbooks.convert import text
from data_access.workbooks.instructions import Place
from data_access.workbooks.parsed import ParsedSheet
from domain import french
from domain.faults import Fault, Rule
from domain.sheets import SHEETS


@dataclass(frozen=True)
class FaultyRow:
    """A row with faults: its number in the file, and what stands in its cells, by column letter."""

    number: int
    faults: tuple[Fault, ...]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Alike:
    """Faults that break the same rule in the same field."""

    rule: Rule
    header: str
    faults: tuple[Fault, ...]

    @property
    def corrections(self) -> dict[Place, str]:
        """What is proposed for all of them."""
        return {(fault.sheet, one.cell): one.value for fault in self.faults for one in fault.proposals}


def cell_titles(sheet: ParsedSheet) -> dict[str, str]:
    """The columns of a recognised sheet that are read, by letter, as the file calls them: one types in its own unit.

    Where a header may not be shown, by the fields that the column gives.
    """
    headers: defaultdict[str, list[str]] = defaultdict(list)
    for column in SHEETS[sheet.recognised or ""].columns:
        if column.field in sheet.columns:
            headers[sheet.columns[column.field]].append(column.header)
    return {letter: sheet.headers.get(letter) or french.listed(fields) for letter, fields in headers.items()}


def letters_at_fault(faults: Sequence[Fault]) -> set[str]:
    """The columns, by letter, that hold one of those faults of rows, or in which something is proposed."""
    cells = [fault.cell for fault in faults] + [one.cell for fault in faults for one in fault.proposals]
    return {cell.rstrip("0123456789") for cell in cells}


def faulty_rows(sheet: ParsedSheet, faults: Sequence[Fault], most: int) -> list[FaultyRow]:
    """The first rows that have one of those faults, in the order of the file."""
    by_row: defaultdict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_row[fault.row].append(fault)
    positions = {number: at for at, number in enumerate(sheet.row_numbers) if number in by_row}
    return [
        FaultyRow(number, tuple(by_row[number]), _cells(sheet, number, positions))
        for number in islice(sorted(by_row), most)
    ]


def alike(sheet: ParsedSheet, faults: Sequence[Fault]) -> list[Alike]:
    """The faults by rule and field."""
    groups: defaultdict[tuple[Rule, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.rule, fault.column].append(fault)
    declared = SHEETS[sheet.recognised or ""]
    headers = {column.field: column.header for column in declared.columns}
    return [Alike(rule, headers.get(field, field), tuple(found)) for (rule, field), found in groups.items()]


def _cells(sheet: ParsedSheet, number: int, positions: Mapping[int, int]) -> dict[str, str]:
    """The cells as they stand in the file; as they were read where the file's own words are not kept."""
    written = sheet.written.get(number, {})
    cells: dict[str, str] = {}
    for field, letter in sheet.columns.items():
        read = sheet.values[field][positions[number]] if number in positions else None
        cells[letter] = written.get(field, "" if read is None else text(read))
    return cells
