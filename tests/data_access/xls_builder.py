"""A .xls made record by record: what no library at hand writes any more."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _CHAIN_END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_GENERAL, _DATE, _DATE_TIME = 0, 14, 22
_FORMATS = (_GENERAL, _DATE, _DATE_TIME)
PLAIN, DATE, DATE_TIME = range(len(_FORMATS))
Records = Sequence[bytes]


def record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def text(row: int, column: int, words: str) -> bytes:
    encoded = words.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, PLAIN, len(words), 1) + encoded)


def number(row: int, column: int, value: float, style: int = PLAIN) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def whole_number(row: int, column: int, value: int) -> bytes:
    """A number as spreadsheets pack whole ones."""
    return record(0x27E, struct.pack("<HHHI", row, column, PLAIN, value << 2 | 2))


def error(row: int, column: int, code: int) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, PLAIN, code, 1))


def formula(row: int, column: int, value: float) -> bytes:
    """A formula with its stored value."""
    return record(0x06, struct.pack("<HHHdHIH", row, column, PLAIN, value, 0, 0, 0))


def failed_formula(row: int, column: int, code: int) -> bytes:
    """A formula whose stored result is that error."""
    return record(0x06, struct.pack("<HHHBBBBHHHIH", row, column, PLAIN, 2, 0, code, 0, 0, 0xFFFF, 0, 0, 0))


def hidden_row(row: int) -> bytes:
    return record(0x208, struct.pack("<HHHHHHHH", row, 0, 1, 255, 0, 0, 0x20, 0))


def hidden_columns(first: int, last: int) -> bytes:
    return record(0x7D, struct.pack("<6H", first, last, 2048, PLAIN, 1, 0))


def merged(first_row: int, first_column: int, last_row: int, last_column: int) -> bytes:
    return record(0xE5, struct.pack("<5H", 1, first_row, last_row, first_column, last_column))


def chart() -> bytes:
    """A chart within a sheet: records of its own, which are none of the sheet's."""
    return _begin(0x20) + number(900, 90, 1) + record(0x0A)


def xls(
    sheets: dict[str, Records], since_1904: bool = False, hidden: Sequence[str] = (), password: bool = False
) -> bytes:
    """A workbook of those sheets, each its records."""
    parts = [_begin(0x10) + b"".join(records) + record(0x0A) for records in sheets.values()]
    start = len(_globals(dict.fromkeys(sheets, 0), since_1904, hidden, password))
    starts = {}
    for name, part in zip(sheets, parts, strict=True):
        starts[name] = start
        start += len(part)
    return compound(_globals(starts, since_1904, hidden, password) + b"".join(parts))


def compound(stream: bytes) -> bytes:
    """The container of a workbook: a header, the stream, the directory, and the table that chains their sectors."""
    stream = stream.ljust(4096, b"\0")  # shorter ones are kept in another way
    content = _padded(stream)
    count = len(content) // _SECTOR
    directory = _padded(_entry("Root Entry", 5, 1, _CHAIN_END, 0) + _entry("Workbook", 2, _FREE, 0, len(stream)))
    chain = [*range(1, count), _CHAIN_END, _CHAIN_END, _FAT_SECTOR]
    table = b"".join(struct.pack("<I", sector) for sector in chain).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, count, 0, 4096, _CHAIN_END, 0, _CHAIN_END, 0, count + 1)
    return header.ljust(_SECTOR, b"\xff") + content + directory + table


def _globals(starts: dict[str, int], since_1904: bool, hidden: Sequence[str], password: bool) -> bytes:
    styles = (record(0xE0, struct.pack("<HH16x", 0, code)) for code in _FORMATS)
    sheets = (
        record(0x85, struct.pack("<IBBBB", start, name in hidden, 0, len(name), 1) + name.encode("utf-16-le"))
        for name, start in starts.items()
    )
    protection = record(0x2F, bytes(6)) if password else b""
    mode = record(0x22, struct.pack("<H", since_1904))
    return _begin(0x05) + protection + mode + b"".join([*styles, *sheets]) + record(0x0A)


def _begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, _FREE, child)
    return encoded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _padded(content: bytes) -> bytes:
    return content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")
