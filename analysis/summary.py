"""Synthèse: what to remember, six figures, what to decide, and who did what where."""

from dataclasses import dataclass

import pandas as pd

from analysis.freshness import freshness
from analysis.mobile_forces import zone_shortages
from analysis.rules import Finding, Grounds, Matter, findings, matters
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.french import NBSP, listed
from domain.scope import Scope
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.actions import ACTION_SHEETS, ACTIONS, action_matrix, action_totals, unknown_actions
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
    columns of `indicators.actions.action_matrix`; `totals`: of `action_totals`; `unknown`: the kinds of action of which
    no file tells. `services`: names by code.
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
    unknown: tuple[str, ...]
    services: dict[str, str]
    freshness: pd.DataFrame

    @property
    def nothing_known(self) -> bool:
        """Whether no file tells of any kind of action in the window."""
        return set(self.unknown) == set(ACTIONS)

    @property
    def unknown_words(self) -> str:
        """What an empty cell of the matrix does not say, for lack of files; empty where all are there."""
        titles = listed([SHEETS[ACTION_SHEETS[kind]].title for kind in self.unknown])
        return f"Aucune donnée sur la fenêtre pour {titles}{NBSP}: une case vide n’en dit rien." if titles else ""


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
        unknown=unknown_actions(known, window),
        services=dict(zip(services["code"], services["name"], strict=True)),
        freshness=late,
    )


def _key_figures(known: Situation, window: Window) -> tuple[KeyFigure, ...]:
    return tuple(
        KeyFigure(figure, spark(known, window, figure.indicator.code, By.DEPARTMENT, DEPARTMENT_SCOPE))
        for figure in figures(known, window, KEY_CODES, By.DEPARTMENT)
    )
