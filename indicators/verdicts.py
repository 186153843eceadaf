"""The verdicts on one indicator's counts, over all its territories at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from domain.windows import BASELINE_MINIMUM_DAYS, Window
from indicators.baseline import Baseline
from indicators.comparison import TOO_SHORT, CountComparison, adjust, compare_counts, statement
from indicators.exposure import Exposure
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
    exposures: tuple[Exposure, Exposure],
    codes: Sequence[str],
    lacking: Callable[[str], tuple[str, ...]],
) -> list[Verdict]:
    """The verdict on each territory's count in the window against the baseline, in the order of `codes`.

    `exposures` are those of the window and of the baseline. p-values are adjusted over the territories that are
    tested; `lacking` names the services and months that leave one incomplete.
    """
    index = pd.Index(codes)
    here, before = exposures
    counts, others = summed(baseline.events, window, index), baseline.counts(index)
    reasons = [_untested(here, before, code) for code in codes]
    comparisons = [
        None
        if reason is not None
        else compare_counts(int(count), int(other), here.chances[code] or 0, before.chances[code] or 0)
        for code, reason, count, other in zip(codes, reasons, counts, others, strict=True)
    ]
    adjusted = adjust([None if comparison is None else comparison.p_value for comparison in comparisons])
    return [
        Verdict(str(reason), None, before.days[code])
        if comparison is None
        else Verdict(
            statement(p_adjusted, comparison.rate_ratio is None or comparison.rate_ratio > 1, lacking(code)),
            float(other),
            before.days[code],
            comparison,
            p_adjusted,
        )
        for code, reason, other, comparison, p_adjusted in zip(
            codes, reasons, others, comparisons, adjusted, strict=True
        )
    ]


def _untested(here: Exposure, before: Exposure, code: str) -> str | None:
    """Why a territory's count is not tested; None where it is."""
    if before.days[code] < BASELINE_MINIMUM_DAYS:
        return TOO_SHORT
    days, other_days = here.chances[code], before.chances[code]
    if days is None or other_days is None:
        return UNKNOWN_EXPOSURE
    return None if days and other_days else NO_EXPOSURE
