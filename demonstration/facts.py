"""The facts: quiet sectors, and three whose story the demonstration tells.

S05 gets worse in the last quarter; S02 improves some weeks after operations begin there (see `operations`); what leaves
S07 twenty weeks ago comes out next door, in S08.
"""

from dataclasses import replace
from datetime import date

import numpy as np
from shapely.geometry import Polygon

from demonstration.drawing import Rhythm, Span, days_of_weeks, stream, weeks_of_events
from demonstration.records import Fact
from demonstration.territory import DETECTIVES, SECTOR_BY_CODE, points_inside, points_outside

DRUG_RHYTHMS = {
    "S01": Rhythm(2.8),
    "S02": Rhythm(5.0, 15, 1.6),
    "S03": Rhythm(2.4),
    "S04": Rhythm(2.0),
    "S05": Rhythm(4.0, 13, 17.0),
    "S06": Rhythm(2.2),
    "S07": Rhythm(4.5, 20, 1.6),
    "S08": Rhythm(1.8, 20, 4.7),
    "S09": Rhythm(1.8),
    "S10": Rhythm(1.5),
    "S11": Rhythm(1.2),
    "S12": Rhythm(0.6),
    "S13": Rhythm(1.0),
    "S14": Rhythm(1.0),
}
OUTSIDE_RHYTHM = Rhythm(1.0)  # facts outside any sector
CONNECTED_SHARE = 0.14  # connected facts beside the usual number of drug facts, whatever becomes of these
DRUG_NATURES = {"traffic": 0.2, "use_resale": 0.17, "use": 0.55, "other_drugs": 0.08}
CONNECTED_NATURES = {"homicide": 0.01, "aggravated_violence": 0.45, "robbery": 0.42, "other_connected": 0.12}
WEEKDAYS = (1.0, 1.0, 1.05, 1.0, 1.2, 1.15, 0.8)
QUIET = ("S01", "S03", "S04", "S06", "S09", "S10", "S11")
MONTH_ONLY, MONTH_ONLY_AFTER_DAYS = 0.03, 150  # older facts of quiet sectors, so that no story is blurred


def draw_facts(span: Span, seed: int, outlines: dict[str, Polygon]) -> list[Fact]:
    """All facts of the span, in the order of their dates."""
    facts = [fact for code, outline in outlines.items() for fact in _of_sector(span, seed, code, outline)]
    facts += _outside(span, seed, outlines)
    facts.sort(key=lambda fact: (fact.date, fact.sector or "", fact.offence, fact.longitude or 0.0))
    return [replace(fact, reference=f"F/{fact.date.year}/{rank:05d}") for rank, fact in enumerate(facts, start=1)]


def _of_sector(span: Span, seed: int, code: str, outline: Polygon) -> list[Fact]:
    rng = stream(seed, f"facts {code}")
    usual = DRUG_RHYTHMS[code].usual
    facts = _events(rng, span, DRUG_RHYTHMS[code], DRUG_NATURES)
    facts += _events(rng, span, Rhythm(usual * CONNECTED_SHARE), CONNECTED_NATURES)
    places = points_inside(rng, outline, len(facts))
    return [_located(rng, span, code, offence, day, place) for (day, offence), place in zip(facts, places, strict=True)]


def _events(rng: np.random.Generator, span: Span, rhythm: Rhythm, natures: dict[str, float]) -> list[tuple[date, str]]:
    weeks = weeks_of_events(rng, rhythm)
    offences = rng.choice(list(natures), size=len(weeks), p=list(natures.values()))
    days = days_of_weeks(rng, span, weeks, WEEKDAYS)
    return [(day, str(offence)) for day, offence in zip(days, offences, strict=False)]


def _located(
    rng: np.random.Generator, span: Span, code: str, offence: str, day: date, place: tuple[float, float]
) -> Fact:
    """One fact of a sector: 8 in 100 without coordinates; 5 in 100 without sector, to be found from the point."""
    missing, month_only, count, by_detectives = rng.random(4)
    service = SECTOR_BY_CODE[code].service
    month = (
        month_only < MONTH_ONLY
        and code in QUIET
        and day < span.day(MONTH_ONLY_AFTER_DAYS)
        and day.replace(day=1) >= span.start
    )
    return Fact(
        sender=DETECTIVES if by_detectives < 0.15 and SECTOR_BY_CODE[code].force_area == "PN" else service,
        reference="",
        date=day.replace(day=1) if month else day,
        precision="month" if month else None,
        sector=None if 0.08 <= missing < 0.13 else code,
        offence=offence,
        count=2 if count < 0.02 and code in QUIET else None,
        longitude=None if missing < 0.08 else place[0],
        latitude=None if missing < 0.08 else place[1],
    )


def _outside(span: Span, seed: int, outlines: dict[str, Polygon]) -> list[Fact]:
    rng = stream(seed, "facts outside")
    events = _events(rng, span, OUTSIDE_RHYTHM, DRUG_NATURES)
    places = points_outside(rng, list(outlines.values()), len(events))
    return [
        Fact(DETECTIVES, "", day, None, None, offence, None, longitude, latitude)
        for (day, offence), (longitude, latitude) in zip(events, places, strict=True)
    ]
