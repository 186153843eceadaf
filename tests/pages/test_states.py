"""Every page over a server that knows nothing, a plan alone, facts alone, days without files, odd addresses."""

from dataclasses import replace
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_access.database import Database
from demonstration.files import write_files
from demonstration.load import deposit_files
from domain.scope import OPERATOR
from tests.pages.screens import PAGES, written

NAVIGATION = PAGES.parent / "navigation.py"
NAMES = sorted(path.name for path in PAGES.glob("[a-z]*.py"))
LINK = {"dep": "00", "au": "2026-11-22"}
ODD = {
    "dep": "99",
    "fenetre": "siècle",
    "au": "31/02",
    "secteur": "S99",
    "uai": "0000000Z",
    "onglet": "?",
    "depot": "-1",
}
WITHOUT_DEPARTMENT = ("depot.py", "dictionnaire.py")
STATES = ("rien", "plan", "faits")


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A database for each state: nothing, the newest plan alone, the services' workbooks without any plan."""
    folder = tmp_path_factory.mktemp("states")
    written_files = write_files(folder, date(2026, 11, 22))
    kept = {"rien": (), "plan": ("Plan 00 2026-S2",), "faits": ("stups_nord_2026-S2", "EMS", "GIR 2026")}
    found = {}
    for state, names in kept.items():
        files = [file for file in written_files.files if file.path.name.startswith(names or ("-",))]
        found[state] = f"sqlite:///{folder / state}.db"
        database = Database(found[state])
        database.migrate()
        deposit_files(database, OPERATOR, replace(written_files, files=tuple(files)), lambda _: None)
        database.close()
    return found


def opened(monkeypatch: pytest.MonkeyPatch, url: str, page: str, query: dict[str, str]) -> str:
    """What that page writes, reached by the menu's door."""
    monkeypatch.setenv("VIGIE_DATABASE_URL", url)
    st.cache_resource.clear()
    screen = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    for name, value in query.items():
        screen.query_params[name] = value
    screen.run()  # the menu, from which the page is reached
    assert not screen.exception
    screen.switch_page(f"pages/{page}").run()
    assert not screen.exception, page
    text = written(screen)
    assert "vg-failure" not in text
    assert text.count("<h1>") == 1
    return text


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("state", STATES)
def test_no_page_fails_for_want_of_data(
    monkeypatch: pytest.MonkeyPatch, urls: dict[str, str], state: str, page: str
) -> None:
    text = opened(monkeypatch, urls[state], page, LINK)
    if state == "rien" and page not in WITHOUT_DEPARTMENT:
        assert "<h1>Bienvenue</h1>" in text


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("query", [ODD, {**LINK, "au": "2019-03-31"}], ids=["odd", "early"])
def test_no_page_fails_on_an_odd_address(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, page: str, query: dict[str, str]
) -> None:
    opened(monkeypatch, demonstration_url, page, query)


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        ("points_chauds.py", {"secteur": "S99"}, "Ce lien demande le secteur S99"),
        ("operations.py", {"secteur": "S99"}, "Ce lien demande le secteur S99"),
        ("etablissements.py", {"uai": "9999999X"}, "Ce lien demande l’établissement 9999999X"),
        ("historique.py", {"depot": "999"}, "Le dépôt n°\u00a0999 n’est pas de ce département"),
        ("dictionnaire.py", {"indicateur": "rien"}, "Aucun indicateur ne porte le code rien"),
        ("dictionnaire.py", {"feuille": "rien"}, "Aucune feuille ne porte le code rien"),
    ],
)
def test_a_link_to_what_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, page: str, query: dict[str, str], words: str
) -> None:
    assert words in opened(monkeypatch, demonstration_url, page, {**LINK, **query})
    assert words not in opened(monkeypatch, demonstration_url, page, LINK)
