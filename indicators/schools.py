"""Sensitive schools: weeks covered, gaps, slots never seen, dosage."""

from datetime import date

import numpy as np
import pandas as pd

from domain.school_calendar import is_school_day
from domain.windows import Window
from indicators.measures import within
from indicators.presences import OTHER, SLOTS, WEEKDAYS, added_minutes, presence_rows
from indicators.rhythm import longest_gap, slot_unpredictability
from indicators.situation import Situation, remembered

CLASS_WEEK = 5  # the days over which a weekly target is spread
PRESENCE_SLOTS = 28  # weekdays x (three slots and the rest of the day)
DOSAGE_MINUTES = 10
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
    where the week is over before the first presence that any file holds; incomplete where the target
    is not reached yet but a service seen at that school has not handed in that week.
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
    table["state"] = _states(table, begun, _sure_until(situation).reindex(table["uai"]).set_axis(table.index))
    return table[[*IDENTITY, "sensitive", "week", "school_days", "needed", "present_days", "state"]]


def _states(table: pd.DataFrame, begun: pd.Timestamp, sure_until: pd.Series) -> pd.Series:
    early = table["last_day"].lt(begun)
    late = pd.to_datetime(sure_until).lt(table["last_day"])
    states = np.select(
        [~table["known"], table["school_days"].eq(0), early, table["present_days"].ge(table["needed"]), late],
        ["unknown_calendar", "no_school", "no_file", "covered", "incomplete"],
        "under_target",
    )
    return pd.Series(states, index=table.index, dtype=object)


def coverage_shares(situation: Situation, window: Window) -> pd.DataFrame:
    """Coverage of the three lists: columns list (national, local, all), schools, weeks, covered, share.

    Weeks are school weeks with a known calendar; share is NaN without any. An incomplete week counts
    as not covered so far: the share can only rise.
    """
    table = coverage(situation, window)
    table = table[table["state"].isin(COUNTED)]
    lists = {"national": table["national_list"], "local": ~table["national_list"], "all": table["week"].notna()}
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


def never_covered(situation: Situation, window: Window) -> pd.DataFrame:
    """The pairs of a weekday and a slot at which a school of the plan saw nobody: uai, weekday, slot.

    Weekdays are those, Monday to Friday, that held class at least once in the window.
    """
    calendar = class_calendar(situation.department, window)
    held = calendar[calendar["school"].fillna(False) & calendar["weekday"].lt(CLASS_WEEK)]
    schools = situation.table("schools")[["uai"]].drop_duplicates()
    pairs = schools.merge(pd.DataFrame({"weekday": sorted(held["weekday"].unique())}), how="cross")
    pairs = pairs.merge(pd.DataFrame({"slot": list(SLOTS)}), how="cross")
    rows = presence_rows(situation)
    seen = rows.loc[within(rows["date"], window), ["uai", "weekday", "slot"]].drop_duplicates()
    merged = pairs.merge(seen, on=["uai", "weekday", "slot"], how="left", indicator=True)
    return merged.loc[merged["_merge"].eq("left_only"), ["uai", "weekday", "slot"]].reset_index(drop=True)


def slot_words(pairs: list[tuple[int, str]]) -> str:
    """Pairs of a weekday and a slot in words: "vendredi à la sortie"; "aucun" for none."""
    if not pairs:
        return "aucun"
    if len(pairs) == CLASS_WEEK * len(SLOTS):
        return "tous les créneaux"
    return ", ".join(f"{WEEKDAYS[weekday]} {SLOTS[slot][1]}" for weekday, slot in pairs)


def never_covered_pairs(situation: Situation, window: Window) -> dict[str, list[tuple[int, str]]]:
    """The pairs of `never_covered`, by school of the plan."""
    table = never_covered(situation, window)
    found: dict[str, list[tuple[int, str]]] = {str(uai): [] for uai in situation.table("schools")["uai"]}
    for uai, weekday, slot in zip(table["uai"], table["weekday"], table["slot"], strict=True):
        found[str(uai)].append((int(weekday), str(slot)))
    return found


