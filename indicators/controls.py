"""Which sectors to set a treated one against: its neighbours, and sectors like it that were left alone.

What is proposed, in this order:
1. Neighbours: the sectors whose outlines lie within 300 m of the treated one's. Without outlines there are none.
2. Left out of the controls: the neighbours; the sectors that stood in no plan on some day of the periods; those that
   had, during the series, more than half as many operations as the treated one; those whose facts already took
   another course before (two halves of the period before, Fisher's exact test, p < 0.05); those that moved unlike all
   the others taken together, up or down (the same test over the two periods, Benjamini-Hochberg, the furthest apart
   first and one at a time, since it hides the next): they tell a story of their own. The facts of the treated sector
   during the series never choose its controls.
3. Of the others: first those of the same force and kind, then of the same force, then the rest; fewest operations
   first; closest in level first. They are added as long as their facts before come closer to the treated one's.
4. Then, from what is left, the controls of the neighbours in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.stats import fisher_exact
from shapely.affinity import scale

from indicators.comparison import SIGNIFICANCE, adjust
from indicators.outlines import sector_outlines
from indicators.situation import Situation

Counts = NDArray[np.int64]

NEIGHBOUR_METRES = 300
METRES_A_DEGREE = 111_320  # of latitude
BUSY_SHARE = 0.5
LEVEL_FACTOR = 2  # counts before are alike where neither is more than twice the other


@dataclass(frozen=True)
class Roles:
    """The codes of the sectors that a treated one is set against, in the plan's order."""

    controls: tuple[str, ...] = ()
    buffer: tuple[str, ...] = ()
    buffer_controls: tuple[str, ...] = ()

    @property
    def overlap(self) -> tuple[str, ...]:
        """The codes that stand in more than one role."""
        every = [*self.controls, *self.buffer, *self.buffer_controls]
        return tuple(sorted({code for code in every if every.count(code) > 1}))


class Reason(StrEnum):
    """Why a sector was proposed for no role, in the words shown."""

    NEW = "pas dans le plan sur toute la durée"
    BUSY = "trop d’opérations pendant la série"
    OTHER_TREND = "autre évolution avant la série"
    OWN_STORY = "évolution à part de celle des autres secteurs"
    LEVEL = "n’approche pas du niveau voulu"


@dataclass(frozen=True)
class Proposal:
    """The roles proposed, and why each other sector was left out, by code."""

    roles: Roles
    reasons: dict[str, Reason]


def neighbours(situation: Situation, sector: str) -> tuple[str, ...]:
    """The sectors whose outline touches that of `sector` or lies within 300 m of it; none where it has no outline."""
    outlines = sector_outlines(situation)
    if sector not in outlines:
        return ()
    across = METRES_A_DEGREE * cos(radians(outlines[sector].centroid.y))
    flat = {code: scale(shape, across, METRES_A_DEGREE, origin=(0, 0)) for code, shape in outlines.items()}
    near = {code for code, shape in flat.items() if shapely.distance(shape, flat[sector]) <= NEIGHBOUR_METRES}
    return tuple(str(code) for code in situation.table("sectors")["code"] if code in near and code != sector)


def alike(count: int, other: int) -> bool:
    """Whether two counts before are of one level: neither above twice the other."""
    return max(count, other) <= LEVEL_FACTOR * min(count, other)


def propose(
    sectors: pd.DataFrame,
    treated: str,
    near: Sequence[str],
    controls: Sequence[str] | None = None,
    buffer: Sequence[str] | None = None,
) -> Proposal:
    """The controls, the buffer and its controls proposed for a treated sector, by the rule above.

    `sectors`: indexed by code in the plan's order, with columns force_area, kind, stood (whether plans named it on
    every day of the two periods), operations_before, operations_after and those of
    `indicators.displacement.facts_before_and_after`. `near`: the treated sector's neighbours.
    `controls`, `buffer`: what was chosen instead; what is proposed after them fits them.
    """
    reasons: dict[str, Reason] = {}
    free = _left(sectors.drop(index=[treated, *near]), ~sectors["stood"], Reason.NEW, reasons)
    busy = free["operations_after"].gt(BUSY_SHARE * sectors["operations_after"].astype(float)[treated])
    free = _left(free, busy, Reason.BUSY, reasons)
    while (alone := _most_apart(free)) is not None:
        free = _left(free, free.index.to_series().eq(alone), Reason.OWN_STORY, reasons)
    own = list(_chosen(free, sectors.loc[[treated]], reasons) if controls is None else controls)
    beside = [code for code in near if sectors["stood"][code]] if buffer is None else list(buffer)
    rest = free[~free.index.isin([*own, *beside])]
    theirs = _chosen(rest, sectors.loc[beside], reasons) if beside else []
    order = list(sectors.index).index
    roles = Roles(*(tuple(sorted(codes, key=order)) for codes in (own, beside, theirs)))
    named = {*roles.controls, *roles.buffer, *roles.buffer_controls, *near, treated}
    left_out = [str(code) for code in sectors.index if code not in named]
    return Proposal(roles, {code: reasons.get(code, Reason.LEVEL) for code in left_out})


def _left(free: pd.DataFrame, out: pd.Series, reason: Reason, reasons: dict[str, Reason]) -> pd.DataFrame:
    gone = out.reindex(free.index)
    reasons.update(dict.fromkeys(map(str, free.index[gone]), reason))
    return free[~gone]


def _differ(one: Counts, other: Counts) -> float:
    """The p-value of Fisher's exact test that two pairs of counts share one proportion."""
    return float(fisher_exact(np.array([one, other])).pvalue)


def _most_apart(free: pd.DataFrame) -> str | None:
    """The sector that moved most unlike all the others taken together, where it did so beyond chance."""
    counts = free[["before", "after"]]
    others = counts.sum() - counts
    p_values = [_differ(one, other) for one, other in zip(counts.to_numpy(), others.to_numpy(), strict=True)]
    adjusted = [p_value for p_value in adjust(p_values) if p_value is not None]
    if min(adjusted, default=1.0) >= SIGNIFICANCE:
        return None
    return str(free.index[p_values.index(min(p_values))])


def _chosen(free: pd.DataFrame, like: pd.DataFrame, reasons: dict[str, Reason]) -> list[str]:
    """Of the free sectors, those that together come closest to the facts before of `like`, the most alike first."""
    course = like[["early", "late"]].sum().to_numpy()
    steady = [_differ(halves, course) >= SIGNIFICANCE for halves in free[["early", "late"]].to_numpy()]
    free = _left(free, ~pd.Series(steady, index=free.index, dtype=bool), Reason.OTHER_TREND, reasons)
    wanted = int(like["before"].sum())
    ranked = free.assign(
        other_force=~free["force_area"].isin(like["force_area"]),
        other_kind=~free["kind"].isin(like["kind"]),
        operations=free["operations_before"] + free["operations_after"],
        away=free["before"].sub(wanted).abs(),
    ).sort_values(["other_force", "other_kind", "operations", "away"], kind="stable")
    found, level = [], 0
    for code, before in zip(ranked.index, ranked["before"], strict=True):
        if abs(level + before - wanted) < abs(level - wanted):
            found.append(str(code))
            level += int(before)
    return found
