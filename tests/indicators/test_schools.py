from dataclasses import replace
from datetime import date, time

import pandas as pd
import pytest

from domain.catalogue import By
from domain.school_calendar import school_days
from domain.windows import Window
from indicators.figures import figures
from indicators.presences import slot_of
from indicators.school_gaps import dosage, gaps, presence_unpredictability, slot_words, weekday_slots
from indicators.school_weeks import coverage, coverage_shares, planned_and_done, planned_by_week
from indicators.situation import Situation
from tests.indicators.tables import COLLEGE, ECOLE, LYCEE, SCHOOLS, Row, presence, situation

MORNING, NOON, AFTERNOON, EVENING = time(8, 0), time(12, 0), time(16, 0), time(20, 0)
TWO_WEEKS = Window(date(2025, 9, 8), date(2025, 9, 21))
"""Two full school weeks of zone A, no holiday in them: Mondays 8 and 15 September 2025."""


def values(now: Situation, window: Window, code: str, by: By = By.DEPARTMENT) -> dict[str, float | None]:
    return {figure.scope: figure.value for figure in figures(now, window, [code], by)}


def states(now: Situation, window: Window, uai: str = COLLEGE) -> list[tuple[int, int, int, str]]:
    table = coverage(now, window)
    rows = table[table["uai"].eq(uai)]
    return list(zip(rows["school_days"], rows["needed"], rows["present_days"], rows["state"], strict=True))


def test_a_slot_holds_its_first_minute_and_not_the_one_that_ends_it() -> None:
    starts = [7 * 60 + 29, 7 * 60 + 30, 9 * 60 - 1, 9 * 60, 11 * 60 + 30, 14 * 60, 15 * 60 + 30, 18 * 60 + 30]
    expected = ["other", "arrival", "arrival", "other", "midday", "other", "leaving", "other"]
    assert slot_of(pd.Series(starts, dtype=float)).tolist() == expected


def test_the_worked_example_of_coverage() -> None:
    # target 2; five school days: 2 days needed. Holidays of zone A from Saturday 18 October 2025: the
    # week of 13 October is full; 11 November, a Tuesday, leaves four days, so ceil(2 x 4 / 5) = 2.
    # The week of 10 November cut after Tuesday holds one school day: ceil(2 x 1 / 5) = 1.
    rows = [presence(COLLEGE, "2025-11-03", MORNING), presence(COLLEGE, "2025-11-07", MORNING)]
    rows += [presence(COLLEGE, "2025-11-10", NOON)]
    now = situation(presences=rows)
    assert states(now, Window(date(2025, 11, 3), date(2025, 11, 11))) == [(5, 2, 2, "covered"), (1, 1, 1, "covered")]
    assert states(now, Window(date(2025, 11, 10), date(2025, 11, 16))) == [(4, 2, 1, "under_target")]


def test_a_week_of_two_school_days_needs_one_presence() -> None:
    # holidays from Wednesday 8 to Sunday 12 May 2024: ceil(2 x 2 / 5) = 1
    cut_short = situation(presences=[presence(COLLEGE, "2024-05-07", MORNING)])
    assert states(cut_short, Window(date(2024, 5, 6), date(2024, 5, 12))) == [(2, 1, 1, "covered")]


def test_a_week_cut_by_the_window_counts_on_the_part_inside_it() -> None:
    # zone A: holidays from Saturday 4 July 2026; 14 May 2026 is Ascension, with its bridge to Sunday:
    # the week of 11 May holds Monday to Wednesday, ceil(2 x 3 / 5) = 2; cut at Tuesday, ceil(2 x 2 / 5) = 1
    now = situation(presences=[presence(COLLEGE, "2026-05-12", MORNING)])
    assert states(now, Window(date(2026, 5, 11), date(2026, 5, 17))) == [(3, 2, 1, "under_target")]
    assert states(now, Window(date(2026, 5, 11), date(2026, 5, 12))) == [(2, 1, 1, "covered")]


def test_a_week_without_school_is_not_counted() -> None:
    now = situation(presences=[presence(COLLEGE, "2025-10-21", MORNING)])
    holidays = Window(date(2025, 10, 20), date(2025, 11, 2))
    assert states(now, holidays) == [(0, 0, 0, "no_school")] * 2
    assert values(now, holidays, "school_coverage") == {"département": None}
    assert values(now, holidays, "slots_never_covered", By.SCHOOL)[COLLEGE] is None


