"""What the cells' values do not say in a .xlsx: what is hidden, where a formula failed, how far the cells reach.

One pass over each sheet's XML as bytes, a block of rows at a time. Rows are looked at one by one only where
one among them is hidden, failed, holds a formula or is written unusually, and cell by cell only where a formula failed.
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from data_access.workbooks.archive import Archive, plain_attributes
from data_access.workbooks.marks import NOT_COMPUTED, BrokenPart, Marks, bounded
from data_access.workbooks.raw import column_letter
from data_access.workbooks.xlsx_extent import extent

_ROW_NUMBER = re.compile(rb'^[^>]*?\sr="(\d+)"')
_ROW_HIDDEN = re.compile(rb'^[^>]*?\shidden="(?:1|true)"')
_REFERENCE = re.compile(rb'\sr="([A-Za-z]{1,6})(\d+)"')
_COLUMN_RANGE = re.compile(rb"<col\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb'\b(\w++)="([^"]*)"')
_CELL = re.compile(rb"<c(?=[\s>/])")
_VALUE = re.compile(rb"<v[^<>]*>([^<]+)</v>")
_NO_VALUE = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*+(?:<v\s*+/>|<v></v>)?+\s*+</c>")
_FORMULA = re.compile(rb"<f(?=[\s>/])")
_PREFIX = re.compile(rb"<(/?)\w++:")
_LAST_COLUMN = 16_384
_LONGEST_ROW = 32_000_000


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


def marks_of(pieces: Iterator[bytes], exact: bool = False) -> Marks:
    """Read the marks of the sheet whose XML comes in those pieces. Raises BrokenPart, and what the pieces raise.

    Its extent counts cells that have only a format, where this spares looking at each; not if it must be `exact`.
    """
    blocks = _blocks(pieces)
    sheet = _Sheet(exact, _hidden_columns(next(blocks)))
    for block in blocks:
        sheet.read(block)
    return sheet.marks()


def formulas_of(pieces: Iterator[bytes]) -> Iterator[str]:
    """The address of each formula of the sheet whose XML comes in those pieces. Raises as `marks_of` does."""
    blocks, number = _blocks(pieces), 0
    next(blocks)
    for block in blocks:
        for row in _plain(block).split(b"<row")[1:]:
            found = _ROW_NUMBER.match(row)
            number = bounded(found[1]) if found else number + 1
            if _FORMULA.search(row):
                yield from (address for address, _, body in _cells(number, row) if _FORMULA.search(body))


class _Sheet:
    """The marks of a sheet as its rows go by."""

    def __init__(self, exact: bool, hidden_columns: frozenset[int]) -> None:
        self._exact, self._hidden_columns = exact, hidden_columns
        self._hidden_rows, self._errors, self._letters = set[int](), dict[str, str](), set[bytes]()
        self._number = self._last_row = self._last_column = 0

    def marks(self) -> Marks:
        columns = (column_number(letters.decode().upper()) for letters in self._letters)
        last_column = max([self._last_column, *columns])
        return Marks(
            frozenset(self._hidden_rows),
            self._hidden_columns,
            self._errors,
            last_row=self._last_row,
            last_column=last_column,
        )

    def read(self, rows: bytes) -> None:
        """Read whole rows, each with its `<row`."""
        found = None if self._exact else extent(rows)
        if found is not None:
            self._last_row = max(self._last_row, found.last_row)
            self._last_column = max(self._last_column, found.last_column)
        if found is not None and not found.marked:
            last = _ROW_NUMBER.match(rows[rows.rindex(b"<row") + len(b"<row") :])
            self._number = bounded(last[1]) if last else self._number
            return
        for row in _plain(rows).split(b"<row")[1:]:
            self._read_marks(row)
            if found is None:
                self._read_extent(row)

    def _read_marks(self, row: bytes) -> None:
        found = _ROW_NUMBER.match(row)
        self._number = bounded(found[1]) if found else self._number + 1
        if b"hidden=" in row and _ROW_HIDDEN.match(row):
            self._hidden_rows.add(self._number)
        if b't="e"' in row or (b"<f" in row and _NO_VALUE.search(row)):
            self._errors |= _errors(self._number, row)

    def _read_extent(self, row: bytes) -> None:
        if valued := row[: max(row.rfind(b"<v"), row.rfind(b"<is"), 0)]:  # cells after it have only a format
            references = _REFERENCE.findall(valued)
            self._letters.update(letters for letters, _ in references)
            self._last_row = max(self._last_row, self._number, *map(bounded, {digits for _, digits in references}))
            self._last_column = max(self._last_column, valued.count(b"<c"))


def column_number(letters: str) -> int:
    """The number from 1 of the column with those letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What stands before the first row, then whole rows, a block of them at a time."""
    rest, within = b"", False
    for piece in pieces:
        buffer = rest + piece
        if b"<row" not in buffer:
            buffer = _plain(buffer)
        start, end = buffer.find(b"<row"), buffer.rfind(b"<row")
        if not within and start >= 0:
            yield _plain(buffer[:start])
            within = True
        if end > max(start, 0):
            yield buffer[max(start, 0) : end]
        rest = buffer[max(end, 0) :]
        if len(rest) > _LONGEST_ROW:
            raise BrokenPart
    yield rest if within else _plain(rest)


def _plain(xml: bytes) -> bytes:
    plain = plain_attributes(xml)
    return _PREFIX.sub(rb"<\1", plain) if b":row" in plain or b":c" in plain else plain


def _cells(number: int, row: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """The address, the attributes and the content of each cell of a row."""
    column = 0
    for cell in _CELL.split(row)[1:]:
        attributes, _, body = cell.partition(b">")
        found = _REFERENCE.search(attributes)
        column = column_number(found[1].decode().upper()) if found else column + 1
        yield f"{column_letter(column - 1)}{bounded(found[2]) if found else number}", attributes, body


def _errors(number: int, row: bytes) -> dict[str, str]:
    errors = {}
    for address, attributes, body in _cells(number, row):
        value = None if attributes.endswith(b"/") else _VALUE.search(body)
        if b't="e"' in attributes:
            errors[address] = value[1].decode(errors="replace") if value else "#VALUE!"
        elif b"<f" in body and not value and not (b't="str"' in attributes and b"<v" in body):
            errors[address] = NOT_COMPUTED  # a formula of type str with an empty value did give an empty text
    return errors


def _hidden_columns(head: bytes) -> frozenset[int]:
    hidden, left = set[int](), _LAST_COLUMN
    for found in _COLUMN_RANGE.finditer(head):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        if attributes.get(b"hidden") in (b"1", b"true"):
            columns = range(_digits(attributes.get(b"min")), min(_digits(attributes.get(b"max")), _LAST_COLUMN) + 1)
            left -= len(columns)
            if left < 0:  # ranges lie side by side: those that overlap without end are no work of a spreadsheet
                break
            hidden.update(columns)
    return frozenset(hidden)


def _digits(value: bytes | None) -> int:
    return bounded(value) if value and value.isdigit() else 1


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
