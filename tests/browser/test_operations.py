"""Opérations in the browser: links, choices in the address, downloads."""

from functools import partial
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


def download_of(page: Page, name: str) -> Locator:
    """The button that downloads the table of that name."""
    return page.locator(f".st-key-csv-{name}").get_by_role("button")


def asks_for_neighbours_but(code: str, address: str) -> bool:
    """Whether an address lists neighbouring sectors, and not that one."""
    (listed,) = parse_qs(urlsplit(address).query).get("voisins", [code])
    return code not in listed.split(",")


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
    assert downloaded_headers(page, download_of(page, "operations"))[:6] == [
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


def test_the_effect_of_a_series_is_read_and_its_sectors_changed(
    demonstration_server: str, page: Page, screenshots: Path
) -> None:
    opened(page, f"{demonstration_server}/{LINK}&secteur={truths.TREATED_SECTOR}")
    seen(
        page.get_by_role("heading", name="Cité des Horloges\u00a0: baisse\u202f; avec ses voisins\u00a0: non concluant")
    )
    part = page.get_by_role("heading", name="Effet et déplacement")
    part.evaluate("heading => heading.scrollIntoView({block: 'start'})")
    page.screenshot(path=screenshots / "operations-effet.png")
    neighbours = page.get_by_test_id("stMultiSelect").filter(has_text="Secteurs voisins")
    for quiet in ("S04", "S06"):
        neighbours.get_by_role("button", name=quiet).first.click()
        page.wait_for_url(partial(asks_for_neighbours_but, quiet))
        settled(page)
    query = parse_qs(urlsplit(page.url).query)
    assert (query["voisins"], query["serie"][0].split(".")[0]) == ([truths.NEIGHBOUR_SECTOR], truths.TREATED_SECTOR)
    page.reload()
    settled(page)
    seen(neighbours.get_by_text("S08"))
    expect(neighbours.get_by_text("S04")).to_have_count(0)
    page.get_by_role("button", name="Revenir aux secteurs proposés").click()
    page.wait_for_url(lambda address: "voisins=" not in address)
    seen(neighbours.get_by_text("S04"))
    assert leftovers(page) == []


def test_the_zone_and_the_pairs_can_be_downloaded(demonstration_server: str, page: Page, screenshots: Path) -> None:
    opened(page, f"{demonstration_server}/operations?dep=00&fenetre=libre&du=2026-08-01&au={UNTIL.isoformat()}")
    seen(page.get_by_role("heading", name="Zone de défense fictive\u00a0: à court d’unités"))
    assert downloaded_headers(page, download_of(page, "zone-de-defense")) == [
        "jour",
        "départements",
        "demandées",
        "accordées",
        "en attente",
        "la zone",
    ]
    assert downloaded_headers(page, download_of(page, "operations-croisees"))[:3] == [
        "secteur",
        "première",
        "service pilote",
    ]
    assert downloaded_headers(page, download_of(page, "objectifs-croises"))[:2] == ["référence croisée", "objectif"]
    page.get_by_role("heading", name="Déconfliction").evaluate("heading => heading.scrollIntoView({block: 'center'})")
    page.screenshot(path=screenshots / "operations-zone.png")
    assert leftovers(page) == []
