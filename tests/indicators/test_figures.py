import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.catalogue import CATALOGUE, By
from domain.windows import Window
from indicators.figures import Figure, figures, spark
from tests.indicators.tables import Row, daily, fact, operation, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
"""Fourteen days; the fourteen before run from 4 to 17 May, its baseline from 19 May 2025 to 17 May 2026."""
QUIET = daily("2025-05-19", "2026-05-17", 52)  # 52 facts in 364 days: two a fortnight


def only(found: list[Figure]) -> Figure:
    assert len(found) == 1
    return found[0]


def drugs(rows: list[Row], window: Window = FORTNIGHT) -> Figure:
    return only(figures(situation(facts=rows), window, ["facts_drugs"]))


def test_a_count_with_all_its_comparators() -> None:
    rows = [
        fact("2025-05-19"),  # first day of the baseline, and of the year before
        fact("2025-06-02", count=3),  # the day after the year before, still baseline
        fact("2026-05-04"),
        fact("2026-05-17", offence="use"),  # first and last day of the previous window
        fact("2026-05-18", count=4),
        fact("2026-05-31", sector=None),  # first and last day of the window
        fact("2026-06-01"),
        fact("2026-05-20", offence="homicide"),
    ]
    found = drugs(rows)
    assert found == Figure(
        indicator=CATALOGUE["facts_drugs"],
        scope="département",
        label="Val-Fictif",
        window=FORTNIGHT,
        value=4 + 1,
        previous=1 + 1,
        year_before=1,
        baseline=1 + 3 + 1 + 1,
        baseline_days=364,
        rate_ratio=5 / 6 * (364 / 14),
        interval=found.interval,
        p_adjusted=found.p_adjusted,
        statement="hausse",
        complete=True,
        behind=(),
    )


def test_a_doubling_and_more_is_a_rise_and_the_usual_is_not() -> None:
    # 52 in 364 days are 2 a fortnight: 8 in one is a rise (p under 0.05), 3 is not
    rise = drugs([*QUIET, *daily("2026-05-18", "2026-05-31", 8)])
    usual = drugs([*QUIET, *daily("2026-05-18", "2026-05-31", 3)])
    assert rise.statement == "hausse"
    assert rise.p_adjusted is not None
    assert rise.p_adjusted < 0.05
    assert usual.statement == "stable ou non concluant"


def test_a_fall_is_said() -> None:
    found = drugs([*daily("2025-05-19", "2026-05-17", 520)])  # 20 a fortnight, then none
    assert (found.value, found.rate_ratio, found.statement) == (0, 0, "baisse")


@pytest.mark.parametrize(("days", "verdict"), [(55, False), (56, True)])
def test_under_56_days_of_history_there_is_no_verdict(days: int, verdict: bool) -> None:
    first = FORTNIGHT.start - timedelta(days=days)
    found = drugs([fact(str(first)), *daily("2026-05-18", "2026-05-31", 12)])
    assert found.baseline_days == days
    if verdict:
        assert (found.baseline, found.statement) == (1, "hausse")
    else:
        assert (found.baseline, found.p_adjusted) == (None, None)
        assert found.statement == "historique trop court (moins de 56 jours)"


def test_a_comparator_that_the_history_does_not_reach_is_none() -> None:
    reaching = drugs([fact("2026-05-04"), fact("2026-05-20")])
    short = drugs([fact("2026-05-05"), fact("2026-05-20")])
    assert (reaching.previous, reaching.year_before) == (1, None)
    assert (short.previous, short.year_before) == (None, None)


def test_p_values_are_adjusted_over_the_sectors_of_a_call() -> None:
    rows = [*QUIET, *daily("2026-05-18", "2026-05-31", 8)]
    alone = drugs(rows).p_adjusted
    by_sector = figures(situation(facts=rows), FORTNIGHT, ["facts_drugs"], By.SECTOR)
    assert [figure.scope for figure in by_sector] == ["S1", "S2", "S3"]
    assert alone is not None
    # S2 and S3 have nothing in either period (p 1): S1's p is multiplied by 3 / 1
    assert [figure.p_adjusted for figure in by_sector] == pytest.approx([3 * alone, 1, 1])


