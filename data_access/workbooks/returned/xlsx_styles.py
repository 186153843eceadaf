"""The styles of a .xlsx: for each style of a marked cell a copy with our fill, and nothing else changed."""

from data_access.workbooks.returned.markup import (
    Element,
    appended,
    attribute,
    children,
    elements,
    root_of,
    with_attribute,
)
from data_access.workbooks.returned.notes import DARK, LIGHT, is_light
from data_access.workbooks.returned.values import Look, look_of

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<styleSheet xmlns="{NAMESPACE}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
"""The styles of a workbook that brings none."""
_WHITE_THEME_COLOUR, _NO_FILL = "0", 0
_OURS = (f"FF{LIGHT}", f"FF{DARK}")
_AUTOMATIC = {b"indexed": "64"}
_NOTHING_BEHIND: tuple[dict[bytes, str], ...] = ({}, _AUTOMATIC, {b"rgb": "FFD9D9D9"}, {b"rgb": "FF800000"})
"""What stands behind our colours where nothing did; the last two are what LibreOffice puts there as it saves."""
_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, 22), Look.DATE),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), Look.TIME),
    49: Look.WORDS,
}
"""The number formats that every spreadsheet knows and that do not show plain numbers."""
_COLOUR_ATTRIBUTES = (b"rgb", b"theme", b"tint", b"indexed")


class Styles:
    """The part that holds a workbook's styles, on its way. Raises ValueError where it has no fills or cells' styles."""

    def __init__(self, xml: bytes) -> None:
        root = root_of(xml)
        lists = {} if root is None else {part.local: part for part in children(xml, root)}
        if not {b"fills", b"cellXfs"} <= lists.keys():
            raise ValueError("no fills or no cells' styles")
        self._xml, self._lists = xml, lists
        self._fills, self._formats = self._read(b"fills"), self._read(b"cellXfs")
        self._known_fills, self._known_formats = len(self._fills), len(self._formats)
        codes = [elements(piece)[0].tag(piece) for piece in self._read(b"numFmts")] if b"numFmts" in lists else []
        self._codes = {int(attribute(tag, b"numFmtId") or 0): attribute(tag, b"formatCode") or "" for tag in codes}
        fonts = self._read(b"fonts") if b"fonts" in lists else []
        self._light_fonts = {str(at) for at, font in enumerate(fonts) if _is_light_font(font)}
        self._copies: dict[tuple[int, bytes], int] = {}

    def look(self, style: int) -> Look:
        """What that style shows a number as."""
        number = int(attribute(self._tag(style), b"numFmtId") or 0)
        return _BUILT_IN[number] if number in _BUILT_IN else look_of(self._codes.get(number, "General"))

    @property
    def changed(self) -> bool:
        """Whether any style was asked for that was not there."""
        return bool(self._copies)

    def marked(self, style: int) -> int:
        """The number of the style like that one, but for our fill; the colour that it hides is kept behind it."""
        tag = self._tag(style)
        front, behind = _colours(self._fill_of(tag))
        hidden = front if front.get(b"rgb") not in _OURS else {} if behind in _NOTHING_BEHIND else behind
        colour = DARK if attribute(tag, b"fontId") in self._light_fonts else LIGHT
        return self._filled(style, self._fill({b"rgb": f"FF{colour}"}, hidden or _AUTOMATIC))

    def cleared(self, style: int) -> int:
        """The number of the style like that one without our fill, which a former return gave it.

        Where the colour that was hidden is lost, light letters keep ours: on no ground they would not be seen.
        """
        front, behind = _colours(self._fill_of(self._tag(style)))
        if front.get(b"rgb") not in _OURS or (behind in _NOTHING_BEHIND and front[b"rgb"] == f"FF{DARK}"):
            return style
        return self._filled(style, None if behind in _NOTHING_BEHIND else self._fill(behind, _AUTOMATIC))

    def xml(self) -> bytes:
        """The part with the styles that were asked for."""
        # The later list first: places in the XML before it stay what they are.
        xml = self._extended(self._xml, b"cellXfs", self._formats, self._known_formats)
        return self._extended(xml, b"fills", self._fills, self._known_fills)

    def _read(self, local: bytes) -> list[bytes]:
        return [self._xml[part.start : part.end] for part in children(self._xml, self._lists[local])]

    def _tag(self, style: int) -> bytes:
        xf = self._formats[style if style < len(self._formats) else 0]
        return elements(xf)[0].tag(xf)

    def _fill_of(self, tag: bytes) -> bytes:
        at = int(attribute(tag, b"fillId") or _NO_FILL)
        return self._fills[at] if at < len(self._fills) else b""

    def _fill(self, front: dict[bytes, str], behind: dict[bytes, str]) -> bytes:
        prefix = self._lists[b"fills"].prefix
        tags = b"<%bfgColor/>" % prefix, b"<%bbgColor/>" % prefix
        colours = b"".join(_with_colour(tag, colour) for tag, colour in zip(tags, (front, behind), strict=True))
        piece = b'<%(p)bfill><%(p)bpatternFill patternType="solid">%(c)b</%(p)bpatternFill></%(p)bfill>'
        return piece % {b"p": prefix, b"c": colours}

    def _filled(self, style: int, fill: bytes | None) -> int:
        key = (style, fill or b"")
        if key not in self._copies:
            if fill is not None and fill not in self._fills:
                self._fills.append(fill)
            number = _NO_FILL if fill is None else self._fills.index(fill)
            tag = self._tag(style)
            body = self._formats[style if style < len(self._formats) else 0][len(tag) :]
            self._copies[key] = len(self._formats)
            self._formats.append(with_attribute(with_attribute(tag, b"fillId", str(number)), b"applyFill", "1") + body)
        return self._copies[key]

    def _extended(self, xml: bytes, local: bytes, pieces: list[bytes], known: int) -> bytes:
        if len(pieces) == known:
            return xml
        listed = self._lists[local]
        xml = appended(xml, listed, b"".join(pieces[known:]))
        end = xml.index(b">", listed.start) + 1
        return xml[: listed.start] + with_attribute(xml[listed.start : end], b"count", str(len(pieces))) + xml[end:]


def _colours(fill: bytes) -> tuple[dict[bytes, str], dict[bytes, str]]:
    """The colours of a solid fill: the one that is seen, and the one behind it."""
    pattern = next((part for outer in elements(fill) for part in children(fill, outer)), None)
    if pattern is None or attribute(pattern.tag(fill), b"patternType") != "solid":
        return {}, {}
    found = {part.local: _attributes(part.tag(fill)) for part in children(fill, pattern)}
    return found.get(b"fgColor", {}), found.get(b"bgColor", {})


def _attributes(tag: bytes) -> dict[bytes, str]:
    return {name: value for name in _COLOUR_ATTRIBUTES if (value := attribute(tag, name)) is not None}


def _with_colour(tag: bytes, colour: dict[bytes, str]) -> bytes:
    for name, value in colour.items():
        tag = with_attribute(tag, name, value)
    return tag


def _is_light_font(font: bytes) -> bool:
    parts: list[Element] = [part for outer in elements(font) for part in children(font, outer, b"color")]
    colour = _attributes(parts[0].tag(font)) if parts else {}
    return colour.get(b"theme") == _WHITE_THEME_COLOUR or is_light(colour.get(b"rgb", ""))
