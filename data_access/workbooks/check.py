"""From a matched sheet to a typed frame and its faults, each with the address of its cell."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, auto

from data_access.workbooks import convert, sentences
from data_access.workbooks.control import ControlTotals, control_totals, is_total_row, stated_period
from data_access.workbooks.draft import Draft
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match
from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.personal import is_personal_header, personal_cell, personal_content
from data_access.workbooks.raw import Cell, RawSheet, address, column_letter
from data_access.workbooks.rules import row_rules
from domain import uai
from domain.faults import Fault, Rule
from domain.sheets import Book, Column, Kind
from domain.text import fold

_LONGEST_SHOWN = 80


class _NoValue(Enum):
    """Why a cell gives no value."""

    EMPTY = auto()
    WRONG = auto()


def check_sheet(raw: RawSheet, match: Match, known: Known, today: date) -> ParsedSheet:
    """Convert and check every data row of a matched sheet. `today` is the day after which no event can lie."""
    data = range(match.header_row + 1, len(raw.cells))
    filled = [row for row in data if any(not convert.is_empty(_cell(raw, row, at)) for at in match.columns.values())]
    totals = {row for row in filled if is_total_row(raw.cells[row])}
    draft = Draft(raw, match, known, today, [row for row in filled if row not in totals])
    _refuse_persons(draft)
    _check_headers(draft)
    for column in match.sheet.columns:
        _convert_column(draft, column)
    row_rules(draft)
    control = control_totals(raw, match, draft.values, sorted(totals))
    first, last = _coverage(draft)
    return ParsedSheet(
        sheet=raw.name,
        recognised=match.sheet.code,
        header_row=match.header_row + 1,
        columns={name: column_letter(at) for name, at in match.columns.items()},
        unmatched=tuple(header for header in match.unmatched.values() if personal_content(header) is None),
        values=draft.values,
        row_numbers=[row + 1 for row in draft.rows],
        faults=tuple(_in_order(draft.faults)),
        notices=tuple(_notices(draft, control)),
        first_date=first,
        last_date=last,
    )


def _cell(raw: RawSheet, row: int, column: int) -> Cell:
    cells = raw.cells[row]
    return cells[column] if column < len(cells) else ""


def _refuse_persons(draft: Draft) -> None:
    names_allowed = draft.sheet.book is Book.PLAN
    headers = {at: words for at, words in enumerate(draft.raw.cells[draft.match.header_row]) if isinstance(words, str)}
    for at, header in headers.items():
        if what := personal_content(header):
            draft.add_to_sheet(at, "", Rule.PERSONAL_DATA, sentences.personal_column(what))
        elif is_personal_header(header, names_allowed=names_allowed):
            draft.add_to_sheet(
                at, header, Rule.PERSONAL_DATA, sentences.personal_column(f"titre «\u00a0{header}\u00a0»")
            )


def _refuse_personal_cells(draft: Draft, column: Column, at: int, cells: Iterable[Cell]) -> None:
    found = {what for cell in cells if (what := personal_cell(cell))}
    if found:
        what = sentences.personal_column(", ".join(sorted(found)))
        draft.add_to_sheet(at, column.field, Rule.PERSONAL_DATA, what)


def _check_headers(draft: Draft) -> None:
    for name in draft.match.missing:
        column = draft.sheet.column(name)
        what = sentences.missing_column(column, _lookalike(column, list(draft.match.unmatched.values())))
        draft.add_to_sheet(None, name, Rule.REQUIRED, what)


def _lookalike(column: Column, headers: list[str]) -> str | None:
    words = {word for name in column.names() for word in name.split() if len(word) > 2}
    return next((header for header in headers if words & set(fold(header).split())), None)


def _convert_column(draft: Draft, column: Column) -> None:
    found, at = draft.cells(column.field), draft.match.columns.get(column.field, 0)
    if found is None:
        draft.values[column.field] = [column.default] * len(draft.rows)
        return
    convert_cell = _converter(draft, column)
    factor = draft.match.factors.get(column.field, 1)
    # Each distinct cell once; the type tells True from 1.0.
    cells = [(type(cell), cell) for cell in found]
    outcomes = {known_as: _outcome(known_as[1], convert_cell, factor) for known_as in set(cells)}
    shown = [cell for (_, cell), outcome in outcomes.items() if _may_be_shown(column, outcome)]
    _refuse_personal_cells(draft, column, at, shown)
    values = [outcomes[known_as] for known_as in cells]
    if any(isinstance(outcome, _NoValue) for outcome in outcomes.values()):
        for position, value in enumerate(values):
            if value is _NoValue.EMPTY:
                values[position] = _empty(draft, position, column, at)
            elif value is _NoValue.WRONG:
                values[position] = None
                _note_unconverted(draft, position, column, _shortened(convert.text(cells[position][1])))
    draft.values[column.field] = values


def _outcome(cell: Cell, convert_cell: Callable[[Cell], object], factor: float) -> object:
    if convert.is_empty(cell):
        return _NoValue.EMPTY
    try:
        value = convert_cell(cell)
    except ValueError:
        return _NoValue.WRONG
    return value * factor if factor != 1 and isinstance(value, int | float) else value


def _may_be_shown(column: Column, outcome: object) -> bool:
    """Whether a cell is kept as it was written, or would be repeated in a fault."""
    return column.free_text or (outcome is _NoValue.WRONG and column.kind is not Kind.OUTLINE)


def _empty(draft: Draft, position: int, column: Column, at: int) -> object:
    errors = draft.raw.errors
    if errors and (error := errors.get(address(draft.rows[position], at))):
        draft.add(position, column.field, Rule.FORMULA_ERROR, sentences.formula_error(error), error)
    elif column.required:
        draft.add(position, column.field, Rule.REQUIRED, sentences.required(column), None)
    return column.default


def _note_unconverted(draft: Draft, position: int, column: Column, found: str) -> None:
    if column.kind is Kind.UAI and uai.has_form(convert.uai(found)) and not uai.is_valid(convert.uai(found)):
        what = sentences.bad_check_letter(found, uai.check_letter(convert.uai(found)[:7]))
        draft.add(position, column.field, Rule.BAD_CHECK_LETTER, what, found)
    elif column.references is not None:
        what = sentences.unknown_reference(column, found, bool(draft.known.names))
        draft.add(position, column.field, Rule.UNKNOWN_REFERENCE, what, found)
    elif column.kind is Kind.CHOICE:
        what = sentences.unknown_list_value(column, found)
        draft.add(position, column.field, Rule.UNKNOWN_LIST_VALUE, what, found)
    else:
        draft.add(position, column.field, Rule.TYPE, sentences.wrong_type(column, found), found)


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def _converter(draft: Draft, column: Column) -> Callable[[Cell], object]:
    if column.references is None:
        return convert.converter(column)
    if draft.known.department is None:
        return _joined if column.kind is Kind.CODES else convert.converter(column)
    codes = draft.known.resolver(column.references)

    def resolve(cell: Cell) -> str:
        words = convert.text(cell)
        code = codes.get(fold(words, keep_brackets=True)) or codes.get(fold(words))
        if code is None:
            raise ValueError("unknown code")
        return code

    if column.kind is Kind.CODES:
        return lambda cell: ";".join(dict.fromkeys(resolve(part) for part in _parts(cell)))
    return resolve


def _parts(cell: Cell) -> list[str]:
    return [part for part in (piece.strip() for piece in convert.text(cell).replace(",", ";").split(";")) if part]


def _joined(cell: Cell) -> str:
    return ";".join(dict.fromkeys(_parts(cell)))


def _coverage(draft: Draft) -> tuple[date | None, date | None]:
    stated = stated_period(draft.raw, draft.match.header_row)
    if stated is not None:
        return stated.start, min(stated.end, draft.today)
    if draft.sheet.event_date is None:
        return None, None
    found = draft.values[draft.sheet.event_date]
    days = {day for day in found if isinstance(day, date) and day <= draft.today}
    return (min(days), max(days)) if days else (None, None)


def _in_order(faults: list[Fault]) -> list[Fault]:
    """As one mends them: what condemns the sheet, then the cells from top to bottom.

    Of a sheet that holds persons nothing else is said: no value of it may be shown.
    """
    persons = [fault for fault in faults if fault.rule is Rule.PERSONAL_DATA]
    return persons or sorted(faults, key=lambda fault: fault.row)


def _notices(draft: Draft, control: ControlTotals) -> list[str]:
    notices = list(control.notices)
    if not draft.raw.visible:
        notices.append("Cette feuille est masquée\u00a0: elle a été lue comme les autres.")
    if hidden := sum(row + 1 in draft.raw.hidden_rows for row in draft.rows):
        notices.append(f"{hidden} ligne(s) masquée(s) ont été lues comme les autres.")
    hidden_columns = [column_letter(at) for at in draft.match.columns.values() if at + 1 in draft.raw.hidden_columns]
    if hidden_columns:
        notices.append(f"Colonne(s) masquée(s) lues comme les autres\u00a0: {', '.join(sorted(hidden_columns))}.")
    notices += _twins(draft)
    for name in draft.match.factors:
        column = draft.sheet.column(name)
        notices.append(
            f"La colonne «\u00a0{column.header}\u00a0» a été convertie dans l’unité attendue ({column.unit})."
        )
    return notices


def _twins(draft: Draft) -> list[str]:
    """The columns that are not read because another one bears the same meaning."""
    match = draft.match
    read = {
        name: match.columns[column.field]
        for column in draft.sheet.columns
        if column.field in match.columns
        for name in column.names()
    }
    return [
        f"La colonne {column_letter(at)} n’est pas lue\u00a0: la colonne {column_letter(read[name])} dit la même "
        "chose. Gardez-en une."
        for at, header in match.unmatched.items()
        if (name := fold(header)) in read
    ]
