"""What the cells' values do not say in a .xls: what is hidden, where a formula failed, how far the cells reach.

The records of the workbook stream are gone over one by one (BIFF5 and BIFF8: a code, a length, the content). xlrd is
asked for the stream only: its own reading of formats refuses workbooks that spreadsheets open.
"""

import struct
from collections.abc import Iterator
from io import StringIO

from xlrd.compdoc import CompDoc, CompDocError

from data_access.workbooks.marks import BrokenPart, Marks
from data_access.workbooks.raw import address

_STREAMS = ("Workbook", "Book")
_BEGIN, _END, _SHEET, _PASSWORD = 0x809, 0x0A, 0x85, 0x2F
_ROW, _COLUMNS = 0x208, 0x7D
_BOOLEAN_OR_ERROR, _FORMULA, _SEVERAL_NUMBERS = 0x205, 0x06, 0xBD
_VALUES = frozenset({0x203, 0x204, 0x27E, 0xD6, 0xFD, _BOOLEAN_OR_ERROR, _FORMULA, _SEVERAL_NUMBERS})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HIDDEN_ROW = 0x20
_DIMENSIONS = 0x200
_LAST_ROW, _LAST_COLUMN = 65_536, 256
# What a damaged container or record makes xlrd and struct raise.
_DAMAGES = (
    CompDocError,
    AssertionError,
    IndexError,
    KeyError,
    ArithmeticError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
Record = tuple[int, bytes]


class Protected(Exception):
    """The workbook is encrypted."""


def marks_of(content: bytes) -> list[Marks]:
    """The marks of each sheet, in the workbook's order. Raises BrokenPart, or Protected where there is a password."""
    try:
        stream = _stream(content)
        return [_marks(_records(stream, start)) for start in _starts(stream)]
    except _DAMAGES as error:
        raise BrokenPart from error


def _stream(content: bytes) -> bytes:
    container = CompDoc(content, logfile=StringIO(), ignore_workbook_corruption=True)
    for name in _STREAMS:
        memory, start, length = container.locate_named_stream(name)
        if memory is not None:
            return bytes(memory[start : start + length])
    raise BrokenPart


def _starts(stream: bytes) -> list[int]:
    """Where the records of each sheet begin, after those of the workbook."""
    starts = []
    for code, record in _records(stream, 0):
        if code == _PASSWORD:
            raise Protected
        if code == _SHEET:
            starts.append(struct.unpack_from("<I", record)[0])
    return starts


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from there to the end of their part, without those of the charts within it."""
    depth = 0
    while True:
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _DIMENSIONS:
            _check_dimensions(stream[at + 4 : at + 4 + length])
        depth += (code == _BEGIN) - (code == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _check_dimensions(record: bytes) -> None:
    """Raise BrokenPart where a sheet says that it is larger than any: calamine sets aside what it says."""
    first_row, end_row, first_column, end_column = struct.unpack_from("<4H" if len(record) < 14 else "<IIHH", record)
    if not (first_row <= end_row <= _LAST_ROW and first_column <= end_column <= _LAST_COLUMN):
        raise BrokenPart


def _marks(records: Iterator[Record]) -> Marks:
    hidden_rows, hidden_columns, errors = set[int](), set[range](), dict[str, str]()
    last_row = last_column = 0
    for code, record in records:
        if code in _VALUES:
            row, column = struct.unpack_from("<HH", record)
            error = _error(code, record)
            if error is not None:
                errors[address(row, column)] = error
            if code == _SEVERAL_NUMBERS:
                (column,) = struct.unpack_from("<H", record, len(record) - 2)
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
        elif code == _ROW and struct.unpack_from("<H", record, 12)[0] & _HIDDEN_ROW:
            hidden_rows.add(struct.unpack_from("<H", record)[0] + 1)
        elif code == _COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", record)
            if options & 1:
                hidden_columns.add(range(first + 1, min(last + 1, _LAST_COLUMN) + 1))
    columns = frozenset(column for run in hidden_columns for column in run)
    return Marks(frozenset(hidden_rows), columns, errors, (), last_row, last_column)


def _error(code: int, record: bytes) -> str | None:
    """The error that a cell holds: of its own, or as the stored result of its formula."""
    if code == _BOOLEAN_OR_ERROR and record[7]:
        return _ERRORS.get(record[6], "#VALUE!")
    if code == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        return _ERRORS.get(record[8], "#VALUE!")
    return None
