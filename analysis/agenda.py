"""The agenda of a meeting: drawn up from À décider and from the decisions still open, and what each point shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.links import SCHOOL, SECTOR, Link
from analysis.register import Register, register
from analysis.rules import Matter, MatterKind
from analysis.situation import situation
from analysis.summary import summary
from data_access.database import Database
from domain.catalogue import CATALOGUE, By
from domain.french import THIN, day, plural
from domain.meetings import Origin, Point
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures, spark
from indicators.situation import DEPARTMENT_SCOPE

FIGURES_A_POINT = 3
_USUAL = ("facts_drugs", "operations", "school_coverage_national")
_OF_A_SECTOR = ("facts_drugs", "operations", "days_since_operation")
_OF_A_SCHOOL = ("school_coverage", "presences", "presences_joint")
_OF_A_MATTER: dict[MatterKind, tuple[str, ...]] = {
    MatterKind.DEGRADES_WITHOUT_OPERATION: _OF_A_SECTOR,
    MatterKind.DECISION_OVERDUE: ("decisions_overdue", "decisions_open", "meetings_held"),
    MatterKind.NO_ACTION: ("sectors_without_action", "operations", "presences"),
    MatterKind.SCHOOL_UNDER_TARGET: ("schools_under_target", "school_coverage_national", "presences"),
    MatterKind.OBJECTIVE_OVERDUE: ("objectives_reached_share", "targets_reached_share", "decisions_open"),
    MatterKind.NOT_SENT: ("unsent", "sent_share", "sent_median_days"),
    MatterKind.ZONE_SHORT: ("mobile_units_asked", "mobile_units_granted", "operations"),
    MatterKind.MOBILE_FORCES_REFUSED: ("mobile_units_asked", "mobile_units_granted", "operations"),
    MatterKind.FILES_LATE: ("facts_drugs", "operations", "presences"),
}
"""The three figures of a point that comes from a rule; the first one is drawn."""
_OF_ONE_SECTOR = (MatterKind.DEGRADES_WITHOUT_OPERATION,)
"""The rules whose figures are those of the sector that they lead to: the others lead to the first of several."""


@dataclass(frozen=True)
class Shown:
    """What a point shows: three figures of one place, the first drawn over twelve windows, and what was last decided.

    `place` names the sector, the school or the département; `trail` has the columns start, end, value, the oldest
    window first, the last the meeting's own. `last`: rows of `analysis.register` on the same place or from the same
    rule, the newest first. `link` opens the screen with its selection.
    """

    point: Point
    place: str
    figures: tuple[Figure, ...]
    trail: pd.DataFrame
    last: pd.DataFrame
    link: Link


def proposed_agenda(database: Database, scope: Scope, department: str, window: Window, day_of: date) -> list[Point]:
    """The agenda of a meeting on that day, about that window: À décider by gravity, then the decisions still open.

    Overdue decisions stand each for itself in the place of the matter that counts them. Raises ScopeError.
    """
    found = register(database, scope, department, day_of, window.end)
    open_ones = [_of_decision(found, row) for row in found.still_open.to_dict("records")]
    overdue = int(found.still_open["overdue"].astype(bool).sum())
    points: list[Point] = []
    for matter in summary(database, scope, department, window).to_decide:
        if matter.kind is not MatterKind.DECISION_OVERDUE:
            points.append(_of_matter(matter))
            continue
        points += open_ones[:overdue]
        open_ones, overdue = open_ones[overdue:], 0
    return points + open_ones


def _of_matter(matter: Matter) -> Point:
    link = matter.link
    return Point(
        Origin.MATTER,
        matter.title,
        matter.detail,
        link.page,
        subject=matter.kind.value,
        sector=link.parameters.get(SECTOR),
        school=link.parameters.get(SCHOOL),
    )


def _of_decision(found: Register, row: dict[Any, Any]) -> Point:
    due = row["due_on"]
    when = f", échéance du {day(due)}" if due is not None else ", sans échéance"
    late = f", en retard de {plural(row['days_late'], 'jour')}" if row["overdue"] else ""
    sector = row["sector"] if isinstance(row["sector"], str) else None
    return Point(
        Origin.DECISION,
        str(row["text"]),
        f"{row['follow_up']}{THIN}; {row['owner_name']}{when}{late}.",
        "plan" if sector is None else "points-chauds",
        subject=str(row["id"]),
        sector=sector,
    )


def shown(database: Database, scope: Scope, department: str, window: Window, point: Point, day_of: date) -> Shown:
    """What a point of the agenda of the meeting of that day shows, worked out on its window. Raises ScopeError."""
    decided = register(database, scope, department, day_of, window.end)
    codes, by, code = _figures_of(point, decided)
    known = situation(database, scope, department, window)
    found = {one.indicator.code: one for one in figures(known, window, codes, by) if one.scope == code}
    if not found:  # a place that the plan no longer holds: the département's figures
        codes, by, code = _USUAL, By.DEPARTMENT, DEPARTMENT_SCOPE
        found = {one.indicator.code: one for one in figures(known, window, codes, by)}
    parameters = {SECTOR: point.sector} if point.sector else {SCHOOL: point.school} if point.school else {}
    return Shown(
        point=point,
        place=known.name if by is By.DEPARTMENT else next(iter(found.values())).label,
        figures=tuple(found[one] for one in codes),
        trail=spark(known, window, codes[0], by, code),
        last=_last(decided, point),
        link=Link(point.page, {name: value for name, value in parameters.items() if value is not None}),
    )


def _figures_of(point: Point, decided: Register) -> tuple[tuple[str, ...], By, str]:
    """The codes of the three figures of a point, at which level, and of which place."""
    if point.origin is Origin.MATTER:
        kind = MatterKind(point.subject)
        if kind in _OF_ONE_SECTOR and point.sector is not None:
            return _OF_A_MATTER[kind], By.SECTOR, point.sector
        return _OF_A_MATTER[kind], By.DEPARTMENT, DEPARTMENT_SCOPE
    usual, by, place = _of_the_place(point)
    aimed = _aimed_at(point, decided)
    if aimed is None or by not in CATALOGUE[aimed].levels:
        return usual, by, place
    return tuple(dict.fromkeys((aimed, *usual)))[:FIGURES_A_POINT], by, place


def _of_the_place(point: Point) -> tuple[tuple[str, ...], By, str]:
    if point.sector is not None:
        return _OF_A_SECTOR, By.SECTOR, point.sector
    if point.school is not None:
        return _OF_A_SCHOOL, By.SCHOOL, point.school
    return _USUAL, By.DEPARTMENT, DEPARTMENT_SCOPE


def _aimed_at(point: Point, decided: Register) -> str | None:
    """The indicator that the decision of a point names, None where it names none or the point is no decision's."""
    if point.origin is not Origin.DECISION:
        return None
    rows = decided.decisions.loc[decided.decisions["id"].astype(str) == point.subject, "indicator"].dropna()
    return str(rows.iloc[0]) if len(rows) else None


def _last(decided: Register, point: Point) -> pd.DataFrame:
    """The decisions taken before on the same place or, where the point is one of them, that decision."""
    table = decided.decisions
    if point.origin is Origin.DECISION:
        own = table["id"].astype(str) == point.subject
    elif point.sector is not None:
        own = table["sector"] == point.sector
    else:
        own = pd.Series(False, index=table.index)
    return table[own].sort_values("taken_on", ascending=False, kind="stable", ignore_index=True)
