"""The operations: their rhythm tells the other half of the stories of `facts`."""

from dataclasses import replace
from datetime import date, time

import numpy as np

from demonstration.drawing import EVEN_DAYS, Rhythm, Span, days_of_weeks, stream, weeks_of_events
from demonstration.records import Operation
from demonstration.steering import OBJECTIVES
from demonstration.territory import CUSTOMS, DETECTIVES, GIR, SECTOR_BY_CODE, SECTORS, SERVICES

RHYTHMS = {sector.code: Rhythm(0.47) for sector in SECTORS} | {
    "S02": Rhythm(0.45, 17, 3.0),  # they intensify four months ago: facts fall two weeks later
    "S05": Rhythm(0.45, 13, 0.0),  # none while it gets worse
    "S07": Rhythm(0.45, 20, 1.5),  # they drive the facts next door
    "S12": Rhythm(0.25, 5, 0.0),  # the forgotten sector
}
REGULAR = "S06"  # always on Tuesdays at 15 h: the meeting should see that it is foreseeable
TUESDAY = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
LATE_DAYS = 21  # the customs service is late: it reports nothing of the last 21 days
KINDS = {
    "raid": 0.2,
    "securing": 0.25,
    "identity_check": 0.2,
    "road_check": 0.12,
    "common_areas": 0.15,
    "transport": 0.05,
    "other": 0.03,
}
CUSTOMS_SECTORS = ("S08", "S12", "S13")
HOURS = (8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)


def draw_operations(span: Span, seed: int) -> list[Operation]:
    """All operations of the span, in the order of their dates. None in S05 for 91 days, none by customs for 21."""
    operations = [operation for sector in SECTORS for operation in _of_sector(span, seed, sector.code)]
    operations.sort(key=lambda operation: (operation.date, operation.starts_at, operation.sector))
    return [
        replace(operation, reference=f"OP/{operation.date.year}/{rank:04d}")
        for rank, operation in enumerate(operations, start=1)
    ]


def _of_sector(span: Span, seed: int, code: str) -> list[Operation]:
    rng = stream(seed, f"operations {code}")
    weeks = weeks_of_events(rng, RHYTHMS[code])
    days = days_of_weeks(rng, span, weeks, TUESDAY if code == REGULAR else EVEN_DAYS)
    return [_operation(rng, span, code, day) for day in days]


def _operation(rng: np.random.Generator, span: Span, code: str, day: date) -> Operation:
    lead, partners = _services(rng, span, code, day)
    start = time(15, 0) if code == REGULAR else time(int(rng.choice(HOURS)), int(rng.choice((0, 15, 30, 45))))
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    return Operation(
        sender=lead,
        reference="",
        date=day,
        starts_at=start,
        ends_at=start.replace(hour=(start.hour + int(rng.integers(1, 5))) % 24),
        sector=code,
        kind=kind,
        lead_service=lead,
        partner_services=partners,
        objective=_objective(rng, code),
        staff=int(rng.integers(6, 45)),
        mobile_units=int(rng.integers(1, 3)) if rng.random() < 0.06 else None,
        checks=int(rng.poisson(24)),
        arrests=int(rng.poisson(1.6)),
        fines=int(rng.poisson(3)),
        cannabis_g=_seized(rng, 0.5, 180),
        cocaine_g=_seized(rng, 0.15, 25),
        heroin_g=_seized(rng, 0.08, 15),
        other_drugs_g=_seized(rng, 0.06, 20),
        cash_eur=float(round(_seized(rng, 0.2, 900))),
        weapons=int(rng.poisson(0.08)),
        disorder=bool(rng.random() < 0.05),
    )


def _services(rng: np.random.Generator, span: Span, code: str, day: date) -> tuple[str, tuple[str, ...]]:
    """The leading service and its partners. Customs leads at the station, the airfield and the port."""
    sector = SECTOR_BY_CODE[code]
    customs_reports = day <= span.day(LATE_DAYS)
    draw = rng.random()
    lead = sector.service
    if code in CUSTOMS_SECTORS and customs_reports and draw < 0.45:
        lead = CUSTOMS
    elif sector.force_area == "PN" and draw < 0.15:
        lead = DETECTIVES
    area = {
        service.code for service in SERVICES if service.force == ("police", "gendarmerie")[sector.force_area == "GN"]
    }
    possible = sorted({*area, GIR, *([CUSTOMS] if customs_reports else [])} - {lead})
    count = int(rng.choice((0, 1, 2), p=(0.65, 0.28, 0.07)))
    return lead, tuple(sorted(str(code) for code in rng.choice(possible, size=count, replace=False)))


def _objective(rng: np.random.Generator, code: str) -> str | None:
    codes = [objective.code for objective in OBJECTIVES if objective.sector == code]
    return codes[0] if codes and rng.random() < 0.7 else None


def _seized(rng: np.random.Generator, share: float, mean: float) -> float:
    found, quantity = rng.random(), rng.exponential(mean)
    return round(float(quantity), 1) if found < share else 0.0
