"""From the cells of a column to its values, each distinct cell converted once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from data_access.workbooks import convert, sentences
from data_access.workbooks.codes import codes_in, finder
from data_access.workbooks.draft import Draft
from data_access.workbooks.personal import may_name_somebody, personal_texts, searched_text
from data_access.workbooks.proposals import Proposer
from data_access.workbooks.raw import Cell, address
from domain import uai
from domain.faults import Rule
from domain.sheets import Column, Kind
from domain.text import fold

_LONGEST_SHOWN = 80
_NEVER_NAMES = frozenset(Kind) - {Kind.CODE, Kind.CODES, Kind.CHOICE, Kind.UAI}
_AS_WRITTEN = frozenset({Kind.TEXT, Kind.CODE, Kind.CODES, Kind.UAI})

Words = Mapping[str, str]
"""A service's own words for one field: folded word -> what one would type in its place."""


class _NoValue(Enum):
    """Why a cell gives no value."""

    EMPTY = auto()
    WRONG = auto()


@dataclass(frozen=True)
class _Verdict:
    """What is wrong with a cell that could not be converted, wherever it stands."""

    rule: Rule
    what: str
    value: str | None
    proposed: str | None


def convert_column(draft: Draft, column: Column) -> None:
    """Put the values of a column into the draft, with a fault for each cell that is none."""
    cells = draft.cells(column.field)
    if cells is None:
        draft.values[column.field] = [column.default] * len(draft.rows)
        return
    keys = _keys(cells)
    samples = dict(zip(keys, cells, strict=True))
    convert_cell, factor = _converter(draft, column), draft.match.factors.get(column.field, 1)
    outcomes = {key: _outcome(cell, convert_cell, factor) for key, cell in samples.items()}
    _refuse_persons(draft, column, samples, outcomes)
    found = set(_NoValue) & {outcome for outcome in outcomes.values() if isinstance(outcome, _NoValue)}
    if found == {_NoValue.EMPTY} and not column.required and not draft.raw.errors:
        outcomes = {key: column.default if value is _NoValue.EMPTY else value for key, value in outcomes.items()}
        found = set()
    values = list(map(outcomes.__getitem__, keys))
    draft.values[column.field] = _completed(draft, column, cells, values) if found else values


def _keys(cells: list[Cell]) -> list[object]:
    """What tells the cells apart: themselves, and their type where VRAI could pass for 1."""
    if bool not in set(map(type, cells)):
        return cells
    return list(zip(map(type, cells), cells, strict=True))


def _outcome(cell: Cell, convert_cell: Callable[[Cell], object], factor: float) -> object:
    if convert.is_empty(cell):
        return _NoValue.EMPTY
    try:
        value = convert_cell(cell)
    except ValueError:
        return _NoValue.WRONG
    return value * factor if factor != 1 and isinstance(value, int | float) else value


def _is_kept_as_written(draft: Draft, column: Column) -> bool:
    """Whether the values of a column are what was typed: no known codes, nor words of a list."""
    is_checked = column.references is not None and draft.known.department is not None
    return column.free_text or (column.kind in _AS_WRITTEN and not is_checked)


def _refuse_persons(
    draft: Draft, column: Column, samples: Mapping[object, Cell], outcomes: Mapping[object, object]
) -> None:
    kept, repeated = _is_kept_as_written(draft, column), column.kind is not Kind.OUTLINE
    shown = (key for key, outcome in outcomes.items() if kept or (repeated and outcome is _NoValue.WRONG))
    if found := personal_texts([_searched(samples[key], outcomes[key]) for key in shown]):
        what = sentences.personal_column(", ".join(sorted(found)))
        draft.add_to_sheet(draft.match.columns.get(column.field), column.field, Rule.PERSONAL_DATA, what)


def _searched(cell: Cell, outcome: object) -> str:
    # A text that was converted to a text is what it is searched as.
    return outcome if isinstance(cell, str) and isinstance(outcome, str) else searched_text(cell)


