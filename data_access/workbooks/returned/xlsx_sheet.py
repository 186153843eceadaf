"""The XML of one sheet of a .xlsx: cells changed, added where there are none; nothing else changes."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from data_access.workbooks.raw import column_letter
from data_access.workbooks.returned.markup import attribute, elements, with_attribute, without_attribute
from data_access.workbooks.xlsx_marks import column_number

Restyle = Callable[[int], int]
"""From the style that a cell has to the style that it has once marked."""
Place = tuple[int, int]
"""A cell by its row and column, from 1."""
Edit = Callable[[Place, bytes, bytes], bytes]
"""From a cell, its start tag without its end (`<c r="A1" s="2"`) and the rest (`/>`) to the cell as it becomes."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_AFTER_LEGACY_DRAWING = frozenset(
    {b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems"}
    | {b"tableParts", b"extLst", b"AlternateContent"}  # an alternative holds objects or controls there
)


class NotASheet(Exception):
    """The XML holds no cells where a sheet has them."""


def coordinates(cell: str) -> Place:
    """The row and column, from 1, of an address. Raises ValueError where it is none."""
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        raise ValueError(f"no address: {cell}")
    return int(found[2]), column_number(found[1])


@dataclass
class SheetXml:
    """A sheet's XML, taken apart at its cells. Raises NotASheet."""

    head: bytes
    rows: bytes
    tail: bytes
    prefix: bytes

    @classmethod
    def of(cls, xml: bytes) -> "SheetXml":
        """Take a sheet apart."""
        opened = re.search(rb"<([\w.-]+:)?sheetData(?:\s[^>]*?)?(/?)>", xml)
        if opened is None:
            raise NotASheet
        prefix = opened[1] or b""
        end_tag = b"</%bsheetData>" % prefix
        if opened[2]:
            head = xml[: opened.start()] + b"<%bsheetData>" % prefix
            return cls(head, b"", end_tag + xml[opened.end() :], prefix)
        close = xml.rfind(b"</%bsheetData" % prefix)
        if close < 0:
            raise NotASheet
        return cls(xml[: opened.end()], xml[opened.end() : close], xml[close:], prefix)

    def whole(self) -> bytes:
        """The sheet put together again."""
        return b"".join((self.head, self.rows, self.tail))

    def mark(self, cells: Collection[Place], restyle: Restyle) -> None:
        """Give another style to cells."""

        def marked(_place: Place, opened: bytes, rest: bytes) -> bytes:
            style = int(attribute(opened + b">", b"s") or 0)
            return with_attribute(opened + b">", b"s", str(restyle(style)))[:-1] + rest

        self.edit(cells, marked)

    def edit(self, cells: Collection[Place], edit: Edit) -> None:
        """Change cells; those that are not there are added with the style that their row or column gives them."""
        wanted: dict[int, list[int]] = {}
        for row, column in sorted(cells):
            wanted.setdefault(row, []).append(column)
        self.rows = b"".join(_Rows(self, edit).changed(wanted))
        self._extend(cells)

    def cells(self) -> Iterator[tuple[Place, bytes]]:
        """Each cell that is there, and its XML."""
        rows = _Rows(self, lambda _place, opened, rest: opened + rest)
        return rows.cells()

    def style_of_column(self, column: int) -> int:
        """The style of cells of a column that are not there."""
        for found in re.finditer(rb"<%bcol\s[^>]*>" % self.prefix, self.head):
            first, last = (int(attribute(found[0], name) or 0) for name in (b"min", b"max"))
            if first <= column <= last:
                return int(attribute(found[0], b"style") or 0)
        return 0

    def legacy_drawing(self) -> str | None:
        """The relation's id of the drawing that holds the comments' boxes; None without one."""
        found = re.search(rb"<%blegacyDrawing\s[^>]*>" % self.prefix, self.tail)
        named = re.search(rb"[\w.-]*:id\s*=\s*[\"']([^\"']*)", found[0]) if found else None
        return named[1].decode() if named else None

    def add_legacy_drawing(self, relation: str, namespace: str) -> None:
        """Point at such a drawing, at the place that the order of a sheet's elements gives it."""
        element = f'legacyDrawing xmlns:r="{namespace}" r:id="{relation}"/>'.encode()
        after_cells = self.tail.index(b">") + 1
        later = (part.start for part in elements(self.tail, after_cells) if part.local in _AFTER_LEGACY_DRAWING)
        at = next(later, self.tail.rfind(b"</"))
        self.tail = self.tail[:at] + b"<" + self.prefix + element + self.tail[at:]

    def _extend(self, cells: Collection[Place]) -> None:
        """Let the stated extent of the sheet hold the cells."""
        found = re.search(rb"<%bdimension\s[^>]*>" % self.prefix, self.head)
        corners = _ADDRESS.findall(attribute(found[0], b"ref") or "") if found else []
        if found is None or not corners:
            return
        places = [*cells, *((int(row), column_number(letters)) for letters, row in corners)]
        rows, columns = zip(*places, strict=True)
        first, last = (f"{column_letter(at(columns) - 1)}{at(rows)}" for at in (min, max))
        ref = first if first == last else f"{first}:{last}"
        if cells and ref != attribute(found[0], b"ref"):
            changed = with_attribute(found[0], b"ref", ref)
            self.head = self.head[: found.start()] + changed + self.head[found.end() :]


