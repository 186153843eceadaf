"""Prevention, safety consultations, repeat offenders, mobile forces, local indicators and the seizure fund."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from demonstration.drawing import Rhythm, Span, days_of_weeks, stream, weeks_of_events
from demonstration.records import (
    FundMovement,
    InformationMeeting,
    LocalIndicator,
    MobileForces,
    Operation,
    RepeatOffenders,
    SafetyConsultation,
)
from demonstration.schools import School
from demonstration.territory import BRUMEVAL, CENTRE, CLAIRPONT, NORTH, SCHOOL_TEAM, SECTORS
from domain.school_calendar import is_school_day
from domain.territories import DEMONSTRATION
from domain.windows import month_end, months_back

AUDIENCES = ("professionals", "parents", "pupils")
SAFETY_SERVICES = (CENTRE, NORTH, BRUMEVAL, CLAIRPONT)
SAFETY_PURPOSES = (
    "Éclairage des cheminements",
    "Contrôle d’accès des halls",
    "Vidéoprotection du parking",
    "Fermeture des caves",
    "Clôture des abords",
)
LOCAL_INDICATORS = (
    ("HALLS", "Halls remis en état par les bailleurs", "S01", 6),
    ("HALLS", "Halls remis en état par les bailleurs", "S07", 4),
    ("SIGNALEMENTS", "Signalements d’habitants reçus", None, 30),
)
FUND_PURPOSES = {"paid_in": "Numéraire confisqué, versé au fonds", "received": "Équipement d’enquête"}


def draw_information_meetings(span: Span, seed: int, schools: tuple[School, ...]) -> list[InformationMeeting]:
    """Meetings offered to schools, on school days; four in five were held."""
    rng = stream(seed, "prevention")
    days = days_of_weeks(rng, span, weeks_of_events(rng, Rhythm(2.2)))
    open_days = sorted(day for day in days if is_school_day(day, DEMONSTRATION))
    return [_information_meeting(rng, day, rank, schools) for rank, day in enumerate(open_days, start=1)]


def _information_meeting(
    rng: np.random.Generator, day: date, rank: int, schools: tuple[School, ...]
) -> InformationMeeting:
    school = schools[int(rng.integers(len(schools)))]
    held = bool(rng.random() < 0.8)
    by_team = rng.random() < 0.5
    return InformationMeeting(
        sender=SCHOOL_TEAM if by_team else school.service,
        reference=f"PR/{day.year}/{rank:04d}",
        date=day,
        uai=school.uai,
        audience=str(rng.choice(AUDIENCES)),
        participants=int(rng.integers(8, 70)) if held else None,
        organiser="Équipe mobile de sécurité" if by_team else "Référents scolaires du service",
        held=held,
    )


def draw_safety(span: Span, seed: int, schools: tuple[School, ...]) -> list[SafetyConsultation]:
    """Consultations of the safety officers, older ones better followed than recent ones; none in S12."""
    rng = stream(seed, "safety")
    days = sorted(days_of_weeks(rng, span, weeks_of_events(rng, Rhythm(0.6))))
    return [_consultation(rng, span, day, rank, schools) for rank, day in enumerate(days, start=1)]


def _consultation(
    rng: np.random.Generator, span: Span, day: date, rank: int, schools: tuple[School, ...]
) -> SafetyConsultation:
    service = SAFETY_SERVICES[int(rng.integers(len(SAFETY_SERVICES)))]
    watched = [school for school in schools if school.service == service and school.sector]
    school = watched[int(rng.integers(len(watched)))]
    recommendations = int(rng.integers(2, 9))
    return SafetyConsultation(
        sender=service,
        reference=f"SU/{day.year}/{rank:04d}",
        date=day,
        sector=school.sector,
        uai=school.uai if rank % 3 == 0 else None,
        purpose=SAFETY_PURPOSES[rank % len(SAFETY_PURPOSES)],
        recommendations=recommendations,
        implemented=int(rng.binomial(recommendations, 0.2 + 0.5 * (span.until - day).days / 731)),
    )


def _whole_months(span: Span) -> list[date]:
    months = months_back(span.until, 25)
    return [month for month in months if month >= span.start and month_end(month) <= span.until]


def draw_repeat_offenders(span: Span, seed: int) -> list[RepeatOffenders]:
    """Counts a month and a sector, for the months that lie whole in the span."""
    rng = stream(seed, "repeat offenders")
    rows = []
    for month in _whole_months(span):
        for sector in SECTORS:
            followed = int(rng.poisson(1 + sector.population / 900))
            removals = int(rng.binomial(followed, 0.2))
            rows.append(RepeatOffenders(None, month, sector.code, followed, removals, int(rng.binomial(removals, 0.8))))
    return rows


def draw_mobile_forces(span: Span, seed: int, operations: list[Operation]) -> list[MobileForces]:
    """One request for each operation with mobile units, and one that is still pending, for next week."""
    rng = stream(seed, "mobile forces")
    supported = [operation for operation in operations if operation.mobile_units]
    rows = [_request(rng, span, operation) for operation in supported]
    first = span.until + timedelta(days=6)
    rows.append(MobileForces(None, "", None, first, first + timedelta(days=2), 2, span.day(3), "pending", None))
    rows.sort(key=lambda row: row.from_date)
    return [replace(row, reference=f"FM/{row.from_date.year}/{rank:03d}") for rank, row in enumerate(rows, start=1)]


def _request(rng: np.random.Generator, span: Span, operation: Operation) -> MobileForces:
    granted = operation.mobile_units or 0
    return MobileForces(
        sender=None,
        reference="",
        operation=operation.reference,
        from_date=operation.date,
        to_date=operation.date,
        units_asked=granted + int(rng.integers(0, 2)),
        asked_on=max(operation.date - timedelta(days=int(rng.integers(8, 22))), span.start),
        answer="granted",
        units_granted=granted,
    )


def draw_local_indicators(span: Span, seed: int) -> list[LocalIndicator]:
    """What the département counts in addition, a month."""
    rng = stream(seed, "local indicators")
    return [
        LocalIndicator(None, code, label, month, sector, None, float(rng.poisson(mean)))
        for month in _whole_months(span)
        for code, label, sector, mean in LOCAL_INDICATORS
    ]


def draw_fund(span: Span, seed: int) -> list[FundMovement]:
    """Payments into the seizure fund each month, and what comes back each fourth one."""
    rng = stream(seed, "fund")
    rows = []
    for rank, month in enumerate(_whole_months(span), start=1):
        direction = "received" if rank % 4 == 0 else "paid_in"
        day = month + timedelta(days=int(rng.integers(4, 25)))
        amount = round(float(rng.uniform(2000, 15000)), 2)
        rows.append(FundMovement(None, f"FC/{day.year}/{rank:03d}", day, direction, amount, FUND_PURPOSES[direction]))
    return rows
