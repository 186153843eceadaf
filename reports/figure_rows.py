"""The rows behind a figure as a workbook: what the figure is, where its rows come from, and the rows as typed cells."""

from datetime import date, time
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.french import NBSP, NOTHING, number, percent, plural, window_words
from domain.sheets import SHEETS, Kind
from domain.territories import DEPARTMENTS
from indicators.evidence import COUNTED, OUT_OF, SHEET, Period
from indicators.figures import Figure
from indicators.situation import DEPARTMENT_SCOPE
from indicators.words import value_words
from reports.content import MENTION, Amount, Cell
from reports.grid_looks import HEADER
from reports.xlsx import put

PERIODS = {
    Period.WINDOW: "fenêtre",
    Period.PREVIOUS: "fenêtre précédente",
    Period.YEAR_BEFORE: "même fenêtre un an plus tôt",
    Period.BASELINE: "période de référence (364 jours d’avant, ou ce qui en est connu)",
}
_ORIGIN = {"deposit_id": "dépôt", "source_file": "fichier", "source_sheet": "feuille", "source_row": "ligne"}
_ADDED = {COUNTED: "compté", OUT_OF: "sur"}
_KEPT_HERE = "Registre de la réunion"
_WIDTHS = (34, 60)
_WIDE, _NARROW = 26, 14


def figure_rows_xlsx(
    figure: Figure, rows: pd.DataFrame, department: str, made_on: date, period: Period = Period.WINDOW
) -> bytes:
    """The workbook of what `analysis.figures.figure_rows` gave for that figure and that number of it.

    Its first sheet says the figure and its sources; each other one holds the rows of one sheet of the files, under a
    header that stays in sight. No text of a cell is ever a formula.
    """
    workbook = Workbook()
    about = workbook.worksheets[0]
    about.title = "Chiffre"
    workbook.properties.title, workbook.properties.creator = figure.indicator.label, "Vigie"
    workbook.properties.subject = MENTION
    _about(about, figure, rows, department, made_on, period)
    for code, part in rows.groupby(SHEET, sort=False):
        _rows(workbook.create_sheet(_title(str(code))[:31]), str(code), part)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _title(code: str) -> str:
    return SHEETS[code].title if code in SHEETS else _KEPT_HERE


