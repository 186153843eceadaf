"""Enquêtes et avoirs in a browser: the slip is downloaded, marked as sent, undone; a link opens an objective."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests import truths
from tests.browser.conftest import seen, settled, tables_are_whole
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LABEL = "Résultats non transmis à l’office"
LINK = f"enquetes?dep=00&au={UNTIL.isoformat()}"
KEPT_BACK = 3


def unsent(page: Page) -> int:
    """The figure of the card."""
    card = settled(page).locator(".vg-figure", has_text=LABEL)
    seen(card)
    return int(card.locator(".vg-value").inner_text().split()[0])


def test_a_slip_is_downloaded_confirmed_and_undone(page: Page, server: str, tmp_path: Path, screenshots: Path) -> None:
    page.goto(f"{server}/{LINK}")
    assert unsent(page) == truths.UNSENT
    page.get_by_role("group", name="Date de l’envoi").get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{UNTIL:%d%m%Y}")
    page.get_by_role("heading", name="Bordereau de transmission").click()  # a day counts once its field is left
    seen(settled(page).get_by_text(f"{truths.UNSENT}\u00a0enquêtes au bordereau du {UNTIL:%d/%m/%Y}."))
    for _ in range(KEPT_BACK):
        field = settled(page).get_by_test_id("stMultiSelect").locator("input")
        field.click()
        page.get_by_role("option").filter(has_text="EN/").first.click()
        page.keyboard.press("Escape")
    sent = truths.UNSENT - KEPT_BACK
    seen(settled(page).get_by_text(f"{sent}\u00a0enquêtes au bordereau"))
    files = {}
    for suffix in ("pdf", "xlsx"):
        with page.expect_download(timeout=60_000) as waiting:
            settled(page).get_by_role("button", name=f"Bordereau (.{suffix})").click()
        files[suffix] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[suffix])
    assert {path.name for path in files.values()} == {
        f"bordereau-office-00-{UNTIL.isoformat()}.{suffix}" for suffix in files
    }
    references = [row[0] for row in load_workbook(files["xlsx"])["Bordereau"].iter_rows(values_only=True)]
    references = [cell for cell in references if str(cell).startswith("EN/")]
    text = PdfReader(files["pdf"]).pages[0].extract_text()
    assert len(references) == sent
    assert all(str(reference) in text for reference in references)
    settled(page).get_by_role("button", name="Marquer comme transmises").click()
    seen(page.get_by_role("heading", name=f"Marquer {sent}\u00a0enquêtes comme transmises"))
    settled(page)
    page.screenshot(path=screenshots / "bordereau.png")
    assert leftovers(page) == []
    page.get_by_role("button", name="Confirmer l’envoi").click()
    seen(page.get_by_text(f"{sent}\u00a0enquêtes marquées comme transmises"))
    assert unsent(page) == KEPT_BACK
    page.get_by_role("link", name="Annuler ce dépôt").click()
    settled(page).get_by_role("button", name="Annuler ce dépôt").click()
    settled(page).get_by_role("button", name="Confirmer l’annulation").click()
    expect(page.locator("strong").get_by_text("✕ Annulé le")).to_be_visible(timeout=60_000)
    page.goto(f"{server}/{LINK}")
    assert unsent(page) == truths.UNSENT


def test_a_link_opens_an_objective(demonstration_server: str, page: Page, screenshots: Path) -> None:
    page.goto(f"{demonstration_server}/{LINK}")
    field = settled(page).get_by_test_id("stSelectbox").filter(has_text="Enquêtes d’un objectif")
    page.wait_for_timeout(1500)  # the list is drawn anew some frames after the page has settled
    field.locator("input").click()
    field.locator("input").press_sequentially("D1")
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option").click()
    table = page.get_by_role("table", name="D1 Rendre les halls aux habitants")
    seen(table)
    assert "objectif=D1" in page.url
    rows = settled(page).get_by_role("table", name="D1 Rendre").locator("tbody tr").count()
    page.goto(page.url)
    expect(settled(page).get_by_role("table", name="D1 Rendre").locator("tbody tr")).to_have_count(rows)
    page.screenshot(path=screenshots / "enquetes.png", full_page=True)


@pytest.mark.parametrize("width", [1920, 1366, 1024])
def test_no_width_makes_it_scroll_sideways(demonstration_server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{demonstration_server}/{LINK}&objectif=D1")
    tables_are_whole(settled(page))
    assert leftovers(page) == []
