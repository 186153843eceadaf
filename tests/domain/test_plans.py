"""Which plan is in force on a day."""

from datetime import date

import pytest

from domain.plans import Plan, PlanTerm, plan_in_force, plan_label, plan_terms
from domain.windows import Window

SECOND_HALF: Plan = ("2025-S2", 1)
FIRST_HALF: Plan = ("2026-S1", 1)
AMENDED: Plan = ("2026-S1", 2)
PLANS = [SECOND_HALF, FIRST_HALF, AMENDED]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 1, 1), SECOND_HALF),  # before all: the oldest
        (date(2025, 12, 31), SECOND_HALF),
        (date(2026, 1, 1), AMENDED),
        (date(2027, 3, 1), AMENDED),
        (None, AMENDED),
    ],
)
def test_the_newest_up_to_that_semester(on: date | None, expected: Plan) -> None:
    assert plan_in_force(PLANS, on) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 1, 1), FIRST_HALF), (date(2026, 3, 14), FIRST_HALF), (date(2026, 3, 15), AMENDED)],
)
def test_a_version_adopted_within_its_semester_begins_that_day(on: date, expected: Plan) -> None:
    assert plan_in_force(PLANS, on, {AMENDED: date(2026, 3, 15)}) == expected


def test_the_terms_follow_each_other() -> None:
    adopted = {SECOND_HALF: date(2025, 9, 1), FIRST_HALF: date(2026, 2, 1), AMENDED: date(2026, 3, 15)}
    assert plan_terms(reversed(PLANS), adopted) == [
        # A semester's first plan holds for the whole of it, though it was adopted late.
        PlanTerm(SECOND_HALF, Window(date.min, date(2025, 12, 31))),
        PlanTerm(FIRST_HALF, Window(date(2026, 1, 1), date(2026, 3, 14))),
        PlanTerm(AMENDED, Window(date(2026, 3, 15), date.max)),
    ]


def test_a_version_that_corrects_the_semester_leaves_the_former_none_of_it() -> None:
    corrected: Plan = ("2026-S1", 3)
    found = plan_terms([*PLANS, corrected], {AMENDED: date(2026, 3, 15), corrected: date(2025, 12, 1)})
    assert [(term.plan, term.window.start) for term in found] == [
        (SECOND_HALF, date.min),
        (corrected, date(2026, 1, 1)),
    ]


def test_without_plans_there_is_none() -> None:
    assert plan_in_force([], date(2026, 1, 1)) is None
    assert plan_terms([]) == []


def test_a_first_version_goes_without_saying() -> None:
    assert [plan_label(plan) for plan in PLANS[1:]] == ["2026-S1", "2026-S1 (version 2)"]
