"""Classes of counts for the maps, on the screen and in the book alike, and lengths for their scale."""

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from domain.french import number

NONE = "aucun"
_QUANTILES = (0.3, 0.6, 0.9, 1.0)  # of the counts above 0: few sectors share the darkest class


def class_tops(counts: Sequence[float]) -> list[int]:
    """The highest count of each class above none, at most four, rising; no class where every count is 0."""
    some = [count for count in counts if count > 0]
    return sorted({int(top) for top in np.quantile(some, _QUANTILES, method="higher")}) if some else []


def class_of(count: float, tops: Sequence[int]) -> int:
    """The class of a count: 0 for none, then 1, 2... up to the number of `tops`."""
    return bisect_left([0, *tops], count)


def class_words(tops: Sequence[int], least: int = 1) -> list[str]:
    """The classes in words, least first: `aucun`, `3`, `de 4 à 8`; `least` is the lowest count above none."""
    lows = [least, *(top + 1 for top in tops)]
    ranges = [
        number(top) if low == top else f"de {number(low)} à {number(top)}" for low, top in zip(lows, tops, strict=False)
    ]
    return [NONE, *ranges]


def round_length(wanted: float) -> float:
    """The largest of 1, 2, 5, 10, 20... (or 0.1, 0.2...) that is at most what is wanted."""
    power = math.pow(10, math.floor(math.log10(max(wanted, 0.1))))
    return max(step * power for step in (1, 2, 5) if step == 1 or step * power <= wanted)
