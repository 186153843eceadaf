"""Plan: objectives and targets, signatures and sending, what each version changed, meetings and decisions."""

from dataclasses import dataclass

import pandas as pd

from analysis.freshness import freshness
from analysis.plan_versions import changes_between, version_before
from analysis.situation import situation
from data_access.database import Database
from data_access.queries import plans
from data_access.queries.rows import sheet_rows
from domain.catalogue import By
from domain.plans import Plan
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.measures import territories
from indicators.objectives import objectives_by_strand, states_by_strand
from indicators.steering import open_decisions, target_results
from indicators.steering_views import MeetingRhythm, meeting_rhythm, plan_steps

KEY_CODES = (
    "plan_up_to_date",
    "objectives_reached_share",
    "targets_reached_share",
    "meetings_held",
    "decisions_open",
    "decisions_overdue",
)


@dataclass(frozen=True)
class Steering:
    """What the screen Plan shows of a window.

    `plan` is the one in force on its last day, None without any; `versions` all that are stored, oldest first.
    `objectives`, `states`: columns of `objectives_by_strand` and `states_by_strand` of `indicators.objectives`.
    `targets`: of `indicators.steering.target_results`. `steps`: of `plan_steps`; `changes`: of `version_changes`, from
    the version before to the plan in force, empty where there is none; both of `indicators.steering_views`.
    `decisions`: of `indicators.steering.open_decisions`. `sectors`, `services`: names by code. `freshness`: of
    `analysis.freshness`.
    """

    department: str
    window: Window
    plan: Plan | None
    versions: tuple[Plan, ...]
    key_figures: tuple[Figure, ...]
    objectives: pd.DataFrame
    states: pd.DataFrame
    targets: pd.DataFrame
    steps: pd.DataFrame
    changes: pd.DataFrame
    meetings: MeetingRhythm
    decisions: pd.DataFrame
    sectors: dict[str, str]
    services: dict[str, str]
    freshness: pd.DataFrame

    @property
    def before(self) -> Plan | None:
        """The version that the plan in force took the place of; None for the first."""
        return None if self.plan is None else version_before(self.versions, self.plan)


def steering(database: Database, scope: Scope, department: str, window: Window) -> Steering:
    """The plan of a département, and how it stands in a window. Raises ScopeError."""
    known = situation(database, scope, department, window)
    sectors, services = territories(known, By.SECTOR, window), territories(known, By.SERVICE)
    with database.read() as connection:
        stored = plans.plans(connection, scope, department)
        plan = plans.plan_of_sheet(connection, scope, department, "plan", window.end)
        steps = plan_steps(sheet_rows(connection, scope, department, "plan"))
        changes = changes_between(connection, scope, department, version_before(stored, plan) if plan else None, plan)
    return Steering(
        department=department,
        window=window,
        plan=plan,
        versions=tuple(stored),
        key_figures=tuple(figures(known, window, KEY_CODES, By.DEPARTMENT)),
        objectives=objectives_by_strand(known, window),
        states=states_by_strand(known),
        targets=target_results(known, window),
        steps=steps,
        changes=changes,
        meetings=meeting_rhythm(known, window),
        decisions=open_decisions(known, window),
        sectors=dict(zip(sectors.index, sectors, strict=True)),
        services=dict(zip(services.index, services, strict=True)),
        freshness=freshness(known, window),
    )
