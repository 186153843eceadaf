"""Which of several plans is in force on a day."""

from collections.abc import Sequence
from datetime import date

from domain.windows import semester_of

Plan = tuple[str, int]
"""A plan: its semester (`2026-S2`) and version; a higher version supersedes a lower one."""


def plan_in_force(plans: Sequence[Plan], on: date | None) -> Plan | None:
    """Of plans oldest first, the newest up to that day's semester; failing one, the oldest after it.

    Without a day the newest of all; None where there is no plan.
    """
    semester = None if on is None else semester_of(on)
    begun = [plan for plan in plans if semester is None or plan[0] <= semester]
    return begun[-1] if begun else next(iter(plans), None)


def plan_label(plan: Plan) -> str:
    """A plan as a reader names it: `2026-S2`, `2026-S2 (version 2)`."""
    semester, version = plan
    return semester if version == 1 else f"{semester} (version {version})"
