"""XML changed as bytes: all that is not changed stays as it was written, prefixes and spaces included."""

import html
import re
from dataclasses import dataclass

_TAG = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[?!].*?>"
    rb"|<(?P<end>/?)(?P<name>[^\s/>]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?P<alone>/?)>",
    re.DOTALL,
)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Element:
    """Where an element stands: its start tag from `start` to `body`, its end tag from `close` to `end`.

    An element without end tag (`<a/>`) has `body`, `close` and `end` at the same place.
    """

    name: bytes
    start: int
    body: int
    close: int
    end: int

    @property
    def local(self) -> bytes:
        """The name without its prefix."""
        return self.name.rpartition(b":")[2]

    @property
    def prefix(self) -> bytes:
        """The prefix with its colon; empty without one."""
        return self.name[: len(self.name) - len(self.local)]

    def tag(self, xml: bytes) -> bytes:
        """The start tag."""
        return xml[self.start : self.body]


def elements(xml: bytes, start: int = 0, end: int | None = None) -> list[Element]:
    """The elements between two places of the XML that are in no other element there."""
    found: list[Element] = []
    depth, opened, body = 0, 0, 0
    for tag in _TAG.finditer(xml, start, len(xml) if end is None else end):
        if tag["name"] is None:
            continue
        if tag["end"]:
            depth -= 1
            if depth < 0:
                break
            if depth == 0:
                found.append(Element(tag["name"], opened, body, tag.start(), tag.end()))
        elif not tag["alone"]:
            if depth == 0:
                opened, body = tag.start(), tag.end()
            depth += 1
        elif depth == 0:
            found.append(Element(tag["name"], tag.start(), tag.end(), tag.end(), tag.end()))
    return found


def root_of(xml: bytes) -> Element | None:
    """The document's element; None where there is none."""
    return next(iter(elements(xml)), None)


def children(xml: bytes, parent: Element, local: bytes | None = None) -> list[Element]:
    """The children of an element, of one local name if given."""
    return [child for child in elements(xml, parent.body, parent.close) if local is None or child.local == local]


def attribute(tag: bytes, name: bytes) -> str | None:
    """The value of an attribute of a start tag; None where it has none of that name."""
    found = _attribute(name).search(tag)
    return html.unescape(found["value"].decode("utf-8", "replace")) if found else None


def with_attribute(tag: bytes, name: bytes, value: str) -> bytes:
    """The start tag with that attribute, in place of the former one or after the others."""
    bare = _attribute(name).sub(b"", tag)
    at = len(bare) - (2 if bare.endswith(b"/>") else 1)
    return bare[:at].rstrip() + b' %b="%b"' % (name, escaped(value)) + bare[at:]


def without_attribute(tag: bytes, name: bytes) -> bytes:
    """The start tag without that attribute."""
    return _attribute(name).sub(b"", tag)


def appended(xml: bytes, parent: Element, piece: bytes) -> bytes:
    """The XML with a piece as the last child of an element."""
    if parent.end > parent.body:
        return xml[: parent.close] + piece + xml[parent.close :]
    tag = parent.tag(xml)[:-2].rstrip()
    return xml[: parent.start] + tag + b">" + piece + b"</" + parent.name + b">" + xml[parent.end :]


def escaped(words: str) -> bytes:
    """A text as XML holds it, between tags or in quotes; characters that XML does not know are dropped."""
    return html.escape(_FORBIDDEN.sub("", words)).encode()


def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\s+" + re.escape(name) + rb"\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)
