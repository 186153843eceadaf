"""Steering: objectives and targets of the plan, meetings every fortnight, decisions of which one is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta

from demonstration.drawing import Span
from demonstration.records import Decision, Meeting
from demonstration.territory import (
    BRUMEVAL,
    CENTRE,
    CLAIRPONT,
    CUSTOMS,
    DETECTIVES,
    GIR,
    NORTH,
    SCHOOL_TEAM,
    SECTORS,
    TAX,
)

THURSDAY = 3
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class Objective:
    """An objective of the plan, as in the sheet Objectifs, without its term and state."""

    code: str
    strand: str
    rank: int
    sector: str | None
    title: str
    mode_of_action: str
    lead_service: str
    shared_reference: str | None = None


@dataclass(frozen=True)
class Target:
    """A target of the plan, as in the sheet Cibles."""

    indicator: str
    sector: str | None
    value: float
    per: str


OBJECTIVES = (
    Objective("D1", "deterrence", 1, "S01", "Rendre les halls aux habitants", "Parties communes visitées", CENTRE),
    Objective("D2", "deterrence", 2, "S07", "Faire cesser le point de deal de la dalle", "Sécurisation visible", NORTH),
    Objective("D3", "deterrence", 3, "S08", "Tenir le parvis de la gare", "Contrôles sur réquisition", NORTH),
    Objective("D4", "deterrence", 4, "S10", "Être présent aux sorties scolaires", "Présence", BRUMEVAL),
    Objective("D5", "deterrence", 5, "S14", "Tenir les abords du lycée", "Présence à midi et à la sortie", CLAIRPONT),
    Objective("R1", "enforcement", 1, "S02", "Démanteler le réseau de la Verrerie", "Enquête", DETECTIVES, "VERRE"),
    Objective("R2", "enforcement", 2, "S05", "Identifier l’approvisionnement de Bellerive", "Enquête", NORTH),
    Objective("R3", "enforcement", 3, "S13", "Couper l’arrivée par le port", "Contrôle des conteneurs", CUSTOMS),
    Objective("R4", "enforcement", 4, "S03", "Réduire la revente aux Coquelicots", "Coups de poing répétés", CENTRE),
    Objective("P1", "assets", 1, "S02", "Saisir les avoirs du réseau de la Verrerie", "Enquête", GIR, "VERRE"),
    Objective("P2", "assets", 2, None, "Taxer les revenus non déclarés", "Propositions de taxation", TAX),
    Objective("V1", "prevention", 1, None, "Une réunion d’information par collège", "Réunions", SCHOOL_TEAM),
    Objective("V2", "prevention", 2, "S09", "Éclairer les cheminements des Terrasses", "Consultation de sûreté", NORTH),
)  # fmt: skip
REACHED_FROM = {"V1": 2, "D4": 3, "P2": 3}  # the plan, counted from the first of the span, that sees them reached
GIVEN_UP_FROM = {"D3": 3}

TARGETS = (
    *(Target("operations", sector.code, 1.0, "fortnight") for sector in SECTORS),
    Target("operations_raids", None, 5.0, "month"),
    Target("presences", None, 60.0, "week"),
    Target("investigations_opened", None, 8.0, "month"),
    Target("information_meetings_held", None, 20.0, "semester"),
    Target("recommendations", None, 30.0, "semester"),
)


@dataclass(frozen=True)
class Wish:
    """What a meeting decides: what, by whom, where, and the value asked of an indicator."""

    text: str
    owner: str
    sector: str | None = None
    objective: str | None = None
    indicator: str | None = None
    target: float | None = None


DECISIONS = (
    Wish("Reprendre les opérations à Bellerive, à des horaires variés", NORTH, "S05", "R2", "operations", 2.0),
    Wish("Demander deux unités de forces mobiles pour la Verrerie", CENTRE, "S02", "R1", "mobile_units_asked", 2.0),
    Wish(
        "Proposer une réunion de parents dans chaque collège de la liste nationale",
        SCHOOL_TEAM,
        None,
        "V1",
        "information_meetings_offered",
        6.0,
    ),
    Wish("Transmettre à l’office les résultats des enquêtes closes", DETECTIVES, None, None, "unsent", 5.0),
    Wish("Faire éclairer le parking de la Cité des Horloges", NORTH, "S07", None, "recommendations", 1.0),
    Wish("Couvrir la sortie du vendredi au collège des Trois-Fontaines", CENTRE),
    Wish("Programmer un contrôle commun à l’aérodrome de Montfeuil", BRUMEVAL, "S12", None, "operations", 1.0),
    Wish("Échanger les objectifs sur le réseau de la Verrerie", GIR, "S02", "P1"),
)
OVERDUE, PENDING = 1, 2  # ranks among the last meetings, counted back


def state_of(objective: Objective, plan_rank: int) -> str:
    """The state of the objective in the plan of that rank, counted from the first of the span."""
    if plan_rank >= REACHED_FROM.get(objective.code, plan_rank + 1):
        return "reached"
    if plan_rank >= GIVEN_UP_FROM.get(objective.code, plan_rank + 1):
        return "given_up"
    return "under_way" if plan_rank or objective.rank == 1 else "to_start"


def meetings(span: Span) -> tuple[Meeting, ...]:
    """One meeting every fourteen days, on Thursdays, the last within the last fortnight, oldest first."""
    last = span.until - timedelta(days=(span.until.weekday() - THURSDAY) % 7)
    count = (last - span.start) // FORTNIGHT
    return tuple(Meeting(last - FORTNIGHT * back) for back in range(count, -1, -1))


def decisions(held: tuple[Meeting, ...], until: date) -> tuple[Decision, ...]:
    """One decision a meeting. Of the last three meetings, the middle one's is overdue, the others' not yet due."""
    return tuple(_decision(rank, meeting.held_on, len(held) - 1 - rank, until) for rank, meeting in enumerate(held))


def _decision(rank: int, taken_on: date, meetings_since: int, until: date) -> Decision:
    wish = DECISIONS[rank % len(DECISIONS)]
    due_on, done_on = taken_on + 2 * FORTNIGHT, taken_on + timedelta(days=9 + rank % 17)
    pending = meetings_since in (0, OVERDUE, PENDING)
    if pending:
        due_on = until - timedelta(days=4) if meetings_since == OVERDUE else until + timedelta(days=20)
    return Decision(taken_on, due_on=due_on, done_on=None if pending else done_on, **vars(wish))
