"""Prévention: its figures are those of the command line; meetings and recommendations by place."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from analysis.prevention import KEY_CODES
from tests.conftest import UNTIL, Said
from tests.pages.screens import cards, run, told, written

LINK = {"dep": "00", "au": UNTIL.isoformat()}
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
