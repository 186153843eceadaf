"""Rows that a file holds twice, in one sheet or in two of a kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from data_access.workbooks import sentences
from data_access.workbooks.convert import is_empty, shown, text
from data_access.workbooks.identity import identifying_fields
from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.raw import RawSheet
from data_access.workbooks.raw import position as place
from domain.faults import Fault, Rule
from domain.sheets import SHEETS, Sheet

_MOST_WRITTEN = 500
_Identity = tuple[object, ...]
_Seen = dict[tuple[str, _Identity], tuple[int, str]]


def mark_duplicates(sheets: Sequence[ParsedSheet], raws: Mapping[str, RawSheet]) -> list[ParsedSheet]:
    """Fault every row whose key stands already in the file, in this sheet or in another of its kind.

    A sheet that is refused whole condemns no row of another. `raws` are the sheets as they were read, by name.
    """
    seen: _Seen = {}
    marked = []
    for sheet in sheets:
        found = list(_duplicates(sheet, seen)) if sheet.recognised is not None and sheet.sound else []
        marked.append(_with(sheet, found, raws[sheet.sheet]) if found else sheet)
    return marked


def _with(sheet: ParsedSheet, found: Sequence[Fault], raw: RawSheet) -> ParsedSheet:
    written = {fault.row: _as_written(sheet, fault.row, raw) for fault in found[:_MOST_WRITTEN]}
    faults = tuple(sorted((*sheet.faults, *found), key=_row))
    return replace(sheet, faults=faults, written={**written, **sheet.written})


def _as_written(sheet: ParsedSheet, row: int, raw: RawSheet) -> dict[str, str]:
    cells = raw.cells[row - 1]
    places = {field: place(f"{letter}{row}")[1] for field, letter in sheet.columns.items()}
    return {
        field: shown(cells[at]) if at < len(cells) and not is_empty(cells[at]) else "" for field, at in places.items()
    }


def _row(fault: Fault) -> int:
    return fault.row


def _duplicates(sheet: ParsedSheet, seen: _Seen) -> Iterator[Fault]:
    declared = SHEETS[sheet.recognised or ""]
    columns = sheet.plain_columns()
    refused = sheet.refused_rows
    # A row of which an identifying cell could not be read is like no other.
    identifying = {*declared.key, *declared.fallback_key}
    unknown = {fault.row for fault in sheet.faults if fault.column in identifying}
    for position, identity in enumerate(_identities(declared, columns)):
        if identity is None or sheet.row_numbers[position] in unknown:
            continue
        here = (sheet.row_numbers[position], sheet.sheet)
        first = seen.setdefault((declared.code, identity), here)
        if first is not here and here[0] not in refused:
            yield _fault(sheet, declared, identifying_fields(declared, columns, position), position, first)


def _identities(declared: Sheet, columns: Mapping[str, list[object]]) -> Iterator[_Identity | None]:
    """What each row is known by; None where only its rank would tell it from an equal one."""
    primary = zip(*(columns[field] for field in declared.key), strict=True)
    if len(declared.key) > 1 or declared.column(declared.key[0]).required:
        yield from primary
    elif not declared.fallback_key:
        yield from ((None if values[0] is None else values) for values in primary)
    else:
        fallback = zip(*(columns[field] for field in declared.fallback_key), strict=True)
        for values, others in zip(primary, fallback, strict=True):
            yield others if values[0] is None else values


def _fault(sheet: ParsedSheet, declared: Sheet, fields: Sequence[str], position: int, first: tuple[int, str]) -> Fault:
    row = sheet.row_numbers[position]
    cell = f"{sheet.columns.get(fields[0], 'A')}{row}"
    what = sentences.duplicate_key([declared.column(name).header for name in fields], *first)
    value = text(sheet.plain_columns()[fields[0]][position])
    return Fault(
        sheet.sheet, cell, row, fields[0], Rule.DUPLICATE_KEY, value, sentences.sentence(sheet.sheet, cell, what)
    )
