"""Synthèse: its figures are those of the command line, and it says the demonstration's truths."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.summary import KEY_CODES
from components.action_matrix import cells
from data_access.database import Database
from domain.scope import OPERATOR
from reports.book import build_book
from reports.content import Items
from tests import truths
from tests.conftest import UNTIL, Said
from tests.pages.screens import cards, told, written

NAVIGATION = Path(__file__).parents[2] / "navigation.py"
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)
LINK = {"dep": "00", "au": UNTIL.isoformat()}


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> AppTest:
    """The page through the menu's door, since its links lead to the other pages."""
    return opened(monkeypatch, demonstration_url)


def opened(monkeypatch: pytest.MonkeyPatch, url: str) -> AppTest:
    monkeypatch.setenv("VIGIE_DATABASE_URL", url)
    st.cache_resource.clear()
    test = AppTest.from_file(str(NAVIGATION), default_timeout=60)
    for name, value in LINK.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def matters(screen: AppTest) -> dict[str, str]:
    """À décider: the details by title."""
    return dict(
        re.findall(r'<div class="vg-matter"><strong>(.*?)</strong><br><small>(.*?)</small></div>', written(screen))
    )


def test_the_cards_show_what_the_command_line_says(
    screen: AppTest, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, KEY_CODES, scope="département")
    assert len(expected) == 6
    assert cards(screen) == expected


def test_the_truths_to_decide(screen: AppTest) -> None:
    found = matters(screen)
    assert found["1\u00a0secteur en hausse sans opération"].startswith("Bellerive\u00a0: dernière opération le ")
    assert f"{truths.DECISIONS_OVERDUE}\u00a0décision en retard" in found
    assert found["1\u00a0secteur sans aucune action"].startswith("Aérodrome de Montfeuil\u00a0: ")
    reach = UNTIL - timedelta(days=truths.LATE_DAYS)
    assert found["1\u00a0service en retard de fichiers"] == (
        f"Brigade des douanes de Port-aux-Brisants\u00a0: fichiers jusqu’au {reach:%d/%m/%Y}."
    )


def test_what_got_worse_is_said_with_its_sign_and_its_words(screen: AppTest) -> None:
    first = written(screen).split('<div class="vg-finding ')[1]  # what got worse comes first
    line = first.partition("</div>")[0]
    assert line.startswith('vg-worse">')
    assert '<span aria-hidden="true">▲</span> Se dégrade\u00a0:' in line
    assert "Bellerive" in line
    assert "test exact" in line.lower()


def test_the_page_and_the_book_say_the_same_words(screen: AppTest, demonstration: Database) -> None:
    book = build_book(demonstration, OPERATOR, "00", UNTIL)
    remembered, asked = (
        [(item.text, item.detail) for block in section.blocks if isinstance(block, Items) for item in block.items]
        for section in book.sections
        if section.title in ("À retenir", "À décider")
    )
    found = re.findall(
        r'<div class="vg-finding[^>]*>.*?<strong>(.*?)</strong><br><small>(.*?)</small>', written(screen)
    )
    assert found == remembered
    assert list(matters(screen).items()) == asked
    assert 3 <= len(remembered) <= 5


def test_the_late_service_is_named(screen: AppTest) -> None:
    assert "Fenêtre incomplète</strong>\u00a0: Brigade des douanes de Port-aux-Brisants" in written(screen)


def test_the_sector_without_action_stands_out(screen: AppTest) -> None:
    rows = re.findall(r'<tr class="vg-forgotten"><th scope="row">(.*?)<span', written(screen))
    assert rows == [f"{truths.FORGOTTEN_SECTOR} Aérodrome de Montfeuil"]


def test_the_matrix_counts_an_action_once_in_the_total() -> None:
    none = {"presences": 0, "investigations": 0, "recommendations": 0}
    matrix = pd.DataFrame(
        [
            {"sector": "A", "service": "X", "operations": 2, **none},
            {"sector": "A", "service": "Y", "operations": 1, **none, "presences": 1200},
            {"sector": "A", "service": None, "operations": 0, **none, "recommendations": 3},
            {"sector": "B", "service": "X", "operations": 0, **none},
        ]
    )
    totals = pd.DataFrame(
        [
            {"sector": "A", "operations": 2, **none, "presences": 1200, "recommendations": 3},
            {"sector": "B", "operations": 0, **none},
        ]
    )
    shown = cells(matrix, totals, {"A": "Gare", "B": "Port"}, {"X": "Un", "Y": "Deux"})
    assert shown.to_dict("index") == {
        "A Gare": {
            "X": "2\u00a0op.",
            "Y": "1\u00a0op. · 1\u202f200\u00a0prés.",
            "Prévention situationnelle": "3\u00a0rec.",
            "Total": "2\u00a0op. · 1\u202f200\u00a0prés. · 3\u00a0rec.",
        },
        "B Port": {"X": "", "Y": "", "Prévention situationnelle": "", "Total": ""},
    }


def test_the_book_is_made_on_demand(screen: AppTest) -> None:
    assert [button.label for button in screen.button if button.label.startswith("Préparer")] == [
        "Préparer le PDF à distribuer",
        "Préparer les diapositives",
        "Préparer le classeur",
        "Préparer le classeur LibreOffice",
    ]
    next(button for button in screen.button if button.label == "Préparer le classeur").click().run()
    assert not screen.exception
    offered = [button.proto.label for button in screen.get("download_button")]
    assert "Télécharger le classeur" in offered
    assert [button.label for button in screen.button if button.label.startswith("Préparer")] == [
        "Préparer le PDF à distribuer",
        "Préparer les diapositives",
        "Préparer le classeur LibreOffice",
    ]


def test_the_edition_for_circulation_is_chosen_beside_the_book(screen: AppTest) -> None:
    (edition,) = (radio for radio in screen.radio if radio.label == "Édition du livret")
    assert edition.options == ["Diffusion restreinte", "Pour circulation"]
    edition.set_value(True).run()
    next(button for button in screen.button if button.label == "Préparer le classeur").click().run()
    assert not screen.exception
    assert [button.proto.label for button in screen.get("download_button")].count("Télécharger le classeur") == 1
    # The other edition is another file: it is made anew.
    edition.set_value(False).run()
    assert "Préparer le classeur" in [button.label for button in screen.button]


def test_a_server_without_data_says_where_to_begin_in_three_steps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    screen = opened(monkeypatch, f"sqlite:///{tmp_path / 'vigie.db'}")
    text = written(screen)
    assert "<h1>Bienvenue</h1>" in text
    assert [step.split(".")[0] for step in re.findall("<h2>(.*?)</h2>", text)] == ["1", "2", "3"]
    assert [button.proto.label for button in screen.get("download_button")] == [
        "Modèle vierge\u00a0: classeur du plan",
        "Modèle vierge\u00a0: classeur d’indicateurs",
    ]
    assert "vigie demo --serve" in text
