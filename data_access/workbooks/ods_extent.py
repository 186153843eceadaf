"""How far the cells of an .ods reach: a few bytes there can stand for a billion cells, by repetition."""

import re
from collections.abc import Iterator

from data_access.workbooks.archive import Archive, plain_attributes

_REPEATED = re.compile(rb'table:number-(rows|columns)-repeated="(\d+)"')


def largest_sheet(archive: Archive) -> int:
    """The number of cells of the largest sheet, up to its last cell with a value. Raises RefusedFile if damaged."""
    largest = row = column = last_row = last_column = height = 0
    for tag in _tags(archive.pieces("content.xml")):
        if tag.startswith((b"-row ", b"-row>", b"-row/")):
            row, column, height = row + height, 0, _repeated(tag)
        elif tag.startswith(b"-cell"):
            column += _repeated(tag)
            if b"office:value-type" in tag:
                last_row, last_column = max(last_row, row + height), max(last_column, column)
        elif tag.startswith((b" ", b">")):
            row = column = last_row = last_column = height = 0
        largest = max(largest, last_row * last_column)
    return largest


def _repeated(tag: bytes) -> int:
    found = _REPEATED.search(tag.partition(b">")[0])
    return int(found[2]) if found else 1


def _tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What follows each `<table:table` (a sheet, a row, a cell), up to the next."""
    rest = b""
    for piece in pieces:
        buffer = plain_attributes(rest + piece).replace(b"<table:covered-table", b"<table:table")
        *tags, rest = buffer.split(b"<table:table")
        yield from tags
    yield rest
