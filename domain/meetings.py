"""The meeting of the état-major: who sits at it, how a decision stands, and what a point of its agenda is about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MEETING_MINUTES = 40
"""How long a meeting is meant to last."""

PARTICIPANTS = (
    "préfet",
    "procureur de la République",
    "directeur de cabinet",
    "DDPN",
    "commandant du groupement de gendarmerie",
    "douanes",
    "direction des finances publiques",
    "éducation nationale",
    "GIR",
)
"""Who may sit at a meeting, as functions: no name is ever written. Others may be added."""

USUAL_PARTICIPANTS = ("préfet", "procureur de la République", "DDPN", "commandant du groupement de gendarmerie")
SECRETARY = "secrétariat"
"""Who writes where nobody has said for whom."""


class MeetingState(StrEnum):
    """A meeting is prepared, then held and closed: from then on nothing of it changes."""

    PREPARED = "prepared"
    CLOSED = "closed"


class DecisionState(StrEnum):
    """How a decision stands."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    GIVEN_UP = "given_up"


DECISION_STATES = {
    DecisionState.TO_DO: "à faire",
    DecisionState.UNDER_WAY: "en cours",
    DecisionState.DONE: "faite",
    DecisionState.GIVEN_UP: "abandonnée",
}
OPEN_STATES = (DecisionState.TO_DO, DecisionState.UNDER_WAY)


def decision_state(day: date, started: date | None, done: date | None, given_up: date | None) -> DecisionState:
    """How a decision stood at the end of that day; what happened later does not count yet."""
    if given_up is not None and given_up <= day:
        return DecisionState.GIVEN_UP
    if done is not None and done <= day:
        return DecisionState.DONE
    return DecisionState.UNDER_WAY if started is not None and started <= day else DecisionState.TO_DO


class Origin(StrEnum):
    """Where a point of the agenda comes from."""

    MATTER = "matter"  # a rule of À décider
    DECISION = "decision"  # a decision still open
    ADDED = "added"  # by the staff


@dataclass(frozen=True)
class Point:
    """A point of an agenda: what it is about, in words, and the screen that shows it.

    `subject` is the code of the rule or the number of the decision that it comes from, empty where somebody added it;
    `sector`, `school` what it is about, if it is one place. `note` is the staff's.
    """

    origin: Origin
    title: str
    detail: str
    page: str
    subject: str = ""
    sector: str | None = None
    school: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Written:
    """What is written on a decision's line: what, which service leads, by when, where, and the target that follows it.

    `sector` and `objective` are codes of the plan. `indicator` is a code of the catalogue and `target` the value asked
    of it by `due_on`.
    """

    text: str = ""
    owner: str = ""
    due_on: date | None = None
    sector: str | None = None
    objective: str | None = None
    indicator: str | None = None
    target: float | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What a decision ought to say and this one does not, in French."""
        said = {"le service pilote": self.owner, "l’échéance": self.due_on}
        return tuple(name for name, value in said.items() if not value)
