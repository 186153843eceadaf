"""Cells of a .xlsx written over: what they held goes, formulas too; their styles stay."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from data_access.workbooks.returned.markup import (
    attribute,
    children,
    escaped,
    root_of,
    with_attribute,
    without_attribute,
)
from data_access.workbooks.returned.package import Package
from data_access.workbooks.returned.values import Entry, Value
from data_access.workbooks.returned.xlsx_formulas import Formulas
from data_access.workbooks.returned.xlsx_sheet import Place, SheetXml, coordinates
from data_access.workbooks.returned.xlsx_strings import shared_text
from data_access.workbooks.returned.xlsx_styles import Styles

_OF_1900, _OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FORMULA = rb"<%(p)bf\s[^>]*?(?:/>|>.*?</%(p)bf\s*>)"
_OF_THE_VALUE = (b"t", b"cm", b"vm")
_BEFORE_CALCULATION = frozenset(
    {b"fileVersion", b"fileSharing", b"workbookPr", b"AlternateContent", b"workbookProtection", b"bookViews"}
    | {b"revisionPtr", b"sheets", b"functionGroups", b"externalReferences", b"definedNames"}
)


@dataclass(frozen=True)
class Outcome:
    """The cells that could not be written over, and the numbers of the shared texts that those that were held."""

    refused: frozenset[str] = frozenset()
    given_up: frozenset[int] = frozenset()


def put(sheet: SheetXml, entries: Mapping[str, Entry], styles: Styles, day_zero: date) -> Outcome:
    """Write over these cells, but for those that are parts of what one formula fills."""
    places = {coordinates(cell): cell for cell in entries}
    refused, formulas = Formulas(sheet).rewritten(places)
    given_up: set[int] = set()

    def written(place: Place, opened: bytes, rest: bytes) -> bytes:
        if place in formulas:
            return opened + _with_formula(rest, sheet.prefix, formulas[place])
        if (text := shared_text(opened + rest)) is not None:
            given_up.add(text)
        look = styles.look(int(attribute(opened + b">", b"s") or 0))
        return _cell(opened, sheet.prefix, entries[places[place]].under(look), day_zero)

    sheet.edit([*(places.keys() - refused), *formulas], written)
    return Outcome(frozenset(places[place] for place in refused), frozenset(given_up))


def day_zero_of(package: Package, workbook: str) -> date:
    """The day from which the workbook counts its dates."""
    xml = package.read(workbook)
    stated = [child.tag(xml) for child in children(xml, package.root(workbook, xml), b"workbookPr")]
    from_1904 = any(attribute(tag, b"date1904") in ("1", "true") for tag in stated)
    return _OF_1904 if from_1904 else _OF_1900


def recalculate(package: Package, workbook: str) -> None:
    """Have spreadsheets work out the formulas anew as they open the workbook, in an order that they find themselves."""
    package.drop(workbook, "calcChain")
    xml = package.read(workbook)
    root = root_of(xml)
    if root is None:
        raise package.broken()
    parts = children(xml, root)
    for part in parts:
        if part.local == b"calcPr":
            changed = with_attribute(part.tag(xml), b"fullCalcOnLoad", "1")
            package.write(workbook, xml[: part.start] + changed + xml[part.body :])
            return
    at = max((part.end for part in parts if part.local in _BEFORE_CALCULATION), default=root.body)
    package.write(workbook, xml[:at] + b'<%bcalcPr fullCalcOnLoad="1"/>' % root.prefix + xml[at:])


def _cell(opened: bytes, prefix: bytes, value: Value, day_zero: date) -> bytes:
    for name in _OF_THE_VALUE:
        opened = without_attribute(opened + b">", name)[:-1]
    if value == "":
        return opened + b"/>"
    names = {b"p": prefix}
    if isinstance(value, str):
        held = b' t="inlineStr"><%(p)bis><%(p)bt xml:space="preserve">%(v)b</%(p)bt></%(p)bis></%(p)bc>'
        return opened + held % {**names, b"v": escaped(value)}
    number = f"{value:f}" if isinstance(value, Decimal) else str((value - day_zero) // timedelta(days=1))
    return opened + b"><%(p)bv>%(v)b</%(p)bv></%(p)bc>" % {**names, b"v": number.encode()}


def _with_formula(rest: bytes, prefix: bytes, formula: str) -> bytes:
    """The rest of a cell, its part in a shared formula made a formula of its own."""
    own = b"<%(p)bf>%(f)b</%(p)bf>" % {b"p": prefix, b"f": escaped(formula)}
    return re.sub(_FORMULA % {b"p": prefix}, lambda _found: own, rest, count=1, flags=re.DOTALL)
