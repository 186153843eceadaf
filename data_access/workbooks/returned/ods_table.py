"""The rows of one sheet of an .ods: those that hold marked cells are taken out of repetitions and changed."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from data_access.workbooks.returned.markup import attribute, with_attribute, without_attribute
from data_access.workbooks.returned.notes import said_at
from data_access.workbooks.returned.ods_cells import without_ours

Place = tuple[int, int]
"""A cell by its row and column, from 1."""
Restyle = Callable[[str], str]
"""From the name of the style that a cell has to the one that it has instead."""
Edit = Callable[[Place, str, bytes, bytes], tuple[bytes, bytes]]
"""From a cell, the name of its style, its start tag and what it holds to the start tag and that as they become."""

_ROWS, _COLUMNS = b"table:number-rows-repeated", b"table:number-columns-repeated"
_STYLE, _DEFAULT = b"table:style-name", b"table:default-cell-style-name"
_ROW = re.compile(rb"<table:table-row(?:\s[^>]*?)?/?>")
_ROW_END = b"</table:table-row>"
_CELL = re.compile(
    rb"(<table:(covered-)?table-cell(?:\s[^>]*?)?)(/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)
_COLUMN = re.compile(rb"<table:table-column(?:\s[^>]*?)?/?>")
_OWN_ANNOTATION = re.compile(rb"<office:annotation[\s>].*?</office:annotation>", re.DOTALL)
_MATRIX = tuple(b"table:number-matrix-%b-spanned" % side for side in (b"rows", b"columns"))


class NotATable(Exception):
    """The XML holds no rows where a sheet has them."""


class TableXml:
    """What stands between the tags of a sheet."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml

    def changed(self, cells: Collection[Place], edit: Edit) -> bytes:
        """The sheet with these cells changed, those that are not there added. Raises NotATable."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(cells):
            rows.setdefault(row, []).append(column)
        return b"".join(self._rows(rows, edit))

    def in_matrices(self, cells: Collection[Place]) -> set[Place]:
        """Those of the cells that are filled by a formula that fills others with them."""
        found: set[Place] = set()
        for (top, left), (rows, columns) in self._matrices():
            found |= {(row, column) for row, column in cells if 0 <= row - top < rows and 0 <= column - left < columns}
        return found

    def _matrices(self) -> Iterator[tuple[Place, tuple[int, int]]]:
        """The first cell of each matrix of several cells, and how many rows and columns it has."""
        if not any(name in self._xml for name in _MATRIX):
            return
        row = 0
        for found in _ROW.finditer(self._xml):
            column = 0
            end = found.end() if found[0].endswith(b"/>") else self._end(found)
            for cell in _CELL.finditer(self._xml, found.end(), end):
                tag = cell[1] + b">"
                rows, columns = (int(attribute(tag, name) or 1) for name in _MATRIX)
                if rows * columns > 1:
                    yield (row + 1, column + 1), (rows, columns)
                column += int(attribute(tag, _COLUMNS) or 1)
            row += int(attribute(found[0], _ROWS) or 1)

    def cleared(self, restyle: Restyle) -> bytes:
        """The sheet without what a former return said, the cells where it did given another style."""
        xml, pieces, done = self._xml, list[bytes](), 0
        for found in _OWN_ANNOTATION.finditer(xml):
            if said_at(found[0]) < 0:
                continue
            cell = max(
                xml.rfind(name, 0, found.start()) for name in (b"<table:table-cell", b"<table:covered-table-cell")
            )
            tag = xml[cell : xml.index(b">", cell) + 1]
            style = attribute(tag, _STYLE)
            if style is not None:
                tag = with_attribute(tag, _STYLE, restyle(style))
            inside = xml[xml.index(b">", cell) + 1 : found.start()]
            pieces += [xml[done:cell], tag, inside, without_ours(found[0])]
            done = found.end()
        return b"".join((*pieces, xml[done:]))

    def _rows(self, wanted: Mapping[int, Sequence[int]], edit: Edit) -> Iterator[bytes]:
        xml, done, number, waiting = self._xml, 0, 0, list(wanted)
        for found in _ROW.finditer(xml):
            if not waiting:
                break
            repeated = int(attribute(found[0], _ROWS) or 1)
            first, number = number + 1, number + repeated
            if number < waiting[0]:
                continue
            yield xml[done : found.start()]
            done = self._end(found)
            body = xml[found.end() : done]
            while waiting and waiting[0] <= number:
                row = waiting.pop(0)
                yield self._row(found[0], body, row - first)
                yield self._changed_row(found[0], body, row, wanted[row], edit)
                first = row + 1
            yield self._row(found[0], body, number - first + 1)
        last = max(xml.rfind(_ROW_END) + len(_ROW_END) if _ROW_END in xml else 0, done) if waiting else done
        if waiting and last == 0:
            raise NotATable
        yield xml[done:last]
        for row in waiting:
            yield self._row(b"<table:table-row>", b"<table:table-cell/>" + _ROW_END, row - number - 1)
            yield self._changed_row(b"<table:table-row>", _ROW_END, row, wanted[row], edit)
            number = row
        yield xml[last:]

    def _end(self, found: re.Match[bytes]) -> int:
        if found[0].endswith(b"/>"):
            return found.end()
        close = self._xml.find(_ROW_END, found.end())
        if close < 0:
            raise NotATable
        return close + len(_ROW_END)

    @staticmethod
    def _row(tag: bytes, body: bytes, times: int) -> bytes:
        return _repeated(tag, _ROWS, times) + body if times > 0 else b""

    def _changed_row(self, tag: bytes, body: bytes, row: int, columns: Sequence[int], edit: Edit) -> bytes:
        if tag.endswith(b"/>"):
            tag, body = tag[:-2].rstrip() + b">", _ROW_END
        default = attribute(tag, _DEFAULT)
        pieces, done, column, waiting = [_repeated(tag, _ROWS, 1)], 0, 0, list(columns)
        for cell in _CELL.finditer(body):
            first, column = column + 1, column + int(attribute(cell[1] + b">", _COLUMNS) or 1)
            if not waiting or waiting[0] > column:
                continue
            pieces.append(body[done : cell.start()])
            done = cell.end()
            while waiting and waiting[0] <= column:
                at = waiting.pop(0)
                own = attribute(cell[1] + b">", _STYLE)
                style = self._style(at, default) if own is None else own
                tag, inside = edit((row, at), style, _repeated(cell[1] + b">", _COLUMNS, 1), cell[4] or b"")
                whole = tag + inside + b"</table:%btable-cell>" % (cell[2] or b"")
                pieces += [_cells(cell, at - first), whole]
                first = at + 1
            pieces.append(_cells(cell, column - first + 1))
        close = body.rindex(_ROW_END)
        pieces.append(body[done:close])
        for at in waiting:
            pieces.append(_repeated(b"<table:table-cell/>", _COLUMNS, at - column - 1) if at > column + 1 else b"")
            tag, inside = edit((row, at), self._style(at, default), b"<table:table-cell>", b"")
            pieces += [tag, inside, b"</table:table-cell>"]
            column = at
        return b"".join(pieces) + body[close:]

    def _style(self, column: int, default: str | None) -> str:
        """The style of a cell that names none: its row's, or its column's."""
        if default is not None:
            return default
        reached = 0
        for found in _COLUMN.finditer(self._xml, 0, max(self._xml.find(b"<table:table-row"), 0)):
            reached += int(attribute(found[0], _COLUMNS) or 1)
            if column <= reached:
                return attribute(found[0], _DEFAULT) or ""
        return ""


def _repeated(tag: bytes, name: bytes, times: int) -> bytes:
    return with_attribute(tag, name, str(times)) if times > 1 else without_attribute(tag, name)


def _cells(cell: re.Match[bytes], times: int) -> bytes:
    """The cell as it is, that many times; none for 0."""
    if times < 1:
        return b""
    alone = cell[3] == b"/>"
    return _repeated(cell[1] + (b"/>" if alone else b">"), _COLUMNS, times) + (b"" if alone else cell[3][1:])
