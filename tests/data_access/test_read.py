"""Reading: cells with their addresses, marks, and each refusal with a small hostile file."""

import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from data_access.workbooks import read
from data_access.workbooks.guards import LIMITS, Limits
from data_access.workbooks.raw import RawFile, RawSheet, RefusedFile
from data_access.workbooks.read import read_file
from domain.faults import Refusal

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
MIDNIGHT, MORNING = datetime.fromisoformat("2026-01-13T00:00"), datetime.fromisoformat("2026-01-13T08:30")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def xlsx(*cells: object) -> bytes:
    """A workbook of one sheet, its first row these cells."""
    book, sheet = new_book()
    sheet.append(list(cells))
    return saved(book)


def new_book() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(members: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def members(content: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    return zipped(members(xlsx("x")) | {"xl/worksheets/sheet1.xml": xml})


def ods(body: str, manifest: str = "<manifest/>") -> bytes:
    names = ("office", "table", "text")
    namespaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"{HEAD}<office:document-content {namespaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": HEAD + manifest, "content.xml": content})


def refusal(content: bytes, name: str, limits: Limits = LIMITS) -> Refusal:
    with pytest.raises(RefusedFile) as caught:
        read_file(content, name, limits)
    assert caught.value.message.startswith(f"{name}\u00a0: ")
    return caught.value.rule


def cells(content: bytes, name: str) -> list[list[object]]:
    (sheet,) = read_file(content, name).sheets
    return sheet.cells


class TestCells:
    def test_types_and_addresses_of_a_workbook(self) -> None:
        book, sheet = new_book()
        sheet.title = "Faits"
        sheet["B3"], sheet["C3"], sheet["D3"] = "05", 12, True
        sheet["B4"], sheet["C4"] = MIDNIGHT, MORNING
        sheet["D4"], sheet["E4"] = time(8, 30), timedelta(hours=30)
        expected: list[list[object]] = [
            ["", "", "", "", ""],
            ["", "", "", "", ""],
            ["", "05", 12.0, True, ""],
            ["", date(2026, 1, 13), MORNING, time(8, 30), timedelta(hours=30)],
        ]
        content = saved(book)
        found = read_file(content, "faits.xlsx")
        assert found == RawFile("faits.xlsx", found.sha256, len(content), (RawSheet("Faits", expected),))
        assert type(found.sheets[0].cells[3][1]) is date

    def test_midnight_is_a_date_in_ods_too(self) -> None:
        day = '<table:table-cell office:value-type="date" office:date-value="2026-01-13T00:00:00"/>'
        rest = '<table:table-cell table:number-columns-repeated="16383"/>'
        blank = f'<table:table-row table:number-rows-repeated="1048575">{rest}</table:table-row>'
        found = cells(ods(f"<table:table-row>{day}{rest}</table:table-row>{blank}"), "a.ods")
        assert found == [[date(2026, 1, 13)]]
        assert type(found[0][0]) is date

    def test_a_path_is_read_under_the_name_given(self, tmp_path: Path) -> None:
        path = tmp_path / "3f2a.tmp"
        path.write_bytes(xlsx("a"))
        assert read_file(path, "plan.XLSM").name == "plan.XLSM"

    def test_geojson_is_parsed_and_has_no_sheet(self) -> None:
        found = read_file(b'\xef\xbb\xbf{"type": "FeatureCollection", "features": []}', "a.geojson")
        assert (found.sheets, found.geojson) == ((), {"type": "FeatureCollection", "features": []})


