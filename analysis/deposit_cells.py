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
    """The columns of a recognised sheet that are read, by letter, those at fault first: the fields that each gives."""
    headers: defaultdict[str, list[str]] = defaultdict(list)
    for column in SHEETS[sheet.recognised or ""].columns:
        if column.field in sheet.columns:
            headers[sheet.columns[column.field]].append(column.header)
    at_fault = letters_at_fault(sheet)
    letters = sorted(headers, key=lambda letter: letter not in at_fault)
    return {letter: french.listed(headers[letter]) for letter in letters}


def letters_at_fault(sheet: ParsedSheet) -> set[str]:
    """The columns, by letter, that hold a fault of a row, or in which something is proposed."""
    faults = [fault for fault in sheet.faults if fault.row > 0]
    cells = [fault.cell for fault in faults] + [one.cell for fault in faults for one in fault.proposals]
    return {cell.rstrip("0123456789") for cell in cells}


def faulty_rows(sheet: ParsedSheet, most: int) -> list[FaultyRow]:
    """The first rows that have a fault of their own, in the order of the file."""
    faults: defaultdict[int, list[Fault]] = defaultdict(list)
    for fault in sheet.faults:
        if fault.row > 0:
            faults[fault.row].append(fault)
    positions = {number: at for at, number in enumerate(sheet.row_numbers) if number in faults}
    return [
        FaultyRow(number, tuple(faults[number]), _cells(sheet, number, positions))
        for number in islice(sorted(faults), most)
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
