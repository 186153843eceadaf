"""Réunion without a browser: what is proposed, the register's filters, a meeting held and closed, what is refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.meetings import agenda, schedule
from data_access.database import Database
from data_access.decisions import write_line
from data_access.meetings import prepare
from domain.meetings import Origin, Point, Written
from domain.scope import OPERATOR
from domain.windows import Window
from tests.conftest import UNTIL
from tests.pages.screens import PAGES, written

NAVIGATION = PAGES.parent / "navigation.py"
NBSP = "\u00a0"
WINDOW = Window(UNTIL - timedelta(days=13), UNTIL)
HELD_ON = UNTIL + timedelta(days=1)


@pytest.fixture
def database(demonstration_url: str, tmp_path: Path) -> Iterator[Database]:
    """A copy of the demonstration, which a test writes to."""
    copy = tmp_path / "demo.db"
    copyfile(Path(demonstration_url.removeprefix("sqlite:///")), copy)
    opened = Database(f"sqlite:///{copy}")
    yield opened
    opened.close()


def opened(monkeypatch: pytest.MonkeyPatch, database: Database, **query: str) -> AppTest:
    """Réunion, reached by the menu's door."""
    monkeypatch.setenv("VIGIE_DATABASE_URL", database.url)
    st.cache_resource.clear()
    screen = AppTest.from_file(str(NAVIGATION), default_timeout=120)
    for name, value in {"dep": "00", "au": UNTIL.isoformat(), **query}.items():
        screen.query_params[name] = value
    screen.run()
    screen.switch_page("pages/reunion.py").run()
    assert not screen.exception
    return screen


def meeting(database: Database, *titles: str, day: date = HELD_ON) -> int:
    points = [Point(Origin.ADDED, title, "", "points-chauds", sector="S05") for title in titles]
    return prepare(database, OPERATOR, "00", day, WINDOW, ["préfet", "DDPN"], points)


def press(screen: AppTest, key: str) -> AppTest:
    next(button for button in screen.button if button.key == key).click().run()
    assert not screen.exception
    return screen


