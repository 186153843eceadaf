"""Synthèse: what to remember, six figures, what to decide, and who did what where."""

from dataclasses import dataclass

import pandas as pd

from analysis.freshness import freshness
from analysis.mobile_forces import zone_shortages
from analysis.rules import Finding, Grounds, Matter, findings, matters
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.actions import action_matrix, action_totals
from indicators.figures import Figure, figures, spark
from indicators.hotspots import rank_sectors
from indicators.situation import DEPARTMENT_SCOPE, Situation

KEY_CODES = (
    "facts_drugs",
    "facts_connected",
    "operations",
    "school_coverage_national",
    "networks_dismantled",
    "unsent",
)
"""The six figures of the screen and of the book's first page."""


@dataclass(frozen=True)
class KeyFigure:
    """A figure with its last twelve windows: `spark` has the columns start, end, value."""

    figure: Figure
    spark: pd.DataFrame


@dataclass(frozen=True)
class Summary:
    """What the screen Synthèse and the book's first pages show of a window.

    `sectors`: columns of `indicators.hotspots.rank_sectors`. `outlines`: code, name, outline. `matrix`:
    columns of `indicators.actions.action_matrix`; `totals`: of `action_totals`. `services`: names by code.
    """

    department: str
    window: Window
    findings: tuple[Finding, ...]
    key_figures: tuple[KeyFigure, ...]
    to_decide: tuple[Matter, ...]
    sectors: pd.DataFrame
    outlines: pd.DataFrame
    matrix: pd.DataFrame
    totals: pd.DataFrame
    services: dict[str, str]
    freshness: pd.DataFrame


def summary(database: Database, scope: Scope, department: str, window: Window) -> Summary:
    """The summary of a département's window. Raises ScopeError."""
    known = situation(database, scope, department, window)
    sectors = rank_sectors(known, window)
    late = freshness(known, window)
    services = known.table("services")
    key_figures = _key_figures(known, window)
    shown = {key.figure.indicator.code: key.figure for key in key_figures}
    short_days = zone_shortages(database, scope, department, window).short
    grounds = Grounds(known, window, sectors, late, shown, short_days)
    return Summary(
        department=department,
        window=window,
        findings=findings(grounds),
        key_figures=key_figures,
        to_decide=matters(grounds),
        sectors=sectors,
        outlines=known.table("sectors")[["code", "name", "outline"]],
        matrix=action_matrix(known, window),
        totals=action_totals(known, window),
        services=dict(zip(services["code"], services["name"], strict=True)),
        freshness=late,
    )


def _key_figures(known: Situation, window: Window) -> tuple[KeyFigure, ...]:
    return tuple(
        KeyFigure(figure, spark(known, window, figure.indicator.code, By.DEPARTMENT, DEPARTMENT_SCOPE))
        for figure in figures(known, window, KEY_CODES, By.DEPARTMENT)
    )
