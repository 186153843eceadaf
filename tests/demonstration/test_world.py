"""Counts, places and identifiers of the fictional département."""

import csv
from collections import Counter
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import Point

from demonstration import records
from demonstration.drawing import span_of
from demonstration.schools import UAI_LETTERS, uai
from demonstration.territory import BOX, SERVICES
from demonstration.world import World, draw_world
from domain.sheets import SHEETS

CLASSES = {
    "facts": records.Fact,
    "operations": records.Operation,
    "presences": records.Presence,
    "investigations": records.Investigation,
    "prevention": records.InformationMeeting,
    "safety": records.SafetyConsultation,
    "repeat_offenders": records.RepeatOffenders,
    "mobile_forces": records.MobileForces,
    "local_indicators": records.LocalIndicator,
    "seizure_fund": records.FundMovement,
}


@pytest.mark.parametrize("code", CLASSES)
def test_records_have_the_declared_fields(code: str) -> None:
    assert {field.name for field in fields(CLASSES[code])} == {"sender", *SHEETS[code].fields}


def test_counts_whatever_the_last_day(world: World) -> None:
    assert 3800 <= len(world.facts) <= 4200
    assert 670 <= len(world.operations) <= 730
    assert 5700 <= len(world.presences) <= 6300
    assert len(world.investigations) == 220
    assert (len(world.outlines), len(world.schools), len(SERVICES)) == (14, 45, 9)
    assert sum(school.national_list for school in world.schools) == 6
    assert Counter(service.force for service in SERVICES)["police"] == 3
    assert 50 <= len(world.meetings) <= 54
    assert all(len(rows) > 20 for rows in (world.repeat_offenders, world.local_indicators, world.seizure_fund))
    assert all(len(rows) > 20 for rows in (world.prevention, world.safety, world.mobile_forces))


def test_span_is_24_months() -> None:
    assert span_of(date(2026, 11, 23)).start == date(2024, 11, 24)
    assert span_of(date(2026, 6, 30)).start == date(2024, 7, 1)
    assert span_of(date(2024, 2, 28)).start == date(2022, 2, 28)  # 29 February follows, which 2022 has not


def test_nothing_happens_outside_the_span(world: World) -> None:
    days = [row.date for rows in (world.facts, world.operations, world.presences) for row in rows]
    days += [one.opened_on for one in world.investigations]
    assert world.span.start <= min(days)
    assert max(days) <= world.span.until


def test_facts_lie_inside_their_sector(world: World) -> None:
    west, south, east, north = BOX
    for fact in world.facts:
        if fact.longitude is None or fact.latitude is None:
            assert fact.longitude is fact.latitude
            continue
        point, stored = Point(fact.longitude, fact.latitude), Point(round(fact.longitude, 3), round(fact.latitude, 3))
        holding = [code for code, outline in world.outlines.items() if outline.contains(point)]
        if fact.sector is not None:
            assert holding == [fact.sector]
            assert world.outlines[fact.sector].contains(stored)
        assert west <= fact.longitude <= east
        assert south <= fact.latitude <= north


def test_facts_come_in_every_shape(world: World) -> None:
    shapes = Counter(
        "month"
        if fact.precision
        else "nowhere"
        if fact.longitude is None
        else "no sector"
        if fact.sector is None
        else "whole"
        for fact in world.facts
    )
    assert all(shapes[shape] > 20 for shape in ("month", "nowhere", "no sector", "whole"))
    assert all(fact.date.day == 1 for fact in world.facts if fact.precision)
    assert {fact.offence for fact in world.facts} == {
        choice.code for choice in SHEETS["facts"].column("offence").choices
    }


def test_outlines_do_not_overlap(world: World) -> None:
    outlines = list(world.outlines.values())
    assert all(outline.is_valid for outline in outlines)
    overlaps = [a.intersection(b).area for i, a in enumerate(outlines) for b in outlines[:i]]
    assert max(overlaps) < 1e-9  # about ten square metres: the rounding to five decimals


def test_schools_stand_in_their_sector(world: World) -> None:
    for school in world.schools:
        holding = [
            code
            for code, outline in world.outlines.items()
            if outline.contains(Point(school.longitude, school.latitude))
        ]
        assert holding == ([school.sector] if school.sector else [])
    assert len({school.name for school in world.schools}) == 45


def test_check_letters(world: World) -> None:
    # 0000100: 100 = 4 x 23 + 8, and the ninth letter is J.
    assert uai(100) == "0000100J"
    for school in world.schools:
        assert school.uai[:3] == "000"
        assert school.uai[7] == UAI_LETTERS[int(school.uai[:7]) % 23]


def test_check_letter_holds_in_the_official_directory(published: Path) -> None:
    with (published / "schools" / "annuaire-31.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row["Identifiant_de_l_etablissement"] for row in csv.DictReader(file, delimiter=";")]
    assert len(found) == 1244
    assert [code for code in found if uai(int(code[:7])) != code] == []


def test_references_are_unique(world: World) -> None:
    references = [one.reference for one in world.facts]
    references += [one.reference for one in world.operations]
    references += [one.reference for one in world.investigations]
    references += [one.reference for one in world.prevention] + [one.reference for one in world.safety]
    references += [one.reference for one in world.mobile_forces] + [one.reference for one in world.seizure_fund]
    assert len(set(references)) == len(references)
    keys = [(one.uai, one.date, one.starts_at, one.service) for one in world.presences]
    assert len(set(keys)) == len(keys)


def test_same_day_and_seed_give_the_same_records_another_seed_others() -> None:
    until = date(2026, 3, 15)
    first, second = draw_world(until), draw_world(until)
    assert first == second
    assert draw_world(until, seed=1).facts != first.facts
