"""The departmental base of the ministry's statistical service: a row an indicator, département and year."""

from collections.abc import Callable, Mapping
from datetime import date

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.frames import frame_of, number_of, territory_code, text_of
from data_access.workbooks.published.table import Table, table_of
from data_access.workbooks.raw import Cell, RawFile, address
from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Rule
from domain.sheets.published import RECORDED
from domain.text import fold

_NAMES = {
    "index": ("classe", "indicateur"),
    "year": ("annee",),
    "department": ("code departement",),
    "count": ("faits", "nombre"),
    "unit": ("unite de compte",),
    "population": ("pop", "insee pop"),
}
_NEEDED = {"index", "year", "department", "count"}
_DRUGS = ("Trafic de stupéfiants", "Usage de stupéfiants")
_TWO_DIGITS_FROM = 72  # `16` is 2016; the ministry's series begin in 1972


def recognises(raw: RawFile) -> bool:
    """Whether the first row of the file's only sheet names a class, a year, a département and a count."""
    return len(raw.sheets) == 1 and table_of(raw.sheets[0], _NAMES).columns.keys() >= _NEEDED


def parse(raw: RawFile) -> tuple[ParsedSheet, ...]:
    """The sheet as a `recorded` frame; the class is the `index`. Rates and rounded populations are not kept.

    A notice says which of the two drug indicators the edition lacks.
    """
    table = table_of(raw.sheets[0], _NAMES)
    values = {field: table.read(field, _READERS[field]) for field in table.columns}
    years = [year for year in values["year"] if isinstance(year, int)]
    constant = {"source": "ssmsi_departements", "source_column": table.letters()["count"]}
    parsed = ParsedSheet(
        sheet=table.sheet.name,
        recognised=RECORDED.code,
        header_row=1,
        columns=table.letters(),
        unmatched=table.unmatched(),
        given=frame_of(RECORDED, table.row_numbers(), {**constant, **values}),
        faults=_faults(table, values),
        notices=_lacking({fold(str(index)) for index in values["index"]}),
        first_date=date(min(years), 1, 1) if years else None,
        last_date=date(max(years), 12, 31) if years else None,
    )
    return (parsed,)


def _whole(cell: Cell) -> int | None:
    number = number_of(cell)
    return int(number) if number is not None and number >= 0 and number.is_integer() else None


def _year(cell: Cell) -> int | None:
    year = _whole(cell)
    if year is None or year >= 100:
        return year
    return year + (1900 if year >= _TWO_DIGITS_FROM else 2000)


_READERS: dict[str, Callable[[Cell], str | int | None]] = {
    "index": text_of,
    "year": _year,
    "department": territory_code,
    "count": _whole,
    "unit": text_of,
    "population": _whole,
}
_EXPECTED = {
    "index": "une classe d’infractions",
    "year": "une année",
    "department": "un département",
    "count": "un nombre entier de faits",
}


def _faults(table: Table, values: Mapping[str, list[str | int | None]]) -> tuple[Fault, ...]:
    faults = [
        _fault(table, row, field)
        for field in _EXPECTED
        for row, value in zip(table.rows, values[field], strict=True)
        if value is None
    ]
    return tuple(sorted(faults, key=lambda fault: fault.row))


def _fault(table: Table, row: int, field: str) -> Fault:
    written, expected = text_of(table.cell(row, field)), _EXPECTED[field]
    sheet, cell = table.sheet.name, address(row, table.columns[field])
    if written is None:
        message = sentence(sheet, cell, f"la case est vide\u00a0: il y faut {expected}.")
        return Fault(sheet, cell, row + 1, field, Rule.REQUIRED, None, message)
    message = sentence(sheet, cell, f"«\u00a0{written}\u00a0» n’est pas {expected}. Corrigez la cellule.")
    return Fault(sheet, cell, row + 1, field, Rule.TYPE, written, message)


def _lacking(classes: set[str]) -> tuple[str, ...]:
    lacking = [f"«\u00a0{drug}\u00a0»" for drug in _DRUGS if fold(drug) not in classes]
    if not lacking:
        return ()
    what = " ni ".join(lacking)
    return (f"Cette édition ne contient {'ni' if len(lacking) > 1 else 'pas'} {what}\u00a0: rien n’en sera affiché.",)