class TestMarks:
    def test_hidden_sheets_rows_and_columns(self) -> None:
        book, sheet = new_book()
        for row in range(1, 6):
            sheet.append([row, "a", "b", "c"])
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["B"].hidden = sheet.column_dimensions["D"].hidden = True
        book.create_sheet("Caché").sheet_state = "hidden"
        book["Caché"].append(["x"])
        book.create_sheet("Très caché").sheet_state = "veryHidden"
        shown, hidden, very_hidden = read_file(saved(book), "a.xlsx").sheets
        assert (shown.visible, hidden.visible, very_hidden.visible) == (True, False, False)
        assert (shown.hidden_rows, shown.hidden_columns) == (frozenset({2, 4}), frozenset({2, 4}))
        assert (hidden.hidden_rows, hidden.hidden_columns, hidden.cells) == (frozenset(), frozenset(), [["x"]])

    def test_errors_and_formulas_never_computed(self) -> None:
        book, sheet = new_book()
        sheet.append(["a", 1, "=B1+1"])
        sheet["B2"], sheet["AA3"] = "#N/A", "#DIV/0!"
        assert read_file(saved(book), "a.xlsx").sheets[0].errors == {
            "C1": "formule non calculée",
            "B2": "#N/A",
            "AA3": "#DIV/0!",
        }

    def test_computed_formulas_are_no_errors_even_where_they_give_an_empty_text(self) -> None:
        found = read_file(
            with_sheet(
                f'{HEAD}<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c>'
                '<c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f t="shared" si="0"/><v>3</v></c></row>'
                "</sheetData></worksheet>"
            ),
            "a.xlsx",
        )
        assert (found.sheets[0].errors, found.sheets[0].cells[0][0]) == ({}, 2.0)

    def test_prefixes_single_quotes_and_missing_addresses_change_nothing(self) -> None:
        space = "xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
        found = read_file(
            with_sheet(
                f"{HEAD}<x:worksheet {space}><x:cols><x:col min = '2' max='2' hidden='true'/></x:cols><x:sheetData>"
                "<x:row><x:c><x:v>1</x:v></x:c><x:c t='e'><x:v>#REF!</x:v></x:c></x:row>"
                "<x:row hidden='1'/><x:row><x:c><x:f>A1</x:f></x:c><x:c><x:v>1</x:v></x:c></x:row>"
                "</x:sheetData></x:worksheet>"
            ),
            "a.xlsx",
        )
        (sheet,) = found.sheets
        assert sheet.errors == {"B1": "#REF!", "A3": "formule non calculée"}
        assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({2}))

    def test_a_row_longer_than_a_piece_keeps_its_marks(self) -> None:
        book, sheet = new_book()
        sheet.append(["x" * 32_000] * 100)
        sheet.append(["#N/A"])
        assert read_file(saved(book), "a.xlsx").sheets[0].errors == {"A2": "#N/A"}

    def test_a_chart_sheet_is_passed_over(self) -> None:
        book, sheet = new_book()
        sheet.append([1])
        book.create_chartsheet("Graphique").add_chart(BarChart())
        assert [sheet.name for sheet in read_file(saved(book), "a.xlsx").sheets] == ["Sheet"]


