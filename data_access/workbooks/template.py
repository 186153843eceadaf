"""The blank workbooks that a département fills in, written from the declarations of `domain.sheets`."""

import re
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from domain.sheets import WORKBOOK_SHEETS, Book, Column, Kind, Sheet

GUIDE_TAB, EXAMPLE_TAB = "Mode d’emploi", "Exemple"
LAST_ROW = 5000  # lists drop down to that row
LONGEST_LIST = 255  # characters that a spreadsheet admits in a list written in the cell's rule
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
EXAMPLES: dict[Book, tuple[str, tuple[dict[str, object], ...]]] = {
    Book.PLAN: (
        "sectors",
        (
            {
                "code": "S01",
                "name": "Les Hauts-Prés",
                "commune": "Val-Fictif",
                "kind": "quarter",
                "force_area": "PN",
                "priority": 1,
                "task_group": True,
                "asset_district": True,
                "population": 8200,
                "longitude": -8.0778,
                "latitude": 46.0864,
                "outline": "POLYGON ((-8.08 46.08, -8.07 46.08, -8.07 46.09, -8.08 46.09, -8.08 46.08))",
            },
            {
                "code": "S12",
                "name": "Aérodrome de Montfeuil",
                "commune": "Montfeuil",
                "kind": "secondary_airport",
                "force_area": "GN",
                "priority": 12,
            },
        ),
    ),
    Book.INDICATORS: (
        "operations",
        (
            {
                "reference": "OP/2026/0539",
                "date": date(2026, 7, 3),
                "starts_at": time(23, 45),
                "ends_at": time(1, 45),
                "sector": "S05",
                "kind": "securing",
                "lead_service": "CSP-NORD",
                "partner_services": "SU-PJ; GIR-VF",
                "objective": "R2",
                "staff": 9,
                "checks": 27,
                "arrests": 2,
                "fines": 3,
                "cannabis_g": 106.5,
                "cocaine_g": 1.6,
                "cash_eur": 850,
                "weapons": 1,
                "disorder": False,
            },
            {
                "reference": "OP/2026/0540",
                "date": date(2026, 7, 4),
                "sector": "S10",
                "kind": "raid",
                "lead_service": "BTA-BRUMEVAL",
                "staff": 40,
                "mobile_units": 1,
                "checks": 34,
            },
        ),
    ),
}


def write_template(book: Book, target: Path | BinaryIO) -> None:
    """Write the blank workbook of that book to a path or a binary buffer.

    A guide, one sheet a declared sheet with its headers in row 1, and an example laid out so that no reader takes it
    for data. The same declarations give the same bytes. Raises ValueError for a book that nobody fills in.
    """
    if book not in EXAMPLES:
        raise ValueError(f"no template for {book}")
    sheets = [sheet for sheet in WORKBOOK_SHEETS if sheet.book is book]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.created = MADE_ON
    workbook.properties.title = "Vigie – modèle de classeur"
    _add_guide(workbook.create_sheet(GUIDE_TAB), sheets)
    for sheet in sheets:
        _add_sheet(workbook.create_sheet(sheet.title), sheet)
    _add_example(workbook.create_sheet(EXAMPLE_TAB), book, sheets)
    workbook.active = 0
    content = _bytes(workbook)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def _add_guide(worksheet: Worksheet, sheets: list[Sheet]) -> None:
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = 100
    worksheet["A1"] = GUIDE_TAB
    worksheet["A1"].font = Font(bold=True, size=14)
    for number, sentence in enumerate(GUIDE, start=1):
        worksheet.append([f"{number}.", sentence])
    worksheet.append([])
    for sheet in sheets:
        worksheet.append([f"Feuille « {sheet.title} »", sheet.help])
    for row in worksheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _add_sheet(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.freeze_panes = "A2"
    worksheet.row_dimensions[1].height = 32
    for index, column in enumerate(sheet.columns, start=1):
        _style_header(worksheet.cell(1, index, column.header), column)
        letter = get_column_letter(index)
        worksheet.column_dimensions[letter].width = _width(column)
        worksheet.column_dimensions[letter].number_format = _format(column)
        if validation := _validation(column):
            validation.add(f"{letter}2:{letter}{LAST_ROW}")
            worksheet.add_data_validation(validation)


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
        f"Case vide : {_shown(column, column.default)}." if column.default is not None else "",
        column.help,
    ]
    return "\n".join(line for line in lines if line)


def _width(column: Column) -> float:
    wide = column.kind is Kind.OUTLINE or column.field in ("title", "purpose", "remarks", "mode_of_action", "name")
    return 40 if wide else max(12, min(len(column.header) + 4, 24))


def _format(column: Column) -> str:
    if column.field in ("longitude", "latitude"):
        return COORDINATE_FORMAT
    return FORMATS.get(column.kind, TEXT_FORMAT)


def _validation(column: Column) -> DataValidation | None:
    """The drop-down list of a column, if it has one; another word may be typed, since synonyms are understood."""
    values = ["O", "N"] if column.kind is Kind.BOOL else [choice.label for choice in column.choices]
    if not values:
        return None
    listed = ",".join(values)
    if len(listed) > LONGEST_LIST or any("," in value for value in values):
        raise ValueError(f"the list of {column.field} does not fit a drop-down list")
    validation = DataValidation(
        type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True, errorStyle="warning"
    )
    validation.errorTitle = "Valeur hors de la liste"
    validation.error = "Cette valeur n’est pas dans la liste. La garder quand même ?"
    return validation


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
            cell = worksheet.cell(line, index)
            cell.value = _shown(column, row.get(column.field))
            cell.number_format = _format(column)
            worksheet.column_dimensions[get_column_letter(index)].width = 28


def _shown(column: Column, value: object) -> str | int | float | date | time | None:
    if isinstance(value, bool):
        return "O" if value else "N"
    if isinstance(value, str):
        return column.label_of(value)
    return value if isinstance(value, int | float | date | time) else None


def _bytes(workbook: Workbook) -> bytes:
    """The workbook with fixed dates in place of the moment at which it was saved."""
    saved, fixed = BytesIO(), BytesIO()
    workbook.save(saved)
    stamp = MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(saved) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = ZipInfo(name, date_time=MADE_ON.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return fixed.getvalue()
