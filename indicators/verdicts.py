"""The verdicts on one indicator's counts, over all its territories at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from domain.windows import Window
from indicators.baseline import Baseline
from indicators.comparison import CountComparison, adjust, compare_counts, statement
from indicators.measures import summed


@dataclass(frozen=True)
class Verdict:
    """What a count gave against its baseline; all None where there is nothing to compare with."""

    words: str
    baseline: float | None = None
    baseline_days: int | None = None
    comparison: CountComparison | None = None
    p_adjusted: float | None = None


def verdicts_on_counts(
    baseline: Baseline, window: Window, codes: Sequence[str], behind: Callable[[str], tuple[str, ...]]
) -> list[Verdict]:
    """The verdict on each territory's count in the window against the baseline, in the order of `codes`.

    p-values are adjusted over them; `behind` names the services that leave a territory incomplete.
    """
    index = pd.Index(codes)
    if not baseline.long_enough:
        return [Verdict(statement(None, False), None, baseline.days) for _ in codes]
    counts, others = summed(baseline.events, window, index), baseline.counts(index)
    comparisons = [
        compare_counts(int(count), int(other), window.days, baseline.days)
        for count, other in zip(counts, others, strict=True)
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
