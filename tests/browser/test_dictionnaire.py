"""The dictionary in a browser: from a figure to its definition, a search, a line that opens, the files to take away."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from domain.catalogue import CATALOGUE
from tests.browser.conftest import settled
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_figure_leads_to_its_definition(page: Page, demonstration_server: str) -> None:
    page.goto(f"{demonstration_server}/operations?dep=00&au={UNTIL.isoformat()}")
    settled(page)
    page.get_by_role("button", name="D’où vient ce chiffre").first.click()
    page.get_by_role("link", name="Définition au dictionnaire").click()
    settled(page)
    expect(page.locator("h1")).to_have_text("Dictionnaire")
    expect(page.get_by_role("heading", name="Opérations", exact=True)).to_be_visible()
    expect(page.get_by_text("Une opération, reconnue à sa référence").first).to_be_visible()
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["indicateur"], asked["dep"], asked["au"]) == (["operations"], ["00"], [UNTIL.isoformat()])
    page.go_back()
    expect(page.locator("h1")).to_have_text("Opérations")


def test_a_search_finds_by_any_spelling_and_lines_open_by_keyboard(
    page: Page, empty_server: str, screenshots: Path
) -> None:
    page.goto(f"{empty_server}/dictionnaire")
    settled(page)
    line = page.locator("details").filter(has_text=CATALOGUE["gir_share"].label)
    expect(line.get_by_text("Nombres minimaux")).to_be_hidden()
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(line.get_by_text("Nombres minimaux")).to_be_visible()
    search = page.get_by_label("Chercher un mot")
    search.fill("COCAINE")
    search.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1\u00a0indicateur et 1\u00a0colonne")).to_be_visible()
    expect(page.locator("details")).to_have_count(1)
    page.get_by_role("tab", name="Feuilles et colonnes").click()
    expect(page.get_by_role("rowheader", name="cocaïne (g)")).to_be_visible()
    assert leftovers(page) == []
    page.screenshot(path=screenshots / "dictionnaire-recherche.png")
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_role("rowheader", name="cocaïne (g)")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "width", "scheme"),
    [
        ("indicateur=facts_drugs", 1920, "light"),
        ("feuille=operations", 1366, "light"),
        ("onglet=methode", 1920, "dark"),
    ],
)
def test_it_fits_the_screen_and_holds_no_english(
    page: Page, empty_server: str, screenshots: Path, query: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 1080 if width == 1920 else 768})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{empty_server}/dictionnaire?{query}")
    settled(page)
    page.screenshot(path=screenshots / f"dictionnaire-{query.partition('=')[0]}-{width}-{scheme}.png")
    assert leftovers(page) == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_tables_and_templates_are_downloaded(page: Page, empty_server: str, tmp_path: Path) -> None:
    files = {}
    for query, label in {
        "": "Tous les indicateurs (.csv)",
        "?onglet=feuilles": "Modèle vierge\u00a0: classeur du plan",
        "?onglet=methode": "Tout le dictionnaire (.md)",
    }.items():
        page.goto(f"{empty_server}/dictionnaire{query}")
        settled(page)
        with page.expect_download(timeout=60_000) as waiting:
            page.get_by_role("button", name=label).click()
        files[label] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[label])
    table, template, text = files.values()
    assert (table.name, template.name, text.name) == ("indicateurs.csv", "vigie-plan.xlsx", "dictionnaire.md")
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row["Code"] for row in csv.DictReader(file, delimiter=";")] == [*CATALOGUE, "local:CODE"]
    assert "Cibles" in load_workbook(template).sheetnames
    assert text.read_text().startswith("# Dictionnaire\n")
