"""The register of decisions: how each stands, which are overdue, and what their target indicators have come to."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from data_access.queries import meetings as stored
from domain.catalogue import CATALOGUE, By, Direction, Indicator, Nature
from domain.french import day, short_day
from domain.meetings import OPEN_STATES, DecisionState, Written, decision_state
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import spark
from indicators.measures import territories
from indicators.registry import reads_of
from indicators.situation import DEPARTMENT_SCOPE, Situation
from indicators.words import value_words

REGISTER_COLUMNS = (
    *("id", "meeting_id", "taken_on", "text", "owner", "owner_name", "due_on", "sector", "objective"),
    *("indicator", "target", "state", "ended_on", "overdue", "days_late", "value", "value_until", "complete"),
    *("reached", "follow_up"),
)
_ORDER = {state: place for place, state in enumerate((*OPEN_STATES, DecisionState.DONE, DecisionState.GIVEN_UP))}
_DONE = {
    **dict.fromkeys(("operations", "operations_raids", "presences", "presences_joint", "recommendations"), "faites"),
    **dict.fromkeys(("information_meetings_held", "meetings_held"), "tenues"),
    "information_meetings_offered": "proposées",
}
"""What is done of an indicator that counts acts, by its code; of the others, how many are counted."""
_FEMININE = {
    *("personnes", "amendes", "armes", "unités", "minutes", "enquêtes", "mesures", "décisions"),
    *("opérations", "présences", "réunions", "recommandations"),
}


@dataclass(frozen=True)
class Register:
    """The decisions of a département as they stand on a day.

    `decisions`: `REGISTER_COLUMNS`, the overdue first, then the open ones by day, then the others, the newest first.
    `value` is what the target's indicator has come to between the decision and `value_until` (its day, or the last day
    asked for where that is sooner), NaN without a target or where it cannot be computed; `complete` whether the files
    reach that day; `follow_up` the whole in words. `changes`: of `data_access.queries.meetings.decision_changes`.
    `sectors`, `services`, `objectives`: names by code, of the plan in force on that day. `freshness`: of
    `analysis.freshness`, for `reach`.
    """

    department: str
    until: date
    decisions: pd.DataFrame
    changes: pd.DataFrame
    sectors: dict[str, str]
    services: dict[str, str]
    objectives: dict[str, str]
    freshness: pd.DataFrame

    @property
    def still_open(self) -> pd.DataFrame:
        """Those neither carried out nor given up."""
        return self.decisions[self.decisions["state"].isin([state.value for state in OPEN_STATES])]

    def without(self, rows: "pd.Series[bool]") -> "Register":
        """The register without the decisions marked."""
        return replace(self, decisions=self.decisions[~rows.astype(bool)].reset_index(drop=True))


def register(database: Database, scope: Scope, department: str, until: date, reach: date | None = None) -> Register:
    """The register as it stood at the end of that day: decisions of later days are not in it. Raises ScopeError.

    `reach`: the last day on which the target indicators are looked at, `until` unless told otherwise.
    """
    with database.read() as connection:
        table = stored.decisions(connection, scope, department)
        changes = stored.decision_changes(connection, scope, department)
    table = table[table["taken_on"].le(pd.Timestamp(until))]
    aimed = table.loc[table["indicator"].notna(), "taken_on"].min()
    known = situation(database, scope, department, Window(until, until), since=_day(aimed))
    services = _names(known, By.SERVICE, until)
    rows = [_row(known, until, min(reach or until, until), services, one) for one in table.to_dict("records")]
    found = pd.DataFrame(rows, columns=list(REGISTER_COLUMNS))
    objectives = known.table("objectives")
    return Register(
        department=department,
        until=until,
        decisions=_ordered(found),
        changes=changes,
        sectors=_names(known, By.SECTOR, until),
        services=services,
        objectives={str(code): str(title) for code, title in zip(objectives["code"], objectives["title"], strict=True)},
        freshness=freshness(known, Window(reach or until, reach or until)),
    )


def _names(known: Situation, by: By, until: date) -> dict[str, str]:
    found = territories(known, by, Window(until, until))
    return {str(code): str(name) for code, name in found.items()}


def _row(
    known: Situation, until: date, reach: date, services: dict[str, str], row: dict[Any, Any]
) -> dict[str, object]:
    taken, due, started, done, given_up = (
        _day(row[name]) for name in ("taken_on", "due_on", "started_on", "done_on", "given_up_on")
    )
    state = decision_state(until, started, done, given_up)
    overdue = state in OPEN_STATES and due is not None and due < until
    follow = _Follow()
    if taken is not None and isinstance(row["indicator"], str) and not pd.isna(row["target"]):
        last = max(taken, min(due or reach, reach))
        follow = _followed(known, Window(taken, last), row)
    owner = str(row["owner"])
    return {
        **{name: row[name] for name in ("id", "meeting_id", "text", "owner", "sector", "objective", "indicator")},
        "owner_name": services.get(owner, owner),
        "taken_on": taken,
        "due_on": due,
        "target": row["target"],
        "state": state.value,
        "ended_on": given_up if state is DecisionState.GIVEN_UP else done if state is DecisionState.DONE else None,
        "overdue": overdue,
        "days_late": (until - due).days if overdue and due is not None else 0,
        "value": follow.value,
        "value_until": follow.until,
        "complete": follow.complete,
        "reached": follow.reached,
        "follow_up": follow.words if follow.words else f"décidée le {short_day(taken)}" if taken is not None else "",
    }


@dataclass(frozen=True)
class _Follow:
    """What a decision's target has come to, and in words; `value` NaN where there is none."""

    value: float = float("nan")
    until: date | None = None
    complete: bool = True
    reached: bool | None = None
    words: str = ""


