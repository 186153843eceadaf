"""The rhythm of what is done: slots, unpredictability, gaps. For operations and presences alike."""

from datetime import time

import numpy as np
import pandas as pd

from domain.rhythm import BAND_HOURS, MINIMUM_EVENTS


def _minute(moment: object) -> float:
    return moment.hour * 60.0 + moment.minute if isinstance(moment, time) else float("nan")


def minutes_of_day(times: pd.Series) -> pd.Series:
    """Times of day as minutes since midnight, NaN where unknown."""
    minutes: pd.Series = pd.Series([_minute(moment) for moment in times], index=times.index, dtype=float)
    return minutes


def operation_slot(dates: pd.Series, starts: pd.Series) -> pd.Series:
    """The slot of each operation, 0 to 41: weekday and 4-hour band of its start; NaN where the start is unknown."""
    bands = 24 // BAND_HOURS
    slots: pd.Series = dates.dt.day_of_week * bands + minutes_of_day(starts) // (BAND_HOURS * 60)
    return slots


def slot_unpredictability(groups: pd.Series, slots: pd.Series, possible: int) -> pd.Series:
    """Shannon entropy of each group's slots over log(min(n, `possible`)): 0 always the same, 1 never twice.

    Rows without a slot are passed over. NaN under 8 events (Shannon, A mathematical theory of
    communication, 1948).
    """
    known = pd.DataFrame({"group": groups, "slot": slots}).dropna()
    sizes = known.groupby(["group", "slot"]).size()
    totals = sizes.groupby(level="group").sum()
    shares = sizes / totals.reindex(sizes.index.get_level_values("group")).to_numpy()
    entropy: pd.Series = -(shares * np.log(shares)).groupby(level="group").sum()
    enough = totals.where(totals >= MINIMUM_EVENTS)
    return (entropy / np.log(enough.clip(upper=possible))).abs()


def longest_gap(groups: pd.Series, positions: pd.Series, length: int, codes: pd.Index) -> pd.Series:
    """The longest run without any event, of each of `codes`, over `length` places numbered from 0.

    `positions` are the places at which events stand; a group without any has a gap of `length`.
    """
    edges = [pd.DataFrame({"group": codes, "place": place}) for place in (-1, length)]
    places = pd.concat([pd.DataFrame({"group": groups, "place": positions}), *edges]).drop_duplicates()
    places = places[places["group"].isin(codes)].sort_values(["group", "place"])
    gaps = places.groupby("group")["place"].diff() - 1
    return gaps.groupby(places["group"]).max().reindex(codes).fillna(length).astype(float)


def same_slot_gaps(groups: pd.Series, dates: pd.Series, slots: pd.Series) -> pd.Series:
    """Of each group's gaps between successive days of one slot, the share of exactly 7 or 14 days.

    A group in which no slot was used on two days is left out.
    """
    known = pd.DataFrame({"group": groups, "date": dates, "slot": slots}).dropna().drop_duplicates()
    known = known.sort_values("date")
    gaps = known.groupby(["group", "slot"])["date"].diff().dt.days
    regular = gaps.isin([7, 14])[gaps.notna()]
    shares: pd.Series = regular.groupby(known["group"].reindex(regular.index)).mean()
    return shares
