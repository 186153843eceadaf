"""What is said of a département where nothing moves, by the functions that the pages draw.

The same simulation as `make bench`, with fewer runs and bounds that its seed cannot come near by chance.
"""

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.false_alarms import DOUBLED, any_move, department_said, sectors_said, share, simulated, trends_said
from indicators import verdicts
from indicators.comparison import UP


def wrongly_called(runs: int) -> float:
    """The share of quiet départements of which a rise or a fall is said of some sector."""
    random = np.random.default_rng(20100211)
    return share([any_move(sectors_said(simulated(random))) for _ in range(runs)]).value


def test_some_sector_of_a_quiet_département_is_rarely_called() -> None:
    # At most 5 % (4 % are expected): 12 of 150 would be nearly three standard errors above.
    assert wrongly_called(150) <= 0.08


def test_without_the_correction_two_in_five_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def uncorrected(p_values: Sequence[float | None]) -> list[float | None]:
        return list(p_values)

    monkeypatch.setattr(verdicts, "adjust", uncorrected)
    # Fourteen tests of which each errs in some 4 %: 1 - 0.96 ** 14 = 44 %. The bound above would be broken.
    assert wrongly_called(100) > 0.25


def test_the_département_itself_is_rarely_called() -> None:
    random = np.random.default_rng(20090923)
    called = [department_said(simulated(random)) for _ in range(100)]
    assert share([words in ("hausse", "baisse") for words in called]).value <= 0.12


def test_a_trend_of_twelve_months_is_rarely_claimed_of_some_sector() -> None:
    # Without the correction it was of 47 in a hundred.
    random = np.random.default_rng(1945)
    assert share([any(trends_said(simulated(random))) for _ in range(60)]).value <= 0.15


def test_a_doubling_of_twenty_facts_is_mostly_seen() -> None:
    # At least 75 % (80 % are expected): 84 of 120 would be nearly three standard errors below.
    random = np.random.default_rng(2018)
    assert share([sectors_said(simulated(random, DOUBLED))[DOUBLED] == UP for _ in range(120)]).value >= 0.70
