"""The verdicts on one indicator's counts, over all its territories at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from domain.windows import Window
from indicators.baseline import Baseline
from indicators.comparison import CountComparison, adjust, compare_counts, statement
from indicators.measures import summed

UNKNOWN_EXPOSURE = "non testé\u00a0: calendrier scolaire inconnu"
NO_EXPOSURE = "non testé\u00a0: aucun jour de classe à comparer"


@dataclass(frozen=True)
class Verdict:
    """What a count gave against its baseline; all None where there is nothing to compare with."""

    words: str
    baseline: float | None = None
    baseline_days: int | None = None
    comparison: CountComparison | None = None
    p_adjusted: float | None = None


def verdicts_on_counts(
    baseline: Baseline,
    window: Window,
    exposures: tuple[int | None, int | None],
    codes: Sequence[str],
    behind: Callable[[str], tuple[str, ...]],
) -> list[Verdict]:
    """The verdict on each territory's count in the window against the baseline, in the order of `codes`.

    `exposures` are the days of the window and of the baseline on which events may fall (None: not
    known). p-values are adjusted over the territories; `behind` names the services that leave one incomplete.
    """
    index = pd.Index(codes)
    if not baseline.long_enough:
        return [Verdict(statement(None, False), None, baseline.days) for _ in codes]
    days, other_days = exposures
    if days is None or other_days is None:
        return [Verdict(UNKNOWN_EXPOSURE, None, baseline.days) for _ in codes]
    if not days or not other_days:
        return [Verdict(NO_EXPOSURE, None, baseline.days) for _ in codes]
    counts, others = summed(baseline.events, window, index), baseline.counts(index)
    comparisons = [
        compare_counts(int(count), int(other), days, other_days) for count, other in zip(counts, others, strict=True)
    ]
    adjusted = adjust([comparison.p_value for comparison in comparisons])
    return [
        Verdict(
            statement(p_adjusted, comparison.rate_ratio is None or comparison.rate_ratio > 1, behind(code)),
            float(other),
            baseline.days,
            comparison,
            p_adjusted,
        )
        for code, other, comparison, p_adjusted in zip(codes, others, comparisons, adjusted, strict=True)
    ]
