"""Each known truth of the demonstration, found by the commands that anybody can type."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests import truths
from tests.conftest import UNTIL, Said

Figures = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def figures(vigie: Callable[..., Said], demonstration_url: str) -> Figures:
    """`vigie figures` over that many last days: the figures of one code by scope."""

    def ask(code: str, days: int, by: str | None = None) -> dict[str, dict[str, Any]]:
        first: date = UNTIL - timedelta(days=days - 1)
        level = ("--by", by) if by else ()
        said = vigie(
            *("figures", "--departement", "00", "--from", first, "--to", UNTIL, "--codes", code, "--json"),
            *("--database", demonstration_url),
            *level,
        )
        assert said.code == 0, said.err
        return {figure["scope"]: figure for figure in json.loads(said.out)["figures"]}

    return ask


@pytest.mark.parametrize("truth", truths.STATEMENTS, ids=lambda truth: f"{truth.sector}-{truth.days}")
def test_the_sectors_that_move_are_told_and_no_other(figures: Figures, truth: truths.Statement) -> None:
    found = figures(truth.code, truth.days, "sector")
    assert found[truth.sector]["statement"] == truth.statement
    moving = {known.sector for known in truths.STATEMENTS}
    others = {scope: figure["statement"] for scope, figure in found.items() if scope not in moving}
    assert set(others.values()) == {"stable ou non concluant"}, others


def test_the_sector_that_gets_worse_saw_no_operation_for_a_quarter(figures: Figures) -> None:
    assert figures("operations", truths.WORSE_DAYS, "sector")[truths.WORSE_SECTOR]["value"] == 0


def test_the_sector_that_gets_better_did_so_after_operations(figures: Figures) -> None:
    treated = figures("operations", truths.OPERATIONS_BEGIN_DAYS_AGO, "sector")[truths.BETTER_SECTOR]
    assert treated["rate_ratio"] > 1
    assert treated["p_adjusted"] < 0.05


def test_facts_that_leave_a_sector_arrive_next_door(figures: Figures) -> None:
    found = figures("facts_drugs", truths.MOVED_DAYS_AGO, "sector")
    expected = {
        scope: figure["baseline"] * truths.MOVED_DAYS_AGO / figure["baseline_days"] for scope, figure in found.items()
    }
    left = expected[truths.TREATED_SECTOR] - found[truths.TREATED_SECTOR]["value"]
    arrived = found[truths.NEIGHBOUR_SECTOR]["value"] - expected[truths.NEIGHBOUR_SECTOR]
    assert left > 0
    assert 0.5 < arrived / left < 2


def test_hotspots_rank_the_worse_sector_first(vigie: Callable[..., Said], demonstration_url: str) -> None:
    said = vigie("hotspots", "--departement", "00", "--until", UNTIL, "--json", "--database", demonstration_url)
    first = json.loads(said.out)["sectors"][0]
    assert (first["code"], first["statement"], first["operations"]) == (truths.WORSE_SECTOR, "hausse", 0)


def test_the_school_never_seen_on_friday_afternoons_is_told(figures: Figures) -> None:
    found = figures("slots_never_covered", truths.UNCOVERED_DAYS, "school")[truths.UNCOVERED_SCHOOL]
    assert found["value"] == truths.NEVER_SEEN_COUPLES
    assert found["statement"] == "jamais couverts\u00a0: vendredi à la sortie"


def test_the_late_service_makes_operations_incomplete(figures: Figures) -> None:
    found = figures("operations", 14)["département"]
    assert (found["complete"], found["behind"]) == (False, [truths.LATE_SERVICE])
    assert figures("facts_drugs", 14)["département"]["complete"] is True


def test_results_not_sent_to_the_office_are_counted(figures: Figures) -> None:
    assert figures("unsent", 14)["département"]["value"] == truths.UNSENT


def test_the_decision_overdue_is_counted_among_those_open(figures: Figures) -> None:
    assert figures("decisions_overdue", 14)["département"]["value"] == truths.DECISIONS_OVERDUE
    assert figures("decisions_open", 14)["département"]["value"] == truths.DECISIONS_OPEN


def test_the_forgotten_sector_is_the_only_one_without_action(figures: Figures) -> None:
    found = figures("sectors_without_action", truths.FORGOTTEN_DAYS, "sector")
    assert {scope for scope, figure in found.items() if figure["value"]} == {truths.FORGOTTEN_SECTOR}


def test_schools_under_target_are_among_those_told(figures: Figures) -> None:
    found = figures("schools_under_target", truths.UNCOVERED_DAYS, "school")
    assert {uai for uai in truths.SCHOOLS_UNDER_TARGET if found[uai]["value"]} == set(truths.SCHOOLS_UNDER_TARGET)


def test_the_regular_sector_is_predictable(figures: Figures) -> None:
    assert figures("unpredictability", 364, "sector")[truths.REGULAR_SECTOR]["value"] == 0
