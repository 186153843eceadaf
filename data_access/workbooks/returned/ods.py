"""An .ods given back with cells marked: its content and its properties change, every other part is copied."""

import re
from collections.abc import Mapping

from data_access.workbooks.properties import META
from data_access.workbooks.returned.markup import Element, appended, attribute, children, escaped, root_of
from data_access.workbooks.returned.notes import HEADING, Notes
from data_access.workbooks.returned.ods_styles import CellStyles
from data_access.workbooks.returned.ods_table import NotATable, TableXml
from data_access.workbooks.returned.package import Package
from data_access.workbooks.returned.xlsx_sheet import coordinates

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_META_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
_NO_META = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    f'xmlns:meta="{_META_NAMESPACE}" office:version="1.2"><office:meta></office:meta></office:document-meta>'
).encode()
_TABLE = re.compile(rb"<table:table(?:\s[^>]*)?>")


def marked_ods(name: str, content: bytes, notes: Notes, properties: Mapping[str, str]) -> bytes:
    """The file with these cells coloured and commented, and these properties. Raises RefusedFile if it is broken."""
    package = Package(name, content)
    xml = package.read(CONTENT)
    if notes or escaped(HEADING) in xml:
        try:
            package.write(CONTENT, _marked(xml, notes))
        except (NotATable, ValueError, LookupError) as error:
            raise package.broken() from error
    for key, value in properties.items():
        _set_property(package, key, value)
    return package.saved()


def _marked(xml: bytes, notes: Notes) -> bytes:
    start, end = xml.find(b"<office:spreadsheet"), xml.rfind(b"</office:spreadsheet")
    if start < 0 or end < 0:
        raise NotATable
    head, tables, tail = xml[:start], xml[start:end], xml[end:]
    styles = CellStyles(head)
    waiting, pieces, done = dict(notes), [], 0
    for found in _TABLE.finditer(tables):
        if found.start() < done:
            continue
        close = tables.find(b"</table:table>", found.end())
        if close < 0:
            raise NotATable
        pieces.append(tables[done : found.end()])
        cells = waiting.pop(attribute(found[0], b"table:name") or "", {})
        cleared = TableXml(tables[found.end() : close], styles.cleared).cleared()
        notes_here = {coordinates(cell): words for cell, words in cells.items()}
        pieces.append(TableXml(cleared, styles.marked).marked(notes_here))
        done = close
    if waiting:
        raise KeyError(f"no table {list(waiting)}")
    return b"".join((styles.head(), *pieces, tables[done:], tail))


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
