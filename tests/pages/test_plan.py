"""Plan: its objectives, targets, signatures, versions and decisions, as the demonstration's files have them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.plan import KEY_CODES
from analysis.plan_words import change_rows, target_groups
from data_access.database import Database
from tests import truths
from tests.conftest import UNTIL, Said
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import Rows, plan_sheets
from tests.pages.screens import cards, run, told, written

LINK = {"dep": "00", "au": UNTIL.isoformat()}
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> AppTest:
    return run(monkeypatch, demonstration_url, "plan.py", LINK)


def test_the_cards_show_what_the_command_line_says(
    screen: AppTest, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, KEY_CODES, scope="département")
    assert expected.pop("Plan à jour du semestre") == 1
    shown = written(screen)
    assert '<div class="vg-value">oui</div>' in shown
    assert cards(screen, besides=("oui",)) == expected


def test_titles_say_what_the_files_hold(screen: AppTest) -> None:
    text = written(screen)
    # V1, D4 and P2, of the 13 in the workbook of 2026-S2 but D3, which is given up.
    assert "3\u00a0objectifs atteints sur 12\u202f; 1\u00a0abandonné" in text
    assert "3\u00a0décisions ouvertes, 1 en retard" in text
    assert truths.DECISIONS_OVERDUE == 1
    # The plan of the second semester is sent ten days before 1 July.
    assert "Plan 2026-S2\u00a0: adopté, signé des deux, transmis le 21/06/2026" in text
    assert "Enquêtes ouvertes" in text
    assert "8\u00a0enquêtes par mois" in text


def test_the_last_two_versions_are_compared_unless_others_are_asked_for(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    assert "échéance\u00a0: 30/06/2026 → 31/12/2026" in written(screen)
    # In the first plan of the span the last two sectors have each other's priority.
    other = written(run(monkeypatch, demonstration_url, "plan.py", {**LINK, "de": "2024-S2", "vers": "2025-S1"}))
    assert "Du plan 2024-S2 au plan 2025-S1" in other
    assert "priorité\u00a0: 14 → 13" in other
    assert "priorité\u00a0: 13 → 14" in other
    unknown = written(run(monkeypatch, demonstration_url, "plan.py", {**LINK, "de": "2031-S9"}))
    assert "Du plan 2026-S1 au plan 2026-S2" in unknown


def test_each_objective_leads_to_its_sector_and_says_what_is_done_for_it(screen: AppTest) -> None:
    text = written(screen)
    link = f"points-chauds?dep=00&fenetre=quinzaine&au={UNTIL.isoformat()}&secteur=S07"
    assert f'<td><a href="{link}">S07 Cité des Horloges</a></td>' in text
    assert "V1 Une réunion d’information par collège</th><td>prévention</td>" in text
    assert "<td>aucune</td>" in text  # P2 and V1 bear no sector, and no file names them
    assert "vg-late" in text  # the decision that is overdue
    assert text.count("▲ en retard") == truths.DECISIONS_OVERDUE


def test_late_objectives_are_marked_and_coming_versions_can_be_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    objectives: Rows = [
        ["code", "volet", "rang", "intitulé", "service pilote", "échéance", "état"],
        ["O1", "dissuasion", 1, "Tenir les abords", "BAC", date(2026, 11, 21), "en cours"],
        ["O2", "dissuasion", 2, "Être présent", "BAC", date(2026, 11, 21), "atteint"],
        ["O3", "répression", 1, "Couper l’arrivée", "BAC", date(2026, 11, 22), None],
    ]
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    database = Database(url)
    database.migrate()
    door = Door(database)
    door.deposit({**plan_sheets(), "Objectifs": objectives}, "plan.xlsx")
    door.deposit(plan_sheets(semester="2027-S1"), "suivant.xlsx")
    database.close()
    screen = run(monkeypatch, url, "plan.py", LINK)
    text = written(screen)
    # Due on the day before the window's last; the second is reached, the third still has its day.
    assert "1\u00a0objectif atteint sur 3\u202f; 1 en retard" in text
    assert text.count('<tr class="vg-late">') == text.count("▲ en retard, en cours") == 1
    labels = [str(element.proto.label) for element in screen.get("download_button")]
    assert [label for label in labels if label.startswith("Plan ")] == [
        "Plan 2026-S2 à signer et à envoyer (.pdf)",
        "Plan 2027-S1 à signer et à envoyer (.pdf)",
    ]


def test_changes_of_the_same_kind_stand_in_one_line() -> None:
    changes = pd.DataFrame(
        [
            ("objectives", "D1", "Halls", "changed", "rank", 1.0, 2.0),
            ("objectives", "D2", "Dalle", "changed", "rank", 1.0, 2.0),
            ("sectors", "S99", "Gare", "added", None, None, None),
            ("schools", "0000100J", "Collège", "removed", None, None, None),
        ],
        columns=["sheet", "code", "name", "change", "field", "before", "after"],
    )
    assert change_rows(changes).to_dict("records") == [
        {"sheet": "Objectifs", "change": "rang\u00a0: 1 → 2", "count": 2, "entries": "D1 Halls et D2 Dalle"},
        {"sheet": "Secteurs", "change": "ajouté", "count": 1, "entries": "S99 Gare"},
        {"sheet": "Établissements", "change": "retiré", "count": 1, "entries": "0000100J Collège"},
    ]


def test_targets_that_ask_the_same_stand_in_one_line_with_who_missed() -> None:
    targets = pd.DataFrame(
        [
            ("operations", "S01", 1.0, "fortnight", 1.0, 3.0, True),
            ("operations", "S02", 1.0, "fortnight", 1.0, 0.0, False),
            ("presences", None, 60.0, "week", 120.0, None, None),
        ],
        columns=["indicator", "sector", "target", "per", "expected", "value", "reached"],
    )
    shown = target_groups(targets, {"S01": "Gare", "S02": "Port"})
    assert shown[["indicator", "target", "reached", "missed"]].to_numpy().tolist() == [
        ["Opérations", "1\u00a0opération par quinzaine", "1 sur 2", "S02 Port (0\u00a0opération sur 1\u00a0opération)"],
        [
            "Présences aux établissements",
            "60\u00a0présences par semaine",
            "0 sur 0",
            "Département (résultat inconnu)",
        ],
    ]
