"""Sensitive schools as indicators: coverage, schools under target, slots never covered."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.measures import Measure, State, grouped, within
from indicators.school_gaps import missed_slots, slot_words
from indicators.school_weeks import COUNTED, class_calendar, coverage, sensitive_schools
from indicators.situation import DEPARTMENT_SCOPE, Situation

UNKNOWN_CALENDAR = "calendrier scolaire inconnu"
NO_SCHOOL_WEEK = "aucun établissement suivi, ou aucune semaine de classe dans la fenêtre"


def _weeks_by(situation: Situation, window: Window, by: By, *, national: bool = False) -> pd.DataFrame:
    table = coverage(situation, window)
    table = table[table["national_list"]] if national else table
    column = {By.SECTOR: "sector", By.SCHOOL: "uai"}.get(by)
    table = table.assign(group=DEPARTMENT_SCOPE if column is None else table[column])
    return table[table["group"].notna()]


def _share(situation: Situation, window: Window, by: By, *, national: bool) -> pd.DataFrame:
    table = _weeks_by(situation, window, by, national=national)
    counted = table[table["state"].isin(COUNTED)]
    shares = counted["state"].eq("covered").groupby(counted["group"]).mean().to_frame("value")
    return _with_calendar_notes(shares, table)


def _with_calendar_notes(found: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The values, and a note for the groups of which no week could be counted for want of a calendar."""
    unknown = pd.Index(table.loc[table["state"].eq("unknown_calendar"), "group"].unique(), dtype=object)
    notes = pd.Series(UNKNOWN_CALENDAR, index=unknown.difference(found.index), dtype=object)
    return found.reindex(found.index.union(unknown)).assign(note=notes)


def _coverage_of_all(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    return _share(situation, window, by, national=False)


def _coverage_of_national(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    return _share(situation, window, by, national=True)


def _under_target(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    table = _weeks_by(situation, window, by)
    counted = table[table["state"].isin(COUNTED)]
    short = counted["uai"].where(counted["state"].ne("covered"))
    return _with_calendar_notes(short.groupby(counted["group"]).nunique().astype(float).to_frame("value"), table)


def _slots_missed(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    calendar = class_calendar(situation.department, window)
    pairs = missed_slots(situation, window)
    held = bool(calendar["school"].fillna(False).any())
    reason = UNKNOWN_CALENDAR if calendar["school"].isna().any() else "aucun jour de classe dans la fenêtre"
    return pd.DataFrame(
        {
            "value": [float(len(missed)) if held else np.nan for missed in pairs.values()],
            "note": [f"jamais couverts\u00a0: {slot_words(missed)}" if held else reason for missed in pairs.values()],
        },
        index=pd.Index(list(pairs), dtype=object),
    )


def _seen_at(*, national: bool) -> Callable[[Situation, Window, By], pd.DataFrame]:
    """The presences of the window at the schools that a coverage speaks of."""

    def rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        found = grouped(situation, "presences", by)
        schools = sensitive_schools(situation)
        schools = schools[schools["national_list"]] if national else schools
        return found[found["uai"].isin(schools["uai"]) & within(found["date"], window)]

    return rows


_READS = ("presences",)
_ALL, _NATIONAL = _seen_at(national=False), _seen_at(national=True)
SCHOOLS: dict[str, Measure] = {
    "school_coverage": State(_coverage_of_all, NO_SCHOOL_WEEK, _READS, _ALL),
    "school_coverage_national": State(_coverage_of_national, NO_SCHOOL_WEEK, _READS, _NATIONAL),
    "schools_under_target": State(_under_target, NO_SCHOOL_WEEK, _READS, _ALL),
    "slots_never_covered": State(_slots_missed, NO_SCHOOL_WEEK, _READS, _ALL),
}
