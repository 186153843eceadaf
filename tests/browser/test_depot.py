"""From a dropped workbook to the figure, the book and the history, as an analyst goes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import ROOT, serve, settled
from tests.conftest import UNTIL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADDED = 7
"""Drug facts that the dropped workbook brings into the window: 3 + 4, and 5 of another nature that must not count."""


@pytest.fixture(scope="module")
def server(demonstration_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over a copy of the demonstration, which this module writes to."""
    database = tmp_path_factory.mktemp("depot") / "demo.db"
    copyfile(Path(demonstration_url.removeprefix("sqlite:///")), database)
    with serve(ROOT / "app.py", database) as address:
        yield address


def workbook(*rows: tuple[object, ...]) -> bytes:
    """An indicator workbook with one sheet `Faits`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Faits"
    for row in (("date", "nature", "nombre", "secteur"), *rows):
        sheet.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def drop(page: Page, name: str, content: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": kind, "buffer": content}])


def drug_facts(page: Page, server: str) -> int:
    """The figure « Faits de stupéfiants » of the fortnight, as Synthèse shows it."""
    page.goto(f"{server}/?dep=00&au={UNTIL.isoformat()}")
    settled(page)
    card = page.locator(".vg-figure", has_text="Faits de stupéfiants").first
    return int(card.locator(".vg-value").inner_text().split()[0])


def test_a_first_link_to_any_page_opens_it_with_our_menu(page: Page, server: str) -> None:
    page.goto(f"{server}/depot?dep=00")
    expect(page.get_by_role("heading", level=1, name="Dépôt")).to_be_visible()
    expect(page.get_by_role("link", name="Points chauds")).to_be_visible()


def test_a_deposit_changes_the_figure_by_what_it_brings(
    page: Page, server: str
) -> None:
    before = drug_facts(page, server)
    page.goto(f"{server}/depot?dep=00")
    drop(
        page, "faits.xlsx", workbook((UNTIL, "trafic", 3, "S03"), (UNTIL, 57, 4, "S03"), (UNTIL, "homicide", 5, "S03"))
    )
    page.get_by_role("button", name="Enregistrer 1 fichier").click()
    expect(page.get_by_text("faits.xlsx est enregistré")).to_be_visible()
    assert drug_facts(page, server) == before + ADDED


def test_the_books_downloaded_from_the_page_hold_its_figures(
    page: Page, server: str, tmp_path: Path
) -> None:
    shown = drug_facts(page, server)
    files = {}
    for form in ("xlsx", "pdf"):
        page.get_by_role("button", name=f"Préparer le dossier .{form}").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Télécharger le dossier .{form}").click()
        files[form] = tmp_path / f"book.{form}"
        waiting.value.save_as(files[form])
    cells = [row for sheet in load_workbook(files["xlsx"]) for row in sheet.iter_rows(values_only=True)]
    figures = next(row for row in cells if row and row[0] == "Faits de stupéfiants")
    assert shown in figures
    words = " ".join(page.extract_text() for page in PdfReader(files["pdf"]).pages)
    assert f"Faits de stupéfiants {shown}" in " ".join(words.split())


def test_faults_are_shown_cell_by_cell_and_nothing_is_stored_until_the_analyst_decides(
    page: Page, server: str
) -> None:
    before = drug_facts(page, server)
    page.goto(f"{server}/depot?dep=00")
    drop(
        page,
        "fautif.xlsx",
        workbook((UNTIL, "trafic", 1, "S03"), (UNTIL, "trafic", 1, "S99"), ("31/02/2026", 57, 1, "S03")),
    )
    row = page.get_by_role("row", name="C3")
    expect(page.get_by_role("row").filter(has_text="D3").filter(has_text="S99")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="A4").filter(has_text="31/02/2026")).to_be_visible()
    assert row.count() == 0
    expect(page.get_by_role("button", name="Enregistrer 1 fichier")).to_be_disabled()
    page.get_by_text("N’enregistrer que les lignes saines").click()
    page.get_by_role("button", name="Enregistrer 1 fichier").click()
    expect(page.get_by_text("fautif.xlsx est enregistré")).to_be_visible()
    assert drug_facts(page, server) == before + 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vide.xlsx", b"", "vide.xlsx : ce fichier ne contient aucune ligne"),
        ("faux.xlsx", b"\x00\x01\x02\x03" * 50, "faux.xlsx : ce fichier n’est pas un classeur lisible"),
    ],
)
def test_a_file_that_is_no_workbook_gets_one_sentence(
    page: Page, server: str, name: str, content: bytes, sentence: str
) -> None:
    page.goto(f"{server}/depot?dep=00")
    drop(page, name, content)
    expect(page.get_by_text(sentence.replace(" :", "\u00a0:"))).to_be_visible()
    expect(page.get_by_role("button", name="Enregistrer")).to_have_count(0)


def test_the_history_tells_what_each_deposit_brought(page: Page, server: str) -> None:
    page.goto(f"{server}/historique?dep=00")
    settled(page)
    expect(page.get_by_text("du plus récent au plus ancien")).to_be_visible()
