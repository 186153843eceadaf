"""Établissements: its figures are those of the command line, and it says the demonstration's truths."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from analysis.schools import KEY_CODES, SCHOOL_CODES, schools
from data_access.database import Database
from domain.scope import OPERATOR
from domain.windows import Window, semester_of, semester_window
from tests import truths
from tests.conftest import UNTIL, Said
from tests.pages.screens import cards, run, table, told, written

PAGE = "etablissements.py"
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)
LINK = {"dep": "00", "au": UNTIL.isoformat()}
SEMESTER = {**LINK, "fenetre": "semestre"}


def test_the_cards_show_what_the_command_line_says(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, KEY_CODES, scope="département")
    assert len(expected) == 6
    assert cards(run(monkeypatch, demonstration_url, PAGE, LINK)) == expected


def test_the_school_never_seen_on_friday_afternoons_is_told(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    uai = truths.UNCOVERED_SCHOOL
    screen = run(monkeypatch, demonstration_url, PAGE, {**SEMESTER, "uai": uai})
    assert "jamais vue le vendredi à la sortie" in written(screen)
    window = (semester_window(semester_of(UNTIL)).start, UNTIL)
    expected = told(vigie, demonstration_url, window, SCHOOL_CODES, "--by", "school", scope=uai)
    assert {label: cards(screen)[label] for label in expected} == expected


def test_the_schools_under_target_come_first(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, demonstration: Database
) -> None:
    known = schools(demonstration, OPERATOR, "00", Window(*FORTNIGHT)).places.set_index("uai")["name"]
    screen = run(monkeypatch, demonstration_url, PAGE, SEMESTER)
    shown = table(screen, "weeks_words")
    assert set(shown["name"].iloc[:2]) == {known[uai] for uai in truths.SCHOOLS_UNDER_TARGET}


def test_the_worst_comes_first_in_the_matrix(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    shown = table(screen, "0")
    weeks = [column for column in shown.columns if column.isdigit()]
    assert len(weeks) == 12
    missed = [
        sum(str(words).startswith(("sous la cible", "aucune présence")) for words in row)
        for row in shown[weeks].to_numpy()
    ]
    marked = shown["name"].str.startswith("★").tolist()
    assert marked.count(True) == 6
    order = list(zip(missed, marked, strict=True))
    assert order == sorted(order, reverse=True)  # of schools that miss as many weeks, those of the national list first
    assert missed[0] >= 8  # the school that the demonstration leaves alone


def test_holidays_are_said_and_no_slot_is_missed(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, {**LINK, "au": "2026-10-31"})
    assert "La fenêtre ne contient aucun jour de classe." in written(screen)
    shown = table(screen, "weeks_words")
    assert set(shown["weeks_words"]) == {"aucune semaine de classe"}
    assert shown["missed"].isna().all()


def test_schools_of_an_unknown_calendar_stand_apart(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, tmp_path: Path
) -> None:
    """The demonstration moved to Corsica, whose calendar is not declared."""
    copy = tmp_path / "corse.db"
    copyfile(demonstration_url.removeprefix("sqlite:///"), copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            if "department" in columns:
                connection.execute(f"UPDATE {name} SET department = '2A'")
    screen = run(monkeypatch, f"sqlite:///{copy}", PAGE, {**LINK, "dep": "2A"})
    text = written(screen)
    assert "Calendrier scolaire inconnu" in text
    assert f"({truths.UNCOVERED_SCHOOL})" in text
    assert "Couverture, semaine par semaine" not in text
    shown = table(screen, "weeks_words")
    assert set(shown["weeks_words"]) == {"calendrier inconnu"}


def test_a_window_before_the_files_says_so(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    monkeypatch.setattr("components.notices.st.page_link", lambda *_, **__: None)  # there is no menu around one page
    text = written(run(monkeypatch, demonstration_url, PAGE, {**LINK, "au": "2024-06-23"}))
    assert "Aucune présence connue dans cette fenêtre" in text
    assert "Ce qui a manqué" not in text
