from datetime import date, time

import pytest

from domain.windows import Window
from indicators.deconfliction import OBJECTIVE_PAIR_COLUMNS, OPERATION_PAIR_COLUMNS, close_operations, shared_objectives
from tests.indicators.tables import Row, operation, situation

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))
TEN = time(10, 0)


def pairs(*rows: Row, window: Window = MAY) -> list[tuple[str, str]]:
    found = close_operations(situation(operations=rows), window)
    return list(zip(found["reference_a"], found["reference_b"], strict=True))


def hours(*rows: Row) -> list[float]:
    return [float(value) for value in close_operations(situation(operations=rows), MAY)["hours_apart"]]


def police(day: str, start: time | None = TEN, **fields: str) -> Row:
    return {**operation("P", day, lead="BAC", starts_at=start), **fields}


def gendarmes(day: str, start: time | None = TEN, **fields: str) -> Row:
    return {**operation("G", day, lead="CGD", starts_at=start), **fields}


def test_two_services_within_48_hours_in_one_sector() -> None:
    assert pairs(police("2026-05-04"), gendarmes("2026-05-05")) == [("P", "G")]
    assert pairs(police("2026-05-05"), gendarmes("2026-05-04")) == [("G", "P")]  # the earlier first
    assert pairs(police("2026-05-04"), gendarmes("2026-05-05", sector="S2")) == []
    assert pairs(police("2026-05-04"), operation("P2", "2026-05-04", lead="BAC")) == []


@pytest.mark.parametrize(
    ("day", "start", "found"),
    [
        ("2026-05-06", time(9, 59), True),
        ("2026-05-06", TEN, True),  # 48 hours exactly
        ("2026-05-06", time(10, 1), False),
        ("2026-05-02", TEN, True),
        ("2026-05-02", time(9, 59), False),
    ],
)
def test_forty_eight_hours_to_the_minute(day: str, start: time, found: bool) -> None:
    assert bool(pairs(police("2026-05-04"), gendarmes(day, start))) is found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-05-04", True),  # the same day
        ("2026-05-06", True),  # it may have begun at 00:00, 38 hours after 10:00 on the 4th
        ("2026-05-07", False),  # at the least 62 hours after
        ("2026-05-02", True),  # at 23:59 at the latest, 34 hours and a minute before
        ("2026-05-01", False),  # at the least 58 hours before
    ],
)
def test_an_unknown_start_may_be_any_minute_of_its_day(day: str, found: bool) -> None:
    assert bool(pairs(police("2026-05-04"), gendarmes(day, None))) is found


def test_two_unknown_starts() -> None:
    assert pairs(police("2026-05-04", None), gendarmes("2026-05-06", None)) == [("P", "G")]  # 23:59 to 00:00: 24 h 01
    assert pairs(police("2026-05-04", None), gendarmes("2026-05-07", None)) == []  # 23:59 to 00:00: 48 h 01


def test_hours_apart_are_the_least_that_may_be() -> None:
    assert hours(police("2026-05-04"), gendarmes("2026-05-05", time(22, 30))) == [36.5]
    assert hours(police("2026-05-04"), gendarmes("2026-05-04", None)) == [0]
    assert hours(police("2026-05-04"), gendarmes("2026-05-06", None)) == [38]


def test_services_that_name_each_other_know_of_each_other() -> None:
    assert pairs(police("2026-05-04", partner_services="EMS; CGD"), gendarmes("2026-05-05")) == []
    assert pairs(police("2026-05-04"), gendarmes("2026-05-05", partner_services="BAC")) == []
    assert pairs(police("2026-05-04", partner_services="EMS"), gendarmes("2026-05-05")) == [("P", "G")]
    assert pairs(police("2026-05-04", partner_services="CGD-2"), gendarmes("2026-05-05")) == [("P", "G")]


def test_one_operation_of_the_pair_at_least_is_of_the_window() -> None:
    rows = police("2026-04-30"), gendarmes("2026-05-01")
    assert pairs(*rows) == [("P", "G")]
    assert pairs(*rows, window=Window(date(2026, 4, 1), date(2026, 4, 30))) == [("P", "G")]
    assert pairs(*rows, window=Window(date(2026, 5, 2), date(2026, 5, 31))) == []


def test_one_reference_sent_twice_conflicts_with_nobody() -> None:
    assert pairs(police("2026-05-04"), {**gendarmes("2026-05-04"), "reference": "P"}) == []


def test_pairs_of_operations_name_both_rows() -> None:
    rows = police("2026-05-04", kind="raid"), gendarmes("2026-05-05", None)
    found = close_operations(situation(operations=rows), MAY)
    assert tuple(found.columns) == OPERATION_PAIR_COLUMNS
    row = found.iloc[0]
    assert (row["sector"], row["lead_service_a"], row["lead_service_b"]) == ("S1", "BAC", "CGD")
    assert (row["kind_a"], row["starts_at_a"], row["starts_at_b"]) == ("raid", TEN, None)
    assert close_operations(situation(), MAY).empty


def objective(code: str, lead: str, shared: str | None, **fields: object) -> Row:
    row = {"code": code, "strand": "enforcement", "rank": 1, "title": f"Objectif {code}", "lead_service": lead}
    return {**row, "shared_reference": shared, **fields}


def test_objectives_of_two_services_under_one_reference() -> None:
    rows = [
        objective("R1", "BAC", "VERRE", sector="S1"),
        objective("R2", "CGD", " verre "),
        objective("R3", "BAC", "VERRE"),
        objective("R4", "EMS", None),
        objective("R5", "EMS", " "),
        objective("R6", "EMS", "AUTRE"),
        objective("R7", "CGD", "AUTRE", state="given_up"),
    ]
    found = shared_objectives(situation(objectives=rows))
    assert tuple(found.columns) == OBJECTIVE_PAIR_COLUMNS
    # R1 and R3 are of one service; the pair of R6 was given up
    assert found[["code_a", "code_b"]].to_numpy().tolist() == [["R1", "R2"], ["R2", "R3"]]
    first = found.iloc[0]
    assert (first["lead_service_a"], first["lead_service_b"], first["sector_a"]) == ("BAC", "CGD", "S1")
    assert shared_objectives(situation()).empty
