"""The rhythm of the meetings, the plan's objectives and signatures, and what a version changed, by hand."""

from datetime import date

import pandas as pd

from domain.windows import Window
from indicators.objectives import objectives_by_strand, states_by_strand
from indicators.steering_views import COMPARED, meeting_rhythm, plan_steps, version_changes
from tests.indicators.tables import SCHOOLS, SECTORS, Row, operation, sheet, situation

MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


def met(*days: str) -> list[Row]:
    return [{"held_on": day} for day in days]


def test_meetings_against_one_every_fourteen_days() -> None:
    now = situation(meetings=met("2026-04-20", "2026-05-04", "2026-05-19", "2026-06-02"))
    found = meeting_rhythm(now, MAY)
    assert (found.held, found.expected, found.last_held, found.late) == (2, 31 // 14, date(2026, 5, 19), 1)
    lines = [
        (str(row["since"].date()), str(row["until"].date()), row["days"], row["late"], row["running"])
        for row in found.intervals.to_dict("records")
    ]
    assert lines == [
        ("2026-04-20", "2026-05-04", 14, False, False),  # begun before the window, ended in it
        ("2026-05-04", "2026-05-19", 15, True, False),
        ("2026-05-19", "2026-05-31", 12, False, True),  # the meeting of 2 June lies after the window
    ]


def test_a_running_interval_is_late_from_the_fifteenth_day_on() -> None:
    for last, late in (("2026-05-17", False), ("2026-05-16", True)):
        assert meeting_rhythm(situation(meetings=met(last)), MAY).late == late


def test_before_the_first_meeting_there_is_no_interval() -> None:
    found = meeting_rhythm(situation(), MAY)
    assert (found.held, found.last_held, len(found.intervals)) == (0, None, 0)
    on_the_day = meeting_rhythm(situation(meetings=met("2026-05-31")), MAY)
    assert (on_the_day.held, len(on_the_day.intervals)) == (1, 0)


def objective(code: str, strand: str, rank: int, state: str | None = None, due_on: str | None = None) -> Row:
    row = {"code": code, "strand": strand, "rank": rank, "title": code, "lead_service": "BAC"}
    return {**row, "state": state, "due_on": due_on}


OBJECTIVES = [
    objective("P1", "prevention", 1, "to_start", "2026-05-30"),
    objective("R2", "enforcement", 2, "reached", "2026-05-01"),
    objective("R1", "enforcement", 1, "under_way", "2026-05-31"),
    objective("D1", "deterrence", 1, None, "2026-01-01"),
    objective("D2", "deterrence", 2, "given_up", "2026-01-01"),
]


def test_objectives_stand_by_strand_and_rank_with_what_is_done_for_them() -> None:
    operations = [
        operation("A", "2026-05-01", objective="R1"),
        operation("A", "2026-05-01", lead="CGD", objective="R1"),  # the same operation, sent by another service
        operation("B", "2026-04-30", objective="R1"),
    ]
    enquiries: list[Row] = [
        {"reference": "E", "opened_on": "2026-01-01", "closed_on": "2026-05-01", "service": "BAC", "objective": "D1"},
        {"reference": "F", "opened_on": "2026-01-01", "closed_on": "2026-04-30", "service": "BAC", "objective": "D1"},
    ]
    found = objectives_by_strand(situation(objectives=OBJECTIVES, operations=operations, investigations=enquiries), MAY)
    lines = list(zip(found["code"], found["overdue"], found["operations"], found["investigations"], strict=True))
    assert lines == [
        ("D1", True, 0, 1),  # no state is no excuse
        ("D2", False, 0, 0),  # given up
        ("R1", False, 1, 0),  # due on the last day
        ("R2", False, 0, 0),  # reached
        ("P1", True, 0, 0),
    ]


def test_states_are_counted_by_strand() -> None:
    found = states_by_strand(situation(objectives=OBJECTIVES))
    names = ["strand", "to_start", "under_way", "reached", "given_up", "unstated", "total"]
    assert found.columns.tolist() == names
    assert found.to_numpy().tolist() == [
        ["deterrence", 0, 0, 0, 1, 1, 2],
        ["enforcement", 0, 1, 1, 0, 0, 2],
        ["assets", 0, 0, 0, 0, 0, 0],
        ["prevention", 1, 0, 0, 0, 0, 1],
    ]
    assert states_by_strand(situation())["total"].tolist() == [0, 0, 0, 0]


def test_the_steps_of_each_version_of_the_plan() -> None:
    plans = sheet(
        "plan",
        [
            {"department": "00", "semester": "2026-S2", "adopted_on": "2026-06-30", "prefect_signed_on": "2026-07-01"},
            {"department": "00", "semester": "2026-S1", "version": 2, "transmitted_on": "2026-03-01"},
        ],
    )
    found = plan_steps(plans)
    lines = [
        (row["semester"], row["version"], row["step"], None if pd.isna(row["day"]) else row["day"])
        for row in found.to_dict("records")
    ]
    assert lines == [
        ("2026-S1", 2, "adopted", None),
        ("2026-S1", 2, "prefect", None),
        ("2026-S1", 2, "prosecutor", None),
        ("2026-S1", 2, "sent", 31 + 28 + 1),
        ("2026-S2", 1, "adopted", 0),  # the day before the semester
        ("2026-S2", 1, "prefect", 1),
        ("2026-S2", 1, "prosecutor", None),
        ("2026-S2", 1, "sent", None),
    ]


def test_what_a_version_changed_in_the_one_before_it() -> None:
    before = {code: sheet(code, []) for code in COMPARED}
    before |= {"sectors": sheet("sectors", SECTORS), "schools": sheet("schools", SCHOOLS)}
    before["targets"] = sheet("targets", [{"indicator": "operations", "sector": "S1", "value": 2.0, "per": "week"}])
    moved = [{**SECTORS[2], "priority": 1}, {**SECTORS[0], "population": 900}, {**SECTORS[1], "code": "S4"}]
    after = {**before, "sectors": sheet("sectors", moved), "targets": sheet("targets", [
        {"indicator": "operations", "sector": "S1", "value": 3.0, "per": "week"},
        {"indicator": "operations", "value": 9.0, "per": "month"},
    ])}  # fmt: skip
    found = version_changes(before, after).astype(object)
    assert found.where(found.notna(), None).to_numpy().tolist() == [
        ["sectors", "S3", "Le Port", "changed", "priority", 3, 1],
        ["sectors", "S1", "Les Tilleuls", "changed", "population", None, 900],
        ["sectors", "S4", "La Gare", "added", None, None, None],
        ["sectors", "S2", "La Gare", "removed", None, None, None],
        ["targets", "operations/S1", None, "changed", "value", 2.0, 3.0],
        ["targets", "operations", None, "added", None, None, None],
    ]
    assert version_changes(before, before).empty
