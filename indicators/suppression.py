"""Small counts hidden, with the other counts that have to be hidden so that no sum gives them back.

Primary suppression hides every count from 1 to 4; the complementary (secondary) suppression of Cox (Journal of the
American Statistical Association 75, 1980) hides others, since a reader subtracts what is shown from a total. They are
found with the linear programme of Kelly, Golden and Assad (Networks 22, 1992) for one small count after the other, on
any linked totals as in Fischetti and Salazar (Management Science 47, 2001): look for another table, in whole numbers,
that agrees with all that is shown and in which this count is as high (then as low) as it may be, and change the
cheapest shown counts for it; those are hidden as well.

What is guaranteed: whoever knows all that is shown, the totals, and what each mark says (a small count is from 1 to 4;
a withheld one is at least 1, and at least 5 where it was not small) still finds at least two whole-number tables that
differ in that count; tables for 1 and for 4 wherever hiding counts that are not to be kept can make them.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack
from scipy.sparse.csgraph import connected_components

Key = TypeVar("Key", bound=Hashable)
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]

HIGHEST_SMALL = 4
LEAST_SHOWN = HIGHEST_SMALL + 1
# What it costs, for each unit that a table moves: a shown count its own value, these more than any.
_A_MARK_GIVEN_UP = 1e4  # a small count of which it is only said that it is withheld
_A_KEPT_COUNT = 1e6


class Mark(StrEnum):
    """What stands instead of a hidden count."""

    SMALL = "small"  # 1 to 4
    WITHHELD = "withheld"  # at least 1: hidden so that a small one cannot be deduced


@dataclass(frozen=True)
class Total(Generic[Key]):
    """A count that the others make up: their sum where it is one, their sum and a rest where it is more.

    Where it is less, the parts overlap (an action of two services stands with both): it is then between the
    largest part and their sum.
    """

    whole: Key
    parts: tuple[Key, ...]


def suppress(
    counts: Mapping[Key, int],
    totals: Sequence[Total[Key]],
    *,
    kept: Collection[Key] = (),
    at_least: Mapping[Key, int] | None = None,
) -> dict[Key, Mark]:
    """The mark of each count to hide; a count that is not among them may be shown, 0 always.

    `counts` has every count that would be shown, once however often; `totals` link them. The rest of a total that is
    from 1 to 4 is protected as a count is. Of `kept` counts those above 4 are hidden only where a small one would be
    known exactly otherwise, not where its range would be less than 1 to 4. `at_least` gives lower bounds that readers
    know from elsewhere. Totals that share no count do not act on each other, and the same counts in the same order
    give the same marks. Raises KeyError where a total names a count that is not given, and ValueError for a negative
    count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is at least 0")
    marks: dict[Key, Mark] = {}
    for keys, linked in _apart(list(counts), totals):
        marks |= _Tables({key: counts[key] for key in keys}, linked, kept, at_least or {}).marks()
    return marks


def _apart(keys: Sequence[Key], totals: Sequence[Total[Key]]) -> Iterator[tuple[list[Key], list[Total[Key]]]]:
    """The counts and totals, parted where nothing links them."""
    if not keys:
        return
    place = {key: at for at, key in enumerate(keys)}
    links = np.array([(place[total.whole], place[part]) for total in totals for part in total.parts]).reshape(-1, 2)
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(keys), len(keys)))
    found, group = connected_components(graph, directed=False)
    for number in range(found):
        linked = [total for total in totals if group[place[total.whole]] == number]
        yield [key for key, own in zip(keys, group, strict=True) if own == number], linked


