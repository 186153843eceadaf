"""Each refusal, with a small hostile file."""

import io
import json
from pathlib import Path

import pytest

from data_access.workbooks import read
from data_access.workbooks.guards import Limits
from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.read import read_file
from domain.faults import Refusal
from tests.data_access.reading import HEAD, OLE, cells, members, ods, refusal, with_sheet, xlsx, zipped


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

    def test_inflating_zip(self) -> None:
        content = zipped({**members(xlsx("a")), "xl/media/image1.bin": bytes(2_000_000)})
        assert refusal(content, "a.xlsx", Limits(unpacked_bytes=1_000_000)) is Refusal.INFLATES
        assert refusal(content, "a.xlsx", Limits(ratio=10, ratio_from_bytes=1_000_000)) is Refusal.INFLATES
        assert read_file(content, "a.xlsx", Limits(ratio=10, ratio_from_bytes=3_000_000)).sheets[0].cells == [["a"]]

    def test_a_directory_that_lies_about_sizes_is_not_believed(self) -> None:
        content = zipped({**members(xlsx("a")), "xl/media/image1.bin": bytes(2_000_000)})
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

    def test_a_csv_of_too_many_cells(self) -> None:
        assert refusal(b"a" + b";" * 999 + b"\na" * 1000, "a.csv", Limits(cells=900_000)) is Refusal.INFLATES

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize("declaration", ['<!DOCTYPE a SYSTEM "http://example.org/a">', '<!ENTITY a "b">'])
    def test_external_entity(self, declaration: str, encoding: str) -> None:
        part = f'<?xml version="1.0"?>{" " * 100}{declaration}<a/>'.encode(encoding)
        content = zipped({**members(xlsx("a")), "xl/sharedStrings.xml": part})
        assert refusal(content, "a.xlsx") is Refusal.EXTERNAL_ENTITY

    def test_a_drawing_in_svg_may_declare_its_type(self) -> None:
        drawing = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'
        assert cells(zipped({**members(xlsx("a")), "xl/media/image1.svg": drawing}), "a.xlsx") == [["a"]]

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
