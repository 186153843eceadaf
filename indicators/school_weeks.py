"""Sensitive schools week by week: what the calendar asks for, and what was done."""

import numpy as np
import pandas as pd

from domain.school_calendar import is_school_day
from domain.windows import Window
from indicators.presences import presence_rows
from indicators.situation import Situation, remembered
from indicators.terms import followed_since

CLASS_WEEK = 5  # the days over which a weekly target is spread
IDENTITY = ["uai", "name", "sector", "national_list"]
COUNTED = ("covered", "under_target", "incomplete")


def sensitive_schools(situation: Situation) -> pd.DataFrame:
    """The schools of the national list and those added by the plan, in the plan's order."""
    schools = situation.table("schools").drop_duplicates("uai")
    flags = {name: schools[name].fillna(False).astype(bool) for name in ("national_list", "sensitive")}
    schools = schools.assign(**flags, weekly_target=schools["weekly_target"].fillna(2).astype(int))
    return schools[schools["national_list"] | schools["sensitive"]].reset_index(drop=True)


def class_calendar(department: str, window: Window) -> pd.DataFrame:
    """The window's days: date, week (its Monday), weekday, school (True, False; None where not known)."""
    days = pd.Series(pd.date_range(window.start, window.end, unit="us"))
    verdicts = [is_school_day(day, department) for day in window.each_day()]
    weekday = days.dt.day_of_week
    return pd.DataFrame(
        {
            "date": days,
            "week": days - pd.to_timedelta(weekday, unit="D"),
            "weekday": weekday,
            "school": pd.Series(verdicts, dtype="boolean"),
        }
    )


def _weeks(calendar: pd.DataFrame) -> pd.DataFrame:
    weeks = calendar.groupby("week")
    last = calendar[calendar["school"].fillna(False)].groupby("week")["date"].max()
    table = pd.DataFrame(
        {
            "school_days": weeks["school"].sum().astype(int),
            "known": weeks["school"].count().eq(weeks.size()),
        }
    )
    return table.assign(last_day=last.reindex(table.index)).reset_index()


def _sure_until(situation: Situation) -> pd.Series:
    """The day up to which a school's presences are all in: the least coverage of the services seen there."""
    rows = presence_rows(situation)[["uai", "service"]].drop_duplicates()
    feeding = set(situation.contributors.get("presences", ()))
    rows = rows[rows["service"].isin(feeding)]
    reach = {service: pd.Timestamp(situation.coverage.get(service, "1970-01-01")) for service in feeding}
    return rows["service"].map(reach).groupby(rows["uai"]).min()


