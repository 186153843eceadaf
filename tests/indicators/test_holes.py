"""Nothing is said of a month that no file brought."""

import math
from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import By
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.holes import holes
from indicators.hotspots import rank_sectors, sector_months
from indicators.trend import sector_trend
from tests.indicators.tables import daily, fact, situation

JULY = Window(date(2026, 7, 1), date(2026, 7, 31))
BEFORE, AFTER = daily("2025-09-01", "2026-06-30", 303), daily("2026-08-01", "2026-10-31", 92)  # one a day
KNOWN = situation(facts=[*BEFORE, *AFTER])


def drugs(window: Window) -> Figure:
    return figures(KNOWN, window, ["facts_drugs"])[0]


def test_a_month_without_a_fact_among_months_that_have_many_is_a_hole() -> None:
    assert holes(KNOWN, ("facts",)) == (JULY,)
    assert holes(KNOWN, ("operations",)) == ()


@pytest.mark.parametrize(("a_month", "is_hole"), [(13, False), (14, True)])
def test_how_many_facts_make_a_silence_tell(a_month: int, is_hole: bool) -> None:
    # exp(-13) is 2.3 in a million, exp(-14) 0.8
    assert (math.exp(-a_month) < 1e-6) is is_hole
    rows = [fact("2026-06-10", count=a_month), fact("2026-08-10", count=a_month)]
    assert holes(situation(facts=rows), ("facts",)) == ((JULY,) if is_hole else ())


def test_a_silence_at_either_end_is_none() -> None:
    assert holes(situation(facts=AFTER), ("facts",)) == ()


def test_a_month_that_is_only_begun_is_none() -> None:
    begun = replace(
        situation(facts=BEFORE),
        loaded=Window(date(2025, 9, 1), date(2026, 7, 2)),
        spans={"facts": Window(date(2025, 9, 1), date(2026, 10, 31))},
    )
    assert holes(begun, ("facts",)) == ()
    over = replace(begun, loaded=Window(date(2025, 9, 1), date(2026, 7, 31)))
    assert holes(over, ("facts",)) == (JULY,)


def test_a_window_within_it_has_no_value() -> None:
    found = drugs(Window(date(2026, 7, 6), date(2026, 7, 19)))
    assert (found.value, found.previous, found.baseline, found.complete) == (None, None, None, False)
    assert found.statement == "aucun fait enregistré en juillet 2026\u00a0: mois non reçu, rien n’en est dit"


def test_a_window_that_touches_it_claims_no_trend() -> None:
    found = drugs(Window(date(2026, 7, 25), date(2026, 8, 7)))
    assert (found.value, found.complete) == (7, False)
    assert found.statement == "stable ou non concluant"  # seven facts in the seven days that are known
    more = situation(facts=[*BEFORE, *AFTER, *daily("2026-08-01", "2026-08-07", 40)])
    rise = figures(more, Window(date(2026, 7, 25), date(2026, 8, 7)), ["facts_drugs"])[0]
    assert rise.statement == "période incomplète\u00a0: aucune tendance affirmée (juillet 2026 non reçu)"


def test_it_is_no_comparator_and_no_part_of_the_baseline() -> None:
    found = drugs(Window(date(2026, 8, 3), date(2026, 8, 16)))
    assert (found.value, found.previous) == (14, None)
    # From 1 September 2025 to 2 August 2026, July left out: 303 days and two, one fact each.
    assert (found.baseline, found.baseline_days) == (305, 305)
    assert found.rate_ratio == pytest.approx(1)
    assert (found.statement, found.complete) == ("stable ou non concluant", True)


def test_it_is_no_month_of_a_sector_and_keeps_its_place_in_the_trend() -> None:
    until = date(2026, 10, 31)
    months = sector_months(KNOWN, until)
    missing = months[months["facts"].isna()]
    assert missing["month"].dt.strftime("%Y-%m").unique().tolist() == ["2026-07"]
    assert missing["code"].tolist() == ["S1", "S2", "S3"]
    sectors = rank_sectors(KNOWN, Window(date(2026, 10, 18), until)).set_index("code")
    assert sectors.loc["S1", "facts"] == 14
    assert sector_trend([1, 2, float("nan"), 4]).slope == 1


def test_a_target_is_neither_reached_nor_missed_in_it() -> None:
    ceiling = situation(
        facts=[*BEFORE, *AFTER],
        targets=[{"indicator": "facts_drugs", "sector": None, "value": 100, "per": "month"}],
    )
    found = figures(ceiling, JULY, ["targets_reached_share"], By.DEPARTMENT)[0]
    assert found.value is None