class _Rows:
    """The rows of a sheet on their way to be changed."""

    def __init__(self, sheet: SheetXml, edit: Edit) -> None:
        self._sheet, self._edit, self._prefix = sheet, edit, sheet.prefix
        self._row = re.compile(rb"<%brow(?:\s[^>]*?)?/?>" % self._prefix)
        self._number = re.compile(rb"\sr\s*=\s*[\"'](\d+)")
        self._cell = re.compile(rb"(<%(p)bc(?:\s[^>]*?)?)(/>|>.*?</%(p)bc\s*>)" % {b"p": self._prefix}, re.DOTALL)
        self._cell_column = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})")

    def changed(self, wanted: Mapping[int, list[int]]) -> Iterator[bytes]:
        """The rows in pieces, those that are wanted changed, or added where they are not there."""
        xml, done, number = self._sheet.rows, 0, 0
        waiting = list(wanted)
        for found in self._row.finditer(xml):
            if not waiting:
                break
            stated = self._number.search(found[0])
            number = int(stated[1]) if stated else number + 1
            if number < waiting[0]:
                continue
            yield xml[done : found.start()]
            done = found.start()
            while waiting and waiting[0] < number:
                yield self._new_row(waiting[0], wanted[waiting.pop(0)])
            if waiting and waiting[0] == number:
                done = self._end(found)
                yield self._changed_row(found, done, number, wanted[waiting.pop(0)])
        yield xml[done:]
        for number in waiting:
            yield self._new_row(number, wanted[number])

    def _end(self, found: re.Match[bytes]) -> int:
        if found[0].endswith(b"/>"):
            return found.end()
        closed = re.compile(rb"</%brow\s*>" % self._prefix).search(self._sheet.rows, found.end())
        if closed is None:
            raise NotASheet
        return closed.end()

    def _new_row(self, number: int, columns: list[int]) -> bytes:
        cells = b"".join(self._new_cell(number, column, None) for column in columns)
        return b'<%brow r="%d">%b</%brow>' % (self._prefix, number, cells, self._prefix)

    def _changed_row(self, found: re.Match[bytes], end: int, number: int, columns: list[int]) -> bytes:
        tag, body = found[0], self._sheet.rows[found.end() : end]
        if not body:
            tag, body = tag[:-2].rstrip() + b">", b"</%brow>" % self._prefix
        own = attribute(tag, b"s") if attribute(tag, b"customFormat") in ("1", "true") else None
        row_style = None if own is None else int(own)
        pieces, done, at, waiting = [], 0, 0, list(columns)
        for cell in self._cell.finditer(body):
            stated = self._cell_column.search(cell[1])
            at = column_number(stated[1].decode()) if stated else at + 1
            pieces.append(body[done : cell.start()])
            while waiting and waiting[0] < at:
                pieces.append(self._new_cell(number, waiting.pop(0), row_style))
            done = cell.end()
            if waiting and waiting[0] == at:
                waiting.pop(0)
                pieces.append(self._edit((number, at), cell[1], cell[2]))
            else:
                pieces.append(cell[0])
        close = body.rindex(b"</%brow" % self._prefix)
        at_end = re.search(rb"<%bextLst\b" % self._prefix, body[done:close])
        cells_end = done + at_end.start() if at_end else close
        pieces.append(body[done:cells_end])
        pieces += [self._new_cell(number, column, row_style) for column in waiting]
        pieces.append(body[cells_end:])
        # A hint of where the row's cells lie, which those that were added may not keep to.
        return without_attribute(tag, b"spans") + b"".join(pieces)

    def _new_cell(self, row: int, column: int, row_style: int | None) -> bytes:
        style = self._sheet.style_of_column(column) if row_style is None else row_style
        address = f"{column_letter(column - 1)}{row}".encode()
        return self._edit((row, column), b'<%bc r="%b" s="%d"' % (self._prefix, address, style), b"/>")

    def cells(self) -> Iterator[tuple[Place, bytes]]:
        """Each cell, and its XML."""
        row, column = 0, 0
        for found in re.finditer(self._row.pattern + b"|" + self._cell.pattern, self._sheet.rows, re.DOTALL):
            if found[1] is None:
                stated = self._number.search(found[0])
                row, column = int(stated[1]) if stated else row + 1, 0
            else:
                letters = self._cell_column.search(found[1])
                column = column_number(letters[1].decode()) if letters else column + 1
                yield (row, column), found[0]
