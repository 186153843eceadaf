"""A .csv or .xls comes back as a .xlsx of the same cells at the same addresses."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from openpyxl import load_workbook

from data_access.workbooks.raw import Cell, RawFile, RawSheet
from data_access.workbooks.read import read_file
from data_access.workbooks.returned import corrected_origin, returned_workbook
from data_access.workbooks.returned.plain import plain_workbook
from tests.data_access.returned.files import HEADING, LIGHT, SHA, comments_of, fault


def test_a_csv_comes_back_as_text_marked() -> None:
    content = "titre;;\r\nréférence;date;secteur\r\n=1+2;03/11/2026;\r\n#N/A;01;a & <b>\r\n".encode()
    name, back = returned_workbook("faits.csv", content, [fault("C3", "Vide.", sheet="faits")], SHA)
    assert (name, corrected_origin(back)) == ("faits – à corriger.xlsx", SHA)
    (sheet,) = read_file(back, name).sheets
    assert (sheet.name, sheet.cells) == (
        "faits",
        [["titre", "", ""], ["référence", "date", "secteur"], ["=1+2", "03/11/2026", ""], ["", "01", "a & <b>"]],
    )
    assert sheet.errors == {"A4": "#N/A"} == read_file(content, "faits.csv").sheets[0].errors
    worksheet = load_workbook(BytesIO(back))["faits"]
    assert worksheet["A3"].data_type != "f"
    assert worksheet["C3"].fill.fgColor.rgb == LIGHT
    assert comments_of(back, "faits") == {"C3": f"{HEADING}\nVide."}


def test_cells_are_typed() -> None:
    row: list[Cell] = [
        "a",
        12.0,
        0.1,
        True,
        date(2026, 11, 24),
        datetime.fromisoformat("2026-11-24T13:30"),
        time(23, 45),
        timedelta(hours=30),
        "",
    ]
    raw = RawFile("a.xls", "", 0, (RawSheet("Faits", [[], ["", "b"], row]), RawSheet("Listes", [["x"]], visible=False)))
    content, titles = plain_workbook(raw)
    first, second = read_file(content, "a.xlsx").sheets
    assert titles == {"Faits": "Faits", "Listes": "Listes"}
    assert (second.cells, second.visible) == ([["x"]], False)
    assert first.cells[2][:-1] == row[:-2]
    assert first.cells[2][-1] == timedelta(hours=30)
    assert first.cells[1][:2] == ["", "b"]
    workbook = load_workbook(BytesIO(content))
    assert [cell.number_format for cell in workbook["Faits"][3]] == [
        "General",
        "General",
        "General",
        "General",
        "dd/mm/yyyy",
        "dd/mm/yyyy\\ hh:mm",
        "hh:mm",
        "[h]:mm",
    ]


def test_titles_that_no_workbook_admits() -> None:
    names = ["a/b", "a:b", "x" * 40, "*"]
    raw = RawFile("a.csv", "", 0, tuple(RawSheet(name, [["x"]]) for name in names))
    content, titles = plain_workbook(raw)
    assert titles == {"a/b": "a b", "a:b": "Feuille 2", "x" * 40: "x" * 31, "*": "Feuille 4"}
    assert [sheet.name for sheet in read_file(content, "a.xlsx").sheets] == list(titles.values())
