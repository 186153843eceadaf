"""Synthèse in a browser: the first screen of the projector, links that carry on, the book to download."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import seen, settled
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = pytest.mark.browser
QUERY = f"dep=00&fenetre=quinzaine&au={UNTIL}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("projection", ["", "&projection=oui"])
def test_the_first_screen_holds_what_matters(
    demonstration_server: str, page: Page, screenshots: Path, scheme: str, projection: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{demonstration_server}/?{QUERY}{projection}")
    settled(page)
    page.screenshot(path=screenshots / f"synthese-{scheme}{'-projection' if projection else ''}.png")
    for kind, count in {".vg-finding": 5, ".vg-matter": 6, ".vg-value": 6}.items():
        expect(page.locator(kind)).to_have_count(count)
        for shown in page.locator(kind).all():
            expect(shown).to_be_in_viewport(ratio=1)
    assert leftovers(page) == []


def test_a_finding_leads_to_its_sector(demonstration_server: str, page: Page) -> None:
    page.goto(f"{demonstration_server}/?{QUERY}")
    settled(page)
    page.get_by_role("link", name="Secteur S05").first.click()
    expect(page.locator("h1")).to_have_text("Points chauds")
    seen(page.get_by_role("heading", name="S05 – Bellerive"))
    assert parse_qs(urlsplit(page.url).query) == {
        "dep": ["00"],
        "fenetre": ["quinzaine"],
        "au": [UNTIL.isoformat()],
        "secteur": ["S05"],
    }


def test_a_figure_shows_the_rows_that_it_comes_from(demonstration_server: str, page: Page, screenshots: Path) -> None:
    page.goto(f"{demonstration_server}/?{QUERY}")
    settled(page)
    page.get_by_role("button", name="D’où vient ce chiffre").first.click()
    seen(page.get_by_text("lignes, feuille Faits"))
    seen(page.get_by_text("Sur 28"))  # the longer periods beside the fortnight
    with page.expect_download() as download:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="Télécharger (.csv)").click()
    header = download.value.path().read_text(encoding="utf-8-sig").splitlines()[0].split(";")
    assert header[:3] == ["compté", "référence", "date"]
    assert header[-4:] == ["dépôt", "fichier", "feuille", "ligne"]
    page.screenshot(path=screenshots / "synthese-lignes.png")
    with page.expect_download() as workbook:
        page.get_by_test_id("stPopoverBody").get_by_role("button", name="Télécharger (.xlsx)").click()
    assert workbook.value.path().read_bytes().startswith(b"PK")
    page.get_by_test_id("stPopoverBody").get_by_text("Précédente", exact=True).click()
    settled(page)
    expect(page.get_by_text("lignes, feuille Faits")).to_be_visible()
    page.screenshot(path=screenshots / "synthese-lignes-precedente.png")


@pytest.mark.parametrize(
    ("button", "ending", "start"), [("PDF à distribuer", "pdf", b"%PDF"), ("classeur", "xlsx", b"PK")]
)
def test_the_book_is_downloaded(demonstration_server: str, page: Page, button: str, ending: str, start: bytes) -> None:
    page.goto(f"{demonstration_server}/?{QUERY}")
    settled(page)
    page.get_by_role("button", name=f"Préparer le {button}", exact=True).click()
    ready = page.get_by_role("button", name=f"Télécharger le {button}", exact=True)
    expect(ready).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        ready.click()
    assert download.value.suggested_filename == f"vigie-00-{UNTIL}.{ending}"
    assert download.value.path().read_bytes().startswith(start)


def test_the_matrix_is_in_french(demonstration_server: str, page: Page, screenshots: Path) -> None:
    page.set_viewport_size({"width": 1920, "height": 2600})
    page.goto(f"{demonstration_server}/?{QUERY}")
    settled(page)
    page.screenshot(path=screenshots / "synthese-entiere.png")
    expect(page.locator("tr.vg-forgotten")).to_contain_text("Aérodrome de Montfeuil")
    assert leftovers(page) == []