def _about(
    sheet: Worksheet, figure: Figure, rows: pd.DataFrame, department: str, made_on: date, period: Period
) -> None:
    indicator = figure.indicator
    place = DEPARTMENTS[department].label
    lines: list[tuple[str, Cell]] = [
        ("Chiffre", " ".join(part for part in _number(figure, period) if part)),
        ("Période", f"{PERIODS[period]}, {window_words(period.of(figure.window))}"),
        ("Pour", place if figure.scope == DEPARTMENT_SCOPE else f"{figure.scope} – {figure.label} ({place})"),
        ("Définition", indicator.explanation),
        ("Unité", indicator.unit),
        ("Constat", figure.statement if period is Period.WINDOW else None),
        ("Lignes", plural(len(rows), "ligne")),
        ("Ce qu’elles comptent", _sum_words(rows)),
        ("Établi le", made_on),
    ]
    _put(sheet, 1, 1, indicator.label, "title")
    _put(sheet, 2, 1, MENTION, "mention")
    at = 3
    for label, value in lines:
        if value is not None:
            _put(sheet, at, 1, label, "cell")
            _put(sheet, at, 2, value, "cell")
            at += 1
    _sources(sheet, at + 1, rows)
    for column, width in enumerate((*_WIDTHS, _WIDE, _NARROW, _NARROW), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.sheet_view.showGridLines = False


def _number(figure: Figure, period: Period) -> tuple[str, str]:
    """The number whose rows they are, with its unit."""
    value = {
        Period.WINDOW: figure.value,
        Period.PREVIOUS: figure.previous,
        Period.YEAR_BEFORE: figure.year_before,
        Period.BASELINE: figure.baseline,
    }[period]
    return value_words(figure.indicator, value)


def _sum_words(rows: pd.DataFrame) -> str:
    """What the rows add up to, as a check that anybody can make in the sheet."""
    if rows[COUNTED].isna().all():
        return "un état, qui ne s’additionne pas" if len(rows) else NOTHING
    counted, out_of = (_plain(float(rows[name].sum())) for name in (COUNTED, OUT_OF))
    if rows[OUT_OF].isna().all():
        return f"somme de la colonne «{NBSP}compté{NBSP}»{NBSP}: {counted}"
    share = percent(float(rows[COUNTED].sum()) / float(rows[OUT_OF].sum())) if rows[OUT_OF].sum() else NOTHING
    return f"«{NBSP}compté{NBSP}» sur «{NBSP}sur{NBSP}»{NBSP}: {counted} sur {out_of}, soit {share}"


def _plain(value: float) -> str:
    return number(value, 0 if value.is_integer() else 2)


def _sources(sheet: Worksheet, at: int, rows: pd.DataFrame) -> None:
    """The files and sheets that the rows were read in, with how many in each."""
    _put(sheet, at, 1, "Sources", "subheading")
    if "source_file" not in rows:
        _put(sheet, at + 1, 1, _KEPT_HERE, "cell")
        return
    for column, heading in enumerate(("Feuille du modèle", "Fichier", "Feuille du fichier", "Dépôt", "Lignes"), 1):
        _put(sheet, at + 1, column, heading, HEADER)
    found = rows.groupby([SHEET, "source_file", "source_sheet", "deposit_id"], sort=False).size()
    for row, (key, count) in enumerate(found.items(), start=at + 2):
        code, file, name, deposit = key if isinstance(key, tuple) else (key, "", "", 0)
        cells: tuple[Cell, ...] = (_title(str(code)), str(file), str(name), Amount(deposit), Amount(count))
        for column, cell in enumerate(cells, start=1):
            _put(sheet, row, column, cell, "cell")


def _rows(sheet: Worksheet, code: str, rows: pd.DataFrame) -> None:
    """One header, frozen and filtered, and the rows: all declared columns, what each adds, and where it was read."""
    declared = SHEETS[code].columns if code in SHEETS else ()
    added = {name: label for name, label in _ADDED.items() if rows[name].notna().any()}
    own = {column.field: column.header for column in declared}
    own = own or {name: name for name in rows.columns if name not in (*_ADDED, SHEET, *_ORIGIN)}
    headers = {**added, **own, **{name: label for name, label in _ORIGIN.items() if name in rows}}
    choices = {column.field: column for column in declared if column.kind is Kind.CHOICE}
    for at, label in enumerate(headers.values(), start=1):
        _put(sheet, 1, at, label, HEADER)
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE if label in ("fichier", "feuille") else _NARROW
    for row, record in enumerate(rows[list(headers)].astype(object).to_dict("records"), start=2):
        for at, name in enumerate(headers, start=1):
            value = record[str(name)]
            if name in choices and not pd.isna(value):
                value = choices[name].label_of(str(value))
            _typed(_cell(sheet, row, at), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"


def _typed(cell: SheetCell, value: Any) -> None:
    """A value as what it is: a number, a day, a time of day, oui or non, or a text that is never a formula."""
    if pd.isna(value):
        return
    if isinstance(value, time):
        cell.value, cell.number_format = value, "hh:mm"
    elif isinstance(value, date):
        put(cell, pd.Timestamp(value).date(), "cell")
    elif isinstance(value, bool):
        put(cell, "oui" if value else "non", "cell")
    elif isinstance(value, int | float):
        cell.value = int(value) if float(value).is_integer() else value
    else:
        put(cell, str(value), "cell")


def _put(sheet: Worksheet, row: int, column: int, value: Cell, style: str) -> None:
    put(_cell(sheet, row, column), value, style)


def _cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"{cell.coordinate} lies under a merged text")
    return cell
