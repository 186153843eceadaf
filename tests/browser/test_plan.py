"""Plan in a browser: the document to sign, the links to the sectors, the versions in the address."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import seen, settled
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL
from tests.reports.test_pdf import text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OPENINGS = 5
LINK = f"plan?dep=00&au={UNTIL.isoformat()}"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    seen(settled(page).get_by_role("heading", name="Signatures et envoi"))
    return page


def test_the_plan_in_force_is_printed_to_be_signed(
    demonstration_server: str, page: Page, tmp_path: Path, screenshots: Path
) -> None:
    opened(page, f"{demonstration_server}/{LINK}")
    page.screenshot(path=screenshots / "plan.png")
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Plan 2026-S2 à signer et à envoyer").click()
    assert waiting.value.suggested_filename == "plan-00-2026-S2-v1.pdf"
    waiting.value.save_as(tmp_path / "plan.pdf")
    text = text_of((tmp_path / "plan.pdf").read_bytes())
    # The demonstration's workbook: 13 objectives, 14 sectors; its newest version moves the days on by a semester.
    assert "13 objectifs, 14 secteurs" in text
    assert "échéance : 30/06/2026 → 31/12/2026" in text
    assert leftovers(page) == []


def test_an_objective_leads_to_its_sector_in_the_same_window(demonstration_server: str, page: Page) -> None:
    opened(page, f"{demonstration_server}/{LINK}")
    page.get_by_role("link", name="S07 Cité des Horloges").click()
    page.wait_for_url("**/points-chauds?**secteur=S07**")
    assert f"au={UNTIL.isoformat()}" in page.url
    seen(settled(page).get_by_role("heading", name="Points chauds", level=1))
    page.go_back()
    seen(settled(page).get_by_role("heading", name="Signatures et envoi"))


def test_versions_are_chosen_in_the_address(demonstration_server: str, page: Page) -> None:
    opened(page, f"{demonstration_server}/{LINK}&de=2024-S2&vers=2025-S1")
    seen(page.get_by_text("Du plan 2024-S2 au plan 2025-S1"))
    field = page.get_by_test_id("stSelectbox").filter(has_text="À la version").locator("input")
    expect(field).to_have_value("2025-S1")
    option = page.get_by_role("option", name="2026-S1")
    for _ in range(OPENINGS):  # a page that is drawn anew closes the list
        if option.is_visible():
            break
        field.click()
        page.wait_for_timeout(1500)
    option.click()
    page.wait_for_url("**vers=2026-S1**")
    seen(settled(page).get_by_text("Du plan 2024-S2 au plan 2026-S1"))
    page.go_back()
    seen(settled(page).get_by_text("Du plan 2024-S2 au plan 2025-S1"))


@pytest.mark.parametrize("width", [1920, 1366, 1024])
def test_nothing_is_wider_than_the_screen(demonstration_server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    opened(page, f"{demonstration_server}/{LINK}")
    # Not even inside the table of the objectives, which then scrolls on its own.
    wider = page.evaluate(
        "[document.documentElement, document.querySelector('.st-key-plan-objectives .vg-scroll')]"
        ".map(part => part.scrollWidth - part.clientWidth)"
    )
    assert wider == [0, 0]
