"""Prevention as the screen shows it: meetings, recommendations, repeat offenders month by month, the seizure fund."""

import pandas as pd

from domain.catalogue import By
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.measures import numbers, sector_of, territories, within
from indicators.periods import Every, sums_by_period
from indicators.situation import Situation

AUDIENCES = tuple(choice.code for choice in SHEETS["prevention"].column("audience").choices)
_DIRECTIONS = tuple(choice.code for choice in SHEETS["seizure_fund"].column("direction").choices)


def _meetings(situation: Situation, window: Window) -> pd.DataFrame:
    rows = situation.table("prevention")
    rows = rows[within(rows["date"], window)]
    held = rows["held"].fillna(True).astype(bool)
    return rows.assign(offered=1, held=held.astype(int), participants=numbers(rows["participants"]).where(held, 0.0))


def meetings_by_audience(situation: Situation, window: Window) -> pd.DataFrame:
    """The information meetings of the window by audience, in the order of the list.

    Columns audience, offered, held, held_share (NaN where none was offered), participants (of those
    held and counted).
    """
    sums = _meetings(situation, window).groupby("audience")[["offered", "held", "participants"]].sum()
    table = sums.reindex(pd.Index(AUDIENCES, name="audience"), fill_value=0).astype(int)
    share = table["held"] / table["offered"].where(table["offered"] > 0)
    return table.assign(held_share=share).reset_index()[["audience", "offered", "held", "held_share", "participants"]]


def meetings_by_school(situation: Situation, window: Window) -> pd.DataFrame:
    """The information meetings of the window by school, those that none was offered to included.

    Columns uai, name, sector, offered, held, last_held (up to the window's end, NaT without any); the
    plan's schools in its order, then UAI that the plan does not hold, then the meetings of no school
    (uai missing), where there are any.
    """
    rows = situation.table("prevention")
    held = rows["held"].fillna(True).astype(bool) & rows["date"].le(pd.Timestamp(window.end))
    last = rows[held].groupby("uai")["date"].max()
    schools = situation.table("schools").drop_duplicates("uai").set_index("uai")[["name", "sector"]]
    sums = _by_place(_meetings(situation, window), "uai", ["offered", "held"], schools.index)
    table = schools.reindex(sums.index).join(sums)
    return table.assign(last_held=last.reindex(table.index)).rename_axis("uai").reset_index()


def _by_place(rows: pd.DataFrame, place: str, fields: list[str], codes: pd.Index) -> pd.DataFrame:
    """Sums by place: each of `codes`, in order, then other codes met, then a missing one where rows name no place."""
    sums = rows.groupby(rows[place].astype(object).fillna(""))[fields].sum().astype(int)
    others = sorted(set(sums.index) - set(codes) - {""})
    order = [*codes, *others, *([""] if "" in sums.index else [])]
    table = sums.reindex(pd.Index(order, dtype=object), fill_value=0)
    return table.set_axis(pd.Index([code or None for code in order], dtype=object))


def safety_by(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """What the safety advisers recommended in the window and what was put in place, by sector or school.

    Columns code (missing: of no such place), name, visits, recommendations, implemented, share (NaN
    without recommendation). Places of the plan in its order, empty ones included. A row counts in its
    own sector, else in that of its school on its day.
    """
    rows = situation.table("safety")
    rows = rows[within(rows["date"], window)]
    place = sector_of(situation, "safety", rows) if by is By.SECTOR else rows["uai"]
    fields = ["recommendations", "implemented"]
    counted = rows[fields].apply(numbers).assign(visits=1, place=place)
    names = territories(situation, by, window)
    sums = _by_place(counted, "place", ["visits", *fields], names.index)
    share = sums["implemented"] / sums["recommendations"].where(sums["recommendations"] > 0)
    table = sums.assign(share=share, name=names.reindex(sums.index))
    return table.rename_axis("code").reset_index()[["code", "name", "visits", *fields, "share"]]


def repeat_offenders(situation: Situation, window: Window) -> pd.DataFrame:
    """Repeat offenders by month and sector, for the months that lie whole in the window and have rows.

    Columns month (its first day), sector (missing: of no sector), followed, removals, mayors_informed,
    uninformed (removals of which no mayor was informed). A month or sector without row is left out:
    nothing was handed in, which is not zero.
    """
    rows = situation.table("repeat_offenders")
    whole = rows["month"].ge(pd.Timestamp(window.start)) & (rows["month"] + pd.offsets.MonthEnd(0)).le(
        pd.Timestamp(window.end)
    )
    rows = rows[whole]
    fields = ["followed", "removals", "mayors_informed"]
    keys = [rows["month"], rows["sector"].astype(object).fillna("")]
    table = rows[fields].apply(numbers).astype(int).groupby(keys)[fields].sum().reset_index()
    table = table.assign(uninformed=table["removals"] - table["mayors_informed"])
    order = table.assign(last=table["sector"].eq("")).sort_values(["month", "last", "sector"], ignore_index=True)
    return order.assign(sector=order["sector"].replace("", None)).drop(columns="last")


def fund(situation: Situation, window: Window, every: Every) -> pd.DataFrame:
    """What was paid into the seizure fund and received from it, by period that the window touches.

    Columns period, paid_in and received in euros, whole; see `indicators.periods.sums_by_period`.
    """
    rows = situation.table("seizure_fund")
    amounts = numbers(rows["amount_eur"])
    values = pd.DataFrame({name: amounts.where(rows["direction"].eq(name), 0.0) for name in _DIRECTIONS})
    return sums_by_period(values, rows["date"], window, every, situation.history("seizure_fund"))
