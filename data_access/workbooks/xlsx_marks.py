"""What the cells' values do not say in a .xlsx: what is hidden, and where a formula failed.

One pass over each sheet's XML as bytes, row by row; a row is looked at cell by cell only where it
holds an error or a formula without a value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from data_access.workbooks.archive import Archive, plain_attributes
from data_access.workbooks.raw import column_letter

NOT_COMPUTED = "formule non calculée"

_ROW_NUMBER = re.compile(rb'^[^>]*?\sr="(\d+)"')
_ROW_HIDDEN = re.compile(rb'^[^>]*?\shidden="(?:1|true)"')
_COLUMN = re.compile(rb' r="([A-Z]{1,3})')
_COLUMN_RANGE = re.compile(rb"<col\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>")
_NO_VALUE = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_PREFIX = re.compile(rb"<(/?)\w+:")
_LAST_COLUMN = 16_384
_LONGEST_ROW = 32_000_000


class BrokenPart(Exception):
    """A part of the workbook is not the XML that it should be, or is not there."""


@dataclass(frozen=True)
class Marks:
    """The marks of one sheet: rows and columns numbered from 1, errors by address, the furthest cell with a value."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    errors: Mapping[str, str]
    last_row: int
    last_column: int


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The member of the zip that holds each sheet, by the sheet's name. Raises BrokenPart."""
    workbook = next(iter(_targets(archive, "_rels/.rels", "", "/officeDocument").values()), "xl/workbook.xml")
    folder, _, file = workbook.rpartition("/")
    targets = _targets(archive, join(folder, "_rels", f"{file}.rels"), folder)
    parts = {}
    for element in _xml(archive, workbook).iter():
        if _local(element.tag) == "sheet":
            relation = next((value for key, value in element.items() if _local(key) == "id"), "")
            parts[element.get("name", "")] = targets.get(relation, "")
    return parts


def marks_of(archive: Archive, part: str) -> Marks:
    """Read the marks of the sheet in that member of the zip. Raises BrokenPart, or RefusedFile where it is damaged."""
    rows = _rows(archive.pieces(part))
    hidden_columns = _hidden_columns(next(rows))
    hidden_rows, errors, letters = set[int](), dict[str, str](), set[bytes]()
    number = last_row = last_column = 0
    for row in rows:
        found = _ROW_NUMBER.match(row)
        number = int(found[1]) if found else number + 1
        if b"hidden=" in row and _ROW_HIDDEN.match(row):
            hidden_rows.add(number)
        if valued := row[: max(row.rfind(b"<v"), row.rfind(b"<is"), 0)]:  # cells after it have only a format
            last_row = max(last_row, number)
            last_column = max(last_column, valued.count(b"<c"))
            letters.update(_COLUMN.findall(valued))
        if b't="e"' in row or (b"<f" in row and _NO_VALUE.search(row)):
            errors |= _errors(number, row)
    last_column = max([last_column, *(column_number(letter.decode()) for letter in letters)])
    return Marks(frozenset(hidden_rows), hidden_columns, errors, last_row, last_column)


def column_number(letters: str) -> int:
    """The number from 1 of the column with those letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What stands before the first row, then each row without its `<row`."""
    rest = b""
    for piece in pieces:
        buffer = plain_attributes(rest + piece)
        if b":row" in buffer or b":c" in buffer:
            buffer = _PREFIX.sub(rb"<\1", buffer)
        *rows, rest = buffer.split(b"<row")
        yield from rows
        if len(rest) > _LONGEST_ROW:
            raise BrokenPart
    yield rest


def _errors(number: int, row: bytes) -> dict[str, str]:
    errors, column = {}, 0
    for cell in _CELL.finditer(row):
        attributes, body = cell[1], cell[2] or b""
        found = _COLUMN.search(attributes)
        column = column_number(found[1].decode()) if found else column + 1
        value = _VALUE.search(body)
        address = f"{column_letter(column - 1)}{number}"
        if b't="e"' in attributes:
            errors[address] = value[1].decode() if value else "#VALUE!"
        elif b"<f" in body and not value and not (b't="str"' in attributes and b"<v" in body):
            errors[address] = NOT_COMPUTED  # a formula of type str with an empty value did give an empty text
    return errors


def _hidden_columns(head: bytes) -> frozenset[int]:
    hidden = set[int]()
    for found in _COLUMN_RANGE.finditer(head):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        if attributes.get(b"hidden") in (b"1", b"true"):
            first, last = int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"1"))
            hidden.update(range(first, min(last, _LAST_COLUMN) + 1))
    return frozenset(hidden)


def _targets(archive: Archive, rels: str, folder: str, kind: str = "") -> dict[str, str]:
    """The members that a part points at, by the relation's id; of one kind, if given."""
    if rels not in archive:
        return {}
    return {
        element.get("Id", ""): normpath(join("/", folder, element.get("Target", "")))
        for element in _xml(archive, rels).iter()
        if _local(element.tag) == "Relationship" and element.get("Type", "").endswith(kind)
    }


def _xml(archive: Archive, member: str) -> Element:
    try:
        return fromstring(archive.read(member))
    except (ParseError, DefusedXmlException) as error:
        raise BrokenPart from error


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
