"""Rate ratios, corrections and trends against figures that R printed, typed in from where they were published.

Nothing here was computed for this test. Where R's convention differs from ours, the test says how.
"""

from math import sqrt

import pytest
from scipy.stats import norm

from indicators.comparison import adjust, compare_counts
from indicators.trend import sector_trend

# R Core Team, examples of the package stats and what they print (R sources, tests/Examples/stats-Ex.Rout.save,
# https://github.com/wch/r-source; the examples stand in https://stat.ethz.ch/R-manual/R-devel/library/stats/html/).
# Fay, exactci: Exact Conditional Tests and Matching Confidence Intervals, vignette, 2012, section 1
# (https://cran.r-project.org/package=exactci).


def close(printed: str) -> object:
    """What rounds to the printed figure: half a unit of its last digit."""
    mantissa, _, exponent = printed.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return pytest.approx(float(printed), abs=0.5000001 * 10.0 ** (int(exponent or 0) - decimals))


@pytest.mark.parametrize(
    ("counts", "exposures", "p_value", "ratio", "interval"),
    [
        # R manual, poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): lung cancer in Fredericia (eba1977)
        ((11, 6 + 8 + 7), (800, 1083 + 1050 + 878), "0.07967", "1.971488", ("0.8584264", "4.2772659")),
        # Fay (2012), poisson.test(c(2, 10), c(17877, 20000)): the test rejects and the interval holds 1, since the
        # p-value adds the less likely outcomes and the interval cuts both tails. R does as we do.
        ((2, 10), (17877, 20000), "0.04213", "0.2237512", ("0.02383738", "1.04995468")),
    ],
)
def test_rate_ratios_equal_those_of_poisson_test(
    counts: tuple[int, int], exposures: tuple[int, int], p_value: str, ratio: str, interval: tuple[str, str]
) -> None:
    found = compare_counts(*counts, *exposures)
    assert (found.p_value, found.rate_ratio) == (close(p_value), close(ratio))
    assert (found.low, found.high) == (close(interval[0]), close(interval[1]))


def test_the_conditional_test_equals_binom_test() -> None:
    # R manual, binom.test(682, 682 + 243, p = 3/4), Mendelian inheritance (Conover, 1971): p-value = 0.3825, interval
    # of the share 0.7076683 to 0.7654066. The same as 682 in 3 days against 243 in one: the share's odds are 3 ratios.
    found = compare_counts(682, 243, 3, 1)
    assert found.p_value == close("0.3825")
    assert found.low is not None
    assert found.high is not None
    shares = [3 * ratio / (1 + 3 * ratio) for ratio in (found.low, found.high)]
    assert shares == [close("0.7076683"), close("0.7654066")]


P_ADJUST = """
2.35e-07 1.18e-05
2.10e-05 0.000429
2.58e-05 0.000429
9.81e-05 0.000947
0.000105 0.000947
0.000124 0.000947
0.000133 0.000947
0.000157 0.000980
0.000225 0.001253
0.000380 0.001898
0.000611 0.002780
0.001614 0.006725
0.003302 0.012637
0.003538 0.012637
0.005237 0.017457
0.006832 0.020762
0.007059 0.020762
0.008805 0.024459
0.009401 0.024740
0.011298 0.028245
0.021150 0.050358
0.049227 0.111880
0.060533 0.130463
0.062622 0.130463
0.073952 0.147903
0.082811 0.159252
0.086333 0.159877
0.119065 0.212617
0.189080 0.325999
0.205849 0.343082
0.220921 0.356325
0.285600 0.446250
0.304889 0.461954
0.466068 0.683577
0.483081 0.683577
0.492175 0.683577
0.531945 0.718845
0.575155 0.741435
0.578319 0.741435
0.618589 0.762606
0.636362 0.762606
0.644859 0.762606
0.655841 0.762606
0.688588 0.782487
0.718986 0.798874
0.817954 0.880265
0.827449 0.880265
0.897130 0.930478
0.911868 0.930478
0.943789 0.943789
"""
"""R manual, example of p.adjust: fifty p-values, of which half are of true differences, and the column BH."""


def test_the_correction_equals_p_adjust() -> None:
    rows = [line.split() for line in P_ADJUST.split("\n") if line]
    p_values = [float(p_value) for p_value, _ in rows]
    # R printed both columns rounded, to three digits where they are smallest: hence half a per cent.
    adjusted = adjust(p_values)
    assert adjusted == pytest.approx([float(expected) for _, expected in rows], rel=5e-3)
    # The same example with the 46th and the 47th missing: the twenty smallest are multiplied by 0.96.
    holed = adjust([None if row in (45, 46) else p_value for row, p_value in enumerate(p_values)])
    assert holed[45:47] == [None, None]
    ratios = [few / many for few, many in zip(holed[:20], adjusted[:20], strict=True) if few and many]
    assert ratios == [pytest.approx(0.96)] * 20


def test_tau_equals_cor_test() -> None:
    # R manual, cor.test(x, y, method = "kendall", alternative = "greater"), canned tuna (Hollander and Wolfe, 1973,
    # p. 187): p = 0.05972, exact and one-sided. Without ties the distribution is symmetric: two-sided, twice that.
    lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
    scores = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
    found = sector_trend([score for _, score in sorted(zip(lightness, scores, strict=True))])
    assert found.p_value is not None
    assert found.p_value / 2 == close("0.05972")


NILE = [
    *(1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140),
    *(1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969),
    *(831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759),
    *(781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890),
    *(744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740),
]
"""R's data set Nile: the flow at Aswan, 1871 to 1970 (Cobb, 1978)."""


def test_the_slope_and_the_trend_of_the_nile_equal_those_of_mann_ken() -> None:
    # Jassby, Cloern and Stachelek, wql: exploring water quality monitoring data, vignette, 2022, section Trends
    # (https://jsta.github.io/wql/articles/wql-package.html), mannKen(Nile).
    sen_slope, score, variance, p_value = -2.6, -1387, 112728.3, 3.658263e-05
    found = sector_trend(NILE)
    assert found.slope == pytest.approx(sen_slope)
    # tau is S over the pairs, those tied in the series counted as the root of both numbers of pairs (Kendall's tau-b).
    pairs, tied = 100 * 99 / 2, sum(NILE.count(flow) - 1 for flow in NILE) / 2
    assert found.tau == pytest.approx(score / sqrt(pairs * (pairs - tied)))
    # R's p-value has the continuity correction, S nearer to 0 by one; ours has none, which makes it smaller.
    # Both from the same S and variance, the latter printed to seven digits.
    deviation = sqrt(variance)
    assert p_value == pytest.approx(2 * norm.cdf((score + 1) / deviation), rel=1e-5)
    assert found.p_value == pytest.approx(2 * norm.cdf(score / deviation), rel=1e-5)