class TestCsv:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_delimiter_and_encoding_are_found(self, delimiter: str, encoding: str) -> None:
        text = "\r\n".join(delimiter.join(row) for row in (["référence", " côté "], ["05", "é"], ["", ""]))
        expected = RawSheet("faits 2026", [["référence", " côté "], ["05", "é"], ["", ""]])
        assert read_file(text.encode(encoding), "faits 2026.csv").sheets == (expected,)

    def test_delimiters_and_line_ends_within_quotes(self) -> None:
        text = 'nom;note\n"a;b";"ligne 1\nligne 2, ""dite"""\nc;d\n'
        assert cells(text.encode(), "a.csv") == [["nom", "note"], ["a;b", 'ligne 1\nligne 2, "dite"'], ["c", "d"]]

    def test_decimal_commas_do_not_part_cells(self) -> None:
        assert cells(b"a;b\n1,5;2,5\n3,5;4,5\n", "a.csv") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]

    def test_title_lines_and_blank_lines_keep_their_rows(self) -> None:
        text = b"Faits, par secteur\n\nsecteur;faits;mois\nS01;4;1\nS02;5;1\n"
        expected = [
            ["Faits, par secteur", "", ""],
            ["", "", ""],
            ["secteur", "faits", "mois"],
            ["S01", "4", "1"],
            ["S02", "5", "1"],
        ]
        assert cells(text, "a.csv") == expected

    def test_one_column(self) -> None:
        assert cells(b"UAI\n0311131L\n", "a.csv") == [["UAI"], ["0311131L"]]


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "name"),
        [(b"", "a.xlsx"), (b" \r\n\t", "a.csv"), (b"\xef\xbb\xbf;;\n;;\n", "a.csv"), (xlsx("", " ", None), "a.xlsx")],
    )
    def test_empty(self, content: bytes, name: str) -> None:
        assert refusal(content, name) is Refusal.EMPTY

    def test_too_large_by_bytes_and_by_path(self, tmp_path: Path) -> None:
        limits = Limits(file_bytes=10)
        path = tmp_path / "a.csv"
        path.write_bytes(b"a;b;c;d;e;f")
        assert refusal(b"a;b;c;d;e;f", "a.csv", limits) is Refusal.TOO_LARGE
        with pytest.raises(RefusedFile, match="dépasse la taille admise"):
            read_file(path, "a.csv", limits)
        assert read_file(b"a;b;c;d;e\n", "a.csv", limits).size == 10

    def test_encrypted_workbook(self) -> None:
        content = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")
        assert refusal(content, "a.xlsx") is Refusal.ENCRYPTED

    def test_encrypted_ods(self) -> None:
        manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
        assert refusal(ods("", manifest), "a.ods") is Refusal.ENCRYPTED

    def test_encrypted_zip(self) -> None:
        content = bytearray(xlsx("a"))
        content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of the first member in the directory
        assert refusal(bytes(content), "a.xlsx") is Refusal.ENCRYPTED

    def test_encrypted_xls(self, published: Path) -> None:
        content = (published / "messy" / "estim-pop-dep-sexe-gca-1975-2016.xls").read_bytes()
        start = content.index(
            bytes.fromhex("0908 1000 0006 0500")
        )  # the workbook's first record, 20 bytes with its head
        after = start + 20
        content = content[:after] + bytes.fromhex("2F00") + content[after + 2 :]  # the next one says: password
        assert refusal(content, "a.xls") is Refusal.ENCRYPTED

    def test_inflating_zip(self) -> None:
        content = zipped(members(xlsx("a")) | {"xl/media/image1.bin": bytes(2_000_000)})
        assert refusal(content, "a.xlsx", Limits(unpacked_bytes=1_000_000)) is Refusal.INFLATES
        assert refusal(content, "a.xlsx", Limits(ratio=10, ratio_from_bytes=1_000_000)) is Refusal.INFLATES
        assert read_file(content, "a.xlsx", Limits(ratio=10, ratio_from_bytes=3_000_000)).sheets[0].cells == [["a"]]

    def test_a_directory_that_lies_about_sizes_is_not_believed(self) -> None:
        content = zipped(members(xlsx("a")) | {"xl/media/image1.bin": bytes(2_000_000)})
        lying = content.replace((2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
        assert lying != content
        assert refusal(lying, "a.xlsx", Limits(unpacked_bytes=1_000_000)) is Refusal.INFLATES

    @pytest.mark.parametrize(
        "row", ['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', '<row r="9999999999"><c><v>1</v></c></row>']
    )
    def test_a_sheet_that_reaches_too_far(self, row: str) -> None:
        first = '<row r="1"><c r="A1"><v>1</v></c><c r="AA1" s="1"/></row>'
        xml = f"{HEAD}<worksheet><sheetData>{first}{row}</sheetData></worksheet>"
        assert refusal(with_sheet(xml), "a.xlsx", Limits(cells=1_000_000)) is Refusal.INFLATES

    def test_formats_far_from_the_values_do_no_harm(self) -> None:
        xml = (
            f'{HEAD}<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
            '<row r="1048576"><c r="A1048576" s="0"/></row></sheetData></worksheet>'
        )
        assert cells(with_sheet(xml), "a.xlsx") == [[1.0]]

    def test_repeated_cells_of_an_ods(self) -> None:
        cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
        row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
        assert refusal(ods(row), "a.ods") is Refusal.INFLATES

    def test_a_csv_of_too_many_cells(self) -> None:
        assert refusal(b"a" + b";" * 999 + b"\na" * 1000, "a.csv", Limits(cells=900_000)) is Refusal.INFLATES

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize("declaration", ['<!DOCTYPE a SYSTEM "http://example.org/a">', '<!ENTITY a "b">'])
    def test_external_entity(self, declaration: str, encoding: str) -> None:
        part = f'<?xml version="1.0"?>{" " * 100}{declaration}<a/>'.encode(encoding)
        content = zipped(members(xlsx("a")) | {"xl/sharedStrings.xml": part})
        assert refusal(content, "a.xlsx") is Refusal.EXTERNAL_ENTITY

    def test_a_drawing_in_svg_may_declare_its_type(self) -> None:
        drawing = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'
        assert cells(zipped(members(xlsx("a")) | {"xl/media/image1.svg": drawing}), "a.xlsx") == [["a"]]

    @pytest.mark.parametrize(
        ("content", "name", "detail"),
        [
            (b"a;b\n1;2\n", "a.xlsx", "du texte"),
            (b"a;b\n1;2\n", "a.json", "du texte"),
            (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "une page HTML"),
            (b'<?xml version="1.0"?>\n<Workbook/>', "a.xls", "un fichier XML"),
            (xlsx("a"), "a.xls", "un classeur .xlsx"),
            (xlsx("a"), "a.csv", "un classeur .xlsx"),
            (ods(""), "a.xlsx", "un classeur .ods"),
            (OLE + bytes(504), "a.xlsx", "un classeur .xls"),
            (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.xlsx", "une image"),
            (b"%PDF-1.7\n", "a.csv", "un document PDF"),
            (zipped({"a.txt": "a"}), "a.xlsx", "une archive .zip"),
            (zipped({"[Content_Types].xml": "wordprocessingml"}), "a.xlsx", "un document de traitement de texte"),
            (b'{"a": 1}', "a.csv", "un fichier JSON"),
        ],
    )
    def test_wrong_extension(self, content: bytes, name: str, detail: str) -> None:
        assert refusal(content, name) is Refusal.WRONG_EXTENSION
        with pytest.raises(RefusedFile, match=detail):
            read_file(content, name)

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (bytes(range(256)) * 4, "a.xlsx"),
            (b"a;b\n1;\x00\n", "a.csv"),
            (b"a;\x81\n", "a.csv"),
            (xlsx("a")[:-200], "a.xlsx"),
            (xlsx("a")[:400], "a.xlsx"),
            (OLE + bytes(504), "a.xls"),
            (xlsx("a"), "a.docx"),
            (b"a;b\n", "a"),
            (b"a;b\n" + b"x" * 200_000, "a.csv"),
            (zipped({"[Content_Types].xml": "spreadsheetml"}), "a.xlsx"),
            (with_sheet("<worksheet><sheetData><row"), "a.xlsx"),
            (zipped({name: part for name, part in members(xlsx("a")).items() if "sheet1" not in name}), "a.xlsx"),
        ],
    )
    def test_not_a_workbook(self, content: bytes, name: str) -> None:
        assert refusal(content, name) is Refusal.NOT_A_WORKBOOK

    def test_json_that_is_no_object(self) -> None:
        assert refusal(json.dumps([1, 2]).encode(), "a.json") is Refusal.UNKNOWN_LAYOUT

    def test_a_damaged_member(self) -> None:
        content = bytearray(xlsx("a" * 500))
        start = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
        content[start : start + 60] = b"\xff" * 60
        assert refusal(bytes(content), "a.xlsx") is Refusal.NOT_A_WORKBOOK

    def test_a_panic_of_the_reader_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(read, "CalamineWorkbook", Panicking)
        assert refusal(xlsx("a"), "a.xlsx") is Refusal.NOT_A_WORKBOOK

    def test_an_interruption_is_not_taken_for_a_panic(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(read, "CalamineWorkbook", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            read_file(xlsx("a"), "a.xlsx")


class PanicException(BaseException):
    """What the reader raises when it panics."""


class Panicking:
    """A reader that panics."""

    @classmethod
    def from_filelike(cls, file: io.BytesIO) -> None:
        raise PanicException("year out of range")


class Interrupted:
    """A reader stopped by its user."""

    @classmethod
    def from_filelike(cls, file: io.BytesIO) -> None:
        raise KeyboardInterrupt


def test_untidy_files_are_read(published: Path) -> None:
    shapes = {
        path.name: [(sheet.name, len(sheet.cells)) for sheet in read_file(path, path.name).sheets][:2]
        for path in sorted((published / "messy").iterdir())
    }
    assert shapes == {
        "OVQ-listing-sites-pref-pas-a-jour.xlsx": [("Feuil1", 97)],
        "ept.xlsx": [("EPT", 17), ("Composition_communale", 136)],
        "estim-pop-dep-sexe-gca-1975-2016.xls": [("À savoir", 15), ("2016", 111)],
        "faits2002.csv": [("faits2002", 104)],
        "videoprotection_paris_data.ods": [("Annexe 1", 1392), ("Annexe 2", 891)],
    }


def test_cp1252_of_a_published_file(published: Path) -> None:
    (sheet,) = read_file(published / "messy" / "faits2002.csv", "faits2002.csv").sheets
    assert (sheet.cells[0][0], sheet.cells[1][0]) == ("Faits", "Règlements de compte entre malfaiteurs")
