"""How the cells of a template's column are shown, and what a spreadsheet says of what is typed there."""

from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation

from data_access.workbooks.sentences import EXPECTED
from domain import french
from domain.sheets import Column, Kind

LONGEST_LIST = 255  # characters that a spreadsheet admits in a list written in the cell's rule
FORMATS = {
    Kind.INT: "#,##0",
    Kind.FLOAT: "#,##0.###",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MONTH: "mm/yyyy",
    Kind.PERIOD: "dd/mm/yyyy",
    Kind.TIME: "hh:mm",
}
TEXT_FORMAT = "@"  # keeps the leading zero of a code
COORDINATE_FORMAT = "0.00000"


# As a spreadsheet counts: 01/01/2000, 31/12/9999, 0:00, 23:59:59.
_EARLIEST, _LAST_DAY, _MIDNIGHT, _LAST_SECOND = "36526", "2958465", "0", "0.999988426"
_WIDEST = 1e15
_TYPES: dict[Kind, Literal["whole", "decimal", "date", "time"]] = {
    Kind.INT: "whole",
    Kind.FLOAT: "decimal",
    Kind.DATE: "date",
    Kind.MONTH: "date",
    Kind.PERIOD: "date",
    Kind.TIME: "time",
}


def format_of(column: Column) -> str:
    """The number format of the column's cells."""
    if column.field in ("longitude", "latitude"):
        return COORDINATE_FORMAT
    return FORMATS.get(column.kind, TEXT_FORMAT)


def validation_of(column: Column) -> DataValidation | None:
    """What a spreadsheet warns of in a column: another word than those of its list, or not its kind.

    It only warns: the importer understands synonyms, dates and times as text, and says itself what is wrong.
    """
    values = ["O", "N"] if column.kind is Kind.BOOL else [choice.label for choice in column.choices]
    if values:
        return _list(column, values)
    if column.kind not in _TYPES:
        return None
    low, high = _bounds(column)
    rule = DataValidation(type=_TYPES[column.kind], operator="between", formula1=low, formula2=high)
    expected = f"Attendu\u00a0: {EXPECTED[column.kind]}{_between(column)}."
    return warning(rule, "Valeur inattendue", f"{expected} Garder quand même ce qui est saisi\u202f?")


def _list(column: Column, values: list[str]) -> DataValidation:
    listed = ",".join(values)
    if len(listed) > LONGEST_LIST or any("," in value for value in values):
        raise ValueError(f"the list of {column.field} does not fit a drop-down list")
    rule = DataValidation(type="list", formula1=f'"{listed}"')
    words = "Cette valeur n’est pas dans la liste. La garder quand même\u202f?"
    return warning(rule, "Valeur hors de la liste", words)


def warning(rule: DataValidation, title: str, words: str) -> DataValidation:
    """The rule, which warns in those words and lets pass."""
    rule.allow_blank, rule.showErrorMessage, rule.errorStyle = True, True, "warning"
    rule.errorTitle, rule.error = title, words
    return rule


def _bounds(column: Column) -> tuple[str, str]:
    if column.kind is Kind.TIME:
        return _MIDNIGHT, _LAST_SECOND
    if column.kind not in (Kind.INT, Kind.FLOAT):
        return _EARLIEST, _LAST_DAY
    low, high = column.minimum, column.maximum
    return f"{-_WIDEST if low is None else low:.0f}", f"{_WIDEST if high is None else high:.0f}"


def _between(column: Column) -> str:
    if column.minimum is None or column.maximum is None:
        return ""
    return f", de {french.number(column.minimum)} à {french.number(column.maximum)}"
