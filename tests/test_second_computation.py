"""Every figure against a second computation, by plain loops over the rows of the database (`tests/naive`)."""

import random
from calendar import monthrange
from datetime import date, timedelta

import pytest

from analysis.figures import department_figures
from data_access.database import Database
from domain.catalogue import CATALOGUE, By
from domain.scope import OPERATOR
from domain.windows import Window
from indicators.figures import Figure
from tests.conftest import UNTIL
from tests.naive import second
from tests.naive.rows import DEPARTMENT, Files, Span, read

SEED = 2010
FIRST = date(2024, 11, 23)
"""The first day of the demonstration's 24 months."""


def drawn(count: int) -> list[Span]:
    """Spans of 14 and 28 days, months, semesters and odd lengths, laid anywhere; then some at the two edges."""
    chosen = random.Random(SEED)
    spans = []
    for kind in range(count - 6):
        day = FIRST + timedelta(days=chosen.randrange((UNTIL - FIRST).days))
        spans.append(_span(chosen, kind % 5, day))
    days = (13, 27, chosen.randrange(40, 90))
    spans += [
        (FIRST + timedelta(days=shift), FIRST + timedelta(days=shift + last))
        for shift, last in zip((-5, 20, 57), days, strict=True)
    ]
    spans += [
        (UNTIL - timedelta(days=last), UNTIL + timedelta(days=late)) for late, last in zip((0, 3, 0), days, strict=True)
    ]
    return spans


def _span(chosen: random.Random, kind: int, day: date) -> Span:
    if kind < 2:
        return day, day + timedelta(days=(13, 27)[kind])
    if kind == 2:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if kind == 3:
        return (
            (date(day.year, 1, 1), date(day.year, 6, 30))
            if day.month < 7
            else (date(day.year, 7, 1), date(day.year, 12, 31))
        )
    return day, day + timedelta(days=chosen.randrange(1, 400))


@pytest.fixture(scope="module")
def files(demonstration_url: str) -> Files:
    return read(demonstration_url.removeprefix("sqlite:///"))


def expected_codes(level: By) -> set[str]:
    """Those of the catalogue; the halls are counted by sector, what inhabitants report for the département alone."""
    local = {By.DEPARTMENT: {"local:HALLS", "local:SIGNALEMENTS"}, By.SECTOR: {"local:HALLS"}}
    return {code for code, entry in CATALOGUE.items() if level in entry.levels} | local.get(level, set())


def first_computation(database: Database, span: Span, level: By) -> dict[str, dict[str, Figure]]:
    found: dict[str, dict[str, Figure]] = {}
    for figure in department_figures(database, OPERATOR, DEPARTMENT, Window(*span), None, level):
        found.setdefault(figure.indicator.code, {})[figure.scope] = figure
    return found


def differences(first: Figure, again: second.Second) -> dict[str, tuple[object, object]]:
    """The fields on which the two computations do not agree, with what each says."""
    low, high = first.interval or (None, None)
    pairs = {
        "label": (first.label, again.label),
        "complete": (first.complete, again.complete),
        "behind": (first.behind, again.behind),
        "word": (first.statement if again.word else "", again.word),
        "baseline_days": (first.baseline_days, again.baseline_days),
        "low": (low, again.low),
        "high": (high, again.high),
    }
    for name in ("value", "previous", "year_before", "baseline", "rate_ratio", "p_adjusted"):
        pairs[name] = (getattr(first, name), getattr(again, name))
    return {name: pair for name, pair in pairs.items() if not _agree(name, *pair)}


def _agree(name: str, first: object, again: object) -> bool:
    if name == "word":
        return str(first).startswith(str(again))
    if isinstance(first, int | float) and isinstance(again, int | float):
        return bool(first == pytest.approx(again, rel=1e-9, abs=1e-9))
    return first == again


@pytest.mark.parametrize("span", drawn(20), ids=lambda span: f"{span[0]}..{span[1]}")
def test_every_figure_is_what_a_second_computation_gives(demonstration: Database, files: Files, span: Span) -> None:
    wrong = {}
    for level in By:
        first = first_computation(demonstration, span, level)
        assert set(first) == expected_codes(level)
        for code, figures in first.items():
            again = second.figures(files, code, level.value, span)
            assert list(figures) == list(again), (level, code)
            for scope, figure in figures.items():
                if found := differences(figure, again[scope]):
                    wrong[(level.value, code, scope)] = found
    assert wrong == {}
