"""The investigations, each with its end; and how one stood on an earlier day, as a file of that day tells it."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from demonstration.drawing import Span, stream
from demonstration.operations import LATE_DAYS
from demonstration.records import Investigation
from demonstration.steering import OBJECTIVES
from demonstration.territory import CUSTOMS, DETECTIVES, GIR, SECTOR_BY_CODE, SECTORS, TAX

COUNT = 220
UNSENT = 11
UNSENT_AFTER_DAYS = 30
FORGOTTEN_SECTOR = "S12"
EARLY_WEEKS_DAYS = 8  # nothing ends within that many days of what the service's files cover: results go out meanwhile


def draw_investigations(span: Span, seed: int) -> list[Investigation]:
    """All investigations of the span by date of opening, as they stand on the last day their service covers.

    Every sector but S12 has one under way on the last day; exactly UNSENT of those closed were not sent to the office,
    all of them closed more than 30 days before; none in S12 ended less than 40 days before.
    """
    rng = stream(seed, "investigations")
    drawn = [_investigation(rng, span, rank) for rank in range(COUNT)]
    drawn.sort(key=lambda investigation: (investigation.opened_on, investigation.service))
    numbered = [
        replace(one, reference=f"EN/{one.opened_on.year}/{rank:04d}") for rank, one in enumerate(drawn, start=1)
    ]
    return _with_unsent(numbered, span)


def covered_until(span: Span, service: str | None) -> date:
    """The last day that the files of that service cover: the customs service is late."""
    return span.day(LATE_DAYS) if service == CUSTOMS else span.until


def as_of(investigation: Investigation, day: date) -> Investigation:
    """The investigation as it was known on that day: not closed, and without results, if it closed later."""
    sent_on = investigation.sent_to_office_on
    if investigation.closed_on is not None and investigation.closed_on > day:
        return replace(
            investigation,
            closed_on=None,
            dismantled=False,
            suspects=None,
            minors=None,
            parents_examined=None,
            parents_prosecuted=None,
            assets_eur=None,
            tax_eur=None,
            sent_to_office_on=None,
        )
    return replace(investigation, sent_to_office_on=None) if sent_on is not None and sent_on > day else investigation


def _investigation(rng: np.random.Generator, span: Span, rank: int) -> Investigation:
    sector = SECTORS[rank % len(SECTORS)].code if rank < 2 * len(SECTORS) else _any_sector(rng)
    kept_open = rank < len(SECTORS) and sector != FORGOTTEN_SECTOR
    age = int(rng.integers(40, 300)) if kept_open else int(rng.integers(0, 720))
    if sector == FORGOTTEN_SECTOR:
        age = int(rng.integers(200, 700))
    service = _service(rng, sector, kept_open)
    opened_on = min(span.day(age), covered_until(span, service))
    closed_on = None if kept_open else _closed_on(rng, span, sector, service, opened_on)
    fields = _results(rng, service) if closed_on else {}
    objective = next((one.code for one in OBJECTIVES if one.sector == sector), None)
    return Investigation(
        sender=service,
        reference="",
        opened_on=opened_on,
        closed_on=closed_on,
        service=service,
        sector=sector,
        objective=objective if rng.random() < 0.6 else None,
        gir=bool(service == GIR or rng.random() < 0.18),
        asset_strand=bool(service in (GIR, TAX) or rng.random() < 0.3),
        dismantled=bool(closed_on and rng.random() < 0.15),
        suspects=fields.get("suspects"),
        minors=fields.get("minors"),
        parents_examined=fields.get("parents_examined"),
        parents_prosecuted=fields.get("parents_prosecuted"),
        assets_eur=_euros(rng, 9000) if closed_on and rng.random() < 0.4 else None,
        tax_eur=_euros(rng, 14000) if closed_on and service == TAX else None,
        sent_to_office_on=None,
    )


def _any_sector(rng: np.random.Generator) -> str:
    codes = [sector.code for sector in SECTORS if sector.code != FORGOTTEN_SECTOR]
    weights = np.linspace(2, 1, len(codes))
    return str(rng.choice(codes, p=weights / weights.sum()))


def _service(rng: np.random.Generator, sector: str, kept_open: bool) -> str:
    """The service in charge; never the late one where the investigation is to be seen under way."""
    local = SECTOR_BY_CODE[sector].service
    town = SECTOR_BY_CODE[sector].force_area == "PN"
    services = (local, DETECTIVES if town else local, GIR, TAX, local if kept_open else CUSTOMS)
    return str(rng.choice(services, p=(0.4, 0.35, 0.06, 0.09, 0.1)))


def _closed_on(rng: np.random.Generator, span: Span, sector: str, service: str, opened_on: date) -> date | None:
    duration = timedelta(days=30 + int(rng.gamma(2.0, 70)))
    if sector == FORGOTTEN_SECTOR:
        return min(opened_on + duration, span.day(40))
    closed_on = opened_on + duration
    return closed_on if closed_on <= covered_until(span, service) - timedelta(days=EARLY_WEEKS_DAYS) else None


def _results(rng: np.random.Generator, service: str) -> dict[str, int]:
    suspects = 1 if service == TAX else int(rng.integers(1, 12))
    minors = int(rng.binomial(suspects, 0.2))
    examined = int(rng.binomial(minors, 0.6))
    return {
        "suspects": suspects,
        "minors": minors,
        "parents_examined": examined,
        "parents_prosecuted": int(rng.binomial(examined, 0.3)),
    }


def _euros(rng: np.random.Generator, mean: float) -> float:
    return round(float(rng.exponential(mean)) + 150, 2)


def _with_unsent(investigations: list[Investigation], span: Span) -> list[Investigation]:
    """Every closed one is sent within weeks, save UNSENT of those closed more than 30 days ago, evenly taken."""
    old = [
        one.reference
        for one in investigations
        if one.closed_on is not None
        and one.closed_on < span.day(UNSENT_AFTER_DAYS + LATE_DAYS)
        and one.closed_on > span.day(400)
    ]
    unsent = {old[len(old) * rank // UNSENT] for rank in range(UNSENT)}
    return [one if one.reference in unsent else _sent(rank, one, span) for rank, one in enumerate(investigations)]


def _sent(rank: int, investigation: Investigation, span: Span) -> Investigation:
    closed_on = investigation.closed_on
    if closed_on is None:
        return investigation
    usual = closed_on + timedelta(days=3 + 7 * rank % 38)
    return replace(investigation, sent_to_office_on=min(usual, covered_until(span, investigation.service)))
