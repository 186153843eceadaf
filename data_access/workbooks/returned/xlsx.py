"""A .xlsx or .xlsm given back with cells mended and marked: only the parts that must change are written anew."""

from collections.abc import Mapping
from datetime import date

from data_access.workbooks.marks import BrokenPart
from data_access.workbooks.returned.notes import Changes, said_at
from data_access.workbooks.returned.package import RELATIONS, Package
from data_access.workbooks.returned.xlsx_boxes import NO_DRAWING, with_boxes, without_boxes
from data_access.workbooks.returned.xlsx_comments import NO_COMMENTS, with_comments, without_ours
from data_access.workbooks.returned.xlsx_properties import set_property
from data_access.workbooks.returned.xlsx_sheet import NotASheet, SheetXml, coordinates
from data_access.workbooks.returned.xlsx_strings import blot_out
from data_access.workbooks.returned.xlsx_styles import NAMESPACE, NO_STYLES, Styles
from data_access.workbooks.returned.xlsx_values import Outcome, day_zero_of, put, recalculate
from data_access.workbooks.xlsx_marks import sheet_parts

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = "xl/styles.xml"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_NAMESPACE = _STRICT.decode()
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def marked_xlsx(
    name: str, content: bytes, changes: Mapping[str, Changes], properties: Mapping[str, str]
) -> tuple[bytes, bool]:
    """The file with these changes by sheet and these properties; and whether all that was to be put there is.

    Raises RefusedFile if it is broken.
    """
    package = Package(name, content)
    try:
        parts = sheet_parts(package.archive)
        if {sheet for sheet, change in changes.items() if change.faults} - parts.keys():
            raise package.broken()
        workbook = package.related("", "officeDocument")
        member = workbook.member if workbook else "/xl/workbook.xml"
        found = package.related(member, "styles")
        styles = Styles(package.read(found.member) if found else NO_STYLES)
        dates = day_zero_of(package, member)
        done = [
            _return_sheet(package, part, changes.get(sheet, Changes()), styles, dates) for sheet, part in parts.items()
        ]
        if any(changes[sheet].entries for sheet in changes.keys() & parts.keys()):
            recalculate(package, member)
            blot_out(package, member, parts.values(), {text for outcome in done for text in outcome.given_up})
        _write_styles(package, member, found.member if found else None, styles)
        for key, value in properties.items():
            set_property(package, key, value)
    except (BrokenPart, NotASheet, ValueError, LookupError) as error:
        raise package.broken() from error
    return package.saved(), not any(outcome.refused for outcome in done)


def _return_sheet(package: Package, part: str, changes: Changes, styles: Styles, day_zero: date) -> Outcome:
    """Change a sheet; what came of the values that were to be put there."""
    comments = package.related(part, "comments")
    stale = comments is not None and said_at(package.read(comments.member)) >= 0
    if not (changes.faults or changes.entries or stale):
        return Outcome()
    sheet = SheetXml.of(package.read(part))
    if comments is not None and stale:
        _clear(package, part, comments.member, sheet, styles)
    outcome = put(sheet, changes.entries, styles, day_zero)
    changes = changes.refusing(outcome.refused)
    sheet.mark([coordinates(cell) for cell in changes.faults], styles.marked)
    if said := changes.comments():
        _comment(package, part, comments.member if comments else None, sheet, said)
    package.write(part, sheet.whole())
    return outcome


def _clear(package: Package, part: str, comments: str, sheet: SheetXml, styles: Styles) -> None:
    """Take away what a former return said and coloured."""
    xml, cells = without_ours(package.read(comments))
    package.write(comments, xml)
    sheet.mark([coordinates(cell) for cell in cells], styles.cleared)
    drawing = _drawing(package, part, sheet)
    if drawing is not None:
        package.write(drawing, without_boxes(package.read(drawing), [cell for cell, alone in cells.items() if alone]))


def _comment(package: Package, part: str, comments: str | None, sheet: SheetXml, said: Mapping[str, str]) -> None:
    strict = _STRICT in sheet.head
    types = _STRICT_RELATIONS if strict else RELATIONS
    xml, new = with_comments(package.read(comments) if comments else _no_comments(strict), said)
    member = comments or package.unused("xl/comments{}.xml")
    package.write(member, xml)
    if comments is None:
        package.declare(f"{_SPREADSHEET}.comments+xml", part=member)
        package.relate(part, f"{types}/comments", member)
    if new:
        _draw(package, part, sheet, {cell: said[cell] for cell in new}, types)


def _no_comments(strict: bool) -> bytes:
    return NO_COMMENTS.format(namespace=_STRICT_NAMESPACE if strict else NAMESPACE).encode()


def _draw(package: Package, part: str, sheet: SheetXml, notes: Mapping[str, str], types: str) -> None:
    member = _drawing(package, part, sheet)
    if member is not None:
        package.write(member, with_boxes(package.read(member), notes))
        return
    member = package.unused("xl/drawings/vmlDrawing{}.vml")
    package.write(member, with_boxes(NO_DRAWING, notes))
    package.declare("application/vnd.openxmlformats-officedocument.vmlDrawing", extension="vml")
    sheet.add_legacy_drawing(package.relate(part, f"{types}/vmlDrawing", member), types)


def _drawing(package: Package, part: str, sheet: SheetXml) -> str | None:
    named = sheet.legacy_drawing()
    return next((relation.member for relation in package.relations(part) if relation.id == named), None)


def _write_styles(package: Package, workbook: str, member: str | None, styles: Styles) -> None:
    if not styles.changed:
        return
    if member is None:
        member = package.unused("xl/styles{}.xml") if _STYLES in package else _STYLES
        package.declare(f"{_SPREADSHEET}.styles+xml", part=member)
        package.relate(workbook, f"{RELATIONS}/styles", member)
    package.write(member, styles.xml())