def test_two_presences_on_one_day_are_one_day() -> None:
    rows = [presence(COLLEGE, "2025-09-08", MORNING), presence(COLLEGE, "2025-09-08", AFTERNOON)]
    assert states(situation(presences=rows), TWO_WEEKS)[0] == (5, 2, 1, "under_target")


def test_a_school_whose_calendar_is_unknown_is_never_counted_as_uncovered() -> None:
    now = situation("974", presences=[presence(COLLEGE, "2025-09-01", MORNING)])
    assert {state for _, _, _, state in states(now, TWO_WEEKS)} == {"unknown_calendar"}
    found = figures(now, TWO_WEEKS, ["school_coverage", "schools_under_target"])
    assert [(figure.value, figure.statement) for figure in found] == [(None, "calendrier scolaire inconnu")] * 2
    assert coverage_shares(now, TWO_WEEKS)["weeks"].tolist() == [0, 0, 0]
    assert gaps(now, TWO_WEEKS)["longest_gap_days"].isna().all()


def test_a_week_is_incomplete_where_a_service_seen_at_the_school_has_not_handed_it_in() -> None:
    rows = [
        presence(COLLEGE, "2025-09-08", MORNING),
        presence(COLLEGE, "2025-09-09", MORNING),
        presence(LYCEE, "2025-09-01", MORNING, "CGD"),
    ]
    now = replace(
        situation(presences=rows),
        coverage={"BAC": date(2025, 9, 18), "CGD": date(2025, 9, 21)},
        contributors={"presences": ("BAC", "CGD")},
    )
    assert [state for *_, state in states(now, TWO_WEEKS)] == ["covered", "incomplete"]
    assert [state for *_, state in states(now, TWO_WEEKS, LYCEE)] == ["under_target", "under_target"]
    found = figures(now, TWO_WEEKS, ["school_coverage"])[0]
    # of four school weeks one is covered so far, and the figure says that it is not complete
    assert (found.value, found.complete, found.behind) == (1 / 4, False, ("BAC",))


def visits() -> list[Row]:
    """The college is covered in both weeks, the lycée (target 1) in the first alone."""
    return [
        presence(COLLEGE, "2025-09-08", MORNING),
        presence(COLLEGE, "2025-09-08", time(8, 30), "CGD"),  # the same slot: one presence, a joint one
        presence(COLLEGE, "2025-09-09", AFTERNOON, with_school_team=True),
        presence(COLLEGE, "2025-09-15", MORNING),
        presence(COLLEGE, "2025-09-17", NOON, "CGD"),
        presence(LYCEE, "2025-09-12", EVENING),
        presence(ECOLE, "2025-09-12", MORNING),
    ]


def test_coverage_as_figures() -> None:
    now = situation(presences=visits())
    assert values(now, TWO_WEEKS, "school_coverage") == {"département": (2 + 1) / (2 + 2)}
    assert values(now, TWO_WEEKS, "school_coverage_national") == {"département": 2 / 2}
    assert values(now, TWO_WEEKS, "school_coverage", By.SECTOR) == {"S1": 2 / 2, "S2": 1 / 2, "S3": None}
    assert values(now, TWO_WEEKS, "school_coverage", By.SCHOOL) == {COLLEGE: 1, LYCEE: 1 / 2, ECOLE: None}
    assert values(now, TWO_WEEKS, "schools_under_target") == {"département": 1}
    assert values(now, TWO_WEEKS, "schools_under_target", By.SECTOR) == {"S1": 0, "S2": 1, "S3": None}
    shares = coverage_shares(now, TWO_WEEKS)
    assert shares.to_dict("list") == {
        "list": ["national", "local", "all"],
        "schools": [1, 1, 2],
        "weeks": [2, 2, 4],
        "covered": [2, 1, 3],
        "share": [1.0, 0.5, 0.75],
    }


def test_presences_are_distinct_by_school_day_and_slot() -> None:
    now = situation(presences=visits())
    assert values(now, TWO_WEEKS, "presences") == {"département": 4 + 1 + 1}
    assert values(now, TWO_WEEKS, "presences", By.SECTOR) == {"S1": 4 + 1, "S2": 1, "S3": 0}
    assert values(now, TWO_WEEKS, "presences", By.SCHOOL) == {COLLEGE: 4, LYCEE: 1, ECOLE: 1}
    # BAC's own: three at the college, one at the lycée, one at the school; CGD's own: two
    assert values(now, TWO_WEEKS, "presences", By.SERVICE) == {"BAC": 3 + 1 + 1, "CGD": 2, "EMS": 0}
    assert values(now, TWO_WEEKS, "presences_joint") == {"département": 2}
    assert values(now, TWO_WEEKS, "presences_joint", By.SERVICE) == {"BAC": 2, "CGD": 1, "EMS": 0}


