"""The OpenDocument workbook read back: by a library that writes none for its values, as XML for types and looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from data_access.database import Database
from domain.scope import OPERATOR
from domain.windows import Window
from reports.book import BookFormat, build_book, render
from reports.content import Amount, Book, Cell, Column, Paragraph, Section, Table, words_column
from reports.ods import ods_of
from tests.conftest import UNTIL as NEWEST
from tests.reports.conftest import DEPARTMENT, UNTIL
from tests.reports.test_circulation import secrets
from tests.reports.workbooks import assert_holds, sheets, written

NAMESPACES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def named(name: str) -> str:
    """`table:name` as ElementTree writes it."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True)
class Styled:
    """A cell of the XML: its type, its style's properties by name, and its shown text."""

    kind: str
    style: dict[str, str]
    form: str
    shown: str


class Content:
    """content.xml as rows of cells by sheet."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            self.root = ElementTree.fromstring(archive.read("content.xml"))
        self._styles = {one.get(named("style:name"), ""): one for one in self.root.iter(named("style:style"))}
        self._forms = {
            one.get(named("style:name"), ""): one
            for tag in ("number-style", "percentage-style", "date-style")
            for one in self.root.iter(named(f"number:{tag}"))
        }
        self.rows = {
            table.get(named("table:name"), ""): [list(self._cells(row)) for row in table.iter(named("table:table-row"))]
            for table in self.root.iter(named("table:table"))
        }

    def _cells(self, row: ElementTree.Element) -> Iterator[Styled]:
        for cell in row.findall("table:table-cell", NAMESPACES):
            style = self._styles.get(cell.get(named("table:style-name"), ""))
            properties = {} if style is None else {k: v for part in style for k, v in part.attrib.items()}
            form = "" if style is None else self._form(style.get(named("style:data-style-name"), ""))
            shown = "\n".join("".join(one.itertext()) for one in cell.findall("text:p", NAMESPACES))
            yield Styled(cell.get(named("office:value-type"), ""), properties, form, shown)

    def _form(self, name: str) -> str:
        """`#,##0.0/3` for a number of one decimal, by thousands, out of three."""
        form = self._forms.get(name)
        if form is None:
            return ""
        if form.tag == named("number:date-style"):
            return "".join(part.text or part.tag.rpartition("}")[2][0] for part in form)
        number = form.find("number:number", NAMESPACES)
        assert number is not None
        assert number.get(named("number:grouping")) == "true"
        decimals = int(number.get(named("number:decimal-places"), ""))
        return "0" + ("." + "0" * decimals if decimals else "") + "".join(part.text or "" for part in form)


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return render(book, BookFormat.ODS)


def test_every_number_date_and_text_of_the_book_is_in_its_place(book: Book, content: bytes) -> None:
    assert len(assert_holds(content, book)) > 10


def test_the_demonstration_as_well_in_both_editions(demonstration: Database) -> None:
    for circulation in (False, True):
        whole = build_book(demonstration, OPERATOR, "00", NEWEST, circulation=circulation)
        assert assert_holds(render(whole, BookFormat.ODS), whole)


def test_cells_have_the_type_the_form_and_the_alert_of_what_they_hold(demonstration: Database) -> None:
    whole = build_book(demonstration, OPERATOR, "00", NEWEST)
    content = render(whole, BookFormat.ODS)
    tables = {
        (section.sheet, block.title): block.in_workbook()
        for section in whole.sections
        for block in section.blocks
        if isinstance(block, Table)
    }
    read = Content(content)
    seen = set()
    for block, row in assert_holds(content, whole):
        table = tables.get((block.sheet, block.title))
        for at, cells in enumerate(block.cells):
            for place, (cell, found) in enumerate(zip(cells, read.rows[block.sheet][row + at], strict=True)):
                assert found.kind == kind_of(cell), (block.title, at, place)
                assert found.form == form_of(cell, found.form)
                if table is not None:
                    alert = (at, place) in table.alerts
                    assert is_alert(found) == alert, (block.title, at, place)
                    seen |= {found.kind, alert}
    assert seen >= {"float", "percentage", "date", "string", True, False}


def kind_of(cell: Cell) -> str:
    if isinstance(cell, Amount):
        return "percentage" if cell.share else "float"
    return "date" if isinstance(cell, date) else "string" if cell else ""


def form_of(cell: Cell, otherwise: str) -> str:
    """How a number has to be shown; a chart's and a matrix's say no decimals in the content."""
    if isinstance(cell, date):
        return "d/m/y"
    if not isinstance(cell, Amount):
        return ""
    if cell.share:
        return "0\u00a0%"
    if cell.of is None and not cell.decimals:
        return otherwise if otherwise in ("0", "0.0") else "0"
    return "0" + ("." + "0" * cell.decimals if cell.decimals else "") + (f"/{cell.of}" if cell.of is not None else "")


def is_alert(found: Styled) -> bool:
    return (found.style.get(named("fo:color")), found.style.get(named("fo:font-weight"))) == ("#B3161B", "bold")


def test_headers_are_bold_and_stay_in_sight(book: Book, content: bytes) -> None:
    read = Content(content)
    for block, row in assert_holds(content, book):
        for found in read.rows[block.sheet][row - 1]:
            assert found.style[named("fo:font-weight")] == "bold"
    with ZipFile(BytesIO(content)) as archive:
        settings = ElementTree.fromstring(archive.read("settings.xml"))
    views = {
        view.get(named("config:name")): {item.get(named("config:name")): item.text for item in view}
        for view in settings.findall(".//config:config-item-map-named/config:config-item-map-entry", NAMESPACES)
    }
    assert list(views) == list(read.rows)
    header = next(row for block, row in assert_holds(content, book) if block.sheet == "Secteurs")
    of_sectors = views["Secteurs"]
    assert (of_sectors["VerticalSplitMode"], of_sectors["VerticalSplitPosition"]) == ("2", str(header))
    assert (of_sectors["HorizontalSplitMode"], of_sectors["HorizontalSplitPosition"]) == ("2", "3")
    # Two tables: the title alone, since the header of the first would stand above the columns of the second.
    assert views["Opérations"]["VerticalSplitPosition"] == "3"


def test_names_and_links_lead_to_the_tables(book: Book, content: bytes) -> None:
    read = Content(content)
    ranges = {
        one.get(named("table:name")): one.get(named("table:cell-range-address"))
        for one in read.root.iter(named("table:named-range"))
    }
    links = [one.get(named("xlink:href")) for one in read.root.iter(named("text:a"))]
    places = assert_holds(content, book)
    assert len(links) == len(ranges) == len(places)
    listed = {row[0]: row for row in sheets(content)["Sources"] if len(row) > 5 and row[2] in ranges}
    for block, row in places:
        line = listed[block.title]
        assert line[1:4] == [block.sheet, line[2], float(len(block.cells))]
        assert line[4:6] == ([*block.below[::-1], ""])[:2]
        assert f"#'{block.sheet}'.A{row - 1}" in links
        start, end = str(ranges[str(line[2])]).split(":")
        assert start == f"$'{block.sheet}'.$A${row}"
        assert end.rpartition("$")[2] == str(row + len(block.cells))


def test_properties_are_those_of_the_meeting(content: bytes, book: Book) -> None:
    with ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        meta = ElementTree.fromstring(archive.read("meta.xml"))
        manifest = archive.read("META-INF/manifest.xml").decode()
    assert (entries[0].filename, entries[0].compress_type, entries[0].extra) == ("mimetype", ZIP_STORED, b"")
    assert {entry.date_time for entry in entries} == {(2026, 11, 23, 8, 0, 0)}
    assert all(f'full-path="{name}"' in manifest for name in ("content.xml", "styles.xml", "settings.xml", "meta.xml"))
    said = {element.tag.rpartition("}")[2]: element.text for element in meta[0]}
    assert said["title"] == f"{book.title} – {book.department}, {book.window_words}"
    assert (said["subject"], said["language"]) == ("Diffusion restreinte", "fr-FR")
    assert (said["creator"], said["initial-creator"]) == ("Vigie", "Vigie")
    assert {said["creation-date"], said["date"]} == {"2026-11-23T08:00:00"}


def test_same_content_same_bytes(content: bytes, book: Book) -> None:
    assert content == render(book, BookFormat.ODS)


def test_the_edition_for_circulation_keeps_its_masks(demonstration: Database, database: Database) -> None:
    for opened, department, until in ((demonstration, "00", NEWEST), (database, DEPARTMENT, UNTIL)):
        circulating = build_book(opened, OPERATOR, department, until, circulation=True)
        content = render(circulating, BookFormat.ODS)
        masks = {cell for block in written(circulating) for row in block.cells for cell in row if cell == "<\u00a05"}
        assert masks
        assert_holds(content, circulating)
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                part = archive.read(name).decode()
                assert "restreinte" not in part.lower(), name
                assert not [secret for secret in secrets(opened, department) if secret in part], name


def test_an_empty_department_has_its_workbook_too(empty_database: Database) -> None:
    for circulation in (False, True):
        empty = build_book(empty_database, OPERATOR, "2A", UNTIL, circulation=circulation)
        content = render(empty, BookFormat.ODS)
        assert_holds(content, empty)
        assert "aucun plan n’est enregistré" in str(sheets(content)).lower()


def hostile(text: str, sheet: str = "Essai") -> Book:
    table = Table(text, (words_column(text), Column("n")), ((text, Amount(1)), (text, None)), source=text, note=text)
    window = Window(date(2026, 11, 9), date(2026, 11, 22))
    sections = (Section(text, sheet, (table, Paragraph(text))),)
    return Book(text, "31 – Haute-Garonne", window, "du 9 au 22 novembre 2026", date(2026, 11, 23), text, sections)


@pytest.mark.parametrize("text", ["=1+1", "of:=1+1", "+33 1", "-2+3", "@SUM(A1)", "<b>&amp;</b>"])
def test_text_stays_the_text_that_it_is(text: str) -> None:
    content = ods_of(hostile(text, "L’été & <d'abord>"))
    assert_holds(content, hostile(text, "L’été & <d'abord>"))
    read = Content(content)
    assert not [cell for cell in read.root.iter() if cell.get(named("table:formula")) is not None]
    kinds = {cell.kind for rows in read.rows.values() for row in rows for cell in row if text in cell.shown}
    assert kinds == {"string"}


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    content = ods_of(hostile("a\x00b\x0bc\ufffe\ud800d"))
    assert_holds(content, hostile("abcd"))


def test_spaces_lines_and_tabs_are_kept() -> None:
    assert_holds(ods_of(hostile("  deux   espaces ")), hostile("  deux   espaces "))
    read = Content(ods_of(hostile("un\ndeux")))
    assert "un\ndeux" in [cell.shown for row in read.rows["Essai"] for cell in row]
    assert list(Content(ods_of(hostile("un\tdeux"))).root.iter(named("text:tab")))