def test_an_agenda_is_proposed_and_prepared(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    screen = opened(monkeypatch, database)
    text = written(screen)
    assert "Points proposés" in text
    # The demonstration: no operation at Bellerive, a decision overdue, a sector forgotten, schools under target.
    for title in (f"1{NBSP}secteur en hausse sans opération", "Proposer une réunion de parents", "sans aucune action"):
        assert title in text
    press(screen, "reunion.preparer")
    assert "Ordre du jour" in written(screen)
    (prepared,) = (one for one in schedule(database, OPERATOR, "00") if not one.closed)
    points = [one.point for one in agenda(database, OPERATOR, prepared.id).points]
    assert points[0].sector == "S05"
    # The overdue decision stands for itself, not as the matter that counts it.
    assert [one.origin for one in points].count(Origin.DECISION) == 3
    assert not any(one.subject == "decision_overdue" for one in points)


def test_points_move_are_added_and_removed(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    number = meeting(database, "Un", "Deux", "Trois")
    screen = opened(monkeypatch, database, reunion=str(number))
    first, _, third = (one.id for one in agenda(database, OPERATOR, number).points)
    press(screen, f"reunion.haut.{third}")
    press(screen, f"reunion.retirer.{first}")
    screen.text_input(key=f"note.{third}").set_value("Voir le commissariat").run()
    assert [one.point.title for one in agenda(database, OPERATOR, number).points] == ["Trois", "Deux"]
    press(screen, "reunion.nouveaux")
    titles = [one.point.title for one in agenda(database, OPERATOR, number).points]
    assert titles[:2] == ["Trois", "Deux"]
    assert f"1{NBSP}secteur en hausse sans opération" in titles
    assert agenda(database, OPERATOR, number).points[0].point.note == "Voir le commissariat"


def test_a_note_with_a_telephone_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    number = meeting(database, "Un")
    screen = opened(monkeypatch, database, reunion=str(number))
    (point,) = agenda(database, OPERATOR, number).points
    screen.text_input(key=f"note.{point.id}").set_value("Appeler le 06 12 34 56 78").run()
    assert "le texte semble contenir un numéro de téléphone" in written(screen)
    assert agenda(database, OPERATOR, number).points[0].point.note == ""


def test_a_step_shows_figures_course_last_decision_and_line(
    monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    number = meeting(database, "Bellerive")
    screen = opened(monkeypatch, database, reunion=str(number), seance="oui", point="1", projection="oui")
    text = written(screen)
    assert "1. Bellerive" in text
    for label in ("Faits de stupéfiants", "Opérations", "Jours depuis la dernière opération"):
        assert label in text
    assert "Dernière décision\u00a0: Reprendre les opérations à Bellerive" in text
    assert [area.label for area in screen.text_area] == ["Décision"]
    screen.text_area[0].set_value("Tenir deux opérations ").run()
    assert not screen.exception
    (line,) = agenda(database, OPERATOR, number).written
    assert (line.written.text, line.written.sector, line.author) == ("Tenir deux opérations", "S05", "secrétariat")
    assert "Enregistré à" in written(screen)


def test_a_decision_naming_a_person_s_number_is_not_stored(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    number = meeting(database, "Bellerive")
    screen = opened(monkeypatch, database, reunion=str(number), seance="oui", point="1", projection="oui")
    screen.text_area[0].set_value("Rappeler le 06 12 34 56 78").run()
    assert "Rien n’est enregistré" in written(screen)
    assert agenda(database, OPERATOR, number).written == []


def test_closing_takes_the_decisions_and_shows_the_book(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    number = meeting(database, "Bellerive")
    (point,) = agenda(database, OPERATOR, number).points
    said = Written("Tenir deux opérations", "CSP-NORD", date(2026, 12, 10), "S05", None, "operations", 2.0)
    write_line(database, OPERATOR, point.id, 1, said, author="préfet", writer="a", based_on=None)
    screen = opened(monkeypatch, database, reunion=str(number), seance="oui", point="2", projection="oui")
    assert f"Clôture{NBSP}: 1{NBSP}décision" in written(screen)
    assert f"2{NBSP}opérations demandées".replace(NBSP, " ") in written(screen).replace(NBSP, " ")
    press(screen, "seance.clore")
    text = written(screen)
    assert "Livret, tel qu’il a été distribué" in text
    assert "Rien n’a changé depuis" in text
    assert "Tenir deux opérations" in text
    # It is held now: nothing of it can be written any more.
    again = opened(monkeypatch, database, reunion=str(number), seance="oui", point="1", projection="oui")
    assert "Cette réunion n’existe pas, ou elle est close." in written(again)


def test_a_meeting_to_come_cannot_be_closed(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    number = meeting(database, "Bellerive", day=date.today() + timedelta(days=3))
    screen = opened(monkeypatch, database, reunion=str(number), seance="oui", point="2", projection="oui")
    press(screen, "seance.clore")
    assert "elle ne peut être close avant" in written(screen)
    assert not agenda(database, OPERATOR, number).meeting.closed


def test_the_register_is_filtered_from_the_address(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    screen = opened(monkeypatch, database, onglet="registre")
    assert f"3{NBSP}décisions à exécuter, dont 1{NBSP}en retard" in written(screen)
    for query, kept, left in (
        ({"etat": "ouvertes"}, "Demander deux unités", "Reprendre les opérations à Bellerive"),
        ({"secteur": "S05"}, "Reprendre les opérations à Bellerive", "Demander deux unités"),
        ({"objectif": "V1"}, "Proposer une réunion de parents", "Demander deux unités"),
        ({"service": "SU-PJ"}, "Transmettre à l’office", "Proposer une réunion de parents"),
    ):
        text = written(opened(monkeypatch, database, onglet="registre", **query))
        assert kept in text, query
        assert left not in text, query
