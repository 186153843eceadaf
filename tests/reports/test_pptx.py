"""The slides read back: every figure of the book stands on them, in tables and charts that can be edited."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from itertools import combinations
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from data_access.database import Database
from domain.scope import OPERATOR
from domain.windows import Window
from reports.book import BookFormat, build_book, render
from reports.content import (
    Amount,
    AreaMap,
    Book,
    Cell,
    Chart,
    ChartKind,
    Column,
    Items,
    Matrix,
    Paragraph,
    Section,
    Series,
    Spark,
    Table,
    cell_words,
    words_column,
)
from reports.pptx import on_slides, pptx_of
from tests.conftest import UNTIL as NEWEST
from tests.reports.conftest import DEPARTMENT, UNTIL
from tests.reports.slides_reader import (
    DRAWING,
    blocks_of,
    charts_of,
    graphics_of,
    in_workbook,
    place,
    rejoined,
    tables_of,
    texts_of,
    title_of,
    words_of,
)

pytestmark = pytest.mark.xdist_group("slides")  # what its tests share is made once

WINDOW = Window(date(2026, 11, 9), date(2026, 11, 22))
MARK = re.compile(r"<\u00a05|n\.\u00a0c\.")


@pytest.fixture(scope="module")
def books(demonstration: Database, database: Database, book: Book) -> dict[str, Book]:
    """Both editions of the demonstration, and of the département counted by hand."""
    return {
        "meeting": build_book(demonstration, OPERATOR, "00", NEWEST),
        "circulation": build_book(demonstration, OPERATOR, "00", NEWEST, circulation=True),
        "small": book,
        "small circulation": build_book(database, OPERATOR, DEPARTMENT, UNTIL, circulation=True),
    }


@pytest.fixture(scope="module", params=["meeting", "circulation", "small", "small circulation"])
def edition(request: pytest.FixtureRequest, books: dict[str, Book]) -> Book:
    return books[request.param]


@pytest.fixture(scope="module")
def content(edition: Book) -> bytes:
    return render(edition, BookFormat.PPTX)


@pytest.fixture(scope="module")
def shown(content: bytes) -> Any:
    return Presentation(BytesIO(content))


def made(*blocks: Any, title: str = "Question", **about: Any) -> Any:
    """The slides of a book of those blocks."""
    return Presentation(BytesIO(pptx_of(of_blocks(*blocks, title=title, **about))))


def of_blocks(*blocks: Any, title: str = "Question", **about: Any) -> Book:
    sections = (Section(title, "Essai", blocks),)
    words = "du 9 au 22 novembre 2026"
    return replace(Book("Livret", "31 – Essai", WINDOW, words, date(2026, 11, 23), None, sections), **about)


def test_every_cell_of_every_table_is_on_a_slide(edition: Book, shown: Any) -> None:
    tables = [table for table in blocks_of(edition, Table) if table.paper]
    assert len(tables) >= 6
    for table in tables:
        kept = [at for at, column in enumerate(table.columns) if column.paper and column.workbook]
        expected = [[table.columns[at].heading for at in kept]]
        expected += [[cell_words(row[at]) for at in kept] for row in table.rows[: table.shown]]
        assert rejoined(tables_of(shown, table.title)) == expected, table.title


def test_every_count_of_the_matrix_is_on_a_slide_and_empty_cells_are_filled(edition: Book, shown: Any) -> None:
    (matrix,) = blocks_of(edition, Matrix)
    header, *rows = rejoined(tables_of(shown, matrix.title))
    assert header == ["Site", *matrix.columns, "Total du site"]
    assert len(rows) == len(matrix.rows)
    for at, (name, *cells, total) in enumerate(rows):
        assert name == " ".join(matrix.rows[at])
        for counts, words in zip(matrix.cells[at], cells, strict=True):
            assert words.split(", ") == said(matrix, counts)
        assert total.split(", ") == (["aucune action"] if at in matrix.alerts else said(matrix, matrix.totals[at]))
    drawn = [shape.table for slide, shape in graphics_of(shown) if title_of(slide) == matrix.title]
    boxes = [cell for table in drawn for row in list(table.rows)[1:] for cell in row.cells]
    assert [cell for cell in boxes if not cell.text]
    for cell in boxes:
        assert (cell.fill.type is not None) == (not cell.text)


def said(matrix: Matrix, counts: tuple[int | str, ...]) -> list[str]:
    words = [f"{count}\u00a0{short}" for count, (_, short) in zip(counts, matrix.kinds, strict=True) if count]
    return words or [""]


def test_every_value_of_every_chart_is_in_a_native_chart_and_in_its_workbook(edition: Book, shown: Any) -> None:
    for block in blocks_of(edition, Chart):
        wanted = {
            (one.name, category): value
            for one in block.series
            for category, value in zip(block.categories, one.values, strict=True)
        }
        drawn: dict[tuple[str, str], float | None] = {}
        kept: dict[Any, Any] = {}
        for chart in charts_of(shown, block.title):
            categories = list(chart.plots[0].categories)
            for series in chart.plots[0].series:
                drawn |= {(series.name, one): value for one, value in zip(categories, series.values, strict=True)}
            kept |= in_workbook(chart)
            assert chart.value_axis.axis_title.text_frame.text == block.value_title
            assert chart.category_axis.axis_title.text_frame.text == block.category_title
            assert chart.plots[0].data_labels.show_value
            bars = block.kind is ChartKind.BARS
            assert chart.chart_type is (XL_CHART_TYPE.BAR_CLUSTERED if bars else XL_CHART_TYPE.COLUMN_CLUSTERED)
            assert chart.category_axis.reverse_order == bars  # the first category on top
        assert drawn == wanted == kept, block.title


def test_every_sentence_and_paragraph_is_on_a_slide(edition: Book, shown: Any) -> None:
    words = [text for slide in shown.slides for text in texts_of(slide)]
    sentences = [item for block in blocks_of(edition, Items) for item in block.items]
    assert sentences
    for item in sentences:
        assert {item.text, item.detail, item.sign} <= set(words), item
    for block in blocks_of(edition, Paragraph):
        assert block.text in words
    assert edition.missing in words
    for slide in shown.slides:
        assert len([shape for shape in slide.shapes if shape.name == "Phrase"]) <= 5


def test_slides_have_a_title_a_mark_a_number_and_notes(edition: Book, shown: Any) -> None:
    assert shown.slide_width * 9 == shown.slide_height * 16
    count = len(shown.slides)
    for at, slide in enumerate(shown.slides, start=1):
        assert slide.shapes.title.text_frame.text
        foot = next(shape.text_frame.text for shape in slide.placeholders if shape.name == "Pied de page")
        number = next(shape for shape in slide.placeholders if shape.name == "Numéro de page")
        assert foot.startswith(edition.mention)
        assert "".join(words_of(number)) == f"page {at} sur {count}"
        assert [field.get("type") for field in number.element.iter(f"{DRAWING}fld")] == ["slidenum"]
        notes = slide.notes_slide.notes_text_frame.text
        for words in ("Source", edition.window_words, edition.mention):
            assert words in notes
    for kind in (Table, Chart, AreaMap, Matrix):
        for block in blocks_of(edition, kind):
            for slide in (slide for slide in shown.slides if title_of(slide) == block.title):
                notes = slide.notes_slide.notes_text_frame.text
                assert block.source in notes
                assert getattr(block, "note", "") in notes


def test_every_graphic_has_words_for_who_cannot_see_it(edition: Book, shown: Any) -> None:
    found = list(graphics_of(shown))
    alts = {shape.element._nvXxPr.cNvPr.get("descr") for _, shape in found}
    assert found
    assert all(alts)
    for kind in (Chart, AreaMap):
        for block in blocks_of(edition, kind):
            assert [alt for alt in alts if block.alt in alt], block.title
    pictures = [shape.image for _, shape in found if hasattr(shape, "image")]
    assert len(pictures) == len(blocks_of(edition, AreaMap))
    for picture in pictures:
        assert picture.content_type == "image/png"
        assert picture.size[0] >= 1920


def test_nothing_leaves_its_slide_or_lies_on_something_else(shown: Any) -> None:
    for slide in shown.slides:
        boxes = [place(shape) for shape in slide.shapes]
        for left, top, right, bottom in boxes:
            assert min(left, top) >= 0
            assert right <= shown.slide_width
            assert bottom <= shown.slide_height
        for one, two in combinations(boxes, 2):
            apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
            assert apart, title_of(slide)


def test_all_of_it_is_french_and_legible(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    for name, part in parts.items():
        assert set(re.findall(r'\blang="([^"]*)"', part)) <= {"fr-FR"}, name
        if name.startswith("ppt/slides/"):
            runs = re.findall(r"<a:r>(?!<a:rPr[^>]*lang=\"fr-FR\")", part)
            assert not runs, name
            assert min(int(size) for size in re.findall(r'\bsz="(\d+)"', part)) >= 1000, name
        assert "Click to edit" not in part or name.startswith("ppt/notesMasters"), name


def test_says_its_title_its_mark_and_the_day_of_the_meeting(edition: Book, shown: Any) -> None:
    properties = shown.core_properties
    assert properties.title == f"{edition.title} – {edition.department}, {edition.window_words}"
    assert (properties.author, properties.last_modified_by) == ("Vigie", "Vigie")
    assert (properties.subject, properties.language) == (edition.mention, "fr-FR")
    assert properties.created == properties.modified == datetime.combine(edition.meeting, time(8))


def test_same_content_same_bytes(edition: Book, content: bytes) -> None:
    assert content == render(edition, BookFormat.PPTX)
    with ZipFile(BytesIO(content)) as archive:
        inner = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
        moments = {entry.date_time for entry in archive.infolist()}
    for workbook in inner:
        with ZipFile(BytesIO(workbook)) as archive:
            moments |= {entry.date_time for entry in archive.infolist()}
            core = archive.read("docProps/core.xml").decode()
        assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {f"{edition.meeting}T08:00:00Z"}
    assert moments == {(edition.meeting.year, edition.meeting.month, edition.meeting.day, 8, 0, 0)}


def test_annexes_are_named_on_the_last_slide_and_stand_on_none(edition: Book, shown: Any) -> None:
    annexes = [section for section in edition.sections if not on_slides(section)]
    assert annexes
    *slides, last = shown.slides
    assert title_of(last) == "Où trouver le reste"
    assert {f"–\u00a0{section.title}" for section in annexes} <= set(texts_of(last))
    assert not {section.title for section in annexes} & {title_of(slide) for slide in slides}


@pytest.mark.parametrize("name", ["circulation", "small circulation"])
def test_the_edition_for_circulation_keeps_every_mask(books: dict[str, Book], name: str) -> None:
    shown = Presentation(BytesIO(render(books[name], BookFormat.PPTX)))
    masked = 0
    for table in blocks_of(books[name], Table):
        written = [word for row in rejoined(tables_of(shown, table.title)) for word in row if MARK.search(word)]
        cells = [cell_words(cell) for row in table.rows for cell in row]
        assert written == [word for word in cells if MARK.search(word)]
        masked += len(written)
    assert masked > 10
    shapes = [shape for slide in shown.slides for shape in (*slide.shapes, *slide.notes_slide.shapes)]
    assert "restreinte" not in "\n".join(word for shape in shapes for word in words_of(shape)).lower()


def test_an_empty_department_says_what_is_missing(empty_database: Database) -> None:
    for circulation in (False, True):
        empty = build_book(empty_database, OPERATOR, "2A", UNTIL, circulation=circulation)
        shown = Presentation(BytesIO(render(empty, BookFormat.PPTX)))
        words = " ".join(text for slide in shown.slides for text in texts_of(slide))
        assert "Aucun plan n’est enregistré pour ce département" in words
        assert "Aucun service n’a encore déposé de fichier" in words


def test_the_cover_says_what_when_and_who() -> None:
    shown = made(Paragraph("Rien."), missing="Un service manque.", participants=("le préfet", "le procureur"))
    words = texts_of(shown.slides[0])
    for text in (
        "DIFFUSION RESTREINTE",
        "Livret",
        "31 – Essai – Quinzaine du 9 au 22 novembre 2026",
        "Réunion du lundi 23 novembre 2026",
        "Participants\u00a0: le préfet et le procureur.",
        "Un service manque.",
    ):
        assert text in words, text


def test_a_long_table_goes_on_with_its_header_and_says_so() -> None:
    rows = tuple((f"ligne {at}", Amount(at)) for at in range(60))
    table = Table("Longue", (words_column("Nom"), Column("Nombre")), rows, source="Source", alerts=frozenset({(59, 1)}))
    shown = made(table)
    titles = [slide.shapes.title.text_frame.text for slide in list(shown.slides)[1:-1]]
    of = len(titles)
    assert of > 1
    assert titles == [f"Longue ({'suite ' if at > 1 else ''}{at}\u00a0sur\u00a0{of})" for at in range(1, of + 1)]
    parts = tables_of(shown, "Longue")
    assert [part[0] for part in parts] == [["Nom", "Nombre"]] * of
    assert [row for part in parts for row in part[1:]] == [[f"ligne {at}", str(at)] for at in range(60)]
    last = [shape.table for _, shape in graphics_of(shown)][-1]
    run = last.cell(len(last.rows) - 1, 1).text_frame.paragraphs[0].runs[0]
    assert (run.font.bold, str(run.font.color.rgb)) == (True, "B3161B")
    few = made(replace(table, shown=3))
    assert [row[0] for part in tables_of(few, "Longue") for row in part] == ["Nom", "ligne 0", "ligne 1", "ligne 2"]
    assert [text for slide in few.slides for text in texts_of(slide) if "57\u00a0autres lignes" in text]


def test_a_wide_table_repeats_the_columns_that_name_its_rows() -> None:
    columns = (words_column("Code"), words_column("Secteur"), *(Column(f"Établissements{at}") for at in range(16)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"S{at}", "Les Hauts-Prés", *(Amount(at * 100 + one) for one in range(16))) for at in range(4)
    )
    shown = made(Table("Large", columns, rows, source="Source"))
    parts = tables_of(shown, "Large")
    assert len(parts) > 1
    assert all(part[0][:2] == ["Code", "Secteur"] for part in parts)
    expected = [[column.label for column in columns], *([cell_words(cell) for cell in row] for row in rows)]
    assert rejoined(parts) == expected


def test_columns_of_series_and_of_the_workbook_alone_are_left_out() -> None:
    columns = (words_column("Nom"), Column("Courbe"), Column("Nombre"), Column("Détail", paper=False))
    row = ("ici", Spark((1.0, 2.0)), Amount(3), Amount(4))
    table = Table("Titre", columns, (row,), source="Source")
    assert tables_of(made(table), "Titre") == [[["Nom", "Nombre"], ["ici", "3"]]]
    assert tables_of(made(replace(table, paper=False)), "Titre") == []


def test_a_chart_of_many_categories_goes_on_to_one_scale() -> None:
    categories = tuple(f"S{at:02}" for at in range(40))
    series = tuple(Series(name, tuple(float(at) for at in range(40))) for name in ("Fenêtre", "Précédente"))
    chart = Chart(ChartKind.BARS, "Où ?", "Secteur", "Faits", categories, series, "Barres", "Source")
    charts = charts_of(made(chart), "Où ?")
    assert [category for one in charts for category in one.plots[0].categories] == list(categories)
    assert len({one.value_axis.maximum_scale for one in charts}) == 1
    assert charts[0].value_axis.maximum_scale >= 39
    gaps = replace(chart, categories=("a", "b"), series=(Series("Fenêtre", (None, 2.5)),))
    (drawn,) = charts_of(made(gaps), "Où ?")
    assert list(drawn.plots[0].series[0].values) == [None, 2.5]
    assert drawn.plots[0].data_labels.number_format == "#,##0.0"


HOSTILE = ("=1+1", "+33 1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://a.invalid";"b")', "<b>&amp;\x0b")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_breaks_the_file(text: str) -> None:
    table = Table(text, (words_column(text),), ((text + "\x00\x1f",),), source=text, note=text)
    chart = Chart(ChartKind.BARS, text, text, text, (text,), (Series(text, (1.0,)),), text, text)
    months = replace(chart, kind=ChartKind.MONTHS)
    book = of_blocks(table, chart, months, Paragraph(text + "\ud800"), title=text, department=text, missing=text)
    shown = Presentation(BytesIO(pptx_of(book)))
    kept = text.replace("\x0b", " ")
    assert [[[kept], [kept]]] == tables_of(shown, kept)[:1]
    charts = charts_of(shown, kept)
    assert len(charts) == 2
    for drawn in charts:
        assert drawn.plots[0].series[0].name == kept
        sheet = load_workbook(BytesIO(drawn.part.chart_workbook.xlsx_part.blob)).worksheets[0]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_words_without_end_stay_on_their_slides() -> None:
    long, word = "mot " * 1500, "m" * 3000
    table = Table(long, tuple(words_column(word) for _ in range(3)), ((long, word, "a"),), source=long, note=word)
    shown = made(table, Paragraph(long), Paragraph(word, alert=True), title=word, missing=long)
    test_nothing_leaves_its_slide_or_lies_on_something_else(shown)
    words = "".join(text for slide in shown.slides for text in texts_of(slide))
    assert words.count("mot") >= 1500
