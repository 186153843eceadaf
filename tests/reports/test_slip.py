"""The slip to the office: what it says as a PDF and as a workbook, row by row; one content, one file."""

from datetime import date, datetime
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from analysis.slip import Slip
from reports.slip import slip_pdf, slip_xlsx
from tests.reports.test_pdf import plain, text_of

HEADINGS: list[object] = ["Enquête", "Service", "Secteur", "Objectif du plan", "Close le", "Attente (jours)"]
FIELDS = ["reference", "service", "service_name", "sector", "sector_name", "objective", "objective_title"]


def slip(*rows: tuple[object, ...]) -> Slip:
    """A slip of 20 November 2026 of those rows: `FIELDS`, the day of closing, the days waiting."""
    frame = pd.DataFrame(rows, columns=[*FIELDS, "closed_on", "days_waiting"])
    return Slip("00", date(2026, 11, 20), frame.astype({"closed_on": "datetime64[us]", "days_waiting": "int64"}))


SLIP = slip(
    ("=EN/1", "CIE", "Compagnie", "S2", "La Gare", None, None, date(2026, 9, 1), 29 + 31 + 20),
    ("EN/2 #[x]", "BAC", None, None, None, "O1", "Tenir les abords", date(2026, 10, 1), 30 + 20),
)


def _day(cell: object) -> object:
    """A cell as it was written: the library reads a day as its midnight."""
    return cell.date() if isinstance(cell, datetime) else cell


@pytest.fixture(scope="module")
def content() -> bytes:
    return slip_pdf(SLIP)


def test_the_page_says_each_investigation_and_nothing_else(content: bytes) -> None:
    text = text_of(content)
    for words in (
        "Bordereau de transmission à l’office",
        "00 – Val-Fictif, le vendredi 20 novembre 2026",
        "résultats de 2 enquêtes closes",
        "80 jours, de la clôture au 20/11/2026",
        "Attente (jours) =EN/1 CIE – Compagnie S2 – La Gare – 01/09/2026 80",
        "EN/2 #[x] BAC – O1 – Tenir les abords 01/10/2026 50 Reçu à l’office",
    ):
        assert plain(words) in text, words


def test_the_page_is_tagged_french_dated_and_the_same_twice(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    marks = reader.root_object["/MarkInfo"]
    assert isinstance(marks, DictionaryObject)
    assert (str(reader.root_object["/Lang"]), str(marks["/Marked"])) == ("fr-FR", "True")
    assert reader.metadata is not None
    assert reader.metadata.title == "Bordereau de transmission à l’office – 00 – Val-Fictif"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == SLIP.day
    assert slip_pdf(SLIP) == content


def test_the_workbook_holds_the_same_as_days_and_numbers() -> None:
    book = load_workbook(BytesIO(slip_xlsx(SLIP)))
    assert book.sheetnames == ["Bordereau"]
    assert (book.properties.title, book.properties.language) == ("Bordereau de transmission à l’office", "fr-FR")
    rows = [[_day(cell) for cell in row] for row in book["Bordereau"].iter_rows(max_col=6, values_only=True)]
    at = rows.index(HEADINGS)
    assert rows[at + 1 : at + 4] == [
        ["=EN/1", "CIE – Compagnie", "S2 – La Gare", "–", date(2026, 9, 1), 80],
        ["EN/2 #[x]", "BAC", "–", "O1 – Tenir les abords", date(2026, 10, 1), 50],
        [None] * 6,
    ]
    cell = book["Bordereau"].cell(at + 2, 1)
    assert (cell.value, cell.data_type) == ("=EN/1", "s")  # no program runs it


def test_a_long_slip_repeats_its_header_and_counts_its_pages() -> None:
    long = slip(
        *(("EN/" + str(rank), "BAC", None, "S1", None, None, None, date(2026, 9, 1), 80) for rank in range(120))
    )
    reader = PdfReader(BytesIO(slip_pdf(long)))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        text = plain(page.extract_text())
        assert f"page {number} sur {len(reader.pages)}" in text
    assert "Objectif du plan" in reader.pages[1].extract_text()
    text = text_of(slip_pdf(long))
    assert all(f"EN/{rank} BAC" in text for rank in range(120))
