"""Everything the fictional département did in 24 months, before anybody writes it into a workbook."""

from dataclasses import dataclass
from datetime import date

from shapely.geometry import Polygon

from demonstration import follow_up, steering
from demonstration.drawing import Span, span_of
from demonstration.facts import draw_facts
from demonstration.investigations import draw_investigations
from demonstration.operations import draw_operations
from demonstration.presences import draw_presences
from demonstration.records import (
    Decision,
    Fact,
    FundMovement,
    InformationMeeting,
    Investigation,
    LocalIndicator,
    Meeting,
    MobileForces,
    Operation,
    Presence,
    RepeatOffenders,
    SafetyConsultation,
)
from demonstration.schools import School, draw_schools
from demonstration.territory import outlines

DEFAULT_SEED = 20100211


@dataclass(frozen=True)
class World:
    """The records, named by the declared code of their sheet."""

    span: Span
    outlines: dict[str, Polygon]
    schools: tuple[School, ...]
    facts: list[Fact]
    operations: list[Operation]
    presences: list[Presence]
    investigations: list[Investigation]
    prevention: list[InformationMeeting]
    safety: list[SafetyConsultation]
    repeat_offenders: list[RepeatOffenders]
    mobile_forces: list[MobileForces]
    local_indicators: list[LocalIndicator]
    seizure_fund: list[FundMovement]
    meetings: tuple[Meeting, ...]
    decisions: tuple[Decision, ...]


def draw_world(until: date, seed: int = DEFAULT_SEED) -> World:
    """Draw the 24 months that end on `until`. The same `until` and seed give the same records."""
    span = span_of(until)
    drawn_outlines = outlines(seed)
    schools = draw_schools(seed, drawn_outlines)
    operations = draw_operations(span, seed)
    held = steering.meetings(span)
    return World(
        span=span,
        outlines=drawn_outlines,
        schools=schools,
        facts=draw_facts(span, seed, drawn_outlines),
        operations=operations,
        presences=draw_presences(span, seed, schools),
        investigations=draw_investigations(span, seed),
        prevention=follow_up.draw_information_meetings(span, seed, schools),
        safety=follow_up.draw_safety(span, seed, schools),
        repeat_offenders=follow_up.draw_repeat_offenders(span, seed),
        mobile_forces=follow_up.draw_mobile_forces(span, seed, operations),
        local_indicators=follow_up.draw_local_indicators(span, seed),
        seizure_fund=follow_up.draw_fund(span, seed),
        meetings=held,
        decisions=steering.decisions(held, until),
    )