def test_minutes_are_counted_where_the_end_is_known_and_once_where_they_overlap() -> None:
    rows = [
        presence(COLLEGE, "2025-09-08", time(8, 0), ends_at=time(8, 20)),
        presence(COLLEGE, "2025-09-08", time(8, 10), "CGD", ends_at=time(8, 40)),  # 20 more minutes
        presence(COLLEGE, "2025-09-09", time(23, 55), ends_at=time(0, 5)),  # over midnight: 10
        presence(COLLEGE, "2025-09-10", time(8, 0)),  # no end
        presence(LYCEE, "2025-09-10", time(8, 0), ends_at=time(8, 9)),
    ]
    now = situation(presences=rows)
    assert values(now, TWO_WEEKS, "presence_minutes") == {"département": 20 + 20 + 10 + 9}
    assert values(now, TWO_WEEKS, "presence_minutes", By.SERVICE) == {"BAC": 20 + 10 + 9, "CGD": 30, "EMS": 0}
    # at the college two presences with a known end, of 40 and 10 minutes; at the lycée one of 9
    assert dosage(now, TWO_WEEKS).to_dict("list") == {
        "uai": [COLLEGE, LYCEE],
        "presences": [2, 1],
        "minutes": [40.0 + 10.0, 9.0],
        "long_share": [1.0, 0.0],
    }


def test_gaps_name_what_a_school_lacked() -> None:
    found = gaps(situation(presences=visits()), TWO_WEEKS)
    assert found["uai"].tolist() == [LYCEE, COLLEGE]  # the least covered first
    lycee, college = found.to_dict("records")
    assert (lycee["coverage"], lycee["weeks"], lycee["weeks_covered"]) == (0.5, 2, 1)
    assert (college["presences"], college["presences_joint"]) == (4, 2)
    # ten school days; the college is seen on days 0, 1, 5 and 7: days 2 to 4 are three in a row without
    assert (college["longest_gap_days"], lycee["longest_gap_days"]) == (3, 5)
    assert college["last_presence"] == pd.Timestamp("2025-09-17")
    seen = {(0, "arrival"), (1, "leaving"), (2, "midday")}
    every = [(weekday, slot) for weekday in range(5) for slot in ("arrival", "midday", "leaving")]
    assert college["never_covered"] == [pair for pair in every if pair not in seen]
    assert lycee["never_covered_words"] == "tous les créneaux"


def test_the_slot_never_covered_is_named_in_words() -> None:
    every = [
        presence(COLLEGE, f"2025-09-{day:02d}", start)
        for day in range(8, 13)
        for start in (MORNING, NOON, AFTERNOON)
        if (day, start) != (12, AFTERNOON)
    ]
    now = situation(presences=every)
    assert gaps(now, TWO_WEEKS).set_index("uai").loc[COLLEGE, "never_covered_words"] == "vendredi à la sortie"
    found = {figure.scope: figure for figure in figures(now, TWO_WEEKS, ["slots_never_covered"], By.SCHOOL)}
    assert (found[COLLEGE].value, found[COLLEGE].statement) == (1, "jamais couverts\u00a0: vendredi à la sortie")
    assert (found[ECOLE].value, found[ECOLE].statement) == (15, "jamais couverts\u00a0: tous les créneaux")
    assert slot_words([]) == "aucun"
    assert slot_words([(0, "arrival"), (1, "midday")]) == "lundi à l’arrivée, mardi à midi"


def test_one_school_by_weekday_and_slot() -> None:
    found = weekday_slots(situation(presences=visits()), TWO_WEEKS, COLLEGE)
    assert len(found) == 5 * 4
    filled = found[found["presences"].gt(0)]
    assert filled.to_numpy().tolist() == [[0, "arrival", 2], [1, "leaving", 1], [2, "midday", 1]]


@pytest.mark.parametrize(("count", "expected"), [(7, None), (8, 0.0)])
def test_presences_always_in_one_slot_are_predictable_from_eight_on(count: int, expected: float | None) -> None:
    days = pd.date_range("2025-09-08", periods=count, freq="7D")
    rows = [presence(COLLEGE, str(day.date()), MORNING) for day in days]
    found = presence_unpredictability(situation(presences=rows), Window(date(2025, 9, 8), date(2025, 12, 31)))
    assert found.isna().all() if expected is None else found[COLLEGE] == expected


