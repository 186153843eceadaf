"""Sensitive schools as indicators, and the rows that each of them rests on."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.measures import Measure, State, within
from indicators.school_gaps import missed_slots, slot_words
from indicators.school_weeks import COUNTED, class_calendar, coverage
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


def _seen(situation: Situation, window: Window, groups: pd.Series) -> pd.DataFrame:
    """The presences of the window at the schools of `groups` (by UAI), with their origin, `group` and `sheet`."""
    table = situation.table("presences")
    table = table[within(table["date"], window) & table["uai"].isin(groups.index)]
    return table.assign(group=table["uai"].map(groups), sheet="presences", counted=np.nan)


def _school_rows(situation: Situation, groups: pd.Series) -> pd.DataFrame:
    """The plan's rows of those schools, with their origin, `group` and `sheet`."""
    table = situation.table("schools").drop_duplicates("uai")
    table = table[table["uai"].isin(groups.index)]
    return table.assign(group=table["uai"].map(groups), sheet="schools", counted=np.nan)


def _reaching(seen: pd.DataFrame, weeks: pd.DataFrame, calendar: pd.DataFrame) -> pd.Series:
    """Which of the presences bring a school to the days that its week needs."""
    days = seen[["uai", "date"]].reset_index().merge(calendar[calendar["school"].fillna(False)], on="date")
    days = days.sort_values(["date", "index"]).drop_duplicates(["uai", "date"])
    days = days.merge(weeks[["uai", "week", "needed"]], on=["uai", "week"])
    reached = days.groupby(["uai", "week"]).cumcount().add(1).eq(days["needed"])
    return pd.Series(seen.index.isin(days.loc[reached, "index"]), index=seen.index)


def _rows_of_coverage(*, national: bool) -> Callable[[Situation, Window, By], pd.DataFrame]:
    """Presences, each that completes a week counting it, and schools, each with the weeks that it was to be seen in."""

    def rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
        weeks = _counted_weeks(situation, window, by, national=national)
        groups = weeks.drop_duplicates("uai").set_index("uai")["group"]
        seen, schools = _seen(situation, window, groups), _school_rows(situation, groups)
        reached = _reaching(seen, weeks, class_calendar(situation.department, window))
        seen = seen.assign(counted=reached.astype(float))
        for_free = weeks["needed"].eq(0).groupby(weeks["uai"]).sum().astype(float)  # a target of 0 is always reached
        schools = schools.assign(
            counted=schools["uai"].map(for_free), out_of=schools["uai"].map(weeks.groupby("uai").size().astype(float))
        )
        return pd.concat([seen, schools], ignore_index=True)

    return rows


def _counted_weeks(situation: Situation, window: Window, by: By, *, national: bool) -> pd.DataFrame:
    table = _weeks_by(situation, window, by, national=national)
    return table[table["state"].isin(COUNTED)]


def _rows_under_target(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The schools with a school week, those under their target counting 1, and their presences."""
    weeks = _counted_weeks(situation, window, by, national=False)
    groups = weeks.drop_duplicates("uai").set_index("uai")["group"]
    schools = _school_rows(situation, groups)
    short = weeks.loc[weeks["state"].ne("covered"), "uai"]
    schools = schools.assign(counted=schools["uai"].isin(short).astype(float))
    return pd.concat([schools, _seen(situation, window, groups)], ignore_index=True)


def _rows_of_slots(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The presences of the window at each school of the plan."""
    codes = situation.table("schools")["uai"].drop_duplicates()
    return _seen(situation, window, pd.Series(codes.to_numpy(), index=codes.to_numpy()))


_READS = ("presences",)
SCHOOLS: dict[str, Measure] = {
    "school_coverage": State(_coverage_of_all, NO_SCHOOL_WEEK, _READS, _rows_of_coverage(national=False)),
    "school_coverage_national": State(_coverage_of_national, NO_SCHOOL_WEEK, _READS, _rows_of_coverage(national=True)),
    "schools_under_target": State(_under_target, NO_SCHOOL_WEEK, _READS, _rows_under_target),
    "slots_never_covered": State(_slots_missed, NO_SCHOOL_WEEK, _READS, _rows_of_slots),
}
