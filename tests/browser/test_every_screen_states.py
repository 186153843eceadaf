"""The states that nobody wishes for, on every page: nothing deposited, little deposited, odd addresses, no server."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from data_access.database import Database
from demonstration.files import Demonstration, write_files
from demonstration.load import deposit_files
from domain.scope import OPERATOR
from tests.browser.conftest import ROOT, seen, serve, settled
from tests.browser.eyes import clipped, disorder, sideways, still, unnamed, violations
from tests.browser.screens import TITLES
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = pytest.mark.browser
LITTLE = {"plan": ("Plan 00 2026-S2",), "faits": ("stups_nord_2026-S2",)}
"""A plan and nothing else; facts of a service and no plan: the beginnings of the names of the files deposited."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The files of the demonstration."""
    return write_files(tmp_path_factory.mktemp("files"), UNTIL)


@pytest.fixture(params=LITTLE)
def server_with_little(request: pytest.FixtureRequest, files: Demonstration, tmp_path: Path) -> Iterator[str]:
    """The address of Vigie over a database that knows little."""
    kept = tuple(file for file in files.files if file.path.name.startswith(LITTLE[request.param]))
    database = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    database.migrate()
    deposit_files(database, OPERATOR, replace(files, files=kept), lambda _: None)
    database.close()
    with serve(ROOT / "app.py", tmp_path / "vigie.db") as address:
        yield address


def wrong(page: Page) -> list[str]:
    """All that eyes, ears and axe-core find wrong with the page as it stands."""
    still(page)
    return [*clipped(page), *sideways(page), *disorder(page), *unnamed(page), *leftovers(page), *violations(page)]


def test_every_page_stands_over_little(server_with_little: str, page: Page, screenshots: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    faults = {}
    for path, title in TITLES.items():
        page.goto(f"{server_with_little}/{path}?dep=00&au={UNTIL}")
        settled(page)
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator(".vg-failure")).to_have_count(0)
        faults[path] = wrong(page)
        page.screenshot(path=screenshots / f"peu-{path}-{server_with_little.rpartition(':')[2]}.png")
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_start_says_what_to_do(empty_server: str, page: Page, screenshots: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(empty_server)
    settled(page)
    page.screenshot(path=screenshots / f"premier-demarrage-{scheme}.png")
    assert wrong(page) == []
    for book, sheet in {"classeur du plan": "Secteurs", "classeur d’indicateurs": "Faits"}.items():
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Modèle vierge : {book}").click()
        assert sheet in load_workbook(BytesIO(waiting.value.path().read_bytes())).sheetnames
    page.get_by_role("link", name="Déposer des fichiers").click()
    expect(page.locator("h1")).to_have_text("Dépôt")


def test_a_page_that_does_not_exist_leads_to_the_first(
    demonstration_server: str, page: Page, screenshots: Path
) -> None:
    page.goto(f"{demonstration_server}/nulle-part?dep=00&au={UNTIL}")
    settled(page)
    expect(page.locator("h1")).to_have_text("Synthèse")
    seen(page.get_by_text("La page demandée n’existe pas."))
    page.screenshot(path=screenshots / "page-inconnue.png")
    assert leftovers(page) == []


def test_a_server_that_is_gone_is_told_in_french(context: BrowserContext, tmp_path: Path, screenshots: Path) -> None:
    page = context.new_page()  # whose console complains of the server, and may
    with serve(ROOT / "app.py", tmp_path / "vigie.db") as address:
        page.goto(f"{address}/dictionnaire")
        settled(page)
    seen(page.get_by_text("Le serveur de Vigie ne répond pas. Vérifiez le réseau."))
    page.screenshot(path=screenshots / "serveur-absent.png")
    assert leftovers(page) == []
