"""The exact test of two counts, its interval, and the adjustment over many: sums of binomial probabilities."""

from functools import cache
from math import exp, lgamma, log, log1p

TAIL = 0.025


@cache
def two_sided(count: int, other: int, days: int, other_days: int) -> float:
    """The chance, under equal rates, of a split of the events as unlikely as this one or more so."""
    trials, share = count + other, days / (days + other_days)
    chances = [_exactly(trials, k, share) for k in range(trials + 1)]
    as_unlikely = 0.0
    for chance in chances:
        if chance <= chances[count] * (1 + 1e-7):
            as_unlikely += chance
    return min(1.0, as_unlikely)


@cache
def interval(count: int, other: int, days: int, other_days: int) -> tuple[float | None, float | None]:
    """Clopper and Pearson's bounds of the share, each as a ratio of rates; None where there is none."""
    trials = count + other
    if trials == 0:
        return None, None
    low = 0.0
    if count > 0:  # the share under which `count` events or more come about in 2.5 % of cases
        low = _share_where(trials, count - 1, 1 - TAIL)
    high = None
    if other > 0:  # the share under which `count` events or fewer do
        high = _share_where(trials, count, TAIL)
    return _ratio(low, days, other_days), None if high is None else _ratio(high, days, other_days)


def _ratio(share: float, days: int, other_days: int) -> float:
    return share / (1 - share) * other_days / days


def _share_where(trials: int, most: int, chance: float) -> float:
    """The share under which at most that many events have that chance: the chance falls as the share rises."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _at_most(trials, most, middle) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(trials: int, most: int, share: float) -> float:
    chance = _exactly(trials, most, share)
    if chance == 0:  # too small to be written: all of the chances lie on one side
        return 1.0 if most > trials * share else 0.0
    total = chance
    for k in range(most, 0, -1):
        chance *= k / (trials - k + 1) * (1 - share) / share
        total += chance
    return total


def _exactly(trials: int, k: int, share: float) -> float:
    ways = lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
    return exp(ways + k * log(share) + (trials - k) * log1p(-share))


def adjusted(chances: list[float | None]) -> list[float | None]:
    """Benjamini and Hochberg: each p times how many there are over its rank, never above that of a larger p."""
    known = sorted(chance for chance in chances if chance is not None)
    found: list[float | None] = []
    for chance in chances:
        if chance is None:
            found.append(None)
            continue
        candidates = [larger * len(known) / (rank + 1) for rank, larger in enumerate(known) if larger >= chance]
        found.append(min(1.0, *candidates))
    return found


def median(numbers: list[int]) -> float | None:
    """The middle one, or the mean of the two in the middle."""
    ordered = sorted(numbers)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


def evenness(places: list[int], possible: int) -> float | None:
    """Shannon's entropy of the places over the most it could be; None under 8."""
    if len(places) < 8:
        return None
    entropy = 0.0
    for place in set(places):
        share = places.count(place) / len(places)
        entropy -= share * log(share)
    return entropy / log(min(len(places), possible))