def _followed(known: Situation, window: Window, row: dict[Any, Any]) -> _Follow:
    """What the target of a decision has come to over the days from the decision on, both ends included."""
    code, target = str(row["indicator"]), float(row["target"])
    indicator = CATALOGUE[code]
    sector = row["sector"] if isinstance(row["sector"], str) and By.SECTOR in indicator.levels else None
    by, place = (By.DEPARTMENT, DEPARTMENT_SCOPE) if sector is None else (By.SECTOR, sector)
    value = None
    if place in territories(known, by, window).index:
        found = float(spark(known, window, code, by, place, count=1)["value"].iloc[-1])
        value = None if pd.isna(found) else found
    complete = not known.behind(reads_of(indicator), window.end)
    reached = None
    if value is not None:
        reached = value <= target if indicator.direction is Direction.WORSE else value >= target
    words = f"décidée le {short_day(window.start)}, {asked_words(indicator, target)}, "
    words += came_to_words(indicator, value, window.end)
    if value is not None and not complete:
        words += " (fichiers incomplets)"
    return _Follow(float("nan") if value is None else value, window.end, complete, reached, words)


def asked_words(indicator: Indicator, target: float) -> str:
    """What a decision asks of an indicator: `6 opérations demandées`, `10 faits au plus`."""
    number, unit = value_words(indicator, target)
    if indicator.direction is Direction.WORSE:
        return f"{number} {unit} au plus"
    return f"{number} {unit} demandé{_ending(indicator, target)}"


def target_words(said: Written) -> str | None:
    """What a decision asks, in words; None where it aims at no indicator."""
    if said.indicator is None or said.target is None:
        return None
    return asked_words(CATALOGUE[said.indicator], said.target)


def came_to_words(indicator: Indicator, value: float | None, until: date) -> str:
    """What an indicator has come to: `4 faites`, `12 comptés`, `75 % le 22/11/2026`, `non calculable`."""
    if value is None:
        return "résultat non calculable"
    number, _ = value_words(indicator, value)
    if indicator.nature not in (Nature.COUNT, Nature.QUANTITY):
        return f"{number} le {day(until)}"
    verb = _DONE.get(indicator.code)
    if verb is None:
        return f"{number} compté{_ending(indicator, value)}"
    return f"{number} {verb if value >= 2 else verb[:-1]}"


def _ending(indicator: Indicator, value: float) -> str:
    """The ending that the unit and the number want: `e`, `es`, `s`, or none."""
    return ("e" if indicator.unit in _FEMININE else "") + ("s" if value >= 2 or indicator.is_share else "")


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    """The overdue first, the latest of them first; then the open ones by day due; then the others, newest first."""
    still = found["state"].isin([state.value for state in OPEN_STATES])
    due = pd.to_datetime(found["due_on"]).fillna(pd.Timestamp.max.normalize())
    taken = pd.to_datetime(found["taken_on"])
    keys = found.assign(
        late=~found["overdue"].astype(bool),
        ended=~still,
        due=due.where(still, pd.Timestamp.max.normalize()),
        state_place=found["state"].map(lambda code: _ORDER[DecisionState(code)]),
        newest=-taken.astype("int64"),
    )
    order = keys.sort_values(["late", "ended", "due", "newest", "state_place"], kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
