"""What one cell of an .ods holds, and its comment: changed without the rest of the cell."""

from decimal import Decimal

from data_access.workbooks.returned.markup import children, elements, escaped, with_attribute, without_attribute
from data_access.workbooks.returned.notes import AUTHOR, said_at
from data_access.workbooks.returned.values import Value

_ANNOTATION = (
    b'<office:annotation office:display="false" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>%b</dc:creator>'
    b"%b</office:annotation>"
)
_OF_THE_VALUE = (
    *(b"office:" + name for name in (b"value-type", b"value", b"date-value", b"time-value", b"boolean-value")),
    *(b"office:" + name for name in (b"string-value", b"currency")),
    *(b"table:" + name for name in (b"formula", b"number-matrix-rows-spanned", b"number-matrix-columns-spanned")),
    b"calcext:value-type",
)
_HELD = (b"p", b"h", b"list")


def holding(tag: bytes, inside: bytes, value: Value) -> tuple[bytes, bytes]:
    """The start tag of a cell, and what it holds, once that value stands there; comments and drawings stay."""
    for name in _OF_THE_VALUE:
        tag = without_attribute(tag, name)
    kept = b"".join(inside[part.start : part.end] for part in elements(inside) if part.local not in _HELD)
    if value == "":
        return tag, kept
    if isinstance(value, str):
        kind, name, held, shown = "string", b"", "", value
    elif isinstance(value, Decimal):
        kind, name, held, shown = "float", b"office:value", f"{value:f}", f"{value:f}".replace(".", ",")
    else:
        kind, name, held, shown = "date", b"office:date-value", value.isoformat(), f"{value:%d/%m/%Y}"
    tag = with_attribute(tag, b"office:value-type", kind)
    return with_attribute(tag, name, held) if name else tag, kept + b"<text:p>%b</text:p>" % escaped(shown)


def commented(inside: bytes, words: str) -> bytes:
    """What a cell holds, with our comment: below its own, or before all but the range that the cell is filled from."""
    paragraphs = b"".join(b"<text:p>%b</text:p>" % escaped(line) for line in words.split("\n"))
    parts = elements(inside)
    for part in parts:
        if part.local == b"annotation":
            return inside[: part.close] + paragraphs + inside[part.close :] if part.end > part.body else inside
    at = next((part.end for part in parts if part.local == b"cell-range-source"), 0)
    return inside[:at] + _ANNOTATION % (escaped(AUTHOR), paragraphs) + inside[at:]


def without_ours(annotation: bytes) -> bytes:
    """The annotation up to what a return said; nothing where nothing is said before it."""
    outer = elements(annotation)[0]
    own = said_at(annotation)
    paragraphs = children(annotation, outer, b"p")
    said = [part for part in paragraphs if part.end <= own]
    if not said:
        return b""
    return annotation[: said[-1].end] + annotation[paragraphs[-1].end :]