def test_local_schools_are_sensitive_and_targets_default_to_two() -> None:
    plain = [{**SCHOOLS[0], "national_list": False}, {**SCHOOLS[1], "weekly_target": None}]
    found = coverage(situation(schools=plain), TWO_WEEKS)
    assert found["uai"].unique().tolist() == [LYCEE]
    assert found["needed"].tolist() == [2, 2]


def test_weeks_before_the_first_file_are_not_counted_against_a_school() -> None:
    # The only presence stands in the second week: of the first, no file says anything.
    now = situation(presences=[presence(COLLEGE, "2025-09-15", MORNING), presence(COLLEGE, "2025-09-16", MORNING)])
    found = coverage(now, TWO_WEEKS)
    by_week = {(str(week.date()), state) for week, state in zip(found["week"], found["state"], strict=True)}
    assert {state for week, state in by_week if week == "2025-09-08"} == {"no_file"}
    share = figures(now, TWO_WEEKS, ["school_coverage"])[0]
    weeks = found["state"].isin(["covered", "under_target", "incomplete"]).sum()
    assert share.value == 1 / weeks  # the collège's second week is covered, the other schools' are not


def test_a_fortnight_of_holidays_is_no_fall_of_presences() -> None:
    # Two presences every school day of a year, then a holiday fortnight: no school day, so nothing to test.
    days = school_days(Window(date(2024, 10, 1), date(2025, 10, 17)), "00") or []
    rows = [presence(school, str(day), MORNING) for day in days for school in (COLLEGE, LYCEE)]
    now = situation(presences=rows)
    holidays = figures(now, Window(date(2025, 10, 18), date(2025, 10, 31)), ["presences"])[0]
    assert (holidays.value, holidays.p_adjusted) == (0, None)
    assert holidays.statement == "non testé\u00a0: aucun jour de classe à comparer"
    # A fortnight that is half holidays: ten weekdays, of which the five of class hold 10 presences, as everywhere.
    half = figures(now, Window(date(2025, 10, 13), date(2025, 10, 26)), ["presences"])[0]
    assert half.value == 5 * 2
    assert half.rate_ratio == 1


def test_planned_against_done_week_by_week() -> None:
    # college: target 2; lycée: target 1. In the first week the college sees 2 days (its plan) in 2 presences and the
    # lycée 1; in the second the college sees 2 days and the lycée none. École C is not followed.
    found = planned_and_done(situation(presences=visits()), TWO_WEEKS)
    lines = list(zip(found["uai"], found["planned"], found["days"], found["presences"], strict=True))
    assert lines == [(COLLEGE, 2, 2, 2), (COLLEGE, 2, 2, 2), (LYCEE, 1, 1, 1), (LYCEE, 1, 0, 0)]
    weeks = planned_by_week(situation(presences=visits()), TWO_WEEKS)
    assert weeks.assign(week=weeks["week"].dt.day).to_numpy().tolist() == [
        # list, Monday, schools, planned, days, kept, presences
        ["national", 8, 1, 2, 2, 2, 2],
        ["national", 15, 1, 2, 2, 2, 2],
        ["local", 8, 1, 1, 1, 1, 1],
        ["local", 15, 1, 1, 0, 0, 0],
        ["all", 8, 2, 3, 3, 3, 3],
        ["all", 15, 2, 3, 2, 2, 2],
    ]


def test_a_school_above_its_plan_makes_up_for_no_other() -> None:
    # the college sees 4 days for 2 planned; the lycée none for 1: of 3 planned days, 2 were kept
    rows = [presence(COLLEGE, f"2025-09-{day:02d}", slot) for day in range(8, 12) for slot in (MORNING, AFTERNOON)]
    rows += [presence(COLLEGE, "2025-09-13", MORNING)]  # a Saturday, without class
    weeks = planned_by_week(situation(presences=rows), Window(date(2025, 9, 8), date(2025, 9, 14)))
    assert weeks[weeks["list"].eq("all")].to_numpy()[0].tolist()[2:] == [2, 2 + 1, 4, 2, 8]


def test_what_is_planned_is_not_known_where_the_calendar_is_not() -> None:
    now = situation("974", presences=visits())
    found = planned_and_done(now, TWO_WEEKS)
    assert found["planned"].isna().all()
    assert found.loc[found["uai"].eq(COLLEGE), "presences"].tolist() == [2, 2]
    assert planned_by_week(now, TWO_WEEKS).empty
