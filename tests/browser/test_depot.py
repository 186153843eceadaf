"""From a dropped workbook to the figure, the book and the history, as an analyst goes."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from components.deposit_cells import CELL_WIDTH, ROW_PIXELS, ROW_WIDTH, WHY_WIDTH
from tests.browser.conftest import ROOT, seen, serve, settled
from tests.conftest import UNTIL
from tests.data_access.workbook_builder import workbook

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


def drop(page: Page, name: str, content: bytes) -> None:
    """Give the page a file to deposit."""
    page.locator("input[type=file]").set_input_files(
        [FilePayload(name=name, mimeType="application/octet-stream", buffer=content)]
    )


def facts(*rows: tuple[object, ...]) -> bytes:
    """An indicator workbook with one sheet `Faits`."""
    return workbook({"Faits": [("date", "nature", "nombre", "secteur"), *rows]})


COUNTED = ("Faits de stupéfiants", "Infractions connexes", "Opérations", "Résultats non transmis à l’office")
"""The figures of Synthèse that are plain counts, by their label."""


def shown_figures(page: Page, server: str) -> dict[str, int]:
    """Those figures of the fortnight, as the cards of Synthèse show them."""
    page.goto(f"{server}/?dep=00&au={UNTIL.isoformat()}")
    settled(page)
    cards = {label: page.locator(".vg-figure", has_text=label).first for label in COUNTED}
    return {label: int(card.locator(".vg-value").inner_text().split()[0]) for label, card in cards.items()}


def drug_facts(page: Page, server: str) -> int:
    """The figure « Faits de stupéfiants » of the fortnight."""
    return shown_figures(page, server)["Faits de stupéfiants"]


def test_a_first_link_to_any_page_opens_it_with_our_menu(page: Page, server: str) -> None:
    page.goto(f"{server}/depot?dep=00")
    settled(page)
    seen(page.get_by_role("heading", level=1, name="Dépôt"))
    seen(page.get_by_role("link", name="Points chauds"))


def test_a_deposit_changes_the_figure_by_what_it_brings(page: Page, server: str) -> None:
    before = drug_facts(page, server)
    page.goto(f"{server}/depot?dep=00")
    settled(page)
    drop(page, "faits.xlsx", facts((UNTIL, "trafic", 3, "S03"), (UNTIL, 57, 4, "S03"), (UNTIL, "homicide", 5, "S03")))
    settled(page).get_by_role("button", name="Enregistrer 1 fichier").click()
    expect(page.get_by_text("faits.xlsx est enregistré")).to_be_visible(timeout=60_000)
    assert drug_facts(page, server) == before + ADDED


def test_the_books_downloaded_from_the_page_hold_its_figures(page: Page, server: str, tmp_path: Path) -> None:
    shown = shown_figures(page, server)
    files = {}
    for form, words in {"xlsx": "le classeur", "pdf": "le PDF à distribuer"}.items():
        settled(page).get_by_role("button", name=f"Préparer {words}", exact=True).click()
        with page.expect_download(timeout=120_000) as waiting:
            page.get_by_role("button", name=f"Télécharger {words}", exact=True).click(timeout=120_000)
        files[form] = tmp_path / f"book.{form}"
        waiting.value.save_as(files[form])
    rows = [
        row
        for row in load_workbook(files["xlsx"])["Synthèse"].iter_rows(values_only=True)
        if row[0] in COUNTED
        and isinstance(row[2], (int, float))  # the longer periods of the next table are words there
    ]
    assert {label: value for label, _unit, value, *_ in rows} == shown
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(files["pdf"]).pages).split())
    for label, unit, value, *_ in rows:
        assert f"{label} {unit} {value} " in text


def test_faults_are_shown_cell_by_cell_and_nothing_is_stored_until_the_analyst_decides(page: Page, server: str) -> None:
    before = drug_facts(page, server)
    page.goto(f"{server}/depot?dep=00")
    settled(page)
    drop(
        page,
        "fautif.xlsx",
        facts((UNTIL, "trafic", 1, "S03"), (UNTIL, "trafic", 1, "S99"), ("31/02/2026", 57, 1, "S03")),
    )
    expect(page.locator("canvas td", has_text="D3 : Le code secteur « S99 »")).to_be_attached()
    expect(page.locator("canvas td", has_text="A4 : « 31/02/2026 »")).to_be_attached()
    expect(page.get_by_role("button", name="Enregistrer 1 fichier")).to_be_disabled()
    page.get_by_text("seulement les lignes sans erreur").click()
    settled(page).get_by_role("button", name="Enregistrer 1 fichier").click()
    seen(page.get_by_text("fautif.xlsx est enregistré"))
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
    settled(page)
    drop(page, name, content)
    seen(page.get_by_text(sentence.replace(" :", "\u00a0:")))
    expect(page.get_by_role("button", name="Enregistrer")).to_have_count(0)


def test_the_history_tells_what_each_deposit_brought(page: Page, server: str) -> None:
    page.goto(f"{server}/historique?dep=00")
    settled(page)
    seen(page.get_by_text("du plus récent au plus ancien"))


UNTIDY_HEADERS = ("N°", "Jour", "Secteur concerné", "Type d’opération", "Pilote", "IP")
CENTRE = "CSP-CENTRE"
BROUGHT = {"Opérations": 4, "Faits de stupéfiants": 1}
"""What the untidy workbook adds to the figures of the window, once it is mended."""


def untidy() -> bytes:
    """A workbook as services send them: titles above, headers and words of their own, slips, a total row."""
    day, ahead = f"{UNTIL:%d/%m/%Y}", f"{date.today() + timedelta(days=40):%d/%m/%Y}"
    operations: list[tuple[object, ...]] = [
        ("Commissariat de Val-Fictif",),
        ("Opérations de la semaine",),
        (),
        UNTIDY_HEADERS,
        ("C-1", day, "S03", "CP", CENTRE, 2),
        ("C-2", f"{UNTIL:%d/%m/%y}", "S03", "coup de poings", CENTRE, 3),
        ("C-3", day, "S0E", "CP", CENTRE, 1),
        ("C-4", ahead, "Les Coquelicots", "contrôle routier", CENTRE, 4),
        ("TOTAL", None, None, None, None, 10),
    ]
    facts = [("date", "nature", "secteur", "longitude", "latitude"), (UNTIL, "trafic", "S03", 46.09, -8.042)]
    return workbook({"Feuil1": operations, "Feuil2": facts})


def type_over(page: Page, was: str, words: str) -> None:
    """Type other words in the cell of the first row of the first grid that holds these, as a person would."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    expect(grid.locator("canvas td", has_text=was).first).to_be_attached()
    texts = grid.locator("canvas tbody tr").first.locator("td").all_text_contents()
    across = ROW_WIDTH + WHY_WIDTH + (texts.index(was) - 1.5) * CELL_WIDTH
    grid.locator(".dvn-scroller").click(position={"x": across, "y": 38 + ROW_PIXELS / 2})
    expect(grid.locator("canvas td[aria-selected=true]", has_text=was)).to_have_count(1)
    page.keyboard.press("Enter")
    page.locator("textarea.gdg-input").fill(words)
    page.keyboard.press("Enter")


