"""A row counts in the sector that held it that day, across a change of plan."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pandas as pd
import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import Figure, figures, spark
from indicators.hotspots import rank_sectors, sector_months
from indicators.operations import action_matrix, frequency
from indicators.school_weeks import coverage
from indicators.situation import Situation
from indicators.terms import absences, standing
from tests.indicators.tables import COLLEGE, LYCEE, Row, Rows, daily, fact, operation, presence, situation

CHANGE = date(2026, 5, 25)
"""The first day of the new plan: S2 is split into S2A and S2B, S3 has another name, S1 stays."""
ACROSS = Window(date(2026, 5, 18), date(2026, 5, 31))  # seven days of each plan
AFTER = Window(date(2026, 8, 3), date(2026, 8, 16))  # its baseline holds 70 days of the new plan
OLD, NEW = (date.min, date(2026, 5, 24)), (CHANGE, date.max)
SECTORS = [("S1", "Les Tilleuls", *OLD), ("S2", "La Gare", *OLD), ("S3", "Le Port", *OLD)]
SPLIT = [
    ("S1", "Les Tilleuls", *NEW),
    ("S2A", "Gare nord", *NEW),
    ("S2B", "Gare sud", *NEW),
    ("S3", "Vieux-Port", *NEW),
]
NAMED: dict[str, Any] = {"kind": "other", "force_area": "PN", "priority": 1}


def changed(facts: Rows = (), operations: Rows = (), presences: Rows = (), targets: Rows = ()) -> Situation:
    """A département whose plan changed, seen from after the change."""
    now = [{"code": code, "name": name, **NAMED} for code, name, *_ in SPLIT]
    terms = pd.DataFrame([*SECTORS, *SPLIT], columns=["code", "name", "start", "end"]).assign(**NAMED)
    places = [(COLLEGE, "S1", True, *OLD), (LYCEE, "S2", False, *OLD), (COLLEGE, "S1", True, *NEW)]
    schools = pd.DataFrame(
        [*places, (LYCEE, "S2B", True, *NEW)], columns=["uai", "sector", "national_list", "start", "end"]
    ).assign(sensitive=False)
    found = situation(sectors=now, facts=facts, operations=operations, presences=presences, targets=targets)
    return replace(found, sector_terms=terms, school_terms=schools)


def by_sector(known: Situation, window: Window, code: str) -> dict[str, Figure]:
    return {figure.scope: figure for figure in figures(known, window, [code], By.SECTOR)}


FACTS = [
    *daily("2025-05-18", "2026-05-17", 365, "S1"),
    *daily("2025-05-18", "2026-05-24", 372, "S2"),
    *daily("2026-05-25", "2026-08-16", 84, "S2A"),
    fact("2026-05-31", "S2B"),
    fact("2026-05-20", None),
]


def test_each_sector_counts_what_fell_in_it_while_it_stood() -> None:
    found = by_sector(changed(facts=FACTS), ACROSS, "facts_drugs")
    assert {code: figure.value for code, figure in found.items()} == {"S1": 0, "S2A": 7, "S2B": 1, "S3": 0, "S2": 7}
    whole = figures(changed(facts=FACTS), ACROSS, ["facts_drugs"])[0]
    assert whole.value == sum(figure.value or 0 for figure in found.values()) + 1  # the one that no sector holds


def test_a_sector_that_went_bears_its_last_day_and_one_renamed_its_new_name() -> None:
    found = by_sector(changed(facts=FACTS), ACROSS, "facts_drugs")
    assert found["S2"].label == "La Gare (jusqu’au\u00a024/05/2026)"
    assert found["S3"].label == "Vieux-Port"
    assert "S2" not in by_sector(changed(facts=FACTS), AFTER, "facts_drugs")


def test_a_new_sector_is_no_rise() -> None:
    found = by_sector(changed(facts=FACTS), ACROSS, "facts_drugs")["S2A"]
    assert (found.previous, found.year_before, found.baseline, found.baseline_days) == (None, None, None, 0)
    assert found.statement == "historique trop court (moins de 56 jours)"


def test_a_sector_is_tested_over_the_days_on_which_it_stood() -> None:
    # S2A: one fact a day since it stands; 70 of them in the baseline, whose other days it did not know.
    found = by_sector(changed(facts=FACTS), AFTER, "facts_drugs")["S2A"]
    assert (found.value, found.previous, found.year_before) == (14, 14, None)
    assert (found.baseline, found.baseline_days) == (70, 70)
    assert found.rate_ratio == pytest.approx((14 / 14) / (70 / 70))
    # S2: seven facts in the seven days of the window on which it stood, 364 in 364 before.
    gone = by_sector(changed(facts=FACTS), ACROSS, "facts_drugs")["S2"]
    assert gone.rate_ratio == pytest.approx((7 / 7) / (364 / 364))
    assert gone.previous is None  # seven days are not set against fourteen


def test_its_sparkline_begins_with_it() -> None:
    course = spark(changed(facts=FACTS), AFTER, "facts_drugs", By.SECTOR, "S2A")
    assert course["value"].dropna().tolist() == [14] * 6  # six fortnights from 25 May to 16 August
    assert course["value"].isna().sum() == 6


def test_a_state_of_a_sector_that_went_is_not_given() -> None:
    known = changed(operations=[operation("A", "2026-05-19", "S2"), operation("B", "2026-05-30", "S2A")])
    found = by_sector(known, ACROSS, "days_since_operation")
    assert (found["S2"].value, found["S2"].statement) == (None, "hors du plan à la fin de la fenêtre")
    assert found["S2A"].value == 1
    idle = by_sector(known, ACROSS, "sectors_without_action")
    assert {code: figure.value for code, figure in idle.items()} == {"S1": 1, "S2A": 0, "S2B": 1, "S3": 1, "S2": None}


def test_a_gap_is_of_days_on_which_the_sector_stood() -> None:
    known = changed(operations=[operation("A", "2026-05-19", "S1"), operation("B", "2026-05-30", "S2A")])
    found = by_sector(known, ACROSS, "longest_gap_days")
    assert (found["S1"].value, found["S2A"].value, found["S2B"].value) == (12, 5, 7)
    table = frequency(known, ACROSS).set_index("code")["longest_gap"]
    assert table["S2A"] == 5


def test_a_target_asks_for_the_days_on_which_the_sector_stood() -> None:
    targets: list[Row] = [
        {"indicator": "operations", "sector": sector, "value": 2, "per": "week"} for sector in ("S1", "S2A")
    ]
    expected = frequency(changed(targets=targets), ACROSS).set_index("code")["expected"]
    assert (expected["S1"], expected["S2A"]) == (4, 2)


def test_a_presence_counts_in_the_sector_of_its_school_that_day() -> None:
    seen = [presence(LYCEE, day, time(8)) for day in ("2026-05-19", "2026-05-26", "2026-05-28")]
    found = by_sector(changed(presences=seen), ACROSS, "presences")
    assert (found["S2"].value, found["S2B"].value) == (1, 2)


def test_sites_and_ranking_hold_the_sectors_of_both_plans() -> None:
    known = changed(facts=FACTS, operations=[operation("A", "2026-05-19", "S2")])
    assert rank_sectors(known, ACROSS)["code"].tolist() == ["S2", "S2A", "S2B", "S1", "S3"]
    matrix = action_matrix(known, ACROSS)
    assert matrix.loc[matrix["sector"].eq("S2") & matrix["service"].eq("BAC"), "operations"].tolist() == [1]


def test_a_month_cut_by_the_change_is_not_known_of_a_new_sector() -> None:
    months = sector_months(changed(facts=FACTS), AFTER.end)
    known = months[months["code"].eq("S2A") & months["facts"].notna()]
    assert known[["month", "facts"]].to_numpy().tolist() == [
        [pd.Timestamp(2026, 6, 1), 30],
        [pd.Timestamp(2026, 7, 1), 31],
    ]


def test_terms_that_follow_each_other_are_one() -> None:
    known = changed()
    assert standing(known, "S1") == (Window(date.min, date.max),)
    assert standing(known, "S2A") == (Window(CHANGE, date.max),)
    assert standing(known, "S9") == ()
    assert absences(known, "S2A", ACROSS) == (Window(date(2026, 5, 18), date(2026, 5, 24)),)
    assert absences(known, "S1", ACROSS) == ()


def test_a_school_is_not_uncovered_before_the_plan_follows_it() -> None:
    seen = [presence(COLLEGE, "2026-05-04", time(8)), presence(LYCEE, "2026-05-26", time(8))]
    weeks = coverage(changed(presences=seen), ACROSS)
    states = {school: group["state"].tolist() for school, group in weeks.groupby("uai")}
    # The week of 25 May has four days of class: the lycée needs one presence, the collège two.
    assert states == {COLLEGE: ["under_target", "under_target"], LYCEE: ["not_followed", "covered"]}
    found = {
        figure.scope: figure for figure in figures(changed(presences=seen), ACROSS, ["school_coverage"], By.SCHOOL)
    }
    assert (found[COLLEGE].value, found[LYCEE].value) == (0, 1)
