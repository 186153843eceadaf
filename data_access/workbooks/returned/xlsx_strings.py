"""The texts that the cells of a .xlsx share: one that no cell holds any more is blotted out, it may name a person."""

import re
from collections.abc import Iterable

from data_access.workbooks.returned.markup import children, root_of
from data_access.workbooks.returned.package import Package

_SHARED = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:[\w.-]+:)?v>\s*(\d+)")


def shared_text(cell: bytes) -> int | None:
    """The number of the shared text that a cell holds; None where it holds none."""
    found = _SHARED.match(cell)
    return int(found[1]) if found else None


def blot_out(package: Package, workbook: str, sheets: Iterable[str], given_up: set[int]) -> None:
    """Empty the texts of these numbers, which some cell held, where no cell of the sheets does now."""
    related = package.related(workbook, "sharedStrings")
    if related is None or not given_up:
        return
    used = {int(found[1]) for sheet in sheets for found in _SHARED.finditer(package.read(sheet))}
    xml = package.read(related.member)
    root = root_of(xml)
    texts = [] if root is None else children(xml, root, b"si")
    pieces, done = list[bytes](), 0
    for at in sorted(given_up - used):
        if at < len(texts):
            text = texts[at]
            pieces += [
                xml[done : text.start],
                b"<%(n)b><%(p)bt></%(p)bt></%(n)b>" % {b"n": text.name, b"p": text.prefix},
            ]
            done = text.end
    package.write(related.member, b"".join((*pieces, xml[done:])))
