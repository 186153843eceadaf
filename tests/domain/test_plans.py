"""Which plan is in force on a day."""

from datetime import date

import pytest

from domain.plans import Plan, plan_in_force, plan_label

PLANS: list[Plan] = [("2025-S2", 1), ("2026-S1", 1), ("2026-S1", 2)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 1, 1), ("2025-S2", 1)),  # before all: the oldest
        (date(2025, 12, 31), ("2025-S2", 1)),
        (date(2026, 1, 1), ("2026-S1", 2)),
        (date(2027, 3, 1), ("2026-S1", 2)),
        (None, ("2026-S1", 2)),
    ],
)
def test_the_newest_up_to_that_semester(on: date | None, expected: Plan) -> None:
    assert plan_in_force(PLANS, on) == expected


def test_without_plans_there_is_none() -> None:
    assert plan_in_force([], date(2026, 1, 1)) is None


def test_a_first_version_goes_without_saying() -> None:
    assert [plan_label(plan) for plan in PLANS[1:]] == ["2026-S1", "2026-S1 (version 2)"]
