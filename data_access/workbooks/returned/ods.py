"""An .ods given back with cells mended and marked: content and properties change, every other part is copied."""

import re
from collections.abc import Mapping

from data_access.workbooks.properties import META
from data_access.workbooks.returned.markup import (
    Element,
    appended,
    attribute,
    children,
    escaped,
    root_of,
    with_attribute,
)
from data_access.workbooks.returned.notes import Changes, said_at
from data_access.workbooks.returned.ods_cells import commented, holding
from data_access.workbooks.returned.ods_styles import CellStyles
from data_access.workbooks.returned.ods_table import NotATable, TableXml
from data_access.workbooks.returned.package import Package
from data_access.workbooks.returned.values import Look
from data_access.workbooks.returned.xlsx_sheet import coordinates

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_META_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_NO_META = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    f'xmlns:meta="{_META_NAMESPACE}" office:version="1.2"><office:meta></office:meta></office:document-meta>'
).encode()
_LOOKS = {"date": Look.DATE, "time": Look.TIME}
"""What a cell that holds such a value shows, whatever its style."""
_TABLE = re.compile(rb"<table:table(?:\s[^>]*)?>")


def marked_ods(
    name: str, content: bytes, changes: Mapping[str, Changes], properties: Mapping[str, str]
) -> tuple[bytes, bool]:
    """The file with these changes by sheet and these properties; and whether all that was to be put there is.

    Raises RefusedFile if it is broken.
    """
    package = Package(name, content)
    xml, put_all = package.read(CONTENT), True
    if changes or said_at(xml) >= 0:
        try:
            changed, put_all = _marked(xml, changes)
        except (NotATable, ValueError, LookupError) as error:
            raise package.broken() from error
        package.write(CONTENT, changed)
    for key, value in properties.items():
        _set_property(package, key, value)
    return package.saved(), put_all


def _marked(xml: bytes, changes: Mapping[str, Changes]) -> tuple[bytes, bool]:
    start, end = xml.find(b"<office:spreadsheet"), xml.rfind(b"</office:spreadsheet")
    if start < 0 or end < 0:
        raise NotATable
    head, tables, tail = xml[:start], xml[start:end], xml[end:]
    styles = CellStyles(head)
    waiting, pieces, done, put_all = dict(changes), list[bytes](), 0, True
    for found in _TABLE.finditer(tables):
        if found.start() < done:
            continue
        close = tables.find(b"</table:table>", found.end())
        if close < 0:
            raise NotATable
        here = waiting.pop(attribute(found[0], b"table:name") or "", Changes())
        table, all_here = _table(tables[found.end() : close], here, styles)
        pieces += [tables[done : found.end()], table]
        done, put_all = close, put_all and all_here
    if missing := [sheet for sheet, change in waiting.items() if change.faults]:
        raise KeyError(f"no table {missing}")
    return b"".join((styles.head(), *pieces, tables[done:], tail)), put_all


def _table(xml: bytes, changes: Changes, styles: CellStyles) -> tuple[bytes, bool]:
    """The rows of a sheet with its changes; and whether all that was to be put there is."""
    table = TableXml(TableXml(xml).cleared(styles.cleared))
    cells = {coordinates(cell): cell for cell in changes.entries}
    refused = {cells[place] for place in table.in_matrices(cells)}
    changes = changes.refusing(refused)
    said = changes.comments()
    places = {coordinates(cell): cell for cell in {**changes.faults, **changes.entries}}

    def edit(place: tuple[int, int], style: str, tag: bytes, inside: bytes) -> tuple[bytes, bytes]:
        cell = places[place]
        if cell in changes.entries:
            held = attribute(tag, b"office:value-type")
            look = _LOOKS.get(held or "", styles.look(style))
            tag, inside = holding(tag, inside, changes.entries[cell].under(look))
        if cell in changes.faults:
            tag = with_attribute(tag, b"table:style-name", styles.marked(style))
        return tag, commented(inside, said[cell]) if cell in said else inside

    return table.changed(places, edit), not refused


def _set_property(package: Package, name: str, value: str) -> None:
    xml = package.read(META) if META in package else _NO_META
    former = [child for child in children(xml, _meta(package, xml)) if attribute(child.tag(xml), b"meta:name") == name]
    for child in reversed(former):
        xml = xml[: child.start] + xml[child.end :]
    piece = b'<meta:user-defined xmlns:meta="%b" meta:name="%b" meta:value-type="string">%b</meta:user-defined>'
    filled = piece % (_META_NAMESPACE.encode(), escaped(name), escaped(value))
    if META not in package:
        _declare_meta(package)
    package.write(META, appended(xml, _meta(package, xml), filled))


def _meta(package: Package, xml: bytes) -> Element:
    found = children(xml, package.root(META, xml), b"meta")
    if not found:
        raise package.broken()
    return found[0]


def _declare_meta(package: Package) -> None:
    if MANIFEST not in package:
        return  # a file without a list of its parts needs no line there
    xml = package.read(MANIFEST)
    root = root_of(xml)
    if root is not None:
        entry = b'<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
        package.write(MANIFEST, appended(xml, root, entry))
