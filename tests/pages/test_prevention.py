"""Prévention: its figures are those of the command line; meetings and recommendations by place."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.prevention import KEY_CODES
from data_access.database import Database
from tests.conftest import UNTIL, Said
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, Rows, plan_sheets
from tests.pages.screens import cards, run, told, written

LINK = {"dep": "00", "au": UNTIL.isoformat()}
PREVENTION: dict[str, Rows] = {
    "Prévention": [
        ["référence", "date", "UAI", "public", "participants", "organisateur", "tenue"],
        ["R-1", date(2026, 9, 14), SCHOOL_1, "élèves", 30, "EMS", "O"],
        ["R-2", date(2026, 11, 20), SCHOOL_1, "parents", None, "EMS", "N"],
        ["R-3", date(2026, 11, 18), SCHOOL_2, "professionnels", 12, "EMS", "O"],
    ],
    "Sûreté": [
        ["référence", "date", "secteur", "UAI", "objet", "recommandations", "mises en œuvre"],
        ["S-1", date(2026, 11, 12), "S1", SCHOOL_1, "Clôture", 4, 1],
    ],
}
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> AppTest:
    return run(monkeypatch, demonstration_url, "prevention.py", LINK)


def test_the_cards_show_what_the_command_line_says(
    screen: AppTest, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, KEY_CODES, scope="département")
    assert len(expected) == 4
    assert cards(screen) == expected


def rows(screen: AppTest, caption: str) -> list[list[str]]:
    """The cells of the plain table under that caption."""
    captioned = written(screen).split("<caption>")[1:]
    found = next(part for part in captioned if caption in part.partition("</caption>")[0])
    table = found.split("<tbody>")[1].split("</tbody>")[0]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in table.split("</tr>")[:-1]]


def test_the_tables_add_up_to_the_cards(screen: AppTest) -> None:
    shown = cards(screen)
    audiences = rows(screen, "2026, feuille Prévention")
    assert [name for name, *_ in audiences] == ["professionnels", "parents", "élèves"]
    assert sum(int(row[1]) for row in audiences) == shown["Réunions d’information proposées"]
    assert sum(int(row[2]) for row in audiences) == shown["Réunions d’information tenues"]
    advice = rows(screen, "Par secteur, ")
    assert sum(int(row[2]) for row in advice) == shown["Recommandations de sûreté"]
    done = sum(int(row[3]) for row in advice) / sum(int(row[2]) for row in advice)
    assert round(done, 2) == shown["Recommandations mises en œuvre"]
    for row in advice:
        assert row[4] == f"{round(int(row[3]) / int(row[2]) * 100)}\u00a0%"


def test_schools_without_a_meeting_come_first(screen: AppTest) -> None:
    last = [row[3] for row in rows(screen, "sans réunion d’abord")]
    without = last.count("–")
    assert without >= 1
    assert set(last[:without]) == {"–"}
    days = ["".join(reversed(day.split("/"))) for day in last[without:]]
    assert days == sorted(days)


def test_a_school_shows_its_meetings_and_what_was_recommended_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    door = Door(Database(f"sqlite:///{tmp_path / 'vigie.db'}"))
    door.database.migrate()
    door.deposit(plan_sheets(), "plan.xlsx")
    door.deposit(PREVENTION, "prevention.xlsx")
    link = {"dep": "00", "au": "2026-11-22", "uai": SCHOOL_1}
    screen = run(monkeypatch, door.database.url, "prevention.py", link)
    assert rows(screen, "Réunions proposées, du 14/09/2026 au 22/11/2026, feuille Prévention") == [
        ["20/11/2026", "parents", "non", "–", "EMS"],
        ["14/09/2026", "élèves", "oui", "30", "EMS"],
    ]
    assert rows(screen, "Consultations de sûreté, du 14/09/2026 au 22/11/2026, feuille Sûreté") == [
        ["12/11/2026", "Clôture", "4", "1"]
    ]
    text = written(screen)
    assert "Chaque établissement du plan a eu une réunion depuis le 14\u00a0septembre 2026" in text
    assert "1\u00a0réunion d’information tenue sur 2\u00a0proposées" in text  # that of the 18th, not that of the 20th
    assert "Sûreté\u00a0: 1\u00a0recommandation mise en œuvre sur 4" in text
    screen.selectbox(key="choose.uai").set_value(SCHOOL_2).run()
    assert not screen.exception
    assert rows(screen, "Réunions proposées, ")[0][:3] == ["18/11/2026", "professionnels", "oui"]
    assert "Consultations de sûreté, du 14/09/2026 au 22/11/2026\u00a0: aucune." in written(screen)
    door.database.close()
