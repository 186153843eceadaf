"""From a matched sheet to typed values and their faults, each with the address of its cell."""

from collections.abc import Iterator, Mapping
from datetime import date

from data_access.workbooks import convert, sentences
from data_access.workbooks.columns import convert_column
from data_access.workbooks.control import control_totals, stated_period
from data_access.workbooks.data_rows import sort_rows
from data_access.workbooks.draft import Draft
from data_access.workbooks.instructions import Place
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match
from data_access.workbooks.notices import notices
from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.personal import is_personal_header, may_name_somebody, personal_content
from data_access.workbooks.raw import Cell, RawSheet, column_letter
from data_access.workbooks.rules import row_rules
from data_access.workbooks.shape import fault_surplus, merged_notice, untitled_notice, with_merged
from domain.faults import Fault, Rule
from domain.sheets import Book, Column
from domain.text import fold

_MOST_WRITTEN = 500  # rows that one would mend on the spot; beyond, in the file itself


def check_sheet(
    raw: RawSheet, match: Match, known: Known, today: date, accepted: Mapping[Place, str] | None = None
) -> ParsedSheet:
    """Convert and check every data row of a matched sheet.

    `today` is the day after which no event can lie, `accepted` the cells whose doubtful value is kept, with the reason.
    """
    rows = sort_rows(raw, match)  # before: a range merged beyond the data makes no rows of it
    raw, merged = with_merged(raw, match.header_row)
    draft = Draft(raw, match, known, today, rows.data, accepted or {})
    headers = _headers(draft)
    _refuse_persons(draft)
    _check_headers(draft)
    for column in match.sheet.columns:
        convert_column(draft, column)
    row_rules(draft)
    fault_surplus(draft)
    totals = control_totals(draft, rows)
    first, last = _coverage(draft)
    faults = _in_order(draft.faults)
    return ParsedSheet(
        sheet=raw.name,
        recognised=match.sheet.code,
        header_row=match.header_row + 1,
        columns={name: column_letter(at) for name, at in match.columns.items()},
        unmatched=tuple(header for header in match.unmatched.values() if personal_content(header) is None),
        values=draft.values,
        row_numbers=[row + 1 for row in draft.rows],
        faults=tuple(faults),
        notices=(*notices(draft, totals, headers), *merged_notice(merged), *untitled_notice(draft)),
        first_date=first,
        last_date=last,
        signature=match.signature,
        headers={column_letter(at): header for at, header in headers.items()},
        layout=match.layout,
        totals=totals,
        amendments=tuple(draft.amendments),
        written=_written(draft, faults),
    )


def _headers(draft: Draft) -> dict[int, str]:
    """The headers by column, but those that announce a person."""
    personal = {at for _, at, words in _header_cells(draft) if _announced_person(draft, words) is not None}
    return {at: words for at, words in draft.match.headers.items() if at not in personal}


def _header_cells(draft: Draft) -> Iterator[tuple[int, int, str]]:
    """The row, column and words of each header, on all its levels."""
    for row in range(draft.match.top_row, draft.match.header_row + 1):
        for at, words in enumerate(draft.raw.cells[row]):
            if isinstance(words, str):
                yield row, at, words


def _announced_person(draft: Draft, header: str) -> str | None:
    """What of persons a header holds or announces, in French; None where it does neither."""
    names_allowed = draft.sheet.book is Book.PLAN
    announced = f"titre «\u00a0{header}\u00a0»" if is_personal_header(header, names_allowed=names_allowed) else None
    return personal_content(header) or announced


def _refuse_persons(draft: Draft) -> None:
    for row, at, header in _header_cells(draft):
        if what := _announced_person(draft, header):
            field = "" if personal_content(header) else header
            draft.add_to_sheet(at, field, Rule.PERSONAL_DATA, sentences.personal_column(what), row)


def _check_headers(draft: Draft) -> None:
    for name in draft.match.missing:
        column = draft.sheet.column(name)
        what = sentences.missing_column(column, _lookalike(column, list(draft.match.unmatched.values())))
        draft.add_to_sheet(None, name, Rule.REQUIRED, what)


def _lookalike(column: Column, headers: list[str]) -> str | None:
    words = {word for name in column.names() for word in name.split() if len(word) > 2}
    return next((header for header in headers if words & set(fold(header).split())), None)


def _coverage(draft: Draft) -> tuple[date | None, date | None]:
    stated = stated_period(draft.raw, draft.match.header_row)
    if stated is not None:
        return stated.start, min(stated.end, draft.today)
    if draft.sheet.event_date is None:
        return None, None
    found = set(draft.values[draft.sheet.event_date])
    days = {day for day in found if isinstance(day, date) and day <= draft.today}
    return (min(days), max(days)) if days else (None, None)


def _in_order(faults: list[Fault]) -> list[Fault]:
    """As one mends them: what condemns the sheet, then the cells from top to bottom.

    Of a sheet that holds persons nothing else is said: no value of it may be shown.
    """
    persons = [fault for fault in faults if fault.rule is Rule.PERSONAL_DATA]
    return persons or sorted(faults, key=lambda fault: fault.row)


def _written(draft: Draft, faults: list[Fault]) -> dict[int, dict[str, str]]:
    """The cells of the first rows at fault as they stand in the file; none of a sheet that holds persons."""
    if any(fault.rule is Rule.PERSONAL_DATA for fault in faults):
        return {}
    numbers = list(dict.fromkeys(fault.row for fault in faults if fault.row))[:_MOST_WRITTEN]
    hidden = {(fault.row, fault.column) for fault in faults if fault.value is None}
    return {
        number: {
            name: _as_written(draft, number - 1, at, hidden=(number, name) in hidden)
            for name, at in draft.match.columns.items()
        }
        for number in numbers
    }


def _as_written(draft: Draft, row: int, at: int, *, hidden: bool) -> str:
    cells: list[Cell] = draft.raw.cells[row]
    words = convert.shown(cells[at]) if at < len(cells) and not convert.is_empty(cells[at]) else ""
    return sentences.HIDDEN if hidden and may_name_somebody(words) else words
