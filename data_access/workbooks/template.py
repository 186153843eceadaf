"""The blank workbooks that a département fills in, written from the declarations of `domain.sheets`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data_access.workbooks.returned.xlsx_properties import with_property
from data_access.workbooks.template_codes import add_codes, codes_validation
from data_access.workbooks.template_examples import EXAMPLES
from data_access.workbooks.template_rules import format_of, validation_of
from data_access.workbooks.versions import EXAMPLE_TAB, GUIDE_TAB, MODEL, declaration_version, template_sheets
from domain.sheets import Book, Column, Kind, Sheet

LAST_ROW = 5000  # lists drop down to that row
VERSION_WORDS = (
    "{version}. Elle change quand une feuille, une colonne ou une liste change\u202f; "
    "un fichier fait d’un modèle antérieur reste lu."
)
MADE_ON = datetime(2010, 2, 11)  # noqa: DTZ001 - openpyxl wants it naive; fixed, so that the same template has the same bytes

KIND_NAMES = {
    Kind.TEXT: "texte",
    Kind.CODE: "code",
    Kind.CODES: "codes séparés par un point-virgule",
    Kind.DEPARTMENT: "code du département (01, 2A, 971)",
    Kind.SEMESTER: "semestre (2026-S1)",
    Kind.UAI: "sept chiffres et une lettre de contrôle",
    Kind.INT: "nombre entier",
    Kind.FLOAT: "nombre",
    Kind.DATE: "date (jj/mm/aaaa)",
    Kind.MONTH: "mois, par son premier jour (jj/mm/aaaa)",
    Kind.PERIOD: "jour, ou premier jour du mois (jj/mm/aaaa)",
    Kind.TIME: "heure (hh:mm)",
    Kind.BOOL: "O ou N",
    Kind.CHOICE: "valeur de la liste",
    Kind.OUTLINE: "polygone WKT ou GeoJSON, WGS 84",
}
REQUIRED_FILL, OPTIONAL_FILL = PatternFill("solid", fgColor="1F3A5F"), PatternFill("solid", fgColor="E4E9F0")
REQUIRED_FONT, OPTIONAL_FONT = Font(bold=True, color="FFFFFF"), Font(color="1F3A5F")
REQUIRED_BORDER = Border(bottom=Side("thick", color="C8741A"))

GUIDE = (
    "Une feuille par sujet ; remplissez celles qui vous concernent, laissez les autres vides.",
    "Une ligne par événement, sous les titres de colonne. Les titres ne se modifient pas.",
    "Titre blanc sur fond bleu, souligné d’un trait épais : colonne obligatoire. Titre sur fond clair : facultative.",
    "Le commentaire de chaque titre dit ce qui est attendu : type, unité, valeurs de la liste.",
    "Le même événement porte toujours la même référence : envoyé deux fois, il compte une fois.",
    "Ce que le fichier couvre : insérez au-dessus des titres une ligne « Période du 01/11/2026 au 14/11/2026 ».",
    "Aucune donnée nominative : ni nom, ni date de naissance, ni adresse, ni téléphone, ni plaque d’immatriculation.",
    "La feuille « Exemple » montre une feuille remplie, titres à gauche ; elle n’est jamais lue comme des données.",
)


Filled = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows that a template comes with: the code of a declared sheet -> its rows by field, in the terms of stored values."""


