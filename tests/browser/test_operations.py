"""Opérations in the browser: links, choices in the address, downloads."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import truths
from tests.browser.conftest import seen, settled
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LINK = f"operations?dep=00&au={UNTIL.isoformat()}"
CHECKBOX, FIRST_ROW = 20, 56  # pixels inside a table: the column of boxes, the middle of the first row


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    settled(page)
    expect(page.get_by_test_id("stPlotlyChart").first.locator(".main-svg").first).to_be_visible()
    return page


def first_table(page: Page) -> Locator:
    """The first table that shows; those behind the charts are folded away."""
    return page.get_by_test_id("stDataFrame").filter(visible=True).first


def downloaded_headers(page: Page, button: Locator) -> list[str]:
    with page.expect_download() as download:
        button.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return text.splitlines()[0].split(";")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_opens_the_sector_in_french(
    demonstration_server: str, page: Page, screenshots: Path, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, f"{demonstration_server}/{LINK}&secteur={truths.REGULAR_SECTOR}")
    seen(page.get_by_text("Les opérations commencent toujours le mardi à 15"))
    for chart in page.get_by_test_id("stPlotlyChart").all():
        chart.hover()
    page.screenshot(path=screenshots / f"operations-{scheme}.png")
    assert leftovers(page) == []


def test_choosing_a_row_writes_the_sector_to_the_address(demonstration_server: str, page: Page) -> None:
    opened(page, f"{demonstration_server}/{LINK}")
    first_table(page).click(position={"x": CHECKBOX, "y": FIRST_ROW})
    page.wait_for_url(f"**secteur={truths.WORSE_SECTOR}**")
    settled(page)
    field = page.get_by_test_id("stSelectbox").filter(has_text="Secteur")
    expect(field.locator("input")).to_have_value(f"{truths.WORSE_SECTOR}\u00a0– Bellerive")
    page.wait_for_timeout(1500)  # the list is drawn anew some frames after the page has settled
    field.locator("input").click()
    field.locator("input").press_sequentially(truths.REGULAR_SECTOR)
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option").click()
    page.wait_for_url(f"**secteur={truths.REGULAR_SECTOR}**")
    assert parse_qs(urlsplit(page.url).query)["dep"] == ["00"]


def test_the_downloads_bear_french_headers(demonstration_server: str, page: Page) -> None:
    opened(page, f"{demonstration_server}/{LINK}")
    buttons = page.get_by_role("button", name="Télécharger (.csv)")
    assert downloaded_headers(page, buttons.last)[:6] == [
        "référence",
        "date",
        "heure début",
        "heure fin",
        "secteur",
        "type",
    ]
    page.get_by_role("button", name="D’où vient ce chiffre").first.click()
    popover = page.get_by_test_id("stPopoverBody")
    expect(popover.get_by_text("feuille Opérations")).to_be_visible()
    headers = downloaded_headers(page, popover.get_by_role("button", name="Télécharger (.csv)"))
    assert (headers[0], headers[-3:]) == ("compté", ["fichier", "feuille", "ligne"])
    assert leftovers(page) == []
