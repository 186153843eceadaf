"""The formulas of a sheet of a .xlsx of which some cells are written over: those that they fill keep theirs."""

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from data_access.workbooks.raw import column_letter
from data_access.workbooks.returned.markup import attribute
from data_access.workbooks.returned.xlsx_sheet import Place, SheetXml, coordinates


@dataclass
class _Shared:
    """A formula that several cells share: where it stands, as it is there, and the cells that take it from there."""

    at: Place | None = None
    formula: str = ""
    cells: list[Place] = field(default_factory=list)


class Formulas:
    """The formulas of a sheet that fill more than one cell."""

    def __init__(self, sheet: SheetXml) -> None:
        self._shared: dict[str, _Shared] = {}
        self._ranges: list[tuple[Place, Place]] = []
        if re.search(rb"\st\s*=\s*[\"'](?:shared|array|dataTable)[\"']", sheet.rows):
            self._read(sheet)

    def rewritten(self, cells: Collection[Place]) -> tuple[set[Place], Mapping[Place, str]]:
        """Of these cells those that cannot be written over, and the formula that each other cell then gets.

        A part of what one formula fills as a whole cannot be. A shared formula is handed on to the cells that share it.
        """
        refused = {cell for cell in cells if any(_within(cell, first, last) for first, last in self._ranges)}
        handed: dict[Place, str] = {}
        for shared in self._shared.values():
            if shared.at is None or shared.at not in cells or shared.at in refused:
                continue
            moved = _moved(shared, [cell for cell in shared.cells if cell not in cells or cell in refused])
            if moved is None:
                refused.add(shared.at)
            else:
                handed |= moved
        return refused, handed

    def _read(self, sheet: SheetXml) -> None:
        pattern = re.compile(rb"(<%(p)bf\s[^>]*?)(?:/>|>(.*?)</%(p)bf\s*>)" % {b"p": sheet.prefix}, re.DOTALL)
        for place, cell in sheet.cells():
            found = pattern.search(cell)
            if found is None:
                continue
            tag = found[1] + b">"
            kind, area = attribute(tag, b"t"), attribute(tag, b"ref")
            if kind in ("array", "dataTable") and area is not None:
                first, _, last = area.partition(":")
                if last and last != first:
                    self._ranges.append((coordinates(first), coordinates(last)))
            elif kind == "shared":
                shared = self._shared.setdefault(attribute(tag, b"si") or "", _Shared())
                if area is not None:
                    shared.at, shared.formula = place, html.unescape((found[2] or b"").decode())
                else:
                    shared.cells.append(place)


def _moved(shared: _Shared, cells: list[Place]) -> dict[Place, str] | None:
    """The formula as each of these cells has it; None where it cannot be said."""
    if not cells or shared.at is None:
        return {}
    try:
        translator = Translator(f"={shared.formula}", _address(shared.at))
        return {cell: translator.translate_formula(_address(cell))[1:] for cell in cells}
    except (TokenizerError, TranslatorError):  # not a formula, or one that points outside the sheet from there
        return None


def _address(place: Place) -> str:
    return f"{column_letter(place[1] - 1)}{place[0]}"


def _within(cell: Place, first: Place, last: Place) -> bool:
    return first[0] <= cell[0] <= last[0] and first[1] <= cell[1] <= last[1]
