"""Undoing a deposit in a browser: the later change that would be lost, and the figure that goes back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from data_access.database import Database
from data_access.imports import Receipt
from tests.browser.conftest import seen, settled
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import Rows, workbook

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LABEL = "Faits de stupéfiants"
HEADER = ("référence", "date", "nature", "nombre", "secteur")
FIRST, LATER = 3 + 4, 5 + 4
"""The drug facts of two rows, and of the same two once a later file has changed the first from 3 to 5."""


def deposit(database: Path, name: str, *rows: tuple[object, ...]) -> Receipt:
    """A file of facts, deposited beside the server as the command line would."""
    opened = Database(f"sqlite:///{database}")
    sheet: Rows = [HEADER, *rows]
    done = Door(opened).deposit(workbook({"Faits": sheet}), name)
    opened.close()
    return done


def drug_facts(page: Page, server: str) -> int:
    """The figure of the fortnight as the card of Synthèse shows it."""
    page.goto(f"{server}/?dep=00&au={UNTIL.isoformat()}")
    settled(page)
    card = page.locator(".vg-figure", has_text=LABEL).first
    return int(card.locator(".vg-value").inner_text().split()[0])


def test_an_undo_with_a_later_change_asks_then_puts_the_figure_back(
    page: Page, server: str, database: Path, screenshots: Path
) -> None:
    before = drug_facts(page, server)
    first = deposit(database, "bilan.xlsx", ("ESSAI-1", UNTIL, "trafic", 3, "S03"), ("ESSAI-2", UNTIL, 57, 4, "S03"))
    assert drug_facts(page, server) == before + FIRST
    deposit(database, "rectificatif.xlsx", ("ESSAI-1", UNTIL, "trafic", 5, "S03"))
    assert drug_facts(page, server) == before + LATER
    page.goto(f"{server}/historique?dep=00&depot={first.deposit_id}")
    settled(page)
    settled(page).get_by_role("button", name="Annuler ce dépôt").click()
    expect(page.get_by_text("Ses lignes ont changé depuis")).to_contain_text("rectificatif.xlsx, 1\u00a0ligne")
    seen(page.get_by_role("row").filter(has_text="référence ESSAI-1"))
    expect(page.get_by_role("button", name="Confirmer l’annulation")).to_be_disabled()
    page.screenshot(path=screenshots / "annulation.png")
    page.get_by_text("Perdre aussi 1\u00a0changement plus récent").click()
    settled(page).get_by_role("button", name="Annuler le dépôt et perdre ces changements").click()
    expect(page.get_by_text("1\u00a0changement plus récent perdu")).to_be_visible(timeout=60_000)
    expect(page.locator("strong").get_by_text("✕ Annulé le")).to_be_visible()
    assert drug_facts(page, server) == before


def test_receipts_and_the_original_are_downloaded_and_a_link_opens_the_life_of_a_row(
    page: Page, server: str, database: Path, tmp_path: Path
) -> None:
    done = deposit(database, "bilan.xlsx", ("ESSAI-1", UNTIL, "trafic", 3, "S03"))
    page.goto(f"{server}/historique?dep=00&depot={done.deposit_id}")
    settled(page)
    files = {}
    for label in ("Reçu (.pdf)", "Reçu (.xlsx)", "Fichier d’origine"):
        with page.expect_download(timeout=60_000) as waiting:
            settled(page).get_by_role("button", name=label).click()
        files[label] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[label])
    number = done.deposit_id
    names = [path.name for path in files.values()]
    assert names == [f"recu-depot-{number}.pdf", f"recu-depot-{number}.xlsx", "bilan.xlsx"]
    assert done.sha256 in PdfReader(files["Reçu (.pdf)"]).pages[0].extract_text()
    cells = [cell for row in load_workbook(files["Reçu (.xlsx)"])["Reçu"].iter_rows(values_only=True) for cell in row]
    assert done.sha256 in cells
    original = [list(row) for row in load_workbook(files["Fichier d’origine"])["Faits"].iter_rows(values_only=True)]
    assert original[0] == list(HEADER)
    page.goto(f"{server}/historique?dep=00&onglet=lignes&feuille=facts&mots=ESSAI-1")
    settled(page)
    page.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 18, "y": 54})
    heading = page.get_by_role("heading", name="Faits\u00a0: référence ESSAI-1")
    seen(heading)
    link = page.url
    assert "ligne=" in link
    page.goto("about:blank")
    page.goto(link)
    seen(heading)


@pytest.mark.parametrize("query", ["depot=2", "onglet=lignes&feuille=facts", "onglet=correspondances"])
def test_each_tab_is_french(page: Page, demonstration_server: str, query: str) -> None:
    page.goto(f"{demonstration_server}/historique?dep=00&{query}")
    settled(page)
    assert page.locator("h1").count() == 1
    assert leftovers(page) == []
