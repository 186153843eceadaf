"""The drawing that holds the boxes of a sheet's comments: without its box a comment is not shown."""

import re
from collections.abc import Collection, Mapping

from data_access.workbooks.returned.xlsx_sheet import coordinates

NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_TYPE = (
    '<{v}:shapetype{declared} id="_x0000_t202" coordsize="21600,21600" {o}:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><{v}:stroke joinstyle="miter"/>'
    '<{v}:path gradientshapeok="t" {o}:connecttype="rect"/></{v}:shapetype>'
)
_BOX = (
    '<{v}:shape{declared} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    '{o}:insetmode="auto"><{v}:fill color2="#ffffe1"/><{v}:shadow color="black" obscured="t"/>'
    '<{v}:path {o}:connecttype="none"/><{v}:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></{v}:textbox><{x}:ClientData ObjectType="Note"><{x}:MoveWithCells/>'
    "<{x}:SizeWithCells/><{x}:AutoFill>False</{x}:AutoFill><{x}:Row>{row}</{x}:Row>"
    "<{x}:Column>{column}</{x}:Column></{x}:ClientData></{v}:shape>"
)
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_SHAPE = re.compile(rb"<([\w-]+:)shape[\s>].*?</\1shape\s*>", re.DOTALL)
_ROW, _COLUMN = re.compile(rb":Row>\s*(\d+)\s*<"), re.compile(rb":Column>\s*(\d+)\s*<")
_FIRST_SHAPE = 1024
_WIDTH, _LINE_LETTERS, _LINE_POINTS = 230, 46, 13


def with_boxes(xml: bytes, notes: Mapping[str, str]) -> bytes:
    """The drawing with a hidden box for each of these comments. Raises ValueError where it is no drawing."""
    opened, close = re.search(rb"<[\w.:-]*xml(?:\s[^>]*)?>", xml), xml.rfind(b"</")
    if opened is None or close < opened.end():
        raise ValueError("no drawing")
    taken = [int(number) for number in re.findall(rb"_x0000_s(\d{1,9})\b", xml)]
    blocks = [int(number) for number in re.findall(rb"idmap\s[^>]*?data=[\"'](\d{1,6})", xml)]
    number = max([_FIRST_SHAPE * max(blocks, default=1), *taken])
    prefixes = _prefixes(opened[0])
    pieces = [] if b'"_x0000_t202"' in xml else [_TYPE.format_map(prefixes)]
    for shift, (cell, words) in enumerate(notes.items(), start=1):
        row, column = coordinates(cell)
        lines = 1 + sum(1 + len(line) // _LINE_LETTERS for line in words.split("\n"))
        size = {"width": _WIDTH, "height": lines * _LINE_POINTS}
        place = {"number": number + shift, "row": row - 1, "column": column - 1}
        pieces.append(_BOX.format_map({**prefixes, **size, **place}))
    return xml[:close] + "".join(pieces).encode() + xml[close:]


def without_boxes(xml: bytes, cells: Collection[str]) -> bytes:
    """The drawing without the boxes of the comments of these cells."""
    places = {coordinates(cell) for cell in cells}

    def kept(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        is_note = row and column and b'"Note"' in found[0] and (int(row[1]) + 1, int(column[1]) + 1) in places
        return b"" if is_note else found[0]

    return _SHAPE.sub(kept, xml)


def _prefixes(opened: bytes) -> dict[str, str]:
    """The drawing's own prefixes; those that it lacks are declared on what is added."""
    prefixes, declared = {}, ""
    for usual, uri in _NAMESPACES.items():
        found = re.search(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(uri.encode()), opened)
        prefixes[usual] = found[1].decode() if found else usual
        declared += "" if found else f' xmlns:{usual}="{uri}"'
    return {**prefixes, "declared": declared}
