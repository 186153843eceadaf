"""Steering: the plan and its objectives, targets, meetings and decisions."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from domain.catalogue import CATALOGUE, By, Direction, Indicator, Nature
from domain.windows import Window, semester_of
from indicators.facts import FACTS
from indicators.investigations import INVESTIGATIONS
from indicators.local import bare, local_indicator, local_measure
from indicators.measures import Events, Measure, State, dated, grouped, values
from indicators.presences import PRESENCES
from indicators.prevention import PREVENTION
from indicators.schools import SCHOOLS
from indicators.situation import DEPARTMENT_SCOPE, Situation
from indicators.street import STREET

Rows = Callable[[Situation, Window, By], pd.DataFrame]
PERIOD_DAYS = {"week": 7.0, "fortnight": 14.0, "month": 30.4375, "semester": 182.625}
"""The days of the periods in which a target is set; a year has 365.25."""

FIELD: dict[str, Measure] = {**FACTS, **STREET, **PRESENCES, **SCHOOLS, **INVESTIGATIONS, **PREVENTION}
"""The functions of what happens in the field: all indicators but those of steering itself."""


def scaled_target(target: float, per: str, days: int) -> float:
    """A target set for a period, brought to that many days."""
    return target * days / PERIOD_DAYS[per]


def _plan_up_to_date(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    plan = situation.table("plan")
    end = pd.Timestamp(window.end)
    dates = plan[["adopted_on", "prefect_signed_on", "prosecutor_signed_on"]]
    ready = (dates <= end).all(axis=1) & plan["semester"].eq(semester_of(window.end))
    return pd.DataFrame({"value": [float(ready.any())] if len(plan) else [np.nan]}, index=[DEPARTMENT_SCOPE])


def _plan_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    return situation.table("plan").assign(group=DEPARTMENT_SCOPE)


def _objective_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The objectives not given up, those reached counting 1."""
    rows = grouped(situation, "objectives", by)
    rows = rows[~rows["state"].eq("given_up").fillna(False)]
    return rows.assign(counted=rows["state"].eq("reached").fillna(False).astype(float), out_of=1.0)


def _target_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The targets whose result is known, those reached counting 1."""
    rows = situation.table("targets").assign(reached=target_results(situation, window)["reached"])
    rows = rows.assign(group=DEPARTMENT_SCOPE if by is By.DEPARTMENT else rows["sector"])
    rows = rows[rows["reached"].notna() & rows["group"].notna()]
    return rows.assign(counted=rows["reached"].astype(float), out_of=1.0).drop(columns="reached")


def _share_counted(rows: Rows) -> Rows:
    """By group, the share of those rows that count."""
    return lambda situation, window, by: (
        (found := rows(situation, window, by))["counted"].groupby(found["group"]).mean().to_frame("value")
    )


def target_results(situation: Situation, window: Window) -> pd.DataFrame:
    """The plan's targets against the window's results.

    Columns indicator, sector (None: the département), target, per, expected (the target brought to
    the window's days; shares and states stand as they are), value (NaN where it cannot be
    computed), reached (missing where there is no value). Where less is better, a target is a ceiling.
    """
    targets = situation.table("targets")
    rows = targets[["indicator", "sector", "value", "per"]].rename(columns={"value": "target"})
    rows = rows.assign(target=rows["target"].astype(float))
    entries = [_aim(situation, code) for code in rows["indicator"]]
    rows["expected"] = [
        scaled_target(target, per, window.days) if _adds_up(entry) else target
        for target, per, entry in zip(rows["target"], rows["per"], entries, strict=True)
    ]
    rows["value"] = _results(situation, window, rows)
    ceiling = pd.Series([entry is not None and entry.direction is Direction.WORSE for entry in entries], rows.index)
    kept = rows["value"].le(rows["expected"]).where(ceiling.astype(bool), rows["value"].ge(rows["expected"]))
    return rows.assign(reached=kept.astype("boolean").mask(rows["value"].isna()))


def _aim(situation: Situation, code: str) -> Indicator | None:
    """What a target is set on; None where no indicator bears that code, or none that a target may be set on."""
    entry = CATALOGUE.get(code) or local_indicator(situation, code)
    return entry if entry is not None and entry.aimed_at else None


def _adds_up(entry: Indicator | None) -> bool:
    return entry is not None and entry.nature in (Nature.COUNT, Nature.QUANTITY)


def _results(situation: Situation, window: Window, rows: pd.DataFrame) -> pd.Series:
    """The value of each target's indicator, computed once an indicator and level."""
    results = pd.Series(np.nan, index=rows.index)
    for (code, whole), group in rows.groupby(["indicator", rows["sector"].isna()]):
        entry, by = _aim(situation, str(code)), By.DEPARTMENT if whole else By.SECTOR
        if entry is None or by not in entry.levels:
            continue
        measure = {**FIELD, **STEERING}.get(str(code)) or local_measure(bare(str(code)))
        found = values(measure, situation, window, by)
        scopes = group["sector"].fillna(DEPARTMENT_SCOPE)
        results[group.index] = found.reindex(scopes).to_numpy()
    return results


def _meetings(situation: Situation, by: By) -> pd.DataFrame:
    return dated(situation.table("meetings").assign(group=DEPARTMENT_SCOPE), "held_on", 1.0)


def open_decisions(situation: Situation, window: Window) -> pd.DataFrame:
    """The decisions taken by the window's last day and neither carried out nor given up by then, with `overdue`."""
    rows = situation.table("decisions")
    end = pd.Timestamp(window.end)
    rows = rows[rows["taken_on"].le(end) & ~rows["done_on"].le(end) & ~rows["given_up_on"].le(end)]
    return rows.assign(overdue=rows["due_on"].lt(end)).reset_index(drop=True)


def _decisions(*, overdue: bool) -> State:
    def rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        found = open_decisions(situation, window).assign(group=DEPARTMENT_SCOPE, counted=1.0)
        return found[found["overdue"]] if overdue else found

    def values(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        return pd.DataFrame({"value": [float(len(rows(situation, window, by)))]}, index=[DEPARTMENT_SCOPE])

    return State(values, rows=rows)


STEERING: dict[str, Measure] = {
    "plan_up_to_date": State(_plan_up_to_date, "aucun plan déposé", rows=_plan_rows),
    "objectives_reached_share": State(
        _share_counted(_objective_rows), "aucun objectif en vigueur", rows=_objective_rows
    ),
    "targets_reached_share": State(
        _share_counted(_target_rows),
        "aucune cible dont le résultat se calcule dans la fenêtre",
        ("facts", "operations", "presences", "investigations"),
        _target_rows,
    ),
    "meetings_held": Events(_meetings),
    "decisions_open": _decisions(overdue=False),
    "decisions_overdue": _decisions(overdue=True),
}
