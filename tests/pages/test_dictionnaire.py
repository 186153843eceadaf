"""Dictionnaire: all that is declared is there, found by a link or by a word, on an empty server too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.catalogue import CATALOGUE
from domain.sheets import SHEETS
from tests.pages.screens import PAGES, run, written

PAGE = "dictionnaire.py"
Opened = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opened:
    """Opens the page by a link with that query, over a server that has received nothing."""

    def open_(**query: str) -> AppTest:
        return run(monkeypatch, f"sqlite:///{tmp_path / 'vide.db'}", PAGE, query)

    return open_


def downloads(screen: AppTest) -> list[str]:
    return [str(element.proto.label) for element in screen.get("download_button")]


def test_every_indicator_is_listed_with_its_definition(opened: Opened) -> None:
    screen = opened()
    for code, indicator in CATALOGUE.items():
        line = f"<strong>{indicator.label}</strong><span>{indicator.explanation}</span><small>{code}</small>"
        assert line in written(screen), code
    assert "local:CODE" in written(screen)
    assert "19\u00a0feuilles, 62\u00a0indicateurs." in written(screen)
    assert downloads(screen) == ["Tous les indicateurs (.csv)"]


def test_every_column_of_every_sheet_is_listed_beside_the_templates(opened: Opened) -> None:
    screen = opened(onglet="feuilles")
    for sheet in SHEETS.values():
        assert f"<strong>{sheet.title}</strong><span>{sheet.help}</span>" in written(screen)
        for column in sheet.columns:
            assert f'<th scope="row">{column.header}' in written(screen)
    assert downloads(screen) == [
        "Modèle vierge\u00a0: classeur du plan",
        "Modèle vierge\u00a0: classeur d’indicateurs",
        "Toutes les colonnes (.csv)",
    ]


def test_a_link_opens_an_indicator(opened: Opened) -> None:
    said = written(opened(indicateur="minors"))
    assert '<h2 class="vg-part">Mineurs mis en cause</h2>' in said
    assert "<dt>Date</dt><dd>«\u00a0close le\u00a0» dans la fenêtre.</dd>" in said


def test_a_link_opens_a_sheet_in_its_tab(opened: Opened) -> None:
    said = written(opened(feuille="presences"))
    assert '<h2 class="vg-part">Feuille Présences</h2>' in said
    assert '<th scope="row">heure début <abbr title="obligatoire">●</abbr></th><td>heure (hh:mm)</td>' in said


def test_a_local_indicator_leads_to_the_rule_of_all(opened: Opened) -> None:
    assert '<h2 class="vg-part">Indicateur local</h2>' in written(opened(indicateur="local:HALLS"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"indicateur": "<b>bonheur"}, "Aucun indicateur ne porte le code &lt;b&gt;bonheur."),
        ({"feuille": "bonheur"}, "Aucune feuille ne porte le code bonheur."),
    ],
)
def test_a_link_to_what_is_not_there_says_so(opened: Opened, query: dict[str, str], words: str) -> None:
    screen = opened(**query)
    assert words in "\n".join(str(element.proto.body) for element in screen.get("html"))


def test_a_search_narrows_and_stands_in_the_address(opened: Opened) -> None:
    screen = opened()
    screen.text_input(key="dictionnaire.mots").set_value("héroine").run()
    assert screen.query_params["mots"] == "héroine"
    assert "Trouvé\u00a0: 1\u00a0indicateur et 1\u00a0colonne de 1\u00a0feuille." in written(screen)
    assert "<details open><summary><strong>Héroïne saisie</strong>" in written(screen)
    assert "Cannabis saisi" not in written(screen)
    screen.text_input(key="dictionnaire.mots").set_value("").run()
    assert "mots" not in screen.query_params
    assert "Cannabis saisi" in written(screen)


@pytest.mark.parametrize("tab", ["indicateurs", "feuilles", "methode"])
def test_a_search_that_finds_nothing_says_so(opened: Opened, tab: str) -> None:
    said = written(opened(mots="zzz", onglet=tab))
    assert "Trouvé\u00a0: rien." in said
    assert "ne contient ces mots." in said


def test_choosing_an_indicator_writes_the_address(opened: Opened) -> None:
    screen = opened()
    screen.selectbox(key="choose.indicateur").set_value("cash_eur").run()
    assert screen.query_params["indicateur"] == "cash_eur"
    assert '<h2 class="vg-part">Numéraire saisi</h2>' in written(screen)


def test_the_method_quotes_the_thresholds(opened: Opened) -> None:
    said = written(opened(onglet="methode"))
    for words in (
        "364 jours",
        "Sous 10 dans",
        "Sous 56 jours",
        "Sous 8 opérations",
        "au moins 10\u00a0minutes",
        "5\u00a0%",
    ):
        assert words in said, words


def test_it_is_in_the_menu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'vide.db'}")
    screen = AppTest.from_file(str(PAGES.parent / "navigation.py"), default_timeout=60).run()
    labels = [str(element.proto.label) for element in screen.get("page_link")]
    assert labels[labels.index("Dépôt") :][:3] == ["Dépôt", "Historique", "Dictionnaire"]
