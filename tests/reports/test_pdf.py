"""The PDF: what it says, how it is tagged, and that one content gives one file."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from analysis.summary import Summary
from data_access.database import Database
from domain.scope import OPERATOR, Scope, ScopeError
from domain.windows import Window
from reports.book import BookFormat, build_book, render
from reports.content import Area, AreaMap, Book, Paragraph, Section, Table, words_column
from reports.meeting_book import write_book
from reports.pdf import pdf_of
from reports.pictures import map_png
from tests.data_access.workbook_builder import SQUARE_1, SQUARE_2
from tests.reports.conftest import DEPARTMENT, UNTIL


def text_of(content: bytes) -> str:
    """The text of all pages, hyphenation and line ends undone, every kind of space made one."""
    pages = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad\u2010]\n", "", pages))


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words)


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return render(book, BookFormat.PDF)


@pytest.fixture(scope="module")
def text(content: bytes) -> str:
    return text_of(content)


def test_says_what_when_and_for_whom(text: str) -> None:
    for words in (
        "DIFFUSION RESTREINTE",
        "31 – Haute-Garonne",
        "Quinzaine du 9 au 22 novembre 2026",
        "Réunion du lundi 23 novembre 2026",
        "Compagnie (données jusqu’au 22/10/2026)",
        "page 2 sur",
    ):
        assert words in text, words


def test_says_the_figures_counted_by_hand(text: str) -> None:
    for words in (
        "Faits de stupéfiants faits 4 6 – 4 contre 6",
        "Opérations opérations 2 1 – 2 contre 1",
        "50 %",
        "S1 Les Lilas 3 5",
        "2 par quinzaine 2,0 oui",
        "1 par semaine 2,0 non",
        "2 op., 3 prés., 1 enq.",
        "aucune action",
    ):
        assert words in text, words


def test_says_the_findings_and_matters_of_the_page(text: str, drawn: Summary) -> None:
    for finding in drawn.findings:
        assert plain(finding.text) in text
    for matter in drawn.to_decide:
        assert plain(matter.title) in text
        assert plain(matter.detail) in text


def test_annex_explains_every_indicator_of_the_first_page(text: str, drawn: Summary) -> None:
    for key in drawn.key_figures:
        assert plain(key.figure.indicator.explanation) in text
    for words in ("Benjamini et Hochberg", "Kendall", "364 jours", "indicateurs.xlsx"):
        assert words in text, words


def test_is_tagged_french_and_titled(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    catalogue = reader.root_object
    assert str(catalogue["/Lang"]) == "fr-FR"
    marks = catalogue["/MarkInfo"]
    assert isinstance(marks, DictionaryObject)
    assert str(marks["/Marked"]) == "True"
    assert "/StructTreeRoot" in catalogue
    assert reader.metadata is not None
    assert reader.metadata.title == "Livret de la réunion – 31 – Haute-Garonne, du 9 au 22 novembre 2026"
    declared = catalogue["/Metadata"]
    assert isinstance(declared, StreamObject)
    assert b"pdfuaid:part" in declared.get_data()


def test_same_content_same_bytes(book: Book, content: bytes) -> None:
    assert content == render(book, BookFormat.PDF)


def test_is_written_to_a_file(database: Database, tmp_path: Path, content: bytes) -> None:
    output = tmp_path / "dossier.pdf"
    write_book(database, OPERATOR, DEPARTMENT, UNTIL, BookFormat.PDF, output)
    assert output.read_bytes() == content


def test_refuses_a_department_outside_the_scope(database: Database) -> None:
    with pytest.raises(ScopeError):
        build_book(database, Scope(frozenset({"13"})), DEPARTMENT, UNTIL)


def test_an_empty_department_says_what_is_missing(empty_database: Database) -> None:
    empty = build_book(empty_database, OPERATOR, "2A", UNTIL)
    text = text_of(render(empty, BookFormat.PDF))
    for words in (
        "Aucun plan n’est enregistré pour ce département",
        "Aucun service n’a encore déposé de fichier",
        "Aucun fichier n’a été déposé",
        "Le plan ne porte aucun établissement sensible",
    ):
        assert words in text, words
    assert render(empty, BookFormat.XLSX)


def test_text_of_the_files_is_never_markup() -> None:
    hostile = "#panic() *gras* $x$ \\ <a> @b [c]"
    window = Window(date(2026, 11, 9), date(2026, 11, 22))
    table = Table(hostile, (words_column("Nom"),), ((hostile,),), source="Source")
    sections = (Section("Titre", "Essai", (Paragraph(hostile), table)),)
    book = Book("Essai", hostile, window, "du 9 au 22 novembre 2026", date(2026, 11, 23), None, sections)
    assert text_of(pdf_of(book)).count(hostile) >= 4


def test_cover_says_who_sits_at_the_meeting(book: Book) -> None:
    seated = replace(book, participants=("Préfet de département", "Procureur de la République"))
    cover = PdfReader(BytesIO(pdf_of(seated))).pages[0].extract_text()
    assert "Préfet de département" in cover
    assert "Procureur de la République" in cover


def test_a_long_table_shows_its_first_rows_and_says_how_many_are_left() -> None:
    window = Window(date(2026, 11, 9), date(2026, 11, 22))
    rows = tuple((f"ligne {at}",) for at in range(1, 6))
    table = Table("Longue", (words_column("Nom"),), rows, source="Source", shown=3)
    sections = (Section("Titre", "Essai", (table,)),)
    book = Book("Essai", "31", window, "du 9 au 22 novembre 2026", date(2026, 11, 23), None, sections)
    text = text_of(pdf_of(book))
    assert "ligne 3" in text
    assert "ligne 4" not in text
    assert "Suite dans le classeur : 2 autres lignes." in text


def test_no_word_of_a_wide_table_is_squeezed() -> None:
    window = Window(date(2026, 11, 9), date(2026, 11, 22))
    columns = tuple(words_column(heading, 0.1) for heading in ("Interpellations", "Établissements", "Jours") * 4)
    table = Table("Large", columns, (("quantité",) * 11 + ("1\u202f234\u202f567",),), source="Source")
    sections = (Section("Titre", "Essai", (table,)),)
    content = pdf_of(Book("Essai", "31", window, "du 9 au 22 novembre 2026", date(2026, 11, 23), None, sections))
    pieces = [piece.rstrip("\u00ad") for piece in PdfReader(BytesIO(content)).pages[2].extract_text().split()]
    table_pieces = pieces[pieces.index("Large") + 1 : pieces.index("Source")]
    assert min(len(piece) for piece in table_pieces if piece.isalpha()) > 2
    assert "1 234 567" in text_of(content)
    assert text_of(content).count("Interpellations") == text_of(content).count("Établissements") == 4


def test_a_map_is_the_same_twice() -> None:
    areas = (Area("S1", "Les Lilas", SQUARE_1, 3, True), Area("S2", "La Gare", SQUARE_2, 1, False))
    drawn = AreaMap("Carte", areas, "faits", "Deux secteurs", "Source")
    assert map_png(drawn) == map_png(drawn)
