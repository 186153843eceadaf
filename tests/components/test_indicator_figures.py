"""An indicator's figure as a card: value, unit, comparators and verdict in French."""

from datetime import date

import pandas as pd
import pytest

from components import figures as cards
from components.figures import Statement
from components.indicator_figures import card, statement_of
from components.theme import Tone
from domain.catalogue import CATALOGUE, By, Direction, Indicator, Nature
from domain.windows import Window
from indicators.figures import UNTESTED, Figure


def figure(
    indicator: Indicator,
    value: float | None,
    previous: float | None = None,
    year_before: float | None = None,
    statement: str = "stable ou non concluant",
    behind: tuple[str, ...] = (),
) -> Figure:
    """A figure of the département's fortnight; what a card does not read is None."""
    return Figure(
        indicator=indicator,
        scope="département",
        label="Val-Fictif",
        window=Window(date(2026, 11, 9), date(2026, 11, 22)),
        value=value,
        previous=previous,
        year_before=year_before,
        baseline=None,
        baseline_days=None,
        rate_ratio=None,
        interval=None,
        p_adjusted=None,
        statement=statement,
        complete=not behind,
        behind=behind,
    )


def counted(direction: Direction) -> Indicator:
    return Indicator(
        "code", "Libellé", "faits", "facts", Nature.COUNT, direction, "Explication.", (By.DEPARTMENT,), grain="un fait"
    )


def test_a_count_is_compared_in_counts_below_ten_and_in_percent_from_ten_on() -> None:
    drugs = CATALOGUE["facts_drugs"]
    spark = pd.DataFrame({"value": [float("nan"), 20.0, 25.0]})
    assert card(figure(drugs, 25, 20, 5), spark) == cards.Figure(
        label="Faits de stupéfiants",
        value="25",
        unit="faits",
        explanation=drugs.explanation,
        comparators=("Avant\u00a0: 20 (+25\u00a0%)", "Un an plus tôt\u00a0: 5"),
        statement=Statement("=", "stable ou non concluant", Tone.PLAIN),
        note="",
        course=[None, 20.0, 25.0],
        course_words="Faits de stupéfiants, 3\u00a0fenêtres de même durée",
    )


def test_a_share_is_compared_in_points_of_the_percentages_shown() -> None:
    shown = card(figure(CATALOGUE["school_coverage"], 0.746, 0.805, None, UNTESTED[Nature.SHARE]))
    assert (shown.value, shown.unit) == ("75\u00a0%", "des semaines de classe")
    assert shown.comparators == ("Avant\u00a0: 80\u00a0% (−5\u00a0points)",)
    assert shown.statement is None


def test_amounts_take_the_decimals_of_the_catalogue_and_no_verdict() -> None:
    shown = card(figure(CATALOGUE["cash_eur"], 12345.6, 10000, None, UNTESTED[Nature.QUANTITY]))
    assert (shown.value, shown.unit, shown.statement) == ("12\u202f346", "€", None)
    assert shown.comparators == ("Avant\u00a0: 10\u202f000 (+23\u00a0%)",)
    assert card(figure(CATALOGUE["unpredictability"], 0.874, 0.83)).comparators == ("Avant\u00a0: 0,83",)


def test_what_is_not_known_says_why() -> None:
    shown = card(figure(CATALOGUE["operations"], None, statement="aucune donnée avant le 24/11/2024"))
    assert (shown.value, shown.unit, shown.comparators) == ("–", "", ())
    assert shown.statement == Statement("", "aucune donnée avant le 24/11/2024", Tone.PLAIN)
    alone = card(figure(CATALOGUE["operations"], 3))
    assert alone.comparators == ("Sans comparaison possible",)


@pytest.mark.parametrize(
    ("direction", "verdict", "sign", "tone"),
    [
        (Direction.WORSE, "hausse", "▲", Tone.WARN),
        (Direction.WORSE, "baisse", "▼", Tone.GOOD),
        (Direction.BETTER, "hausse", "▲", Tone.GOOD),
        (Direction.BETTER, "baisse", "▼", Tone.WARN),
        (Direction.NEITHER, "hausse", "▲", Tone.PLAIN),
        (Direction.WORSE, "stable ou non concluant", "=", Tone.PLAIN),
    ],
)
def test_the_tone_says_whether_it_is_the_wanted_way(direction: Direction, verdict: str, sign: str, tone: Tone) -> None:
    assert statement_of(figure(counted(direction), 30, 10, statement=verdict)) == Statement(sign, verdict, tone)


def test_an_incomplete_figure_names_the_services_and_claims_nothing() -> None:
    words = "période incomplète\u00a0: aucune tendance affirmée (DOUANE, GIR)"
    shown = card(figure(counted(Direction.WORSE), 30, 10, statement=words, behind=("DOUANE", "GIR")))
    assert shown.statement == Statement("…", "aucune tendance affirmée", Tone.WARN)
    assert shown.note == "Incomplet\u00a0: attend DOUANE et GIR"
