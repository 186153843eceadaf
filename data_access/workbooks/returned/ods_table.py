"""The rows of one sheet of an .ods: those that hold marked cells are taken out of repetitions and changed."""

import re
from collections.abc import Callable, Iterator, Mapping

from data_access.workbooks.returned.markup import (
    attribute,
    children,
    elements,
    escaped,
    with_attribute,
    without_attribute,
)
from data_access.workbooks.returned.notes import AUTHOR, HEADING

Restyle = Callable[[str], str]
"""From the name of the style that a cell has to the one that it has once marked."""

_ROWS, _COLUMNS = b"table:number-rows-repeated", b"table:number-columns-repeated"
_STYLE, _DEFAULT = b"table:style-name", b"table:default-cell-style-name"
_ROW = re.compile(rb"<table:table-row(?:\s[^>]*?)?/?>")
_ROW_END = b"</table:table-row>"
_CELL = re.compile(
    rb"(<table:(covered-)?table-cell(?:\s[^>]*?)?)(/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)
_COLUMN = re.compile(rb"<table:table-column(?:\s[^>]*?)?/?>")
_OWN_ANNOTATION = re.compile(rb"<office:annotation[\s>].*?</office:annotation>", re.DOTALL)
_ANNOTATION = (
    b'<office:annotation office:display="false" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>%b</dc:creator>'
    b"%b</office:annotation>"
)


class NotATable(Exception):
    """The XML holds no rows where a sheet has them."""


class TableXml:
    """What stands between the tags of a sheet."""

    def __init__(self, xml: bytes, restyle: Restyle) -> None:
        self._xml, self._restyle = xml, restyle

    def marked(self, notes: Mapping[tuple[int, int], str]) -> bytes:
        """The sheet with these cells, by row and column from 1, coloured and commented. Raises NotATable."""
        rows: dict[int, dict[int, str]] = {}
        for (row, column), words in sorted(notes.items()):
            rows.setdefault(row, {})[column] = words
        return b"".join(self._rows(rows))

    def cleared(self) -> bytes:
        """The sheet without what a former return said, the cells where it did given another style."""
        xml, heading, pieces, done = self._xml, escaped(HEADING), [], 0
        for found in _OWN_ANNOTATION.finditer(xml):
            if heading not in found[0]:
                continue
            cell = max(
                xml.rfind(name, 0, found.start()) for name in (b"<table:table-cell", b"<table:covered-table-cell")
            )
            tag = xml[cell : xml.index(b">", cell) + 1]
            style = attribute(tag, _STYLE)
            if style is not None:
                tag = with_attribute(tag, _STYLE, self._restyle(style))
            inside = xml[xml.index(b">", cell) + 1 : found.start()]
            pieces += [xml[done:cell], tag, inside, _without_ours(found[0], heading)]
            done = found.end()
        return b"".join((*pieces, xml[done:]))

    def _rows(self, wanted: Mapping[int, Mapping[int, str]]) -> Iterator[bytes]:
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
                yield self._marked_row(found[0], body, wanted[row])
                first = row + 1
            yield self._row(found[0], body, number - first + 1)
        last = max(xml.rfind(_ROW_END) + len(_ROW_END) if _ROW_END in xml else 0, done) if waiting else done
        if waiting and last == 0:
            raise NotATable
        yield xml[done:last]
        for row in waiting:
            yield self._row(b"<table:table-row>", b"<table:table-cell/>" + _ROW_END, row - number - 1)
            yield self._marked_row(b"<table:table-row>", _ROW_END, wanted[row])
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

    def _marked_row(self, tag: bytes, body: bytes, notes: Mapping[int, str]) -> bytes:
        if tag.endswith(b"/>"):
            tag, body = tag[:-2].rstrip() + b">", _ROW_END
        default = attribute(tag, _DEFAULT)
        pieces, done, column, waiting = [_repeated(tag, _ROWS, 1)], 0, 0, list(notes)
        for cell in _CELL.finditer(body):
            first, column = column + 1, column + int(attribute(cell[1] + b">", _COLUMNS) or 1)
            if not waiting or waiting[0] > column:
                continue
            pieces.append(body[done : cell.start()])
            done = cell.end()
            while waiting and waiting[0] <= column:
                at = waiting.pop(0)
                pieces += [_cells(cell, at - first), self._marked_cell(cell, at, default, notes[at])]
                first = at + 1
            pieces.append(_cells(cell, column - first + 1))
        close = body.rindex(_ROW_END)
        pieces.append(body[done:close])
        for at in waiting:
            pieces.append(_repeated(b"<table:table-cell/>", _COLUMNS, at - column - 1) if at > column + 1 else b"")
            pieces.append(self._new_cell(at, default, notes[at]))
            column = at
        return b"".join(pieces) + body[close:]

    def _marked_cell(self, cell: re.Match[bytes], column: int, default: str | None, words: str) -> bytes:
        tag = _repeated(cell[1] + b">", _COLUMNS, 1)
        own = attribute(tag, _STYLE)
        style = self._style_of_column(column) if own is None and default is None else own or default or ""
        tag = with_attribute(tag, _STYLE, self._restyle(style))
        end = b"</table:%btable-cell>" % (cell[2] or b"")
        return tag + _commented(cell[4] or b"", words) + end

    def _new_cell(self, column: int, default: str | None, words: str) -> bytes:
        style = self._style_of_column(column) if default is None else default
        tag = with_attribute(b"<table:table-cell>", _STYLE, self._restyle(style))
        return tag + _commented(b"", words) + b"</table:table-cell>"

    def _style_of_column(self, column: int) -> str:
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


def _commented(inside: bytes, words: str) -> bytes:
    """What a cell holds, with our comment: below its own, or before all but the range that the cell is filled from."""
    paragraphs = b"".join(b"<text:p>%b</text:p>" % escaped(line) for line in words.split("\n"))
    parts = elements(inside)
    for part in parts:
        if part.local == b"annotation":
            return inside[: part.close] + paragraphs + inside[part.close :] if part.end > part.body else inside
    at = next((part.end for part in parts if part.local == b"cell-range-source"), 0)
    return inside[:at] + _ANNOTATION % (escaped(AUTHOR), paragraphs) + inside[at:]


def _without_ours(annotation: bytes, heading: bytes) -> bytes:
    """The annotation up to our heading; nothing where nothing is said before it."""
    outer = elements(annotation)[0]
    own = annotation.index(heading)
    paragraphs = children(annotation, outer, b"p")
    said = [part for part in paragraphs if part.end <= own]
    if not said:
        return b""
    return annotation[: said[-1].end] + annotation[paragraphs[-1].end :]
