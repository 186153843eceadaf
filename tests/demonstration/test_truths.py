"""The known truths, counted on the raw records without any indicator of ours."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from scipy.stats import binomtest, false_discovery_control
from shapely.geometry import Point

from demonstration.records import Fact
from demonstration.world import World
from domain.school_calendar import is_school_day
from tests import truths

DRUGS = {"traffic", "use_resale", "use", "other_drugs"}
BASELINE = 364


def sector_of(world: World, fact: Fact) -> str | None:
    """The sector stated, or the one whose outline holds the point."""
    if fact.sector is not None or fact.longitude is None or fact.latitude is None:
        return fact.sector
    point = Point(fact.longitude, fact.latitude)
    return next((code for code, outline in world.outlines.items() if outline.contains(point)), None)


def within(world: World, day: date, days: int, shift: int = 0) -> bool:
    """Whether the day is one of the `days` that end `shift` days before the last one."""
    return shift <= (world.span.until - day).days < shift + days


def counts(world: World, days: int, shift: int, *, drugs: bool) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for fact in world.facts:
        if (fact.offence in DRUGS) is drugs and within(world, fact.date, days, shift):
            found[sector_of(world, fact)] += 1 if fact.count is None else fact.count
    return found


def verdicts(world: World, days: int, *, drugs: bool = True) -> dict[str, str]:
    """hausse, baisse or stable by sector: exact conditional test against the 364 days before, Benjamini-Hochberg."""
    window, before = counts(world, days, 0, drugs=drugs), counts(world, BASELINE, days, drugs=drugs)
    share = days / (days + BASELINE)
    codes = list(world.outlines)
    p_values = [binomtest(window[code], window[code] + before[code], share).pvalue for code in codes]
    adjusted = false_discovery_control(p_values)
    expected = {code: before[code] * days / BASELINE for code in codes}
    return {
        code: "stable" if p >= 0.05 else "hausse" if window[code] > expected[code] else "baisse"
        for code, p in zip(codes, adjusted, strict=True)
    }


@pytest.mark.parametrize("days", [14, 91, 140])
def test_statements_and_no_others(world: World, days: int) -> None:
    stated = {s.sector: s.statement for s in truths.STATEMENTS if s.days == days}
    if days == 140:  # over the longer window the stories of the quarter show as well
        stated |= {truths.WORSE_SECTOR: "hausse", truths.BETTER_SECTOR: "baisse"}
    found = {code: verdict for code, verdict in verdicts(world, days).items() if verdict != "stable"}
    assert found == stated


@pytest.mark.parametrize("days", [14, 28, 91])
def test_connected_facts_are_quiet(world: World, days: int) -> None:
    assert set(verdicts(world, days, drugs=False).values()) == {"stable"}


def test_no_operation_where_it_gets_worse(world: World) -> None:
    recent = [one for one in world.operations if within(world, one.date, truths.WORSE_DAYS)]
    assert truths.WORSE_SECTOR not in {operation.sector for operation in recent}
    assert truths.WORSE_SECTOR in {operation.sector for operation in world.operations}


def test_operations_intensify_before_the_facts_fall(world: World) -> None:
    days = truths.OPERATIONS_BEGIN_DAYS_AGO
    after = sum(o.sector == truths.BETTER_SECTOR and within(world, o.date, days) for o in world.operations)
    before = sum(o.sector == truths.BETTER_SECTOR and within(world, o.date, days, days) for o in world.operations)
    assert after >= 3 * before > 0


def test_what_leaves_one_sector_arrives_next_door(world: World) -> None:
    days = truths.MOVED_DAYS_AGO
    now, then = counts(world, days, 0, drugs=True), counts(world, days, days, drugs=True)
    lost = then[truths.TREATED_SECTOR] - now[truths.TREATED_SECTOR]
    gained = now[truths.NEIGHBOUR_SECTOR] - then[truths.NEIGHBOUR_SECTOR]
    assert lost > 30
    assert abs(gained - lost) <= 20
    treated, neighbour = (world.outlines[code] for code in (truths.TREATED_SECTOR, truths.NEIGHBOUR_SECTOR))
    assert treated.intersection(neighbour).length > 0.005


def test_one_sector_saw_nobody_for_a_fortnight(world: World) -> None:
    sector_of_school = {school.uai: school.sector for school in world.schools}
    days = truths.FORGOTTEN_DAYS
    first = world.span.until - timedelta(days=days - 1)
    seen: set[str | None] = {operation.sector for operation in world.operations if within(world, operation.date, days)}
    seen |= {sector_of_school[one.uai] for one in world.presences if within(world, one.date, days)}
    seen |= {one.sector for one in world.investigations if one.closed_on is None or one.closed_on >= first}
    seen |= {one.sector for one in world.safety if within(world, one.date, days)}
    assert set(world.outlines) - seen == {truths.FORGOTTEN_SECTOR}


def slot_of(start: float) -> str:
    return "arrivée" if start < 9 else "midi" if start < 14 else "sortie"


def test_a_school_of_the_national_list_is_never_seen_on_friday_afternoons(world: World) -> None:
    never: dict[str, set[tuple[int, str]]] = {}
    every = {(weekday, slot) for weekday in range(5) for slot in ("arrivée", "midi", "sortie")}
    for school in world.schools:
        if school.national_list:
            seen = {
                (one.date.weekday(), slot_of(one.starts_at.hour + one.starts_at.minute / 60))
                for one in world.presences
                if one.uai == school.uai and within(world, one.date, truths.UNCOVERED_DAYS)
            }
            never[school.uai] = every - seen
    friday = (4, truths.UNCOVERED_SLOT)
    assert never == {uai: {friday} if uai == truths.UNCOVERED_SCHOOL else set() for uai in never}
    assert len(never) == 6


def test_two_sensitive_schools_are_under_target_most_weeks(world: World) -> None:
    for uai in truths.SCHOOLS_UNDER_TARGET:
        days = {one.date for one in world.presences if one.uai == uai and within(world, one.date, 182)}
        school = next(school for school in world.schools if school.uai == uai)
        assert school.sensitive
        assert len(days) <= 26  # 26 weeks at a target of 2 would want up to 52


def test_the_late_service_reports_nothing_of_the_last_three_weeks(world: World) -> None:
    last = world.span.until - timedelta(days=truths.LATE_DAYS)
    days = [o.date for o in world.operations if truths.LATE_SERVICE in (o.lead_service, *o.partner_services)]
    for one in world.investigations:
        if one.service == truths.LATE_SERVICE:
            days += [day for day in (one.opened_on, one.closed_on, one.sent_to_office_on) if day]
    assert max(days) <= last
    assert truths.LATE_SERVICE not in {fact.sender for fact in world.facts}
    assert truths.LATE_SERVICE not in {presence.sender for presence in world.presences}


def test_results_not_sent_to_the_office(world: World) -> None:
    closed = [(world.span.until - one.closed_on).days for one in world.investigations if one.closed_on]
    unsent = [
        (world.span.until - one.closed_on).days
        for one in world.investigations
        if one.closed_on and one.sent_to_office_on is None
    ]
    assert len(unsent) == truths.UNSENT
    assert min(unsent) > 30
    assert min(closed) >= 0
    assert len(closed) > 100
    assert all(
        one.closed_on is not None and one.closed_on <= one.sent_to_office_on <= world.span.until
        for one in world.investigations
        if one.sent_to_office_on
    )


def test_one_decision_is_overdue(world: World) -> None:
    until = world.span.until
    open_decisions = [one for one in world.decisions if one.done_on is None]
    assert len(open_decisions) == truths.DECISIONS_OPEN
    assert sum(one.due_on < until for one in open_decisions) == truths.DECISIONS_OVERDUE
    assert all(one.taken_on <= one.done_on <= until for one in world.decisions if one.done_on)
    assert {one.taken_on for one in world.decisions} == {meeting.held_on for meeting in world.meetings}


def test_meetings_every_fourteen_days(world: World) -> None:
    held = [meeting.held_on for meeting in world.meetings]
    assert {(later - earlier).days for earlier, later in pairwise(held)} == {14}
    assert 0 <= (world.span.until - held[-1]).days < 14


def test_one_sector_is_always_visited_at_the_same_time(world: World) -> None:
    slots = {(o.date.weekday(), o.starts_at.hour) for o in world.operations if o.sector == truths.REGULAR_SECTOR}
    assert slots == {(1, 15)}


def test_presences_fall_on_school_days(world: World) -> None:
    assert all(is_school_day(day, "00") for day in {one.date for one in world.presences})
