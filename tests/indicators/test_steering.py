from datetime import date

import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import figures
from indicators.situation import Situation
from indicators.steering import open_decisions, scaled_target, target_results
from tests.indicators.tables import Row, fact, operation, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
PLAN: Row = {
    "department": "00",
    "semester": "2026-S1",
    "adopted_on": "2026-01-10",
    "prefect_signed_on": "2026-01-12",
    "prosecutor_signed_on": "2026-05-31",
}


def value(now: Situation, code: str, window: Window = FORTNIGHT, by: By = By.DEPARTMENT) -> list[float | None]:
    return [figure.value for figure in figures(now, window, [code], by)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, 1),
        ({"prosecutor_signed_on": "2026-06-01"}, 0),
        ({"prefect_signed_on": None}, 0),
        ({"adopted_on": None}, 0),
        ({"semester": "2025-S2"}, 0),
    ],
)
def test_a_plan_is_up_to_date_when_adopted_and_signed_by_both_for_the_semester(changed: Row, expected: int) -> None:
    assert value(situation(plan=[PLAN | changed]), "plan_up_to_date") == [expected]


def test_without_plan_there_is_no_value() -> None:
    found = figures(situation(), FORTNIGHT, ["plan_up_to_date"])[0]
    assert (found.value, found.statement) == (None, "aucun plan déposé")


def test_objectives_reached_leave_out_those_given_up() -> None:
    def objective(code: str, sector: str | None, state: str | None, lead: str = "BAC") -> Row:
        row = {"code": code, "strand": "deterrence", "rank": 1, "title": code, "lead_service": lead}
        return row | {"sector": sector, "state": state}

    rows = [
        objective("1", "S1", "reached"),
        objective("2", "S1", "given_up"),
        objective("3", "S2", None),
        objective("4", None, "under_way", "CGD"),
    ]
    now = situation(objectives=rows)
    assert value(now, "objectives_reached_share") == [1 / 3]
    assert value(now, "objectives_reached_share", by=By.SECTOR) == [1, 0, None]
    assert value(now, "objectives_reached_share", by=By.SERVICE) == [1 / 2, 0, None]


@pytest.mark.parametrize(("per", "expected"), [("week", 6), ("fortnight", 3), ("month", 3 * 14 / 30.4375)])
def test_a_target_is_brought_to_the_days_of_the_window(per: str, expected: float) -> None:
    assert scaled_target(3, per, 14) == pytest.approx(expected)
    assert scaled_target(12, "semester", 181) == pytest.approx(12 * 181 / 182.625)


def test_targets_against_results() -> None:
    targets: list[Row] = [
        {"indicator": "operations", "sector": "S1", "value": 1.0, "per": "week"},  # 2 expected, 2 held
        {"indicator": "operations", "sector": "S2", "value": 1.0, "per": "fortnight"},  # 1 expected, none
        {"indicator": "facts_drugs", "value": 1.0, "per": "week"},  # a ceiling of 2: 3 facts
        {"indicator": "facts_connected", "value": 0.0, "per": "week"},  # a ceiling of 0: none
        {"indicator": "gir_share", "value": 0.5, "per": "semester"},  # no investigation: no result
        {"indicator": "days_since_operation", "sector": "S1", "value": 7.0, "per": "week"},  # a state stands as it is
        {"indicator": "local:HALLS", "value": 1.0, "per": "fortnight"},
        {"indicator": "meetings_held", "value": 1.0, "per": "fortnight"},
        {"indicator": "targets_reached_share", "value": 1.0, "per": "week"},  # would rest on itself
        {"indicator": "unheard_of", "value": 1.0, "per": "week"},
    ]
    now = situation(
        targets=targets,
        meetings=[{"held_on": "2026-05-21"}],
        operations=[operation("A", "2026-05-18"), operation("B", "2026-05-24")],
        facts=[fact("2026-05-20", count=3)],
        local_indicators=[{"indicator": "HALLS", "period": "2026-05-19", "value": 1.0}],
    )
    found = target_results(now, FORTNIGHT)
    assert found["expected"].tolist() == [2, 1, 2, 0, 0.5, 7, 1, 1, 1, 1]
    assert found["value"].fillna(-1).tolist() == [2, 0, 3, 0, -1, 7, 1, 1, -1, -1]
    assert found["reached"].astype(object).fillna("?").tolist() == [
        True,
        False,
        False,
        True,
        "?",
        True,
        True,
        True,
        "?",
        "?",
    ]
    assert value(now, "targets_reached_share") == [5 / 7]
    assert value(now, "targets_reached_share", by=By.SECTOR) == [2 / 2, 0, None]


def test_meetings_and_decisions() -> None:
    decisions: list[Row] = [
        {"taken_on": "2026-05-04", "text": "done", "done_on": "2026-05-31", "due_on": "2026-05-10"},
        {"taken_on": "2026-05-04", "text": "late", "due_on": "2026-05-30"},
        {"taken_on": "2026-05-04", "text": "due today", "due_on": "2026-05-31"},
        {"taken_on": "2026-05-04", "text": "done later", "done_on": "2026-06-02"},
        {"taken_on": "2026-06-01", "text": "not yet taken"},
    ]
    now = situation(meetings=[{"held_on": "2026-05-18"}, {"held_on": "2026-05-17"}], decisions=decisions)
    assert value(now, "meetings_held") == [1]
    assert value(now, "decisions_open") == [3]
    assert value(now, "decisions_overdue") == [1]
    found = open_decisions(now, FORTNIGHT)
    assert list(zip(found["text"], found["overdue"], strict=True)) == [
        ("late", True),
        ("due today", False),
        ("done later", False),
    ]
    assert found["due_on"].isna().tolist() == [False, False, True]