@remembered
def coverage(situation: Situation, window: Window) -> pd.DataFrame:
    """Sensitive schools x weeks of the window.

    Columns uai, name, sector, national_list, sensitive, week (Monday), school_days, needed,
    present_days, state. A week cut by the window's edge counts on the part inside the window. It is
    covered where the school days with a presence reach ceil(weekly target x school days / 5);
    no_school without school days; unknown_calendar where some day's calendar is not known; no_file
    where the week is over before the first presence that any file holds; not_followed where it is over
    before the plans began to follow the school; incomplete where the target is not reached yet but a
    service seen at that school has not handed in that week.
    """
    calendar = class_calendar(situation.department, window)
    schools = sensitive_schools(situation)[[*IDENTITY, "sensitive", "weekly_target"]]
    table = schools.merge(_weeks(calendar), how="cross")
    seen = presence_rows(situation)[["uai", "date"]].drop_duplicates()
    seen = seen.merge(calendar[calendar["school"].fillna(False)], on="date")
    present = seen.groupby(["uai", "week"]).size().rename("present_days").reset_index()
    table = table.merge(present, on=["uai", "week"], how="left")
    table["present_days"] = table["present_days"].fillna(0).astype(int)
    table["needed"] = -(-table["weekly_target"] * table["school_days"] // CLASS_WEEK)
    history = situation.history("presences")
    begun = pd.Timestamp.max if history is None else pd.Timestamp(history.start)
    since, sure = (found.reindex(table["uai"]).set_axis(table.index) for found in _bounds(situation))
    table["state"] = _states(table, begun, since, sure)
    return table[[*IDENTITY, "sensitive", "week", "school_days", "needed", "present_days", "state"]]


def _bounds(situation: Situation) -> tuple[pd.Series, pd.Series]:
    """The day since which each school is followed, and the one up to which its presences are all in, by UAI."""
    return followed_since(situation), _sure_until(situation)


def _states(table: pd.DataFrame, begun: pd.Timestamp, since: pd.Series, sure_until: pd.Series) -> pd.Series:
    early, before = table["last_day"].lt(begun), table["last_day"].lt(pd.to_datetime(since))
    late = pd.to_datetime(sure_until).lt(table["last_day"])
    states = np.select(
        [~table["known"], table["school_days"].eq(0), before, early, table["present_days"].ge(table["needed"]), late],
        ["unknown_calendar", "no_school", "not_followed", "no_file", "covered", "incomplete"],
        "under_target",
    )
    return pd.Series(states, index=table.index, dtype=object)


def _lists(table: pd.DataFrame) -> dict[str, pd.Series]:
    """The rows of the three lists that coverage is told for."""
    return {"national": table["national_list"], "local": ~table["national_list"], "all": table["week"].notna()}


def coverage_shares(situation: Situation, window: Window) -> pd.DataFrame:
    """Coverage of the three lists: columns list (national, local, all), schools, weeks, covered, share.

    Weeks are school weeks with a known calendar; share is NaN without any. An incomplete week counts
    as not covered so far: the share can only rise.
    """
    table = coverage(situation, window)
    table = table[table["state"].isin(COUNTED)]
    lists = _lists(table)
    rows = [
        {
            "list": name,
            "schools": table.loc[mask, "uai"].nunique(),
            "weeks": int(mask.sum()),
            "covered": int(table.loc[mask, "state"].eq("covered").sum()),
        }
        for name, mask in lists.items()
    ]
    shares = pd.DataFrame(rows)
    return shares.assign(share=shares["covered"] / shares["weeks"].where(shares["weeks"] > 0))


@remembered
def planned_and_done(situation: Situation, window: Window) -> pd.DataFrame:
    """What each sensitive school was to see in each week of the window, and what it saw.

    Columns uai, name, sector, national_list, week (Monday), state (of `coverage`), planned (days of
    presence: the weekly target brought to the week's school days; missing where the calendar is not
    known), days (distinct days with a presence) and presences (distinct school, day and slot), both
    on days that are not known to be without class.
    """
    table = coverage(situation, window)
    calendar = class_calendar(situation.department, window)
    seen = presence_rows(situation)[["uai", "date", "presence"]].merge(calendar, on="date")
    weeks = seen[seen["school"].fillna(True)].groupby(["uai", "week"])
    done = weeks.agg(days=("date", "nunique"), presences=("presence", "nunique")).reset_index()
    table = table.merge(done, on=["uai", "week"], how="left")
    counts = {name: table[name].fillna(0).astype(int) for name in ("days", "presences")}
    planned = table["needed"].astype("Int64").mask(table["state"].eq("unknown_calendar"))
    return table.assign(planned=planned, **counts)[[*IDENTITY, "week", "state", "planned", "days", "presences"]]


def planned_by_week(situation: Situation, window: Window) -> pd.DataFrame:
    """Planned against done, week by week, for the three lists of `coverage_shares`.

    Columns list, week, schools, planned, days, kept, presences: sums over the school weeks that
    count. `kept` are the planned days that were held: a school's days above its plan make up for no
    other school.
    """
    table = planned_and_done(situation, window)
    table = table[table["state"].isin(COUNTED)]
    table = table.assign(kept=table[["planned", "days"]].min(axis=1))
    sums = {name: (name, "sum") for name in ("planned", "days", "kept", "presences")}
    parts = [
        table[mask].groupby("week").agg(schools=("uai", "nunique"), **sums).reset_index().assign(list=name)
        for name, mask in _lists(table).items()
    ]
    columns = ["list", "week", "schools", *sums]
    return pd.concat(parts, ignore_index=True)[columns].astype(dict.fromkeys(sums, int))
