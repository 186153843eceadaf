"""A sheet on its way from cells to typed values."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter

from data_access.workbooks import sentences
from data_access.workbooks.instructions import Place
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match
from data_access.workbooks.parsed import Amendment
from data_access.workbooks.parts import take
from data_access.workbooks.raw import Cell, RawSheet, address
from domain.faults import Fault, Proposal, Rule
from domain.sheets import Sheet


@dataclass
class Draft:
    """A sheet on its way: the 0-based rows that hold data, their values by field, the faults so far.

    `accepted` are the doubtful values that an analyst keeps, each with the reason; those met are in `amendments`.
    """

    raw: RawSheet
    match: Match
    known: Known
    today: date
    rows: Sequence[int]
    accepted: Mapping[Place, str] = field(default_factory=dict)
    values: dict[str, list[object]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    _shared_at_fault: set[str] = field(default_factory=set)

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
        if column < self._shortest:
            found = list(map(itemgetter(column), self._lines))
        else:
            found = [cells[column] if column < len(cells) else "" for cells in self._lines]
        part = self.match.parts.get(field_name)
        return found if part is None else [take(part, cell) for cell in found]

    def cell(self, position: int, field_name: str) -> str:
        """The address of a field's cell in the row at that position (column A where it has none)."""
        return address(self.rows[position], self.match.columns.get(field_name, 0))

    def rows_at_fault(self, fields: Collection[str]) -> set[int]:
        """The numbers, from 1, of the rows that have a fault in one of those fields."""
        return {fault.row for fault in self.faults if fault.column in fields}

    def add(
        self,
        position: int,
        field_name: str,
        rule: Rule,
        what: str,
        value: str | None,
        *,
        proposals: Mapping[str, str] | None = None,
        impossible: bool = False,
    ) -> None:
        """Note a fault of the row at that position, unless it is a doubt that was accepted there.

        `proposals` are what one would type in the row's cells to mend it, by field.
        """
        cell = self.cell(position, field_name)
        proposed = tuple(Proposal(self.cell(position, name), words) for name, words in (proposals or {}).items())
        fault = Fault(
            self.raw.name,
            cell,
            self.rows[position] + 1,
            field_name,
            rule,
            value,
            sentences.sentence(self.raw.name, cell, what),
            proposed,
            impossible,
        )
        reason = self.accepted.get((self.raw.name, cell)) if fault.acceptable else None
        if reason is not None:
            self.amendments.append(Amendment(self.raw.name, cell, field_name, rule, value or "", reason))
        elif field_name not in self._sharing:
            self.faults.append(fault)
        elif cell not in self._shared_at_fault:
            self._shared_at_fault.add(cell)
            self.faults.append(fault)

    def add_to_sheet(self, column: int | None, field_name: str, rule: Rule, what: str, row: int | None = None) -> None:
        """Note a fault of the whole sheet, at its header's cell where it has one (the last of them, or that row's)."""
        cell = "" if column is None else address(self.match.header_row if row is None else row, column)
        message = sentences.sentence(self.raw.name, cell, what)
        self.faults.append(Fault(self.raw.name, cell, 0, field_name, rule, None, message))

    @cached_property
    def _lines(self) -> list[list[Cell]]:
        return [self.raw.cells[row] for row in self.rows]

    @cached_property
    def _shortest(self) -> int:
        return min(map(len, self._lines), default=0)

    @cached_property
    def _sharing(self) -> set[str]:
        """The fields that take their value from a cell which another field reads too: it is faulted once."""
        readers = Counter(self.match.columns.values())
        return {name for name, column in self.match.columns.items() if readers[column] > 1}
