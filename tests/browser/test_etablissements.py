"""Établissements in the browser: links, choices in the address, downloads."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import truths
from tests.browser.conftest import seen, settled
from tests.browser.test_operations import CHECKBOX, FIRST_ROW, downloaded_headers, first_table, opened
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LINK = f"etablissements?dep=00&fenetre=semestre&au={UNTIL.isoformat()}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_opens_the_school_in_french(
    demonstration_server: str, page: Page, screenshots: Path, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, f"{demonstration_server}/{LINK}&uai={truths.UNCOVERED_SCHOOL}")
    seen(page.get_by_text("jamais vue le vendredi à la sortie"))
    page.get_by_test_id("stPlotlyChart").first.hover()
    page.screenshot(path=screenshots / f"etablissements-{scheme}.png")
    assert leftovers(page) == []


def test_choosing_a_row_writes_the_school_to_the_address(demonstration_server: str, page: Page) -> None:
    opened(page, f"{demonstration_server}/{LINK}")
    first_table(page).click(position={"x": CHECKBOX, "y": FIRST_ROW})
    page.wait_for_url("**uai=**")
    settled(page)
    assert any(f"uai={uai}" in page.url for uai in truths.SCHOOLS_UNDER_TARGET)
    field = page.get_by_test_id("stSelectbox").filter(has_text="Établissement")
    page.wait_for_timeout(1500)  # the list is drawn anew some frames after the page has settled
    field.locator("input").click()
    field.locator("input").press_sequentially(truths.UNCOVERED_SCHOOL)
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option").click()
    page.wait_for_url(f"**uai={truths.UNCOVERED_SCHOOL}**")
    seen(page.get_by_text("jamais vue le vendredi à la sortie"))


def test_the_downloads_bear_french_headers(demonstration_server: str, page: Page) -> None:
    opened(page, f"{demonstration_server}/{LINK}&uai={truths.UNCOVERED_SCHOOL}")
    buttons = page.get_by_role("button", name="Télécharger (.csv)")
    assert downloaded_headers(page, buttons.last)[-3:] == ["fichier", "feuille", "ligne"]
    assert downloaded_headers(page, buttons.nth(0))[:4] == ["établissement", "liste nationale", "secteur", "couverture"]
