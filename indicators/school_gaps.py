"""What sensitive schools lacked in a window: gaps, slots never seen, unpredictability, short stays."""

from datetime import date

import numpy as np
import pandas as pd

from domain.windows import Window
from indicators.measures import within
from indicators.presences import OTHER, SLOTS, WEEKDAYS, added_minutes, presence_rows
from indicators.rhythm import longest_gap, slot_unpredictability
from indicators.school_weeks import CLASS_WEEK, COUNTED, IDENTITY, class_calendar, coverage, sensitive_schools
from indicators.situation import Situation

PRESENCE_SLOTS = 28  # weekdays x (three slots and the rest of the day)
DOSAGE_MINUTES = 10


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


def missed_slots(situation: Situation, window: Window) -> dict[str, list[tuple[int, str]]]:
    """Each school's pairs of `never_covered`, by UAI; an empty list for a school that saw somebody in all."""
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
    pairs = missed_slots(situation, window)
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
