"""The four formats of the demonstration's book read back, each by another library, and held against the analyses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from analysis.hotspots import hotspots
from analysis.investigations import investigations
from analysis.operations import operations
from analysis.plan import steering
from analysis.prevention import prevention
from analysis.schools import schools
from analysis.summary import summary
from data_access.database import Database
from domain.french import NOTHING, number, percent
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.figures import Figure
from reports.book import BookFormat, build_book, render
from reports.content import Book
from tests.conftest import UNTIL
from tests.reports.pdf_reading import squeezed
from tests.reports.slides_reader import rejoined, tables_of
from tests.reports.workbooks import sheets

pytestmark = pytest.mark.xdist_group("four_formats")  # what its tests share is made once

WINDOW = Window(UNTIL - timedelta(days=13), UNTIL)
Value = float | None
Grid = list[list[Any]]


@dataclass(frozen=True)
class Told:
    """What an analysis says of one row of a table: its values by column, and how many decimals each is written with."""

    title: str
    row: str
    values: Mapping[str, tuple[Value, int, bool]]

    def words(self, column: str) -> str:
        value, decimals, share = self.values[column]
        if value is None:
            return NOTHING
        return percent(value) if share else number(value, decimals)


def of_figures(title: str, figures: Sequence[Figure]) -> Iterator[Told]:
    for figure in figures:
        indicator = figure.indicator
        form = (0 if indicator.is_share else indicator.decimals, indicator.is_share)
        yield Told(
            title,
            indicator.label,
            {
                "Fenêtre": (figure.value, *form),
                "Précédente": (figure.previous, *form),
                "Un an plus tôt": (figure.year_before, *form),
            },
        )


def of_frame(title: str, frame: Any, columns: Mapping[str, tuple[str, int]]) -> Iterator[Told]:
    for row in frame.to_dict("records"):
        yield Told(
            title,
            str(row["code"]),
            {
                heading: (
                    None if row[field] is None or row[field] != row[field] else float(row[field]),
                    decimals,
                    False,
                )
                for heading, (field, decimals) in columns.items()
            },
        )


@pytest.fixture(scope="module")
def told(demonstration: Database) -> list[Told]:
    """Every figure of the analyses that the book shows by name."""
    asked = (demonstration, OPERATOR, "00", WINDOW)
    cases, places, actions = investigations(*asked), hotspots(*asked), operations(*asked)
    sectors = {
        "Faits, fenêtre (faits)": ("facts", 0),
        "Précédente (faits)": ("previous", 0),
        "Un an plus tôt (faits)": ("year_before", 0),
        "Rapport des rythmes": ("rate_ratio", 2),
        "Connexes, fenêtre (faits)": ("connected", 0),
        "Opérations, fenêtre": ("operations", 0),
    }
    frequency = {
        "Opérations, fenêtre": ("operations", 0),
        "Par semaine (opérations)": ("per_week", 1),
        "Attendu dans la fenêtre (opérations)": ("expected", 1),
        "Plus long intervalle (jours)": ("longest_gap", 0),
    }
    groups = {
        "Six chiffres de la fenêtre": [key.figure for key in summary(*asked).key_figures],
        "Opérations du département": actions.key_figures,
        "Couverture des établissements": schools(*asked).key_figures,
        "Fonds de concours du département": cases.fund_figures,
        "Prévention du département": prevention(*asked).key_figures,
        "Pilotage du plan": steering(*asked).key_figures,
    }
    found = [one for title, figures in groups.items() for one in of_figures(title, figures)]
    found += of_frame("Secteurs du plan, du plus au moins touché", places.sectors, sectors)
    found += of_frame("Fréquence par secteur, rapportée à la cible", actions.frequency, frequency)
    assert len(found) > 50
    return found


@pytest.fixture(scope="module")
def handed_out(demonstration: Database) -> Book:
    return build_book(demonstration, OPERATOR, "00", UNTIL)


def rows_under(grids: Sequence[Grid], title: str) -> list[dict[str, Any]]:
    """The rows of the table of that title, wherever it stands, by heading."""
    for grid in grids:
        for at, line in enumerate(grid):
            if line and line[0] == title:
                header = [str(cell) for cell in grid[at + 1] if cell not in (None, "")]
                rows = []
                for cells in grid[at + 2 :]:
                    if cells[1] in (None, ""):
                        break
                    rows.append(dict(zip(header, cells, strict=False)))
                return rows
    raise AssertionError(title)


def named(rows: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if name in list(row.values())[:2])


def assert_numbers(grids: Sequence[Grid], told: Sequence[Told]) -> None:
    for one in told:
        row = named(rows_under(grids, one.title), one.row)
        for column, (value, _, _) in one.values.items():
            read = row.get(column)
            if value is None:
                assert read in (None, "", NOTHING), (one, column, read)
            else:
                assert isinstance(read, int | float), (one, column, read)
                assert float(read) == pytest.approx(value, abs=1e-9), (one, column)


def test_the_workbook_says_what_the_analyses_say(handed_out: Book, told: list[Told]) -> None:
    workbook = load_workbook(BytesIO(render(handed_out, BookFormat.XLSX)))
    assert_numbers([[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook], told)


def test_the_opendocument_says_what_the_analyses_say(handed_out: Book, told: list[Told]) -> None:
    assert_numbers(list(sheets(render(handed_out, BookFormat.ODS)).values()), told)


def test_the_slides_say_what_the_analyses_say(handed_out: Book, told: list[Told]) -> None:
    shown = Presentation(BytesIO(render(handed_out, BookFormat.PPTX)))
    tables: dict[str, list[dict[str, Any]]] = {}
    for one in told:
        if one.title not in tables:
            header, *rows = rejoined(tables_of(shown, one.title))
            tables[one.title] = [dict(zip(header, row, strict=True)) for row in rows]
        row = named(tables[one.title], one.row)
        assert {column: row[column] for column in one.values} == {column: one.words(column) for column in one.values}


def test_the_pdf_says_what_the_analyses_say(handed_out: Book, told: list[Told]) -> None:
    pages = PdfReader(BytesIO(render(handed_out, BookFormat.PDF))).pages
    # The cover and the contents say titles, no figure.
    text = squeezed("".join(page.extract_text() for page in pages[2:]))
    for one in told:
        at = text.index(squeezed(one.row), text.index(squeezed(one.title)))
        for column in one.values:
            found = text.find(squeezed(one.words(column)), at)
            assert 0 <= found - at < 300, (one, column, text[at : at + 300])
            at = found
