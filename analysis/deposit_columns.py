"""How a dropped sheet is read: what gives each field its value, and the words that a service writes in its own way."""

from collections import Counter
from dataclasses import dataclass

from data_access.workbooks.instructions import Assignment, Layout
from data_access.workbooks.parsed import ParsedSheet, Suggestion
from data_access.workbooks.parts import Part
from domain.faults import Fault, Rule
from domain.sheets import SHEETS, Column, Kind
from domain.text import fold

_MOMENT = {Kind.DATE: Part.DATE, Kind.TIME: Part.TIME}
_CUT = "…"  # what ends a word too long to be shown whole


@dataclass(frozen=True)
class Source:
    """What gives a field its value: (a part of) the column of a header, or one constant for all rows, or nothing yet.

    `resembling` is what Vigie takes for this field's column, for an analyst to confirm; `by_hand`
    says that an analyst set what gives it.
    """

    column: Column
    header: str | None
    part: Part = Part.WHOLE
    constant: str = ""
    resembling: Suggestion | None = None
    by_hand: bool = False

    @property
    def given(self) -> bool:
        """Whether anything gives the field."""
        return self.header is not None or bool(self.constant)


@dataclass(frozen=True)
class Word:
    """A word of a file that its column does not admit: in how many rows it stands, and what it probably means."""

    column: Column
    written: str
    rows: int
    proposed: str | None


def sources(sheet: ParsedSheet) -> list[Source]:
    """What gives each field of a recognised sheet its value: the required ones first, in the declared order."""
    assigned = {given.field: given for given in sheet.layout.assignments} if sheet.layout else {}
    resembling = {found.field: found for found in sheet.suggestions}
    return [
        _source(sheet, column, assigned.get(column.field), resembling.get(column.field))
        for column in sorted(_declared(sheet), key=lambda column: not column.required)
    ]


def _source(sheet: ParsedSheet, column: Column, given: Assignment | None, resembling: Suggestion | None) -> Source:
    letter = sheet.columns.get(column.field)
    if letter is not None:
        part = Part.WHOLE if given is None else given.part
        return Source(column, sheet.headers.get(letter, letter), part, by_hand=given is not None)
    constant = given.constant if given is not None and given.header is None else ""
    return Source(column, None, Part.WHOLE, constant, None if constant else resembling, given is not None)


def from_header(sheet: ParsedSheet, field: str, header: str, part: Part = Part.WHOLE) -> Layout:
    """What is to be remembered where a part of the column of that header gives the field.

    A column that gives a day and is said to give an hour too, or the reverse, gives each its part.
    """
    other = _other_half(sheet, field, header) if part is Part.WHOLE else None
    if other is None:
        return Layout(sheet.recognised or "", (Assignment(field, fold(header), part),))
    declared = SHEETS[sheet.recognised or ""]
    halves = [Assignment(name, fold(header), _MOMENT[declared.column(name).kind]) for name in (field, other)]
    return Layout(declared.code, tuple(halves))


def _other_half(sheet: ParsedSheet, field: str, header: str) -> str | None:
    declared = SHEETS[sheet.recognised or ""]
    kind = declared.column(field).kind
    there = [name for name, letter in sheet.columns.items() if name != field and sheet.headers.get(letter) == header]
    return next((name for name in there if {kind, declared.column(name).kind} == _MOMENT.keys()), None)


def from_constant(sheet: ParsedSheet, field: str, constant: str) -> Layout:
    """What is to be remembered where every row has that value; an empty one is no value."""
    return Layout(sheet.recognised or "", (Assignment(field, None, constant=constant),))


def from_word(sheet: ParsedSheet, word: Word, typed: str) -> Layout:
    """What is to be remembered where that word stands for what is typed."""
    key = word.column.field, fold(word.written, keep_brackets=True)
    return Layout(sheet.recognised or "", values={key: typed})


def words(sheet: ParsedSheet) -> list[Word]:
    """The words of a recognised sheet that are in no list and no plan, the most frequent first."""
    at_fault = [fault for fault in sheet.faults if _is_word(sheet, fault)]
    found = Counter((fault.column, fault.value or "") for fault in at_fault)
    proposed = {(fault.column, fault.value): fault.proposals[0].value for fault in at_fault if fault.proposals}
    declared = SHEETS[sheet.recognised or ""] if at_fault else None
    return [
        Word(declared.column(field), written, rows, proposed.get((field, written)))
        for (field, written), rows in found.most_common()
        if declared is not None
    ]


def _is_word(sheet: ParsedSheet, fault: Fault) -> bool:
    if fault.rule not in (Rule.UNKNOWN_LIST_VALUE, Rule.UNKNOWN_REFERENCE) or fault.row == 0:
        return False
    if not fault.value or fault.value.endswith(_CUT):
        return False
    # A list of codes has words of its own; one that is no code at all is mended in its cell.
    return SHEETS[sheet.recognised or ""].column(fault.column).kind is not Kind.CODES


def _declared(sheet: ParsedSheet) -> tuple[Column, ...]:
    return SHEETS[sheet.recognised or ""].columns
