"""Workbooks as bytes, made from rows: what the tests hand in at the front door."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import openpyxl

from domain.sheets import SHEETS

Rows = Sequence[Sequence[object]]
Workbook = Mapping[str, Rows]

TODAY = date(2026, 11, 24)

SERVICES: Rows = [
    ["code", "nom", "force"],
    ["BAC", "Brigade anti-criminalité", "police nationale"],
    ["CIE", "Compagnie de Val-Fictif", "gendarmerie nationale"],
    ["EMS", "Équipe mobile de sécurité", "équipe mobile de sécurité"],
]
# S1 and S2 are squares of a hundredth of a degree, side by side; S3 has no outline.
SQUARE_1 = "POLYGON((5.00 46.00,5.01 46.00,5.01 46.01,5.00 46.01,5.00 46.00))"
SQUARE_2 = "POLYGON((5.01 46.00,5.02 46.00,5.02 46.01,5.01 46.01,5.01 46.00))"
SECTORS: Rows = [
    ["code", "nom", "type", "zone", "priorité", "contour"],
    ["S1", "Les Lilas", "quartier", "PN", 1, SQUARE_1],
    ["S2", "La Gare", "gare ou transports", "PN", 2, SQUARE_2],
    ["S3", "Le Bourg", "autre", "GN", 3, None],
]
OBJECTIVES: Rows = [
    ["code", "volet", "rang", "intitulé", "service pilote"],
    ["O1", "dissuasion", 1, "Tenir les abords", "BAC"],
]
# 131549 mod 23 = 12, the thirteenth letter of the alphabet without I, O and Q: N. 131550: P.
SCHOOL_1, SCHOOL_2 = "0131549N", "0131550P"
SCHOOLS: Rows = [
    ["UAI", "nom", "type", "secteur"],
    [SCHOOL_1, "Collège des Lilas", "collège", "S1"],
    [SCHOOL_2, "Lycée de la Gare", "lycée", "La Gare"],
]
OPERATIONS_HEADER = ["référence", "date", "secteur", "type", "service pilote"]


def plan_sheets(department: object = "00", semester: str = "2026-S2", version: object = 1) -> dict[str, Rows]:
    """The sheets of a small sound plan."""
    return {
        "Plan": [["département", "semestre", "version"], [department, semester, version]],
        "Secteurs": SECTORS,
        "Établissements": SCHOOLS,
        "Objectifs": OBJECTIVES,
        "Services": SERVICES,
    }


def operation(reference: object = "OP-1", **cells: object) -> dict[str, object]:
    """The cells of one sound operation by header, `cells` put over or beside them."""
    sound = dict(zip(OPERATIONS_HEADER, [reference, date(2026, 11, 10), "S1", "coup de poing", "BAC"], strict=True))
    return sound | cells


def operations(*records: Mapping[str, object]) -> dict[str, Rows]:
    """A workbook of those operations."""
    return {"Opérations": table(records)}


def facts(*records: Mapping[str, object]) -> dict[str, Rows]:
    """A workbook of facts, each of a day and nature where the record has none."""
    sound = {"date": date(2026, 11, 10), "nature": "trafic"}
    return {"Faits": table(sound | dict(record) for record in records)}


def table(records: Iterable[Mapping[str, object]]) -> list[list[object]]:
    """Records by header as rows, under a header row of all their headers."""
    listed = list(records)
    headers: list[object] = list(dict.fromkeys(header for record in listed for header in record))
    return [headers, *([record.get(str(header)) for header in headers] for record in listed)]


def workbook(sheets: Mapping[str, Rows], hidden: Iterable[str] = ()) -> bytes:
    """An .xlsx of those sheets; rows begin in A1."""
    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_bytes(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The rows as a .csv, empty where None; no cell may hold the delimiter."""
    lines = (delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def headers_of(code: str) -> list[str]:
    """The headers of a declared sheet, in its order."""
    return [column.header for column in SHEETS[code].columns]
