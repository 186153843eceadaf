"""Which sectors and schools the plans named on which days: a row counts where the plan of its day put it."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from domain.french import NBSP, day
from domain.windows import Window
from indicators.situation import Situation, remembered

ALWAYS = Window(date.min, date.max)


def standing(situation: Situation, code: str) -> tuple[Window, ...]:
    """The days on which that sector stood in a plan, oldest first; terms that follow each other are one."""
    return (ALWAYS,) if situation.sector_terms is None else _standing(situation).get(code, ())


def absences(situation: Situation, code: str, window: Window) -> tuple[Window, ...]:
    """The days of the window on which that sector stood in no plan."""
    rest: tuple[Window, ...] = (window,)
    for term in standing(situation, code):
        rest = tuple(left for part in rest for left in part.without(term))
    return rest


@remembered
def _standing(situation: Situation) -> Mapping[str, tuple[Window, ...]]:
    terms = situation.sector_terms
    found: dict[str, tuple[Window, ...]] = {}
    if terms is None:
        return found
    for code, start, end in zip(terms["code"], terms["start"], terms["end"], strict=True):
        *former, last = (*found.get(code, ()), Window(start, end))
        if former and (last.start - former[-1].end).days == 1:
            former, last = former[:-1], Window(former[-1].start, last.end)
        found[code] = (*former, last)
    return found


def former_sectors(situation: Situation, window: Window) -> pd.DataFrame:
    """The sectors that a plan of the window named and the one at its end does not, as that plan named them.

    Columns code, name (with the last day on which it stood), kind, force_area, priority, by code.
    """
    sectors, terms = situation.table("sectors"), situation.sector_terms
    columns = ["code", "name", "kind", "force_area", "priority"]
    if terms is None:
        return sectors.loc[:-1, columns]
    meets = terms["start"].le(window.end) & terms["end"].ge(window.start)
    gone = terms[meets & ~terms["code"].isin(sectors["code"])].drop_duplicates("code", keep="last")
    names = [f"{name} (jusqu’au{NBSP}{day(end)})" for name, end in zip(gone["name"], gone["end"], strict=True)]
    return gone.assign(name=names)[columns].sort_values("code", ignore_index=True)


def school_sectors(situation: Situation, schools: pd.Series, days: pd.Series) -> pd.Series:
    """The sector of each school (UAI) in the plan of that day, None outside all; in the order of `schools`."""
    terms = situation.school_terms
    if terms is None:
        named = situation.table("schools").drop_duplicates("uai").set_index("uai")["sector"]
        return schools.map(named).astype(object)
    changing = terms.groupby("uai")["sector"].nunique(dropna=False)
    last = terms.drop_duplicates("uai", keep="last").set_index("uai")["sector"]
    found: pd.Series = schools.map(last).astype(object)
    several = schools.isin(changing.index[changing > 1])
    for uai, start, end, sector in zip(terms["uai"], terms["start"], terms["end"], terms["sector"], strict=True):
        if changing[uai] > 1:
            held = several & schools.eq(uai) & days.ge(pd.Timestamp(start)) & days.le(pd.Timestamp(end))
            found = found.mask(held, sector)
    return found


def followed_since(situation: Situation) -> pd.Series:
    """From which day on a plan has followed each school without a break, by UAI; empty without terms.

    A plan follows those of the national list and those that it marks as sensitive.
    """
    terms = situation.school_terms
    if terms is None:
        return pd.Series(dtype="datetime64[us]")
    followed = terms[terms["national_list"].eq(True) | terms["sensitive"].eq(True)]
    since: dict[str, date] = {}
    until: dict[str, date] = {}
    for uai, start, end in zip(followed["uai"], followed["start"], followed["end"], strict=True):
        broken = uai not in until or (start - until[uai]).days != 1
        since[uai], until[uai] = (start if broken else since[uai]), end
    return pd.Series(since, dtype="datetime64[us]")