def test_a_service_behind_makes_the_period_incomplete_and_withholds_the_trend() -> None:
    rows = [*QUIET, *daily("2026-05-18", "2026-05-31", 8)]
    full = situation(facts=rows)
    late = replace(
        full,
        coverage={"BAC": date(2026, 5, 31), "CGD": date(2026, 5, 30), "EMS": date(2026, 5, 1)},
        contributors={"facts": ("CGD", "BAC"), "operations": ("EMS",)},
    )
    found = only(figures(late, FORTNIGHT, ["facts_drugs"]))
    assert (found.complete, found.behind) == (False, ("CGD",))
    assert found.statement == "période incomplète\u00a0: aucune tendance affirmée (CGD)"
    steady = replace(late, tables=situation(facts=QUIET).tables)
    assert only(figures(steady, FORTNIGHT, ["facts_drugs"])).statement == "stable ou non concluant"


def test_a_services_own_figure_waits_for_its_own_files_alone() -> None:
    late = situation(
        operations=[operation("A", "2026-05-20")],
        coverage={"BAC": date(2026, 5, 31), "CGD": date(2026, 5, 10)},
        contributors={"operations": ("BAC", "CGD")},
    )
    found = {figure.scope: figure.complete for figure in figures(late, FORTNIGHT, ["operations"], By.SERVICE)}
    assert found == {"BAC": True, "CGD": False, "EMS": True}


def test_a_fact_known_by_its_month_counts_in_a_window_that_holds_the_month() -> None:
    rows = [fact("2026-02-01", precision="month", count=5), fact("2026-02-01"), fact("2026-01-01")]
    whole = drugs(rows, Window(date(2026, 2, 1), date(2026, 2, 28)))
    part = drugs(rows, Window(date(2026, 2, 1), date(2026, 2, 27)))
    assert (whole.value, whole.complete) == (5 + 1, True)
    assert (part.value, part.complete) == (1, False)
    assert part.statement.endswith("\u202f; 1 ligne connue au mois seulement, écartée")


def test_29_february_lies_in_its_window_and_a_year_before_is_364_days() -> None:
    leap = Window(date(2024, 2, 16), date(2024, 2, 29))
    found = drugs(
        [fact("2024-02-29"), fact("2023-03-02", count=2), fact("2023-02-17", count=4), fact("2023-02-16")], leap
    )
    assert (found.value, found.year_before) == (1, 2 + 4)


def test_months_of_29_and_31_days_are_held_to_their_last_day() -> None:
    rows = [fact("2024-02-01", precision="month", count=5), fact("2023-12-01")]
    assert drugs(rows, Window(date(2024, 2, 1), date(2024, 2, 29))).value == 5
    assert drugs([*rows, fact("2024-02-29")], Window(date(2024, 2, 1), date(2024, 2, 28))).value == 0


def test_facts_known_by_month_alone_say_nothing_of_a_fortnight() -> None:
    found = drugs([fact("2026-04-01", precision="month"), fact("2026-05-01", precision="month")])
    assert (found.value, found.complete) == (None, False)
    assert found.statement == "connu au mois seulement\u00a0: aucun mois entier dans la fenêtre"


def test_a_window_of_whole_months_is_tested_against_whole_months() -> None:
    months = [fact(f"{year}-{month:02d}-01", precision="month") for year in (2025, 2026) for month in range(1, 13)]
    found = drugs(months, Window(date(2026, 5, 1), date(2026, 5, 31)))
    # the baseline runs from 2 May 2025 to 30 April 2026: eleven whole months, June to April, of 334 days
    assert (found.value, found.baseline, found.baseline_days) == (1, 11, 365 - 31)
    # the 31 days before run from 31 March: they hold April whole but cut March
    assert found.previous is None


def test_other_windows_are_tested_on_the_facts_whose_day_is_known() -> None:
    rows = [*QUIET, fact("2026-02-01", precision="month", count=500), *daily("2026-05-18", "2026-05-31", 8)]
    found = drugs(rows)
    assert (found.value, found.baseline, found.statement) == (8, 52, "hausse")


