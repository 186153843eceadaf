"""A figure beside the same of 28 days and of the year to date, worked out by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from scipy.stats import binomtest

from domain.catalogue import By
from domain.windows import Window
from indicators.context import contexts, reaches_back_to
from indicators.figures import figures
from indicators.situation import Situation
from indicators.words import context_words
from tests.indicators.tables import SECTORS, Row, fact, operation, sheet, situation

FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
FOUR_WEEKS = Window(date(2026, 5, 4), date(2026, 5, 31))
TO_DATE = Window(date(2026, 1, 1), date(2026, 5, 31))


def facts() -> Situation:
    counted = {
        "2026-05-20": 3,
        "2026-05-17": 0,
        "2026-05-05": 4,
        "2026-01-01": 10,
        "2025-12-31": 40,  # the day before the year to date
        "2025-05-05": 2,  # 364 days before the first of the 28 days
        "2025-01-02": 5,  # 364 days before 1 January
        "2025-01-01": 10,  # and the day before that
        "2024-01-01": 1,
    }
    return situation(facts=[fact(day, count=count) for day, count in counted.items()])


def test_each_period_ends_with_the_window_and_has_its_own_comparators() -> None:
    (found,) = contexts(facts(), FORTNIGHT, ["facts_drugs"])
    figures_told = [figure for figure in (found.window, found.four_weeks, found.year_to_date) if figure is not None]
    assert [figure.window for figure in figures_told] == [FORTNIGHT, FOUR_WEEKS, TO_DATE]
    assert [figure.value for figure in figures_told] == [3, 3 + 4, 3 + 4 + 10]
    # before: 4 to 17 May; 6 April to 3 May; the 151 days that end with 2025
    assert [figure.previous for figure in figures_told] == [4, 0, 40]
    assert [figure.year_before for figure in figures_told] == [0, 2, 2 + 5]


def test_each_period_is_tested_against_the_days_before_it() -> None:
    (found,) = contexts(facts(), FORTNIGHT, ["facts_drugs"])
    # the 364 days before 1 January 2026 begin on 2 January 2025; the year to date has 151 days
    figure = found.year_to_date
    assert figure is not None
    assert (figure.baseline, figure.baseline_days) == (5 + 2 + 40, 364)
    assert figure.p_adjusted == pytest.approx(binomtest(17, 17 + 47, 151 / (151 + 364)).pvalue)
    assert figure.statement == "stable ou non concluant"


def test_the_line_beside_a_figure() -> None:
    (found,) = contexts(facts(), FORTNIGHT, ["facts_drugs"])
    words = context_words(found).replace("\u00a0", " ").replace("\u202f", " ")
    assert words == (
        "Sur 28 jours : 7 faits ; un an plus tôt : 7 contre 2 ; par rapport aux 364 jours d’avant : stable ou non "
        "concluant. Depuis le 1er janvier : 17 faits ; un an plus tôt : 17 contre 7 ; par rapport aux 364 jours "
        "d’avant : stable ou non concluant."
    )


def test_a_window_that_is_itself_a_longer_period_does_not_stand_beside_itself() -> None:
    (found,) = contexts(facts(), FOUR_WEEKS, ["facts_drugs"])
    assert [figure.window for figure in found.beside] == [TO_DATE]
    (found,) = contexts(facts(), TO_DATE, ["facts_drugs"])
    assert [figure.window for figure in found.beside] == [FOUR_WEEKS]
    january = Window(date(2026, 1, 15), date(2026, 1, 28))  # its 28 days are the year to date
    (found,) = contexts(facts(), january, ["facts_drugs"])
    assert [figure.window for figure in found.beside] == [Window(date(2026, 1, 1), date(2026, 1, 28))]


def test_what_is_open_on_the_last_day_is_not_told_three_times() -> None:
    enquiry: Row = {"reference": "A", "opened_on": "2025-01-05", "service": "BAC"}
    (found,) = contexts(situation(investigations=[enquiry]), FORTNIGHT, ["investigations_open"])
    assert found.year_to_date is not None
    assert (found.window.value, found.year_to_date.value, found.beside) == (1, 1, ())
    # the longest gap is a state of its own in each period: 4 to 17 May, and 1 January to 29 April
    operations = [operation("A", "2026-05-18"), operation("B", "2026-04-30")]
    (found,) = contexts(situation(operations=operations), FORTNIGHT, ["longest_gap_days"], By.SECTOR)[:1]
    assert [figure.value for figure in found.beside] == [14, 119]


def test_without_history_the_line_says_so_and_compares_nothing() -> None:
    now = situation(operations=[operation("A", "2026-05-20")])
    (found,) = contexts(now, FORTNIGHT, ["operations"])
    words = context_words(found).replace("\u00a0", " ").replace("\u202f", " ")
    assert words.startswith("Sur 28 jours : 1 opération ; sans comparaison un an plus tôt ; historique trop court")


def test_the_order_is_that_of_the_figures() -> None:
    codes = ["facts_drugs", "facts_connected"]
    found = contexts(facts(), FORTNIGHT, codes, By.SECTOR)
    told = figures(facts(), FORTNIGHT, codes, By.SECTOR)
    assert [context.window for context in found] == told
    beside = [context.year_to_date for context in found if context.year_to_date is not None]
    assert [(figure.indicator.code, figure.scope) for figure in beside] == [
        (figure.indicator.code, figure.scope) for figure in told
    ]


def test_the_oldest_day_that_a_context_rests_on() -> None:
    # 364 days before 1 January 2026
    assert reaches_back_to(FORTNIGHT) == date(2025, 1, 2)
    # on 31 December the year to date has 365 days, and so has the period before it
    assert reaches_back_to(Window(date(2026, 12, 18), date(2026, 12, 31))) == date(2025, 1, 1)
    # 28 days that begin in the year before: 364 days before 22 December 2025
    assert reaches_back_to(Window(date(2026, 1, 5), date(2026, 1, 18))) == date(2024, 12, 23)


def test_a_sector_that_did_not_stand_in_the_28_days_has_no_figure_of_them() -> None:
    terms = pd.DataFrame(
        [
            ("S1", "Les Tilleuls", "quarter", "PN", 1, date(2026, 1, 1), date(2026, 5, 1)),
            ("S2", "La Gare", "transport", "PN", 2, date(2026, 1, 1), date.max),
        ],
        columns=["code", "name", "kind", "force_area", "priority", "start", "end"],
    )
    now = replace(facts(), sector_terms=terms)
    now = replace(now, tables={**now.tables, "sectors": sheet("sectors", SECTORS[1:])})
    found = contexts(now, Window(date(2026, 3, 1), date(2026, 5, 31)), ["facts_drugs"], By.SECTOR)
    told = {context.window.scope: (context.four_weeks, context.year_to_date) for context in found}
    assert told["S1"][0] is None
    assert told["S1"][1] is not None
    assert all(figure is not None for figure in told["S2"])