def test_an_untidy_workbook_is_mended_stored_and_undone(
    page: Page, server: str, tmp_path: Path, screenshots: Path
) -> None:
    before = shown_figures(page, server)
    page.goto(f"{server}/depot?dep=00")
    settled(page)
    drop(page, "semaine.xlsx", untidy())
    seen(page.get_by_text("semaine.xlsx : classeur d’indicateurs, 5 lignes"))
    seen(page.get_by_text("La colonne « Secteur concerné » ressemble à « secteur »"))
    page.screenshot(path=screenshots / "depot-colonnes.png", full_page=True)
    confirm_columns_and_words(page)
    page.screenshot(path=screenshots / "depot-cellules.png", full_page=True)
    correct_cells(page)
    seen(page.get_by_text("semaine.xlsx : classeur d’indicateurs, 5 lignes, aucune erreur"))
    seen(page.get_by_text("Votre fichier annonce 10 pour « interpellations »"))
    settled(page).get_by_role("button", name="Enregistrer 1 fichier").click()
    seen(page.get_by_text("semaine.xlsx est enregistré"))
    settled(page)
    page.screenshot(path=screenshots / "depot-recu.png", full_page=True)
    read_receipts(page, tmp_path)
    undo_link = page.get_by_role("link", name="Annuler ce dépôt").get_attribute("href")
    after = shown_figures(page, server)
    assert {label: after[label] - before[label] for label in BROUGHT} == BROUGHT
    page.goto(f"{server}/{undo_link}")
    settled(page)
    settled(page).get_by_role("button", name="Annuler ce dépôt").click()
    settled(page).get_by_role("button", name="Confirmer l’annulation").click()
    seen(page.get_by_text("annulé : 5 lignes retirées"))
    assert shown_figures(page, server) == before


def confirm_columns_and_words(page: Page) -> None:
    """One header, two words: confirmed once, for all rows."""
    settled(page).get_by_role("button", name="Oui").click()
    for word in ("« CP » (type) : 2 lignes", "« coup de poings » (type) : 1 ligne"):
        # While a page is drawn again, what moved up stands for a moment at its old place as well.
        expect(page.get_by_text(word)).to_have_count(1)
        settled(page).get_by_role("button", name="Valider").first.click()
        expect(page.get_by_text(word)).to_have_count(0)
    settled(page)


def correct_cells(page: Page) -> None:
    """A swapped point as it is proposed; a code and a day that lies ahead typed over."""
    settled(page).get_by_role("button", name="Appliquer la correction proposée").last.click()
    seen(page.get_by_text("semaine.xlsx : classeur d’indicateurs, 5 lignes, 2 erreurs"))
    type_over(settled(page), "S0E", "S03")
    seen(page.get_by_text("semaine.xlsx : classeur d’indicateurs, 5 lignes, 1 erreur"))
    type_over(settled(page), f"{date.today() + timedelta(days=40):%d/%m/%Y}", f"{UNTIL:%d/%m/%Y}")


def read_receipts(page: Page, folder: Path) -> None:
    """Both receipts, downloaded and read back: they name the file."""
    for form in ("xlsx", "pdf"):
        with page.expect_download() as waiting:
            settled(page).get_by_role("button", name=f"Reçu (.{form})").click()
        waiting.value.save_as(folder / f"recu.{form}")
    rows = load_workbook(folder / "recu.xlsx").worksheets[0].iter_rows(values_only=True)
    assert any("semaine.xlsx" in row for row in rows)
    assert "semaine.xlsx" in " ".join(sheet.extract_text() for sheet in PdfReader(folder / "recu.pdf").pages)