def test_quantities_are_summed_and_never_tested() -> None:
    rows = [
        operation("A", "2026-05-04", checks=5),
        operation("B", "2026-05-20", checks=7),
        operation("C", "2026-05-21"),
    ]
    found = only(figures(situation(operations=rows), FORTNIGHT, ["checks"]))
    assert (found.value, found.previous, found.p_adjusted) == (7, 5, None)
    assert found.statement == "non testé\u00a0: quantité"


def test_an_operation_counts_once_for_the_sector_and_once_for_each_of_its_services() -> None:
    rows = [
        operation("A", "2026-05-20", partner_services="CGD;EMS"),
        operation("B", "2026-05-21", "S2", lead="CGD", partner_services="CGD"),
    ]
    now = situation(operations=rows)

    def counts(by: By) -> dict[str, float | None]:
        return {figure.scope: figure.value for figure in figures(now, FORTNIGHT, ["operations"], by)}

    assert counts(By.DEPARTMENT) == {"département": 2}
    assert counts(By.SECTOR) == {"S1": 1, "S2": 1, "S3": 0}
    assert counts(By.SERVICE) == {"BAC": 1, "CGD": 2, "EMS": 1}


def test_local_indicators_are_summed_under_their_own_code_and_label() -> None:
    rows = [
        {"indicator": "HALLS", "label": "Halls fermés", "period": "2026-05-18", "sector": "S1", "value": 2.0},
        {"indicator": "HALLS", "label": "Halls rouverts", "period": "2026-05-31", "sector": "S2", "value": 1.5},
        {"indicator": "APPELS", "period": "2026-04-01", "value": 30.0},
        {"indicator": "APPELS", "period": "2026-05-01", "value": 40.0},
    ]
    now = situation(local_indicators=rows)
    found = only(figures(now, FORTNIGHT, ["local:HALLS"]))
    assert (found.indicator.label, found.indicator.decimals, found.value) == ("Halls rouverts", 2, 2 + 1.5)
    assert [figure.value for figure in figures(now, FORTNIGHT, ["local:HALLS"], By.SECTOR)] == [2, 1.5, 0]
    # every row of APPELS stands on the first of a month: it is read as monthly
    month = Window(date(2026, 5, 1), date(2026, 5, 31))
    assert only(figures(now, FORTNIGHT, ["local:APPELS"])).value is None
    assert only(figures(now, month, ["local:APPELS"])).value == 40
    codes = {figure.indicator.code for figure in figures(now, month)}
    assert {"local:APPELS", "local:HALLS"} < codes


def test_a_service_that_counts_by_month_is_read_so_beside_one_that_counts_by_day() -> None:
    rows = [
        {"indicator": "APPELS", "period": "2026-04-01", "service": "CGD", "value": 30.0},
        {"indicator": "APPELS", "period": "2026-05-01", "service": "CGD", "value": 40.0},
        {"indicator": "APPELS", "period": "2026-05-20", "service": "BAC", "value": 3.0},
        {"indicator": "APPELS", "period": "2026-05-01", "service": "BAC", "value": 2.0},
    ]
    now = situation(local_indicators=rows)
    # the first days of May hold one day of BAC's, and no whole month of CGD's
    early = only(figures(now, Window(date(2026, 4, 28), date(2026, 5, 11)), ["local:APPELS"]))
    assert (early.value, early.complete) == (2, False)
    month = Window(date(2026, 5, 1), date(2026, 5, 31))
    assert only(figures(now, month, ["local:APPELS"])).value == 40 + 3 + 2


