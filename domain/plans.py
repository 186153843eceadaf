"""Which of several plans is in force on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.windows import Window, semester_window

Plan = tuple[str, int]
"""A plan: its semester (`2026-S2`) and version; a higher version supersedes a lower one."""
Adoptions = Mapping[Plan, date]
"""The day on which each plan was adopted, where it is known."""


@dataclass(frozen=True)
class PlanTerm:
    """The days on which a plan is in force: to the end of time for the newest, from its beginning for the oldest."""

    plan: Plan
    window: Window


def plan_terms(plans: Iterable[Plan], adopted: Adoptions | None = None) -> list[PlanTerm]:
    """When each plan is in force, oldest first; the terms follow each other without a gap.

    A semester's first version is in force from the semester's first day, whenever it was adopted. A further version is
    in force from its adoption, if that falls in the semester; otherwise it corrects the former from the first day.
    A plan goes on until the next; before the oldest there is none other. A plan never in force has no term.
    """
    starts: list[tuple[date, Plan]] = []
    for plan in sorted(plans):
        semester = semester_window(plan[0])
        first = not any(former[0] == plan[0] for _, former in starts)
        day = (adopted or {}).get(plan, semester.start)
        start = day if semester.contains(day) and not first else semester.start
        starts = [*((begun, former) for begun, former in starts if begun < start), (start, plan)]
    if not starts:
        return []
    bounds = [date.min, *(start for start, _ in starts[1:])]
    windows = [Window(start, after - timedelta(days=1)) for start, after in pairwise(bounds)]
    return [
        PlanTerm(plan, window)
        for (_, plan), window in zip(starts, [*windows, Window(bounds[-1], date.max)], strict=True)
    ]


def plan_in_force(plans: Sequence[Plan], on: date | None, adopted: Adoptions | None = None) -> Plan | None:
    """The plan in force on that day, as `plan_terms` says; without a day the newest. None where there is no plan."""
    if on is None:
        return max(plans, default=None)
    return next((term.plan for term in plan_terms(plans, adopted) if term.window.contains(on)), None)


def plan_label(plan: Plan) -> str:
    """A plan as a reader names it: `2026-S2`, `2026-S2 (version 2)`."""
    semester, version = plan
    return semester if version == 1 else f"{semester} (version {version})"
