"""Cells that are read but cannot be trusted: results of formulas older than a correction, characters that are lost."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from data_access.workbooks import ods_marks, xlsx_marks
from data_access.workbooks.archive import Archive
from data_access.workbooks.instructions import Place
from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.raw import RawSheet, position
from data_access.workbooks.sentences import sentence
from domain import french
from domain.faults import Fault, Rule

_NAMED = 10
_STALE = (
    "le résultat de cette formule est celui d’avant la correction de sa ligne. Vérifiez-le, et tapez la bonne valeur."
)
_STALE_NOTICE = (
    "Cette feuille contient des formules\u00a0: leurs résultats sont ceux d’avant vos corrections. Vérifiez-les, ou "
    "corrigez dans le classeur."
)
_LOST = "un caractère n’a pas pu être lu (\ufffd). Tapez la cellule de nouveau."


def formulas_beside(name: str, content: bytes, corrections: Mapping[Place, str]) -> dict[str, set[str]]:
    """The cells of formulas that share a row with a correction, by sheet: each that has corrections and formulas.

    Those of a .xls are not looked for. Raises BrokenPart and RefusedFile.
    """
    if not corrections or not content.startswith(b"PK"):
        return {}
    rows = {(sheet, _row(cell)) for sheet, cell in corrections}
    found: dict[str, set[str]] = {}
    for sheet, cell in _formulas(Archive(name, content), {sheet for sheet, _ in corrections}):
        if (sheet, cell) not in corrections:
            beside = found.setdefault(sheet, set())
            if (sheet, _row(cell)) in rows:
                beside.add(cell)
    return found


def with_untrusted(sheet: ParsedSheet, raw: RawSheet, stale: Collection[str] | None) -> ParsedSheet:
    """The checked sheet, with a fault for each cell that is read and cannot be trusted, and notices of all.

    `stale` are the formulas beside its corrections; None where nothing was corrected, or no formula is left.
    """
    notices = list(sheet.notices)
    wrong: dict[str, tuple[Rule, str]] = {}
    if raw.unreadable:
        named = french.listed(list(raw.unreadable[:_NAMED]))
        more = " et d’autres" if len(raw.unreadable) > _NAMED else ""
        notices.append(f"Des caractères n’ont pas pu être lus, en {named}{more}. Enregistrez le fichier en UTF-8.")
        wrong |= dict.fromkeys(raw.unreadable, (Rule.TYPE, _LOST))
    if stale is not None:
        notices.append(_STALE_NOTICE)
        wrong |= dict.fromkeys(sorted(stale, key=position), (Rule.FORMULA_ERROR, _STALE))
    faults = [*sheet.faults, *_faults(sheet, wrong)]
    if len(faults) > len(sheet.faults):
        faults.sort(key=lambda fault: fault.row)
    return replace(sheet, faults=tuple(faults), notices=tuple(notices))


def _faults(sheet: ParsedSheet, wrong: Mapping[str, tuple[Rule, str]]) -> Iterator[Fault]:
    if not wrong or any(fault.rule is Rule.PERSONAL_DATA for fault in sheet.faults):
        return
    said = {fault.cell for fault in sheet.faults}
    fields, rows = {letter: field for field, letter in sheet.columns.items()}, frozenset(sheet.row_numbers)
    for cell, (rule, what) in wrong.items():
        field = fields.get(cell.rstrip("0123456789"))
        if field is not None and _row(cell) in rows and cell not in said:
            yield Fault(sheet.sheet, cell, _row(cell), field, rule, None, sentence(sheet.sheet, cell, what))


def _row(cell: str) -> int:
    digits = re.search(r"\d{1,7}$", cell)
    return int(digits[0]) if digits else 0


def _formulas(archive: Archive, sheets: Collection[str]) -> Iterator[tuple[str, str]]:
    """The sheet and the address of each formula in those sheets."""
    if "content.xml" in archive:
        found = ods_marks.formulas_of(archive.pieces("content.xml"))
        yield from ((sheet, cell) for sheet, cell in found if sheet in sheets)
        return
    for sheet, part in xlsx_marks.sheet_parts(archive).items():
        if sheet in sheets:
            yield from ((sheet, cell) for cell in xlsx_marks.formulas_of(archive.pieces(part)))
