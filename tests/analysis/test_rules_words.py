"""Over many windows of the demonstration: the words say no number that is no figure, no trend that is no verdict."""

import random
import re
from datetime import date, timedelta

import pytest

from analysis.figures import department_figures
from analysis.rules import Cited, Form, Quoted, Sentence
from analysis.rules.declaration import Told
from analysis.summary import Summary, summary
from data_access.database import Database
from domain.catalogue import CATALOGUE, By
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.comparison import DOWN, UP
from indicators.figures import Figure
from indicators.situation import DEPARTMENT_SCOPE
from tests.conftest import UNTIL

_NUMBER = re.compile(r"[+−]?\d+(?:\u202f\d{3})*(?:,\d+)?")
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
_CONFIDENCE = "intervalle à 95\u00a0%"  # no figure of the window
_draw = random.Random(20100211)
WINDOWS = [
    Window(end - timedelta(days=days - 1), end)
    for days, end in [
        (14, UNTIL),
        (91, UNTIL),
        *((_draw.choice([7, 14, 14, 28, 91]), UNTIL - timedelta(days=_draw.randrange(0, 740))) for _ in range(10)),
    ]
]


@pytest.fixture(scope="module", params=WINDOWS, ids=lambda window: f"{window.start}-{window.days}")
def drawn(request: pytest.FixtureRequest, demonstration: Database) -> Summary:
    return summary(demonstration, OPERATOR, "00", request.param)


def told(drawn: Summary) -> list[Told]:
    return [*drawn.findings, *drawn.to_decide]


def read_back(words: str) -> list[float]:
    return [float(n.replace("\u202f", "").replace(",", ".").replace("−", "-")) for n in _NUMBER.findall(words)]


def amounts(cited: Cited) -> list[float]:
    """The numbers that a figure may stand for in a sentence, worked out from its value alone."""
    if isinstance(cited.value, date):
        return []
    if cited.form is Form.SHARE:
        return [round(cited.value * 100)]
    if cited.form is Form.CHANGE and cited.comparator is not None:
        counts = [cited.value, cited.comparator]
        return counts if cited.comparator < 10 else [round((cited.value / cited.comparator - 1) * 100), *counts]
    return [round(cited.value, cited.decimals)]


@pytest.mark.parametrize("half", ["sentence", "support"])
def test_the_numbers_of_a_sentence_are_exactly_its_figures(drawn: Summary, half: str) -> None:
    for one in told(drawn):
        sentence: Sentence = getattr(one, half)
        text = sentence.text.replace(_CONFIDENCE, "")
        for quoted in (part for part in sentence.parts if isinstance(part, Quoted)):
            text = text.replace(quoted.words, "", 1)
        days = _DAY.findall(text)
        assert days == [f"{c.value:%d/%m/%Y}" for c in sentence.figures if isinstance(c.value, date)], text
        expected = [amount for cited in sentence.figures for amount in amounts(cited)]
        assert read_back(_DAY.sub("", text)) == pytest.approx(expected), text


def level(scope: str) -> By:
    if scope == DEPARTMENT_SCOPE:
        return By.DEPARTMENT
    return By.SCHOOL if re.fullmatch(r"\d{7}[A-Z]", scope) else By.SECTOR


def figure_of(database: Database, code: str, scope: str, window: Window) -> Figure:
    found = department_figures(database, OPERATOR, "00", window, [code], level(scope))
    return next(figure for figure in found if figure.scope == scope)


def test_a_figure_of_the_catalogue_is_that_of_the_command_line(drawn: Summary, demonstration: Database) -> None:
    cited = {
        (figure.indicator, figure.scope): figure
        for one in told(drawn)
        for figure in one.figures
        if figure.indicator and figure.window == drawn.window and figure.label == CATALOGUE[figure.indicator].label
    }
    assert cited or not told(drawn)
    for (code, scope), found in cited.items():
        assert code is not None
        expected = figure_of(demonstration, code, scope, drawn.window)
        assert found.value == pytest.approx(expected.value), (code, scope)
        if found.comparator is not None:
            assert found.comparator == pytest.approx(expected.previous), (code, scope)


def allowed(figure: Figure, statement: str) -> bool:
    rising = figure.rate_ratio is None or figure.rate_ratio > 1
    significant = figure.p_adjusted is not None and figure.p_adjusted < 0.05
    return significant and figure.complete and rising is (statement == UP)


def test_a_rise_or_a_fall_is_said_only_where_the_test_and_the_files_allow_it(
    drawn: Summary, demonstration: Database
) -> None:
    sectors = department_figures(demonstration, OPERATOR, "00", drawn.window, ["facts_drugs"], By.SECTOR)
    for one in told(drawn):
        for statement in (UP, DOWN):
            if not re.search(rf"\b{statement}\b", f"{one.sentence.text} {one.support.text}"):
                continue
            moving = {figure.scope for figure in sectors if allowed(figure, statement)}
            if one.rule.code == "no_sector_rising":
                assert not moving
            elif one.rule.code in ("sectors_rising", "sectors_falling", "degrades_without_operation"):
                named = {part.code for part in one.sentence.parts + one.support.parts if isinstance(part, Quoted)}
                assert {code for code in named if code and code.startswith("S")} <= moving
                assert one.found.count <= len(moving)
            else:
                (code,) = {figure.indicator for figure in one.figures if figure.indicator}
                assert code is not None
                assert allowed(figure_of(demonstration, code, DEPARTMENT_SCOPE, drawn.window), statement), one


def test_a_window_that_files_reach_has_three_to_five_sentences(drawn: Summary) -> None:
    assert 3 <= len(drawn.findings) <= 5
    order = [finding.rule.priority for finding in drawn.findings]
    assert order == sorted(order)
