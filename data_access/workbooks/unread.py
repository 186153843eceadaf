"""What a file holds beside what is read of it: kept or not with the file, it must name nobody."""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from data_access.workbooks.personal import is_personal_header, personal_texts
from data_access.workbooks.raw import Cell, RawFile, RawSheet, column_letter

_TITLE_ROWS = 40
_LONGEST_HEADER = 40


def is_keepable(raw: RawFile, parsed: ParsedFile) -> bool:
    """Whether the file itself may be kept: nothing that is not read of it seems to hold a person."""
    checked = {sheet.sheet: sheet for sheet in parsed.sheets if sheet.recognised is not None}
    if any(fault.value is None and fault.rule == "personal_data" for fault in parsed.faults):
        return False
    if personal_texts(raw.asides) or (raw.geojson is not None and _layer_holds_persons(raw.geojson)):
        return False
    return not any(_holds_persons(sheet, checked.get(sheet.name)) for sheet in raw.sheets)


def _layer_holds_persons(layer: Mapping[str, object]) -> bool:
    names, texts = set[str](), set[str]()
    waiting: list[object] = [layer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Mapping):
            names |= set(found)
            waiting += [value for name, value in found.items() if name != "geometry"]
        elif isinstance(found, list):
            waiting += found
        elif isinstance(found, str) or _is_telephone(found):
            texts.add(_words(found))
    announced = any(is_personal_header(name, names_allowed=True) for name in names)
    return announced or bool(personal_texts([*names, *texts]))


def _holds_persons(sheet: RawSheet, checked: ParsedSheet | None) -> bool:
    top = sheet.cells[: _TITLE_ROWS if checked is None else (checked.header_row or 1) - 1]
    # The headers of a published series are not searched as it is read.
    headers = () if checked is None or checked.given is None else checked.unmatched
    titles = list({cell for row in top for cell in row if isinstance(cell, str) and cell} | set(headers))
    if any(len(title) <= _LONGEST_HEADER and is_personal_header(title, names_allowed=True) for title in titles):
        return True
    return any(personal_texts(texts) for texts in (titles, *_unread_columns(sheet, checked)))


def _unread_columns(sheet: RawSheet, checked: ParsedSheet | None) -> Iterator[list[str]]:
    read = set() if checked is None else set(checked.columns.values())
    widths = [len(row) for row in sheet.cells]
    shortest = min(widths, default=0)
    for at in range(max(widths, default=0)):
        if column_letter(at) not in read:
            rows = sheet.cells if at < shortest else [row for row in sheet.cells if at < len(row)]
            yield [_words(cell) for cell in set(map(itemgetter(at), rows)) if _may_name(cell)]


def _may_name(cell: Cell) -> bool:
    return (isinstance(cell, str) and cell != "") or _is_telephone(cell)


def _is_telephone(cell: Cell) -> bool:
    return isinstance(cell, float | int) and 600_000_000 <= cell < 1_000_000_000


def _words(cell: Cell) -> str:
    # A telephone typed as a number has lost its leading zero.
    return cell if isinstance(cell, str) else f"0{cell:.0f}"
