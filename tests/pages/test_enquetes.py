"""Enquêtes et avoirs: its figures are those of the command line; what is still to send, oldest first."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from analysis.investigations import FOLLOW_UP_CODES, KEY_CODES, MINOR_CODES, OFFICE_CODES
from tests import truths
from tests.conftest import UNTIL, Said
from tests.pages.screens import cards, run, told, written

LINK = {"dep": "00", "au": UNTIL.isoformat()}
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)
CODES = KEY_CODES + OFFICE_CODES + MINOR_CODES


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> AppTest:
    return run(monkeypatch, demonstration_url, "enquetes.py", LINK)


def test_the_cards_show_what_the_command_line_says(
    screen: AppTest, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, CODES, scope="département")
    assert len(expected) == 13
    shown = cards(screen)
    assert {label: shown[label] for label in expected} == expected
    assert len(shown) == len(expected) + len(FOLLOW_UP_CODES)


def test_what_is_still_to_send_stands_oldest_first(screen: AppTest) -> None:
    text = written(screen)
    assert f"{truths.UNSENT}\u00a0résultats à transmettre à l’office, le plus ancien depuis " in text
    table = text.split("<caption>Enquêtes closes et non transmises")[1].split("</table>")[0]
    references = re.findall(r'<th scope="row">(.*?)</th>', table)
    waits = [int(days) for days in re.findall(r'<td class="vg-right">(\d+)</td>', table)]
    assert len(references) == len(set(references)) == truths.UNSENT
    assert waits == sorted(waits, reverse=True)
    assert f"depuis {waits[0]}\u00a0jours" in text


def test_the_flow_balances_under_each_objective(screen: AppTest) -> None:
    table = written(screen).split("<caption>Enquêtes par objectif du plan")[1].split("</table>")[0]
    rows = [
        [int(count) for count in re.findall(r'<td class="vg-right">(\d+)</td>', row)]
        for row in table.split("<tbody>")[1].split("</tr>")[:-1]
    ]
    assert len(rows) == 14  # the thirteen objectives of the plan, and those tied to none
    for before, opened, closed, at_end, _ in rows:
        assert before + opened - closed == at_end
    shown = cards(screen)
    assert sum(row[1] for row in rows) == shown["Enquêtes ouvertes"]
    assert sum(row[3] for row in rows) == shown["Enquêtes en cours"]
    assert "sans objectif" in table