def _completed(draft: Draft, column: Column, cells: list[Cell], values: list[object]) -> list[object]:
    """The values, with a fault noted for each cell that is wrong, or empty where it may not be."""
    judge = _Judge(draft, column)
    constant = column.field not in draft.match.columns
    for position, value in enumerate(values):
        if value is _NoValue.EMPTY:
            values[position] = _empty(draft, position, column)
        elif value is _NoValue.WRONG:
            values[position] = None
            verdict = judge.verdict(cells[position])
            if not constant:
                proposals = None if verdict.proposed is None else {column.field: verdict.proposed}
                draft.add(position, column.field, verdict.rule, verdict.what, verdict.value, proposals=proposals)
            elif position == 0:  # one word set for the whole sheet: one fault
                draft.add_to_sheet(None, column.field, verdict.rule, verdict.what)
    return values


def _empty(draft: Draft, position: int, column: Column) -> object:
    cell = address(draft.rows[position], draft.match.columns.get(column.field, 0))
    if error := draft.raw.errors.get(cell):
        draft.add(position, column.field, Rule.FORMULA_ERROR, sentences.formula_error(error), error)
    elif column.required:
        draft.add(position, column.field, Rule.REQUIRED, sentences.required(column), None)
    return column.default


class _Judge:
    """Says what is wrong with the cells of a column, each distinct one once."""

    def __init__(self, draft: Draft, column: Column) -> None:
        self._draft, self._column = draft, column
        self._proposer = Proposer(draft.known, draft.today, column)
        self._given: dict[str, _Verdict] = {}

    def verdict(self, cell: Cell) -> _Verdict:
        """What is wrong with that cell, and what was probably meant."""
        words = convert.shown(cell)
        if words not in self._given:
            self._given[words] = self._judge(words)
        return self._given[words]

    def _judge(self, words: str) -> _Verdict:
        proposed = self._proposer.propose(words)
        shown = words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
        # Places and services are called by capitalised words too: hidden, they could not be mapped.
        if self._column.kind in _NEVER_NAMES and proposed is None and may_name_somebody(words):
            shown = sentences.HIDDEN
        rule, what = self._broken(shown)
        return _Verdict(rule, what, None if shown == sentences.HIDDEN else shown, proposed)

    def _broken(self, shown: str) -> tuple[Rule, str]:
        column, code = self._column, convert.uai(shown)
        if column.kind is Kind.UAI and uai.has_form(code) and not uai.is_valid(code):
            return Rule.BAD_CHECK_LETTER, sentences.bad_check_letter(shown, uai.check_letter(code[:7]))
        if column.references is not None:
            has_plan = bool(self._draft.known.names)
            return Rule.UNKNOWN_REFERENCE, sentences.unknown_reference(column, shown, has_plan)
        if column.kind is Kind.CHOICE:
            return Rule.UNKNOWN_LIST_VALUE, sentences.unknown_list_value(column, shown)
        return Rule.TYPE, sentences.wrong_type(column, shown)


def _converter(draft: Draft, column: Column) -> Callable[[Cell], object]:
    convert_cell = _plain_converter(draft, column)
    layout = draft.match.layout
    given = {} if layout is None else layout.values
    words = {word: typed for (name, word), typed in given.items() if name == column.field}
    if not words:
        return convert_cell

    def convert_or_translate(cell: Cell) -> object:
        try:
            return convert_cell(cell)
        except ValueError:  # what is understood as it stands is never taken for another word
            return convert_cell(_translated(words, cell, convert_cell if column.kind is Kind.CODES else None))

    return convert_or_translate


def _translated(words: Words, cell: Cell, convert_part: Callable[[Cell], object] | None) -> Cell:
    """What one would type for a cell; for each part that `convert_part`, where it is given, does not understand."""
    whole = convert.text(cell)
    typed = words.get(fold(whole, keep_brackets=True))
    if typed is not None:
        return typed
    if convert_part is None:
        return cell
    parts = convert.codes(whole)
    return ";".join(
        words.get(fold(part, keep_brackets=True), part) if _outcome(part, convert_part, 1) is _NoValue.WRONG else part
        for part in parts
    )


def _plain_converter(draft: Draft, column: Column) -> Callable[[Cell], object]:
    if column.references is None or draft.known.department is None:
        return convert.converter(column)
    find = finder(draft.known, column.references)

    def resolve(cell: Cell) -> str:
        code = find(convert.text(cell))
        if code is None:
            raise ValueError("unknown code")
        return code

    def resolve_all(cell: Cell) -> str:
        found = codes_in(convert.text(cell), find)
        if not found:
            raise ValueError("unknown code")
        return ";".join(found)

    return resolve_all if column.kind is Kind.CODES else resolve