def write_template(book: Book, target: Path | BinaryIO, filled: Filled | None = None) -> None:
    """Write the workbook of that book to a path or a binary buffer, blank or with rows already filled in.

    A guide, one sheet a declared sheet with its headers in row 1, and an example laid out so that no reader takes it
    for data. The same declarations and rows give the same bytes. Raises ValueError for a book that nobody fills in,
    and for rows of a sheet that it does not hold.
    """
    sheets = template_sheets(book)
    rows = filled or {}
    if strangers := rows.keys() - {sheet.code for sheet in sheets}:
        raise ValueError(f"{book} has no {sorted(strangers)}")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.created = MADE_ON
    workbook.properties.title = "Vigie – modèle de classeur"
    guide = workbook.create_sheet(GUIDE_TAB)
    _add_guide(guide, book, sheets)
    for sheet in sheets:
        _add_sheet(workbook.create_sheet(sheet.title), sheet, rows.get(sheet.code, ()), guide)
    _add_example(workbook.create_sheet(EXAMPLE_TAB), book, sheets)
    workbook.active = 0
    content = _bytes(workbook, declaration_version(book))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def some_columns(sheet: Sheet, fields: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """A workbook of that one sheet, with those of its columns and no other, and its rows by field.

    Deposited, it leaves of the rows that it replaces whatever it has no column for. The same rows give the same bytes.
    """
    workbook = Workbook()
    workbook.properties.created = MADE_ON
    workbook.properties.title = f"Vigie – feuille {sheet.title}"
    worksheet = workbook.worksheets[0]
    worksheet.title = sheet.title
    worksheet.freeze_panes = "A2"
    for index, column in enumerate(map(sheet.column, fields), start=1):
        _style_header(worksheet.cell(1, index, column.header), column)
        worksheet.column_dimensions[get_column_letter(index)].width = _width(column)
        for at, row in enumerate(rows, start=2):
            _fill(worksheet.cell(at, index), column, row.get(column.field))
    return _bytes(workbook, declaration_version(sheet.book))


def _add_guide(worksheet: Worksheet, book: Book, sheets: list[Sheet]) -> None:
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = 100
    worksheet["A1"] = GUIDE_TAB
    worksheet["A1"].font = Font(bold=True, size=14)
    for number, sentence in enumerate(GUIDE, start=1):
        worksheet.append([f"{number}.", sentence])
    worksheet.append([])
    for sheet in sheets:
        worksheet.append([f"Feuille « {sheet.title} »", sheet.help])
    worksheet.append([])
    worksheet.append(["Version du modèle", VERSION_WORDS.format(version=declaration_version(book))])
    add_codes(worksheet, book)
    for row in worksheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _add_sheet(worksheet: Worksheet, sheet: Sheet, rows: Sequence[Mapping[str, object]], guide: Worksheet) -> None:
    worksheet.freeze_panes = "A2"
    worksheet.row_dimensions[1].height = 32
    for index, column in enumerate(sheet.columns, start=1):
        _style_header(worksheet.cell(1, index, column.header), column)
        letter = get_column_letter(index)
        worksheet.column_dimensions[letter].width = _width(column)
        worksheet.column_dimensions[letter].number_format = format_of(column)
        if validation := validation_of(column) or codes_validation(column, guide):
            validation.add(f"{letter}2:{letter}{max(LAST_ROW, len(rows) + 1)}")
            worksheet.add_data_validation(validation)
    for at, row in enumerate(rows, start=2):
        for index, column in enumerate(sheet.columns, start=1):
            _fill(worksheet.cell(at, index), column, row.get(column.field))


def _fill(cell: Cell | MergedCell, column: Column, value: object) -> None:
    shown = _shown(column, value)
    if shown is None:
        return
    cell.value = shown
    cell.number_format = format_of(column)
    if isinstance(shown, str):
        cell.data_type = "s"  # what looks like a formula stays the text that it is


def _style_header(cell: Cell, column: Column) -> None:
    cell.fill = REQUIRED_FILL if column.required else OPTIONAL_FILL
    cell.font = REQUIRED_FONT if column.required else OPTIONAL_FONT
    if column.required:
        cell.border = REQUIRED_BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.comment = Comment(explanation(column), "Vigie", height=170, width=300)


def explanation(column: Column) -> str:
    """What the comment of a header says: required or not, type, unit, list values, default, help; one a line."""
    lines = [
        "Obligatoire." if column.required else "Facultatif.",
        f"Type : {KIND_NAMES[column.kind]}.",
        f"Unité : {column.unit}." if column.unit else "",
        f"Valeurs : {', '.join(choice.label for choice in column.choices)}." if column.choices else "",
        f"Case vide : {empty_cell(column)}." if column.default is not None else "",
        column.help,
    ]
    return "\n".join(line for line in lines if line)


def empty_cell(column: Column) -> str | None:
    """What an empty cell of the column stands for, as one would type it; None where it is nothing."""
    return None if column.default is None else str(_shown(column, column.default))


def _width(column: Column) -> float:
    wide = column.kind is Kind.OUTLINE or column.field in ("title", "purpose", "remarks", "mode_of_action", "name")
    return 40 if wide else max(12, min(len(column.header) + 4, 24))


def _add_example(worksheet: Worksheet, book: Book, sheets: list[Sheet]) -> None:
    """A filled sheet lying on its side, headers in the first column: no row of it looks like a header."""
    code, rows = EXAMPLES[book]
    sheet = next(sheet for sheet in sheets if sheet.code == code)
    worksheet.column_dimensions["A"].width = 30
    worksheet["A1"] = f"Exemple de lignes de la feuille « {sheet.title} », titres à gauche : ne rien saisir ici"
    worksheet["A1"].font = Font(bold=True)
    for line, column in enumerate(sheet.columns, start=3):
        worksheet.cell(line, 1, column.header).font = Font(bold=column.required)
        for index, row in enumerate(rows, start=2):
            _fill(worksheet.cell(line, index), column, row.get(column.field))
            worksheet.column_dimensions[get_column_letter(index)].width = 28


def _shown(column: Column, value: object) -> str | int | float | date | time | None:
    if isinstance(value, bool):
        return "O" if value else "N"
    if isinstance(value, str):
        return column.label_of(value)
    return value if isinstance(value, int | float | date | time) else None


def _bytes(workbook: Workbook, version: str) -> bytes:
    """The workbook with its version, and fixed dates in place of the moment at which it was saved."""
    saved, fixed = BytesIO(), BytesIO()
    workbook.save(saved)
    versioned = BytesIO(with_property(saved.getvalue(), MODEL, version))
    stamp = MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(versioned) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = ZipInfo(name, date_time=MADE_ON.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return fixed.getvalue()
