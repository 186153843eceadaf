"""Presences at schools: distinct by school, day and slot, whoever was there."""

import pandas as pd

from domain.catalogue import By
from domain.school_calendar import school_days
from domain.windows import Window
from indicators.measures import Events, Measure, dated
from indicators.rhythm import minutes_of_day
from indicators.situation import DEPARTMENT_SCOPE, Situation, remembered
from indicators.terms import school_sectors

SLOTS = {
    "arrival": ("arrivée", "à l’arrivée", 7 * 60 + 30, 9 * 60),
    "midday": ("midi", "à midi", 11 * 60 + 30, 14 * 60),
    "leaving": ("sortie", "à la sortie", 15 * 60 + 30, 18 * 60 + 30),
}
"""The slots of a school day: name, place in a sentence, first minute, and the minute that ends it (outside it)."""
OTHER = "other"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
DAY_MINUTES = 24 * 60


def slot_of(starts: pd.Series) -> pd.Series:
    """The slot in which a presence that starts at that minute of the day falls; "other" outside the three."""
    slots = pd.Series(OTHER, index=starts.index, dtype=object)
    for code, (_, _, first, end) in SLOTS.items():
        slots = slots.mask(starts.ge(first) & starts.lt(end), code)
    return slots


@remembered
def presence_rows(situation: Situation) -> pd.DataFrame:
    """The rows of `Présences` with what they belong to.

    Columns uai, date, service, sector (the school's on that day), slot, weekday (0 is Monday), start and end in
    minutes of the day (end NaN where unknown, past midnight above 1440), presence (a number for each
    distinct school, day and slot) and joint (whether two services, or the school team, were there).
    """
    table = situation.table("presences")
    table = table[table["date"].notna() & table["uai"].notna()].reset_index(drop=True)
    start, end = minutes_of_day(table["starts_at"]), minutes_of_day(table["ends_at"])
    rows = table[["uai", "date", "service"]].assign(
        sector=school_sectors(situation, table["uai"], table["date"]),
        slot=slot_of(start),
        weekday=table["date"].dt.day_of_week,
        start=start,
        end=end.where(~end.lt(start), end + DAY_MINUTES),
        school_team=table["with_school_team"].fillna(False).astype(bool),
    )
    presence = rows.groupby(["uai", "date", "slot"], dropna=False).ngroup()
    services = rows["service"].groupby(presence).nunique()
    team = rows["school_team"].groupby(presence).any()
    return rows.assign(presence=presence, joint=presence.map(services.ge(2) | team).astype(bool))


def _grouped(rows: pd.DataFrame, by: By) -> pd.DataFrame:
    column = {By.SECTOR: "sector", By.SERVICE: "service", By.SCHOOL: "uai"}.get(by)
    rows = rows.assign(group=DEPARTMENT_SCOPE if column is None else rows[column])
    return rows[rows["group"].notna()]


def _presences(situation: Situation, by: By) -> pd.DataFrame:
    rows = _grouped(presence_rows(situation), by)
    return dated(rows.drop_duplicates(["group", "presence"]), "date", 1.0)


def _joint(situation: Situation, by: By) -> pd.DataFrame:
    rows = _grouped(presence_rows(situation), by)
    return dated(rows[rows["joint"]].drop_duplicates(["group", "presence"]), "date", 1.0)


def added_minutes(groups: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """The minutes that each row adds to its group's presence: what overlaps counts once; NaN without an end."""
    known = rows[rows["end"].notna() & rows["start"].notna()]
    known = known.assign(key=groups).sort_values(["key", "presence", "start", "end"])
    presence = [known["key"], known["presence"]]
    covered = known["end"].groupby(presence).cummax().groupby(presence).shift()
    begins = known["start"].where(~covered.gt(known["start"]), covered)
    return (known["end"] - begins).clip(lower=0).reindex(rows.index)


def _minutes(situation: Situation, by: By) -> pd.DataFrame:
    rows = _grouped(presence_rows(situation), by)
    return dated(rows, "date", added_minutes(rows["group"], rows).fillna(0.0))


def class_days(situation: Situation, window: Window) -> int | None:
    """The school days of the window: a fortnight of holidays is no fall of presences. None where not known."""
    days = school_days(window, situation.department)
    return None if days is None else len(days)


PRESENCES: dict[str, Measure] = {
    "presences": Events(_presences, exposure=class_days),
    "presences_joint": Events(_joint, exposure=class_days),
    "presence_minutes": Events(_minutes),
}
