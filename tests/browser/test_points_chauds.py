"""Points chauds in a browser: one sector at a time, chosen in the ranking, on the map or by a link."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import seen, settled
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = pytest.mark.browser
PATH = f"points-chauds?dep=00&au={UNTIL}"
HEADER, ROW = 38, 35  # pixels of the ranking's rows


def sector_in_address(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("secteur", [])


def choose_row(page: Page, rank: int) -> None:
    page.get_by_test_id("stDataFrame").first.click(position={"x": 140, "y": HEADER + ROW * (rank - 0.5)})


def click_on_bellerive(page: Page) -> None:
    """Click on the map, again where the click was lost: without a graphics card a busy machine draws late."""
    for _ in range(4):
        page.wait_for_timeout(2500)
        drawing = page.get_by_test_id("stDeckGlJsonChart")
        seen(drawing)
        box = drawing.bounding_box()
        assert box is not None
        drawing.click(position={"x": box["width"] * 0.615, "y": box["height"] * 0.54})
        page.wait_for_timeout(2500)
        if sector_in_address(page) == ["S05"]:
            return


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_opens_on_its_sector(demonstration_server: str, page: Page, screenshots: Path, scheme: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 2600})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{demonstration_server}/{PATH}&secteur=S02")
    settled(page)
    seen(page.get_by_role("heading", name="S02 – La Verrerie"))
    page.wait_for_timeout(2000)  # the outlines are drawn some frames after the canvas is there
    page.screenshot(path=screenshots / f"points-chauds-{scheme}.png")
    assert leftovers(page) == []


def test_a_click_on_a_row_chooses_its_sector(demonstration_server: str, page: Page) -> None:
    page.goto(f"{demonstration_server}/{PATH}")
    settled(page)
    seen(page.get_by_role("heading", name="S05 – Bellerive"))
    assert sector_in_address(page) == []
    choose_row(page, 2)
    seen(page.get_by_role("heading", name="S01 – Les Hauts-Prés"))
    assert sector_in_address(page) == ["S01"]
    expect(page.locator('[aria-label*="Secteur choisi\u00a0: Les Hauts-Prés"]').first).to_be_attached()  # on the map


def test_a_sector_is_chosen_by_keyboard_alone(demonstration_server: str, page: Page) -> None:
    page.goto(f"{demonstration_server}/{PATH}")
    settled(page)
    page.get_by_role("combobox", name="Secteur").press("ArrowDown")
    page.keyboard.type("Verrerie")
    page.keyboard.press("Enter")
    seen(page.get_by_role("heading", name="S02 – La Verrerie"))
    assert sector_in_address(page) == ["S02"]


def test_a_click_on_the_map_chooses_too_and_leaves_the_classes_their_colours(
    demonstration_server: str, page: Page
) -> None:
    page.goto(f"{demonstration_server}/{PATH}&secteur=S01")
    settled(page)
    click_on_bellerive(page)
    seen(page.get_by_role("heading", name="S05 – Bellerive"))
    assert sector_in_address(page) == ["S05"]
    clear = page.get_by_role("button", name="Effacer la sélection")
    expect(clear).to_have_count(1, timeout=20_000)  # the ranking's: nothing stays picked on the map
    choose_row(page, 2)
    seen(page.get_by_role("heading", name="S01 – Les Hauts-Prés"))


def test_the_tab_is_in_the_address(demonstration_server: str, page: Page, screenshots: Path) -> None:
    page.goto(f"{demonstration_server}/{PATH}")
    settled(page)
    page.get_by_role("tab", name="Faits enregistrés").click()
    seen(page.get_by_text("Aucune série publiée", exact=True))
    assert parse_qs(urlsplit(page.url).query)["onglet"] == ["enregistres"]
    page.reload()
    settled(page)
    seen(page.get_by_text("Aucune série publiée", exact=True))
    page.screenshot(path=screenshots / "points-chauds-enregistres.png")
    assert leftovers(page) == []
