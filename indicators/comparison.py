"""Two counts compared, and the words in which the result is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import betaincinv
from scipy.stats import binomtest, false_discovery_control

from domain.windows import BASELINE_MINIMUM_DAYS

SIGNIFICANCE = 0.05
SMALL_COUNT = 10  # below it in a comparator, no percentage is shown
TAIL = 0.025  # each side of a 95 % interval

UP, DOWN, STEADY = "hausse", "baisse", "stable ou non concluant"
INCOMPLETE = "période incomplète"
TOO_SHORT = f"historique trop court (moins de {BASELINE_MINIMUM_DAYS} jours)"


@dataclass(frozen=True)
class CountComparison:
    """Two counts under their exposures: two-sided p-value, rate ratio and its 95 % interval.

    The ratio and the upper bound are None where they are infinite or undefined.
    """

    p_value: float
    rate_ratio: float | None
    low: float | None
    high: float | None


@lru_cache(maxsize=65536)
def compare_counts(count: int, other: int, exposure: float, other_exposure: float) -> CountComparison:
    """Compare `count` over `exposure` with `other` over `other_exposure` (days, both above 0).

    Exact conditional test: under equal rates `count` is binomial (count + other, share of the
    exposure); interval of Clopper and Pearson (Biometrika, 1934) turned into a rate ratio. It is
    taken from the quantiles of the beta distribution, which `binomtest` finds by search, slowly.
    Raises ValueError on a negative count or an exposure that is not positive.
    """
    if min(count, other) < 0 or min(exposure, other_exposure) <= 0:
        raise ValueError("counts are at least 0 and exposures above 0")
    total = count + other
    if total == 0:
        return CountComparison(1.0, None, None, None)
    p_value = float(binomtest(count, total, exposure / (exposure + other_exposure)).pvalue)
    odds = other_exposure / exposure
    low = float(betaincinv(count, other + 1, TAIL)) if count else 0.0
    high = float(betaincinv(count + 1, other, 1 - TAIL)) if other else 1.0
    return CountComparison(
        p_value,
        rate_ratio=count / other * odds if other else None,
        low=low / (1 - low) * odds,
        high=high / (1 - high) * odds if high < 1 else None,
    )


def adjust(p_values: Sequence[float | None]) -> list[float | None]:
    """The p-values adjusted by Benjamini and Hochberg (1995), in their order; None stays None."""
    known = [p_value for p_value in p_values if p_value is not None]
    adjusted = iter(false_discovery_control(np.array(known)).tolist() if known else [])
    return [None if p_value is None else float(next(adjusted)) for p_value in p_values]


def incomplete_words(lacking: Sequence[str]) -> str:
    """The sentence for a verdict that is withheld: the services whose files stop too early, the months not sent."""
    return f"{INCOMPLETE}\u00a0: aucune tendance affirmée ({', '.join(lacking)})"


def statement(p_adjusted: float | None, rising: bool, lacking: Sequence[str] = ()) -> str:
    """The verdict on a tested count in words; `p_adjusted` is None where the history is too short."""
    if p_adjusted is None:
        return TOO_SHORT
    if p_adjusted >= SIGNIFICANCE:
        return STEADY
    if lacking:
        return incomplete_words(lacking)
    return UP if rising else DOWN


def number_words(value: float, decimals: int = 0) -> str:
    """A number as French writes it: decimal comma, thousands parted by a narrow no-break space."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",").replace("-", "−")


def change_words(value: float, comparator: float | None, unit: str = "") -> str:
    """How a count differs from its comparator, as shown beside it.

    Where the comparator is below 10, the two counts ("3 contre 5"); from 10 on, the percentage and
    the counts ("+25 % (25 contre 20)"). Without comparator, "sans comparaison". The unit, if any, follows the counts.
    """
    if comparator is None:
        return "sans comparaison"
    counts = f"{number_words(value)} contre {number_words(comparator)}" + (f" {unit}" if unit else "")
    if comparator < SMALL_COUNT:
        return counts
    change = round((value / comparator - 1) * 100)
    sign = "+" if change > 0 else ""
    return f"{sign}{number_words(change)}\u00a0% ({counts})"
