"""How an indicator is computed: the two shapes of its function, and what all functions share.

An `Events` function gives dated rows, which generic code sums by window; a `State` function gives
what holds in one window. Both speak of groups: the département, a sector, a service or a school.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.catalogue import By
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.holes import touched
from indicators.situation import DEPARTMENT_SCOPE, Situation, event_field, remembered
from indicators.terms import former_sectors, school_sectors

EMPTY_SHARE = "non calculable\u00a0: dénominateur nul, aucun cas dans la fenêtre"
_PLACES = {By.SECTOR: "sectors", By.SERVICE: "services", By.SCHOOL: "schools"}


def calendar_days(situation: Situation, window: Window) -> int:
    """The days of the window: the exposure of what may happen on any of them."""
    return window.days


@dataclass(frozen=True)
class Events:
    """`rows(situation, by)` gives columns date, until, group, value and, for a share, denominator.

    `until` is the last day that the row stands for: its own, or its month's last where only the month
    is known. `reads` names the sheets that feed it, where they are more than the catalogue's source.
    `exposure` is how many days of a window such an event may fall on, None where that is not known.
    """

    rows: Callable[[Situation, By], pd.DataFrame]
    reads: tuple[str, ...] = ()
    absent: str = EMPTY_SHARE
    exposure: Callable[[Situation, Window], int | None] = calendar_days


@dataclass(frozen=True)
class State:
    """`values(situation, window, by)` gives a frame indexed by group: value and, where useful, note.

    A group that it leaves out is 0, or null for the reason `absent` where there is one; a note is
    the French statement of its group. `rows` gives the source's rows that the value rests on, with
    their `group`; without it they are those of the window. Where they add up to the value each bears `counted`,
    and for a share `out_of`; rows of another sheet than the catalogue's source name it in `sheet`.
    """

    values: Callable[[Situation, Window, By], pd.DataFrame]
    absent: str | None = None
    reads: tuple[str, ...] = ()
    rows: Callable[[Situation, Window, By], pd.DataFrame] | None = None


Measure = Events | State


@remembered
def territories(situation: Situation, by: By, window: Window | None = None) -> pd.Series:
    """The names shown at that level, indexed by code, in the order of the plan.

    With a window, after the sectors of the plan at its end, those that only an earlier plan of the window named.
    """
    if by is By.DEPARTMENT:
        return pd.Series({DEPARTMENT_SCOPE: situation.name}, dtype=object)
    table = situation.table(_PLACES[by])
    if by is By.SECTOR and window is not None:
        table = pd.concat([table[["code", "name"]], former_sectors(situation, window)[["code", "name"]]])
    code = "uai" if by is By.SCHOOL else "code"
    names = pd.Series(table["name"].to_numpy(dtype=object), index=table[code].to_numpy(dtype=object), dtype=object)
    return names[~names.index.duplicated()]


def sector_of(situation: Situation, sheet: str, frame: pd.DataFrame) -> pd.Series:
    """The sector of each row of a sheet: its own, else that of its school on that day."""
    known = frame["sector"] if "sector" in frame.columns else pd.Series(None, index=frame.index, dtype=object)
    if "uai" not in frame.columns:
        return known
    return known.where(known.notna(), school_sectors(situation, frame["uai"], frame[str(event_field(sheet))]))


@remembered
def grouped(situation: Situation, sheet: str, by: By) -> pd.DataFrame:
    """The rows of a sheet with a column `group`; those of no group are left out.

    By service, a row stands once for each of the services that it names.
    """
    return in_groups(situation, sheet, situation.table(sheet), by)


def in_groups(situation: Situation, sheet: str, frame: pd.DataFrame, by: By) -> pd.DataFrame:
    """Rows of that sheet with a column `group`, as `grouped` says."""
    if by is By.DEPARTMENT:
        return frame.assign(group=DEPARTMENT_SCOPE)
    if by is By.SECTOR:
        frame = frame.assign(group=sector_of(situation, sheet, frame))
    elif by is By.SCHOOL:
        frame = frame.assign(group=frame["uai"])
    else:
        return by_service(frame, SHEETS[sheet].service_fields)
    return frame[frame["group"].notna()]


def by_service(frame: pd.DataFrame, fields: tuple[str, ...]) -> pd.DataFrame:
    """The frame's rows once for each service named in `fields` (codes, or codes joined by `;`), in `group`."""
    named = [frame.assign(group=frame[name].astype("str").str.split(";")).explode("group") for name in fields]
    rows = pd.concat(named)
    rows["group"] = rows["group"].astype("str").str.strip().astype(object)
    rows = rows[rows["group"].notna() & rows["group"].ne("")]
    return rows[~rows.set_index("group", append=True).index.duplicated()]


def numbers(values: pd.Series) -> pd.Series:
    """A column as floats, its missing cells 0."""
    return values.astype("Float64").fillna(0).astype(float)


def dated(
    frame: pd.DataFrame, date: str, value: pd.Series | float, denominator: pd.Series | None = None
) -> pd.DataFrame:
    """The events of a frame that has a `group`: dated by that column, with that value (and denominator).

    Rows without a date are left out.
    """
    events = pd.DataFrame({"date": frame[date], "until": frame[date], "group": frame["group"], "value": value})
    if denominator is not None:
        events["denominator"] = denominator
    return events[events["date"].notna()]


def within(dates: pd.Series, window: Window) -> pd.Series:
    """Which of the dates lie in the window, both ends included."""
    return dates.between(pd.Timestamp(window.start), pd.Timestamp(window.end))


def inside(events: pd.DataFrame, window: Window) -> pd.Series:
    """Which events lie whole in the window."""
    return events["date"].ge(pd.Timestamp(window.start)) & events["until"].le(pd.Timestamp(window.end))


def cut(events: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The events known by their month alone whose month lies in the window only in part."""
    overlapping = events["date"].le(pd.Timestamp(window.end)) & events["until"].ge(pd.Timestamp(window.start))
    return events[overlapping & ~inside(events, window)]


def month_ends(dates: pd.Series) -> pd.Series:
    """The last day of each date's month."""
    return dates + pd.offsets.MonthEnd(0)


def values(measure: Measure, situation: Situation, window: Window, by: By) -> pd.Series:
    """The value of each territory in the window, NaN where it cannot be computed."""
    codes = territories(situation, by, window).index
    if touched(situation, measure.reads, window):
        return pd.Series(np.nan, index=codes)
    if isinstance(measure, State):
        found = measure.values(situation, window, by)["value"].astype(float).reindex(codes)
        return found if measure.absent else found.fillna(0.0)
    return summed(measure.rows(situation, by), window, codes)


def summed(events: pd.DataFrame, window: Window, codes: pd.Index) -> pd.Series:
    """The value of each of those groups in the window: a sum, or a share (NaN over a denominator of 0)."""
    counted = events[inside(events, window)]
    places = codes.get_indexer(pd.Index(counted["group"]))

    def total(column: str) -> pd.Series:
        weights = counted[column].to_numpy(dtype=float)[places >= 0]
        return pd.Series(np.bincount(places[places >= 0], weights, minlength=len(codes)), index=codes)

    if "denominator" not in events.columns:
        return total("value")
    denominators = total("denominator")
    return total("value") / denominators.where(denominators > 0)
