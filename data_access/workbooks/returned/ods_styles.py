"""The cell styles of an .ods: for each style of a marked cell a copy with our ground, and nothing else changed."""

import re

from data_access.workbooks.returned.markup import (
    appended,
    attribute,
    children,
    elements,
    escaped,
    with_attribute,
    without_attribute,
)
from data_access.workbooks.returned.notes import DARK, LIGHT, is_light
from data_access.workbooks.returned.values import Look

_STYLE = (
    b'<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    b'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    b'style:family="table-cell" style:parent-style-name="%b"></style:style>'
)
_OPENED = b"<office:automatic-styles"
_NAME, _GROUND, _COLOUR = b"style:name", b"fo:background-color", b"fo:color"

_LOOKS = {b"date-style": Look.DATE, b"time-style": Look.TIME, b"text-style": Look.WORDS}


class CellStyles:
    """What stands before the cells of an .ods, on its way. Raises ValueError where it has no place for styles."""

    def __init__(self, head: bytes) -> None:
        at, body = head.find(_OPENED), head.find(b"<office:body")
        if body < 0:
            raise ValueError("no body")
        if at < 0:
            head, at = head[:body] + _OPENED + b"></office:automatic-styles>" + head[body:], body
        self._head = head
        self._list = elements(head, at)[0]
        self._styles = {
            attribute(part.tag(head), _NAME) or "": head[part.start : part.end]
            for part in children(head, self._list, b"style")
        }
        self._looks = {
            attribute(part.tag(head), _NAME) or "": _LOOKS[part.local]
            for part in children(head, self._list)
            if part.local in _LOOKS
        }
        self._known = len(self._styles)
        self._copies: dict[tuple[str, str], str] = {}

    def look(self, style: str) -> Look:
        """What that style shows a number as."""
        own = self._styles.get(style)
        shown = attribute(elements(own)[0].tag(own), b"style:data-style-name") if own else None
        return self._looks.get(shown or "", Look.NUMBER)

    def marked(self, style: str) -> str:
        """The name of the style like that one, but for our ground; "" is the style of cells that have none."""
        own = self._styles.get(style, b"")
        return self._copy(style, DARK if _has_light_letters(own) else LIGHT)

    def cleared(self, style: str) -> str:
        """The name of the style like that one without our ground. Light letters keep it, to be seen."""
        own = self._styles.get(style, b"")
        return self._copy(style, "") if f'"#{LIGHT}"'.lower().encode() in own.lower() else style

    def head(self) -> bytes:
        """What stands before the cells, with the styles that were asked for."""
        return appended(self._head, self._list, b"".join(list(self._styles.values())[self._known :]))

    def _copy(self, style: str, colour: str) -> str:
        if (style, colour) not in self._copies:
            number = len(self._styles)
            while f"vigie{number}" in self._styles:
                number += 1
            own = self._styles.get(style) or _STYLE % escaped(style or "Default")
            tag = elements(own)[0].tag(own)
            named = with_attribute(tag, _NAME, f"vigie{number}") + own[len(tag) :]
            self._styles[f"vigie{number}"] = _with_ground(named, colour)
            self._copies[style, colour] = f"vigie{number}"
        return self._copies[style, colour]


def _with_ground(style: bytes, colour: str) -> bytes:
    outer = elements(style)[0]
    if not children(style, outer, b"table-cell-properties"):
        properties = b"<style:table-cell-properties/>"
        alone = outer.end == outer.body
        # It comes before the properties of paragraphs and text.
        style = appended(style, outer, properties) if alone else style[: outer.body] + properties + style[outer.body :]
        outer = elements(style)[0]
    own = children(style, outer, b"table-cell-properties")[0]
    tag = without_attribute(own.tag(style), _GROUND)
    tag = with_attribute(tag, _GROUND, f"#{colour.lower()}") if colour else tag
    return style[: own.start] + tag + style[own.body :]


def _has_light_letters(style: bytes) -> bool:
    return any(is_light(colour.decode()) for colour in re.findall(_COLOUR + rb'="(#\w{6})"', style))
