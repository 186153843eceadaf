"""The rules of a converted sheet: ranges, dates, check letters, columns together, plans in force."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import repeat

from data_access.workbooks import sentences
from data_access.workbooks.convert import shown, text
from data_access.workbooks.draft import Draft
from data_access.workbooks.known import Known
from data_access.workbooks.points import POINT, check_points, place_points
from data_access.workbooks.proposals import EARLIEST, swapped_day
from data_access.workbooks.targets import check_targets
from domain import uai
from domain.faults import Rule
from domain.plans import plan_label
from domain.sheets import Column, Kind, Reference
from domain.sheets.declaration import AimsAt, AtMost, NotBefore, RowRule, Together


def row_rules(draft: Draft) -> None:
    """Apply every declared rule to the converted values; a cell that is already at fault has no second fault."""
    for column in draft.sheet.columns:
        _single_column(draft, column)
    has_points = set(POINT) <= set(draft.sheet.fields)
    outside = check_points(draft) if has_points else set()
    if draft.sheet.single_row:
        for position in range(1, len(draft.rows)):
            draft.add(position, draft.sheet.fields[0], Rule.INCONSISTENT, sentences.second_row(), None)
    for rule in draft.sheet.rules:
        _across(draft, rule)
    for column in draft.sheet.columns:
        _in_force(draft, column)
    for rule in draft.sheet.rules:
        if isinstance(rule, AimsAt):  # after the plans in force: a sector that does not go has no second fault
            check_targets(draft, rule)
    if has_points and draft.sheet.event_date and "sector" in draft.sheet.fields:
        place_points(draft, outside)


def _across(draft: Draft, rule: RowRule) -> None:
    match rule:
        case AtMost(name, limit):
            _at_most(draft, name, limit)
        case NotBefore(name, start):
            _not_before(draft, name, start)
        case Together(names):
            _together(draft, names)


def _single_column(draft: Draft, column: Column) -> None:
    if column.kind in (Kind.INT, Kind.FLOAT) and column.field not in POINT:
        _check_range(draft, column)
    elif column.kind in (Kind.DATE, Kind.MONTH, Kind.PERIOD):
        _check_days(draft, column)
    elif column.kind is Kind.DEPARTMENT and draft.known.department is not None:
        _check_department(draft, column, draft.known.department)
    elif column.kind is Kind.UAI and (column.references is None or draft.known.department is None):
        _check_uai(draft, column)


def _offending(values: Sequence[object], offends: Callable[[object], bool]) -> Iterator[tuple[int, object]]:
    """The positions of the values that offend, each distinct one judged once."""
    offenders = {value for value in set(values) if value is not None and offends(value)}
    return ((at, value) for at, value in enumerate(values) if value in offenders) if offenders else iter(())


def _check_range(draft: Draft, column: Column) -> None:
    low = -math.inf if column.minimum is None else column.minimum
    high = math.inf if column.maximum is None else column.maximum

    def is_out(value: object) -> bool:
        return isinstance(value, int | float) and not low <= value <= high

    for position, value in _offending(draft.values[column.field], is_out):
        number = float(str(value))
        written = shown(number)
        what = sentences.out_of_range(column, written)
        # What lies below the minimum is no number of the kind; above the maximum it is only unlikely.
        draft.add(position, column.field, Rule.OUT_OF_RANGE, what, written, impossible=number < low)


def _check_days(draft: Draft, column: Column) -> None:
    def is_out(value: object) -> bool:
        ahead = not column.may_be_future and isinstance(value, date) and value > draft.today
        return ahead or (isinstance(value, date) and value < EARLIEST)

    for position, value in _offending(draft.values[column.field], is_out):
        if isinstance(value, date) and value > draft.today:
            what = sentences.future_date(column, text(value), text(draft.today))
            swapped = swapped_day(value, draft.today)
            proposals = None if swapped is None else {column.field: swapped}
            draft.add(position, column.field, Rule.FUTURE_DATE, what, text(value), proposals=proposals)
        else:
            what = sentences.too_early(column, text(value), text(EARLIEST))
            draft.add(position, column.field, Rule.OUT_OF_RANGE, what, text(value), impossible=True)


def _check_department(draft: Draft, column: Column, department: str) -> None:
    for position, value in _offending(draft.values[column.field], lambda code: code != department):
        what = sentences.other_department(str(value), department)
        draft.add(position, column.field, Rule.INCONSISTENT, what, str(value))


def _check_uai(draft: Draft, column: Column) -> None:
    for position, value in _offending(draft.values[column.field], lambda code: not uai.is_valid(str(code))):
        written = str(value)
        if not uai.has_form(written):
            draft.add(position, column.field, Rule.TYPE, sentences.wrong_type(column, written), written)
            continue
        letter = uai.check_letter(written[:7])
        what, mended = sentences.bad_check_letter(written, letter), {column.field: written[:7] + letter}
        draft.add(position, column.field, Rule.BAD_CHECK_LETTER, what, written, proposals=mended)


def _at_most(draft: Draft, name: str, limit: str) -> None:
    column, bound = draft.sheet.column(name), draft.sheet.column(limit)
    at_fault = draft.rows_at_fault((name, limit))
    for position, (value, top) in enumerate(zip(draft.values[name], draft.values[limit], strict=True)):
        if isinstance(value, int) and isinstance(top, int) and value > top and draft.rows[position] + 1 not in at_fault:
            what = sentences.at_most(column, bound, str(value), str(top))
            draft.add(position, name, Rule.INCONSISTENT, what, str(value))


def _not_before(draft: Draft, name: str, start: str) -> None:
    column, first = draft.sheet.column(name), draft.sheet.column(start)
    at_fault = draft.rows_at_fault((name, start))
    for position, (value, low) in enumerate(zip(draft.values[name], draft.values[start], strict=True)):
        if not isinstance(value, date) or not isinstance(low, date) or value >= low:
            continue
        if draft.rows[position] + 1 not in at_fault:
            what = sentences.not_before(column, first, text(value), text(low))
            draft.add(position, name, Rule.INCONSISTENT, what, text(value))


def _together(draft: Draft, names: tuple[str, ...]) -> None:
    if not any(None in draft.values[name] for name in names):
        return
    headers = [draft.sheet.column(name).header for name in names]
    at_fault = draft.rows_at_fault(names)
    for position, values in enumerate(zip(*(draft.values[name] for name in names), strict=True)):
        empty = [name for name, value in zip(names, values, strict=True) if value is None]
        if empty and len(empty) < len(names) and draft.rows[position] + 1 not in at_fault:
            draft.add(position, empty[0], Rule.INCONSISTENT, sentences.together(headers), None)


def _in_force(draft: Draft, column: Column) -> None:
    """Fault the codes of a column that stand in another plan than the one in force at the row's date."""
    reference, known, event = column.references, draft.known, draft.sheet.event_date
    if reference is None or not known.changes(reference):
        return
    days = draft.values[event] if event else repeat(None, len(draft.rows))
    pairs = list(zip(draft.values[column.field], days, strict=True))
    lacking = {pair: _lacking(known, reference, *pair) for pair in set(pairs) if event is None or pair[1] is not None}
    wrong = {pair: code for pair, code in lacking.items() if code is not None}
    at_fault = draft.rows_at_fault((event,)) if event else set()
    for position, pair in enumerate(pairs) if wrong else ():
        if pair in wrong and draft.rows[position] + 1 not in at_fault:
            _note_not_in_force(draft, position, column, wrong[pair], pair[1])


def _lacking(known: Known, reference: Reference, codes: object, day: object) -> str | None:
    """The first of a cell's codes that the plan in force does not hold."""
    on, listed = day if isinstance(day, date) else None, codes.split(";") if isinstance(codes, str) else []
    return next((code for code in listed if not known.is_in_force(reference, code, on)), None)


def _note_not_in_force(draft: Draft, position: int, column: Column, code: str, day: object) -> None:
    known, on = draft.known, day if isinstance(day, date) else None
    if column.references is None or (plan := known.plan_on(column.references, on)) is None:
        return
    elsewhere = [plan_label(other) for other in known.plans_of(column.references, code)]
    what = sentences.not_in_force(column, code, plan_label(plan), elsewhere, None if on is None else text(on))
    draft.add(position, column.field, Rule.UNKNOWN_REFERENCE, what, code)
