"""One class a sheet of the indicator workbook: fields named as declared, and `sender`, the service that reports it."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Fact:
    """A row of Faits; `count` None stands for one."""

    sender: str
    reference: str
    date: date
    precision: str | None
    sector: str | None
    offence: str
    count: int | None
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True)
class Operation:
    """A row of Opérations; quantities in grams and euros."""

    sender: str
    reference: str
    date: date
    starts_at: time
    ends_at: time
    sector: str
    kind: str
    lead_service: str
    partner_services: tuple[str, ...]
    objective: str | None
    staff: int
    mobile_units: int | None
    checks: int
    arrests: int
    fines: int
    cannabis_g: float
    cocaine_g: float
    heroin_g: float
    other_drugs_g: float
    cash_eur: float
    weapons: int
    disorder: bool


@dataclass(frozen=True)
class Presence:
    """A row of Présences."""

    sender: str
    uai: str
    date: date
    starts_at: time
    ends_at: time | None
    service: str
    staff: int
    with_school_team: bool


@dataclass(frozen=True)
class Investigation:
    """A row of Enquêtes, as it stands on the last day its service covers."""

    sender: str
    reference: str
    opened_on: date
    closed_on: date | None
    service: str
    sector: str | None
    objective: str | None
    gir: bool
    asset_strand: bool
    dismantled: bool
    suspects: int | None
    minors: int | None
    parents_examined: int | None
    parents_prosecuted: int | None
    assets_eur: float | None
    tax_eur: float | None
    sent_to_office_on: date | None


@dataclass(frozen=True)
class InformationMeeting:
    """A row of Prévention."""

    sender: str
    reference: str
    date: date
    uai: str
    audience: str
    participants: int | None
    organiser: str
    held: bool


@dataclass(frozen=True)
class SafetyConsultation:
    """A row of Sûreté."""

    sender: str
    reference: str
    date: date
    sector: str | None
    uai: str | None
    purpose: str
    recommendations: int
    implemented: int


@dataclass(frozen=True)
class RepeatOffenders:
    """A row of Récidivistes: counts only."""

    sender: None
    month: date
    sector: str
    followed: int
    removals: int
    mayors_informed: int


@dataclass(frozen=True)
class MobileForces:
    """A row of Forces mobiles."""

    sender: None
    reference: str
    operation: str | None
    from_date: date
    to_date: date
    units_asked: int
    asked_on: date
    answer: str
    units_granted: int | None


@dataclass(frozen=True)
class LocalIndicator:
    """A row of Indicateurs locaux."""

    sender: None
    indicator: str
    label: str
    period: date
    sector: str | None
    service: None
    value: float


@dataclass(frozen=True)
class FundMovement:
    """A row of Fonds de concours; euros."""

    sender: None
    reference: str
    date: date
    direction: str
    amount_eur: float
    purpose: str


Record = (
    Fact
    | Operation
    | Presence
    | Investigation
    | InformationMeeting
    | SafetyConsultation
    | RepeatOffenders
    | MobileForces
    | LocalIndicator
    | FundMovement
)


@dataclass(frozen=True)
class Meeting:
    """A meeting of the état-major; it has no workbook."""

    held_on: date


@dataclass(frozen=True)
class Decision:
    """A decision taken at a meeting; `done_on` None while it is not carried out. `target`: asked of `indicator`."""

    taken_on: date
    text: str
    owner: str
    due_on: date
    done_on: date | None
    sector: str | None = None
    objective: str | None = None
    indicator: str | None = None
    target: float | None = None