def test_a_spark_is_the_last_windows_of_the_same_length() -> None:
    rows = [fact("2026-04-20"), fact("2026-05-04", count=2), fact("2026-05-17"), fact("2026-05-31", count=4)]
    found = spark(situation(facts=rows), FORTNIGHT, "facts_drugs", By.SECTOR, "S1", count=4)
    assert found["start"].tolist() == [date(2026, 4, 6), date(2026, 4, 20), date(2026, 5, 4), date(2026, 5, 18)]
    assert found["end"].tolist() == [date(2026, 4, 19), date(2026, 5, 3), date(2026, 5, 17), date(2026, 5, 31)]
    assert found["value"].isna().tolist() == [True, False, False, False]
    assert found["value"].tolist()[1:] == [1, 2 + 1, 4]


def test_the_spark_of_a_state() -> None:
    rows = [operation("A", "2026-05-10")]
    found = spark(situation(operations=rows), FORTNIGHT, "days_since_operation", By.SECTOR, "S1", count=1)
    assert found["value"].tolist() == [21]


DAYS = st.dates(date(2025, 5, 1), date(2026, 6, 30)).map(str)
FACTS = st.lists(
    st.builds(
        fact,
        DAYS,
        st.sampled_from(["S1", "S2", "S3", "S9", None]),
        st.sampled_from(["traffic", "use", "robbery"]),
        count=st.integers(0, 5),
    ),
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(FACTS, st.integers(0, 10))
def test_sectors_never_add_up_to_more_than_the_département_and_order_does_not_matter(
    rows: list[Row], seed: int
) -> None:
    codes = ["facts_drugs", "facts_connected", "facts_traffic"]
    now = situation(facts=rows)
    shuffled = situation(facts=random.Random(seed).sample(rows, len(rows)))
    for code in codes:
        whole = only(figures(now, FORTNIGHT, [code]))
        sectors = figures(now, FORTNIGHT, [code], By.SECTOR)
        assert sum(figure.value or 0 for figure in sectors) <= (whole.value or 0)
        assert figures(shuffled, FORTNIGHT, [code], By.SECTOR) == sectors


def test_without_a_file_a_count_is_unknown_not_zero() -> None:
    found = only(figures(situation(), FORTNIGHT, ["facts_drugs"]))
    assert (found.value, found.complete, found.statement) == (None, False, "aucune donnée déposée (feuille Faits)")


def test_before_the_first_row_a_count_is_unknown_and_from_its_day_on_it_is_known() -> None:
    now = situation(facts=[fact("2026-06-01")])
    before = only(figures(now, Window(date(2026, 5, 18), date(2026, 5, 31)), ["facts_drugs"]))
    assert (before.value, before.complete, before.statement) == (None, False, "aucune donnée avant le 01/06/2026")
    assert only(figures(now, Window(date(2026, 5, 19), date(2026, 6, 1)), ["facts_drugs"])).value == 1


def test_decisions_are_kept_here_so_that_none_recorded_is_none() -> None:
    assert only(figures(situation(), FORTNIGHT, ["decisions_overdue"])).value == 0


def test_what_is_known_by_month_is_not_set_against_days_when_the_window_is_not_made_of_months() -> None:
    # The window of 10 January to 20 March holds February whole and cuts the months on both sides: what stands
    # before is known by the month, so that no baseline of days can be made of it. It is unknown, not 0.
    window = Window(date(2026, 1, 10), date(2026, 3, 20))
    months = [f"{year}-{month:02d}-01" for year in (2025, 2026) for month in range(1, 7)]
    followed = situation(repeat_offenders=[{"month": month, "sector": "S1", "followed": 7} for month in months])
    found = only(figures(followed, window, ["repeat_followed"]))
    assert (found.value, found.baseline, found.baseline_days) == (7, None, None)
    facts = drugs([fact(month, precision="month", count=9) for month in months], window)
    assert (facts.value, facts.baseline, facts.p_adjusted) == (9, None, None)
    assert facts.statement.startswith("connu au mois seulement\u00a0: ne se compare que par mois entiers")


def test_a_month_known_as_such_long_before_does_not_shorten_the_baseline_of_a_month() -> None:
    rows = [fact("2024-01-01", precision="month"), *daily("2025-05-01", "2026-05-31", 50)]
    found = drugs(rows, Window(date(2026, 5, 1), date(2026, 5, 31)))
    assert found.baseline_days == 364