class _Tables(Generic[Key]):
    """Counts that hang together: their values and those of the rests, what readers know of each, and the sums.

    `low` and `high` bound each value for a reader; they only widen. `least` and `most` are the extremes seen of it
    in tables that agree with what is shown.
    """

    def __init__(
        self,
        counts: Mapping[Key, int],
        totals: Sequence[Total[Key]],
        kept: Collection[Key],
        at_least: Mapping[Key, int],
    ) -> None:
        self.keys = list(counts)
        place = {key: at for at, key in enumerate(self.keys)}
        left = [counts[total.whole] - sum(counts[part] for part in total.parts) for total in totals]
        rests = [over for over in left if over > 0]
        self.values: Vector = np.array([*counts.values(), *rests], dtype=float)
        self.small = (self.values >= 1) & (self.values <= HIGHEST_SMALL)
        self.rest = np.arange(len(self.values)) >= len(self.keys)
        known = np.array([*(max(at_least.get(key, 1), 1) for key in self.keys), *(0 for _ in rests)], dtype=float)
        self.floor = np.where(self.small | self.rest, known, np.maximum(known, LEAST_SHOWN))
        self.shown = ~self.small & ~self.rest
        self.kept = np.array([*(key in kept for key in self.keys), *(False for _ in rests)])
        self.low = np.where(self.shown, self.values, self.floor)
        self.high = np.where(self.rest, np.inf, np.where(self.small, HIGHEST_SMALL, self.values))
        self.least, self.most = self.values.copy(), self.values.copy()
        self._link(totals, left, place)

    def _link(self, totals: Sequence[Total[Key]], left: Sequence[int], place: Mapping[Key, int]) -> None:
        """The sums as rows: `equal @ values == 0` and `above @ values <= 0`."""
        equal, above = [], []
        rest = len(self.keys)
        for total, over in zip(totals, left, strict=True):
            row = np.zeros(len(self.values))
            row[place[total.whole]] = -1
            parts = [place[part] for part in total.parts]
            row[parts] += 1
            if over < 0:
                above.append(-row)
                above += [_difference(len(row), part, place[total.whole]) for part in parts]
                continue
            if over > 0:
                row[rest] = 1
                rest += 1
            equal.append(row)
        self.equal = csr_array(np.array(equal).reshape(-1, len(self.values)))
        self.above = csr_array(np.array(above).reshape(-1, len(self.values)))

    def marks(self) -> dict[Key, Mark]:
        """Hide what has to be, and say how."""
        for cell in np.flatnonzero(self.small):
            self._protect(int(cell))
        hidden = {}
        for key, shown, small, high in zip(self.keys, self.shown, self.small, self.high, strict=False):
            if not shown:
                hidden[key] = Mark.SMALL if small and high == HIGHEST_SMALL else Mark.WITHHELD
        return hidden

    def _protect(self, cell: int) -> None:
        """Hide what it takes for that small count to be anything from 1 to 4, or else two values at least."""
        for wanted in (HIGHEST_SMALL, self.low[cell]):
            if self.least[cell] <= wanted <= self.most[cell]:
                continue
            reached = self._furthest(cell, wanted)
            if not self.least[cell] <= reached <= self.most[cell]:
                self._hide_for(cell, reached)
        if self.least[cell] == self.most[cell]:
            self._hide_for(cell, self.values[cell] + 1, at_any_price=True)

    def _furthest(self, cell: int, wanted: float) -> float:
        """The value nearest to `wanted` that the count may have were all others hidden but those to be kept."""
        hideable = self.shown & (self.values > 0) & ~self.kept
        low, high = np.where(hideable, self.floor, self.low), np.where(hideable, np.inf, self.high)
        low[cell], high[cell] = self.low[cell], HIGHEST_SMALL
        aim = np.zeros(len(self.values))
        aim[cell] = np.sign(self.values[cell] - wanted)
        return float(self._solved(aim, low, high, None)[cell])

    def _hide_for(self, cell: int, value: float, *, at_any_price: bool = False) -> None:
        """Find the cheapest table in which the count has that value, and hide what differs in it.

        At any price, a small count may also pass 4, and then bears the mark that says less; and a kept one may differ.
        """
        hideable = self.shown & (self.values > 0) & (at_any_price | ~self.kept)
        bounded = self.small & ~self.rest & (self.high == HIGHEST_SMALL)
        low, high = np.where(hideable, self.floor, self.low), np.where(hideable, np.inf, self.high)
        price = np.where(hideable, np.where(self.kept, _A_KEPT_COUNT, self.values), 0.0)
        if at_any_price:
            high[bounded] = np.inf
            price[bounded] = _A_MARK_GIVEN_UP
        low[cell] = high[cell] = value
        free = np.where(bounded, 0.0, self.values), np.where(bounded, HIGHEST_SMALL, self.values)
        table = self._solved(price, low, high, free)
        changed = hideable & (table != self.values)
        self.shown &= ~changed
        self.low[changed] = self.floor[changed]
        self.high[changed | (bounded & (table > HIGHEST_SMALL))] = np.inf
        self.least, self.most = np.minimum(self.least, table), np.maximum(self.most, table)

    def _solved(self, price: Vector, low: Vector, high: Vector, free: tuple[Vector, Vector] | None) -> Vector:
        """The whole-number table within the bounds that costs least.

        Without `free` the price is that of each value itself; with it, that of leaving the range that it gives, by a
        second variable for each value: at least how far it is out of that range.
        """
        size = len(self.values)
        priced = np.flatnonzero(price > 0) if free is not None else np.array([], dtype=int)
        more = len(priced)
        one, out = eye_array(size, format="csr")[priced], eye_array(more, format="csr")
        constraints = [*_sums(self.equal, more, 0.0), *_sums(self.above, more, -np.inf)]
        if free is not None:
            constraints += [
                LinearConstraint(hstack([one, -out], format="csc"), -np.inf, free[1][priced]),
                LinearConstraint(hstack([one, out], format="csc"), free[0][priced], np.inf),
            ]
        solved = milp(
            np.concatenate([np.zeros(size), price[priced]]) if free is not None else price,
            bounds=Bounds(np.append(low, np.zeros(more)), np.append(high, np.full(more, np.inf))),
            constraints=constraints,
            integrality=np.append(np.ones(size), np.zeros(more)),
        )
        if solved.x is None:
            raise RuntimeError("no table protects this count")
        table: Vector = np.rint(solved.x[:size])
        return table


def _sums(rows: csr_array, more: int, least: float) -> list[LinearConstraint]:
    """Those sums of the values, if any, from `least` to 0, with as many further variables as none of them has."""
    if not rows.shape[0]:
        return []
    return [LinearConstraint(hstack([rows, csr_array((rows.shape[0], more))], format="csc"), least, 0.0)]


def _difference(size: int, more: int, less: int) -> Vector:
    row = np.zeros(size)
    row[more], row[less] = 1, -1
    return row
