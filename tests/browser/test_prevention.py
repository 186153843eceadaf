"""Prévention in a browser: a school is chosen, stands in the address, and a copied link opens it again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import seen, settled, tables_are_whole
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = pytest.mark.browser
LINK = f"prevention?dep=00&au={UNTIL.isoformat()}"


def test_a_school_is_chosen_and_a_link_opens_it(demonstration_server: str, page: Page, screenshots: Path) -> None:
    page.goto(f"{demonstration_server}/{LINK}")
    seen(settled(page).get_by_role("heading", name="Un établissement"))
    field = page.get_by_test_id("stSelectbox").filter(has_text="Établissement")
    page.wait_for_timeout(1500)  # the list is drawn anew some frames after the page has settled
    field.locator("input").click()
    field.locator("input").press_sequentially("0000289P")
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option").click()
    heading = page.get_by_role("heading", name="Lycée des Glycines (0000289P)")
    seen(heading)
    assert "uai=0000289P" in page.url
    expect(page.get_by_role("table", name="Consultations de sûreté")).to_have_count(1)
    page.goto(page.url)
    settled(page)
    seen(heading)
    page.screenshot(path=screenshots / "prevention.png", full_page=True)


@pytest.mark.parametrize("width", [1920, 1366, 1024])
def test_no_width_makes_it_scroll_sideways(demonstration_server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{demonstration_server}/{LINK}&uai=0000289P")
    tables_are_whole(settled(page))
    assert leftovers(page) == []
