"""What the cells' values do not say in an .ods: what is hidden, merged or failed, and how far the cells reach.

A few bytes there can stand for a billion cells, by repetition: nothing is repeated here beyond the last value.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.parsers import expat

from data_access.workbooks.archive import plain_attributes
from data_access.workbooks.marks import NOT_COMPUTED, BrokenPart, Marks, Range, bounded, formula_error
from data_access.workbooks.raw import address

_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d+)"')
_SPANNED_ROWS = re.compile(rb'table:number-rows-spanned="(\d+)"')
_SPANNED_COLUMNS = re.compile(rb'table:number-columns-spanned="(\d+)"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_NAME = re.compile(rb'table:name="([^"]*)"')
_TEXT = re.compile(rb"<text:p(?: [^<>]*)?>([^<]*)")
_ERROR_STARTS = (b">#", b">Err")
_LONGEST_TAG = 32_000_000
_MOST_ERRORS = 200_000


def marks_of(pieces: Iterator[bytes], cells: int) -> dict[str, Marks]:
    """The marks of each sheet by its name, from the pieces of `content.xml`.

    What is hidden or failed is not listed of a sheet that has more than so many cells. Raises BrokenPart, and what
    the pieces raise.
    """
    sheets = dict[str, _Sheet]()
    sheet = None
    for tag in _tags(_well_formed(pieces)):
        if tag.startswith((b" ", b">")):
            sheet = sheets[_named(tag)] = _Sheet()
        elif sheet is not None:
            sheet.read(tag)
    return {name: sheet.marks(cells) for name, sheet in sheets.items()}


def formulas_of(pieces: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    """The sheet and the address of each formula, from the pieces of `content.xml`; of one that is repeated, the first.

    Raises BrokenPart, and what the pieces raise.
    """
    name, sheet = "", _Sheet()
    for tag in _tags(_well_formed(pieces)):
        if tag.startswith((b" ", b">")):
            name, sheet = _named(tag), _Sheet()
            continue
        row, column = sheet.read(tag)
        if tag.startswith(b"-cell") and b"table:formula=" in tag.partition(b">")[0]:
            yield name, address(row, column)


class _Sheet:
    """The marks of a sheet as its columns, rows and cells go by, runs of rows and columns from 0, ends excluded."""

    def __init__(self) -> None:
        self._columns = self._column = self._last_row = self._last_column = 0
        self._rows = range(0)
        self._hidden_rows, self._hidden_columns = list[range](), list[range]()
        self._errors = list[tuple[range, range, str]]()
        self._merged = list[Range]()

    def read(self, tag: bytes) -> tuple[int, int]:
        """Read what follows `<table:table`, up to the next one; the row and column, from 0, where it stands."""
        column = self._column
        if tag.startswith(b"-cell"):
            self._read_cell(tag)
        elif tag.startswith((b"-row ", b"-row>", b"-row/")):
            head = tag.partition(b">")[0]
            self._rows = range(self._rows.stop, self._rows.stop + _repeated(head))
            self._column = 0
            if _HIDDEN.search(head):
                self._hidden_rows.append(self._rows)
        elif tag.startswith((b"-column ", b"-column>", b"-column/")):
            head = tag.partition(b">")[0]
            columns = range(self._columns, self._columns + _repeated(head))
            self._columns = columns.stop
            if _HIDDEN.search(head):
                self._hidden_columns.append(columns)
        return self._rows.start, column

    def _read_cell(self, tag: bytes) -> None:
        head, _, body = tag.partition(b">")
        columns = range(self._column, self._column + _repeated(head))
        self._column = columns.stop
        error = _error(head, body)
        if error is not None:
            self._errors.append((self._rows, columns, error))
        if error is not None or b"office:value-type" in head:
            self._last_row = max(self._last_row, self._rows.stop)
            self._last_column = max(self._last_column, columns.stop)
        if b"-spanned=" in head:
            height, width = _spanned(_SPANNED_ROWS, head), _spanned(_SPANNED_COLUMNS, head)
            if height * width > 1:
                top, left = self._rows.start, columns.start
                self._merged.append((top, left, top + height - 1, left + width - 1))

    def marks(self, cells: int) -> Marks:
        """The marks of what was read. Raises BrokenPart where repetition makes more failed cells than any sheet has."""
        height, width = self._last_row, self._last_column
        if height * width > cells:
            return Marks(last_row=height, last_column=width)
        if sum(len(rows) * len(columns) for rows, columns, _ in self._errors) > _MOST_ERRORS:
            raise BrokenPart
        return Marks(
            frozenset(row + 1 for run in self._hidden_rows for row in run[: max(height - run.start, 0)]),
            frozenset(column + 1 for run in self._hidden_columns for column in run[: max(width - run.start, 0)]),
            {
                address(row, column): error
                for rows, columns, error in self._errors
                for row in rows
                for column in columns
            },
            tuple(self._merged),
            height,
            width,
        )


def _named(tag: bytes) -> str:
    named = _NAME.search(tag.partition(b">")[0])
    return unescape(named[1].decode(errors="replace")) if named else ""


def _error(head: bytes, body: bytes) -> str | None:
    """What a formula left in the cell in place of a value; a cell without text or value never had one."""
    if b'calcext:value-type="error"' in head:
        return _text(body) or "#VALUE!"
    if any(start in body for start in _ERROR_STARTS):
        return formula_error(_text(body))
    if b"table:formula=" in head and b"office:value-type" not in head and b"<text:p" not in body:
        return NOT_COMPUTED
    return None


def _text(body: bytes) -> str:
    found = _TEXT.search(body.rpartition(b"</office:annotation>")[2])
    return unescape(found[1].decode(errors="replace")).strip() if found else ""


def _repeated(head: bytes) -> int:
    found = _REPEATED.search(head) if b"-repeated" in head else None
    return bounded(found[1]) if found else 1


def _spanned(way: re.Pattern[bytes], head: bytes) -> int:
    found = way.search(head)
    return bounded(found[1]) if found else 1


def _well_formed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces. Raises BrokenPart where they are no whole XML: calamine looks for the end for ever."""
    parser = expat.ParserCreate()
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield piece
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: an encoding that it does not know
        raise BrokenPart from error


def _tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What follows each `<table:table` (a sheet, a row, a cell), up to the next."""
    rest = b""
    for piece in pieces:
        buffer = plain_attributes(rest + piece).replace(b"<table:covered-table", b"<table:table")
        *tags, rest = buffer.split(b"<table:table")
        yield from tags
        if len(rest) > _LONGEST_TAG:
            raise BrokenPart
    yield rest
