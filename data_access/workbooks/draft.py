"""A sheet on its way from cells to a typed frame."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from data_access.workbooks import sentences
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match
from data_access.workbooks.parts import take
from data_access.workbooks.raw import Cell, RawSheet, address
from domain.faults import Fault, Rule
from domain.sheets import Sheet


@dataclass
class Draft:
    """A sheet on its way: the 0-based rows that hold data, their values by field, the faults so far."""

    raw: RawSheet
    match: Match
    known: Known
    today: date
    rows: list[int]
    values: dict[str, list[object]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The declaration that the sheet follows."""
        return self.match.sheet

    def cells(self, field_name: str) -> list[Cell] | None:
        """What the data rows hold for that field, "" where a row is too short; None where nothing gives it."""
        if field_name in self.match.constants:
            return [self.match.constants[field_name]] * len(self.rows)
        column = self.match.columns.get(field_name)
        if column is None:
            return None
        rows = (self.raw.cells[row] for row in self.rows)
        found = [cells[column] if column < len(cells) else "" for cells in rows]
        part = self.match.parts.get(field_name)
        return found if part is None else [take(part, cell) for cell in found]

    def rows_at_fault(self, fields: Collection[str]) -> set[int]:
        """The numbers, from 1, of the rows that have a fault in one of those fields."""
        return {fault.row for fault in self.faults if fault.column in fields}

    def add(self, position: int, field_name: str, rule: Rule, what: str, value: str | None) -> None:
        """Note a fault of the row at that position, in the cell of that field (column A where it has none)."""
        row = self.rows[position]
        cell = address(row, self.match.columns.get(field_name, 0))
        message = sentences.sentence(self.raw.name, cell, what)
        self.faults.append(Fault(self.raw.name, cell, row + 1, field_name, rule, value, message))

    def add_to_sheet(self, column: int | None, field_name: str, rule: Rule, what: str) -> None:
        """Note a fault of the whole sheet, at its header's cell where it has one."""
        cell = "" if column is None else address(self.match.header_row, column)
        message = sentences.sentence(self.raw.name, cell, what)
        self.faults.append(Fault(self.raw.name, cell, 0, field_name, rule, None, message))