def gaps(situation: Situation, window: Window) -> pd.DataFrame:
    """The sensitive schools and what they lacked in the window, least covered first.

    Columns uai, name, sector, national_list, weekly_target, coverage (share of school weeks, NaN
    without any), weeks, weeks_covered, presences, presences_joint, longest_gap_days (school days in
    a row without presence, NaN where the calendar is unknown), never_covered (list of (weekday,
    slot)), never_covered_words, last_presence (up to the window's end, NaT without any).
    """
    schools = sensitive_schools(situation)[[*IDENTITY, "weekly_target"]]
    table = schools.merge(_school_weeks(situation, window), on="uai", how="left")
    rows = presence_rows(situation)
    inside = rows[within(rows["date"], window)].drop_duplicates("presence")
    last = _last_presences(situation, rows, window.end)
    pairs = never_covered_pairs(situation, window)
    table = table.assign(
        presences=table["uai"].map(inside.groupby("uai").size()).fillna(0).astype(int),
        presences_joint=table["uai"].map(inside.groupby("uai")["joint"].sum()).fillna(0).astype(int),
        longest_gap_days=table["uai"].map(_longest_gaps(situation, window, pd.Index(table["uai"]))),
        never_covered=table["uai"].map(pairs),
        never_covered_words=[slot_words(pairs[uai]) for uai in table["uai"]],
        last_presence=last.reindex(table["uai"]).to_numpy(),
    )
    return table.sort_values(["coverage", "national_list", "uai"], ascending=[True, False, True], ignore_index=True)


def _last_presences(situation: Situation, rows: pd.DataFrame, until: date) -> pd.Series:
    """The day of each school's last presence up to `until`, by UAI; those without any are left out."""
    seen = rows.loc[rows["date"].le(pd.Timestamp(until)), ["uai", "date"]]
    earlier = situation.earlier.get("presences")
    return (seen if earlier is None else pd.concat([earlier, seen])).groupby("uai")["date"].max()


def _school_weeks(situation: Situation, window: Window) -> pd.DataFrame:
    """Each sensitive school's coverage, weeks and weeks_covered, by uai."""
    table = coverage(situation, window)
    table = table.assign(counted=table["state"].isin(COUNTED), covered=table["state"].eq("covered"))
    weeks = table.groupby("uai")[["counted", "covered"]].sum().astype(int)
    weeks = weeks.rename(columns={"counted": "weeks", "covered": "weeks_covered"})
    share = weeks["weeks_covered"] / weeks["weeks"].where(weeks["weeks"] > 0)
    return weeks.assign(coverage=share)[["coverage", "weeks", "weeks_covered"]].reset_index()


def _longest_gaps(situation: Situation, window: Window, codes: pd.Index) -> pd.Series:
    calendar = class_calendar(situation.department, window)
    if calendar["school"].isna().any():
        return pd.Series(np.nan, index=codes)
    days = calendar.loc[calendar["school"].astype(bool), "date"].reset_index(drop=True)
    place = pd.Series(days.index, index=days)
    rows = presence_rows(situation)
    places = rows["date"].map(place)
    return longest_gap(rows.loc[places.notna(), "uai"], places.dropna(), len(days), codes)


def weekday_slots(situation: Situation, window: Window, uai: str) -> pd.DataFrame:
    """One school's presences by weekday and slot: weekday (0 is Monday), slot, presences; empty cells included."""
    rows = presence_rows(situation)
    rows = rows[rows["uai"].eq(uai) & within(rows["date"], window)].drop_duplicates("presence")
    cells = pd.MultiIndex.from_product([range(CLASS_WEEK), [*SLOTS, OTHER]], names=["weekday", "slot"])
    return rows.groupby(["weekday", "slot"]).size().reindex(cells, fill_value=0).rename("presences").reset_index()


def presence_unpredictability(situation: Situation, window: Window) -> pd.Series:
    """Unpredictability of each school's presences over weekday x slot, by UAI; NaN under 8 presences."""
    rows = presence_rows(situation)
    rows = rows[within(rows["date"], window)].drop_duplicates("presence")
    return slot_unpredictability(rows["uai"], rows["weekday"].astype(str) + rows["slot"], PRESENCE_SLOTS)


def dosage(situation: Situation, window: Window) -> pd.DataFrame:
    """How long presences last, by school: columns uai, presences (whose end is known), minutes, long_share.

    `long_share` is the share of those presences of at least 10 minutes: stays of 10 to 16 minutes
    deter longest (Koper, Just enough police presence, Justice Quarterly, 1995).
    """
    rows = presence_rows(situation)
    rows = rows[within(rows["date"], window)]
    added = rows.assign(minutes=added_minutes(rows["uai"], rows)).dropna(subset="minutes")
    stays = added.groupby(["uai", "presence"])["minutes"].sum().reset_index()
    by_school = stays.assign(long_share=stays["minutes"].ge(DOSAGE_MINUTES)).groupby("uai")
    table = by_school.agg(presences=("presence", "size"), minutes=("minutes", "sum"), long_share=("long_share", "mean"))
    return table.reset_index()
