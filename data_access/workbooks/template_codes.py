"""The codes on which a plan may set targets, as its template lists them and lets one choose."""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data_access.workbooks.template_rules import warning
from data_access.workbooks.versions import GUIDE_TAB
from domain.catalogue import BY_WORDS, CATALOGUE
from domain.french import listed
from domain.sheets import Book, Column, Reference

_TITLE = "Codes des cibles"
_WORDS = (
    "Une cible de la feuille «\u00a0Cibles\u00a0» porte sur l’un de ces codes, ou sur un indicateur local déjà déposé."
)


def add_codes(guide: Worksheet, book: Book) -> None:
    """List the codes in the guide of a plan's template: code, label, unit, and where a target may be set."""
    if book is not Book.PLAN:
        return
    guide.append([])
    guide.append([_TITLE, _WORDS])
    for indicator in CATALOGUE.values():
        if levels := indicator.target_levels:
            where = listed([BY_WORDS[by] for by in levels])
            guide.append([indicator.code, f"{indicator.label} ({indicator.unit}), {where}"])


def codes_validation(column: Column, guide: Worksheet) -> DataValidation | None:
    """The drop-down list of the codes that the guide lists, for a column of indicators; None for any other."""
    if column.references is not Reference.INDICATOR:
        return None
    listed_in = [cell.row for (cell,) in guide.iter_rows(min_col=1, max_col=1) if cell.value in CATALOGUE]
    rule = DataValidation(type="list", formula1=f"'{GUIDE_TAB}'!$A${listed_in[0]}:$A${listed_in[-1]}")
    words = "Ce code n’est pas dans la liste du mode d’emploi. Le garder quand même\u202f?"
    return warning(rule, "Code hors de la liste", words)
