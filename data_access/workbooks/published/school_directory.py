"""The official directory of schools: what fills the sheet `Établissements` of a plan."""

import re

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.frames import Values, frame_of, number_of, text_of
from data_access.workbooks.published.table import Table, table_of
from data_access.workbooks.raw import Cell, RawFile, address
from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Rule
from domain.sheets.lists import SCHOOL_KINDS
from domain.sheets.published import DIRECTORY
from domain.territories import department_code
from domain.text import fold

_NAMES = {
    "uai": ("identifiant de l etablissement", "numero uai", "code uai", "uai", "code etablissement"),
    "name": ("nom etablissement", "appellation officielle", "nom de l etablissement", "denomination principale"),
    "kind": ("type etablissement", "type d etablissement", "nature uai libe", "libelle nature"),
    "commune": ("nom commune", "libelle commune", "commune"),
    "commune_code": ("code commune", "code insee", "code commune insee"),
    "status": ("statut public prive", "secteur public prive libe", "secteur d etablissement"),
    "priority_education": ("appartenance education prioritaire", "education prioritaire"),
    "longitude": ("longitude",),
    "latitude": ("latitude",),
}
_NEEDED = {"uai", "name", "kind", "status"}  # without its status, it may be the sheet `Établissements` of a plan
_TEXTS = ("name", "commune", "commune_code", "priority_education")
_PLACES = ("longitude", "latitude")
_CORSICA = {"620": "2A", "720": "2B"}
_KIND_OF = {name: choice.code for choice in SCHOOL_KINDS for name in choice.names()}
_UAI = re.compile(r"(\d{7})([A-Z])")
_CHECK_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def recognises(raw: RawFile) -> bool:
    """Whether the first row of the file's only sheet names an establishment's identifier, name, kind and status."""
    return len(raw.sheets) == 1 and table_of(raw.sheets[0], _NAMES).columns.keys() >= _NEEDED


def parse(raw: RawFile) -> tuple[ParsedSheet, ...]:
    """The sheet as a `directory` frame. The département comes from the commune's code, else from the UAI."""
    table = table_of(raw.sheets[0], _NAMES)
    texts = {field: table.read(field, text_of) for field in _TEXTS if field in table.columns}
    places = {field: table.read(field, number_of) for field in _PLACES if field in table.columns}
    uais, kinds = table.read("uai", _uai), table.read("kind", _kind)
    communes = texts.pop("commune_code", [None] * len(uais))
    departments = [department_of(commune or "", uai or "") for commune, uai in zip(communes, uais, strict=True)]
    values: dict[str, Values] = {"department": departments, "uai": uais, "kind": kinds, **texts, **places}
    parsed = ParsedSheet(
        sheet=table.sheet.name,
        recognised=DIRECTORY.code,
        header_row=1,
        columns={field: letter for field, letter in table.letters().items() if field in DIRECTORY.fields},
        unmatched=table.unmatched(),
        given=frame_of(DIRECTORY, table.row_numbers(), values),
        faults=_faults(table, uais),
    )
    return (parsed,)


def department_of(commune: str, uai: str) -> str | None:
    """The département of a commune's INSEE code (`97411`, `2A004`), else of a UAI's first three digits; None if none.

    In a UAI, Corse-du-Sud is 620 and Haute-Corse 720.
    """
    for code in (commune[:3] if commune.startswith("97") else commune[:2], _CORSICA.get(uai[:3]), uai[:3].lstrip("0")):
        if code and (department := department_code(code)):
            return department
    return None


def has_check_letter(uai: str) -> bool:
    """Whether the UAI is 7 digits and the letter that their remainder by 23 calls for (I, O and Q left out)."""
    found = _UAI.fullmatch(uai)
    return found is not None and _CHECK_LETTERS[int(found[1]) % 23] == found[2]


def _kind(cell: Cell) -> str:
    words = fold(text_of(cell) or "", keep_brackets=True)
    return _KIND_OF.get(words) or _KIND_OF.get(words.partition(" ")[0], "other")  # `LYCEE D ENSEIGNEMENT GENERAL`


def _uai(cell: Cell) -> str | None:
    return (text_of(cell) or "").upper() or None


def _faults(table: Table, uais: list[str | None]) -> tuple[Fault, ...]:
    faults = []
    for row, uai in zip(table.rows, uais, strict=True):
        if uai is not None and has_check_letter(uai):
            continue
        what = f"«\u00a0{uai}\u00a0» n’est pas un code UAI\u00a0: sept chiffres et leur lettre de contrôle."
        if uai is None:
            what = "le code UAI manque. Complétez la cellule."
        rule = Rule.REQUIRED if uai is None else Rule.BAD_CHECK_LETTER
        sheet, cell = table.sheet.name, address(row, table.columns["uai"])
        faults.append(Fault(sheet, cell, row + 1, "uai", rule, uai, sentence(sheet, cell, what)))
    return tuple(faults)
