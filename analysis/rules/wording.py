"""Pieces of sentences that several rules share: a figure of the catalogue, names, a verdict with its test."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from analysis.rules.declaration import Grounds
from analysis.rules.sentences import Cited, Form, Part, Quoted, Sentence, enumerated
from domain.catalogue import Nature
from domain.french import NBSP, THIN
from domain.windows import Window
from indicators.comparison import DOWN, SIGNIFICANCE, UP
from indicators.figures import Figure

NAMED = 3  # cases named in one sentence; the others are counted
NO_TREND = "aucune tendance affirmée, données incomplètes"


def cited(figure: Figure, unit: str = "", units: str | None = None, form: Form = Form.COUNT) -> Cited:
    """The value of a figure that has one, set against the window before."""
    return Cited(
        figure.indicator.label,
        figure.value or 0.0,
        figure.window,
        figure.indicator.source,
        unit,
        units,
        form,
        figure.scope,
        figure.indicator.code,
        figure.previous,
        figure.indicator.decimals if form is Form.NUMBER else 0,
    )


def count_of(grounds: Grounds, label: str, source: str, value: float, unit: str, units: str | None = None) -> Cited:
    """How many cases a rule found in the window."""
    return Cited(label, float(value), grounds.window, source, unit, units)


def day_of(grounds: Grounds, label: str, source: str, when: Any, scope: str) -> Cited:
    """A day that a table holds."""
    return Cited(label, pd.Timestamp(when).date(), grounds.window, source, form=Form.DAY, scope=scope)


def change_since(figure: Figure) -> Part | Sentence:
    """The value of a count against the window before, by the rule for counts."""
    if figure.previous is None:
        return "fenêtre précédente non comparable"
    return Sentence.of(cited(figure, form=Form.CHANGE), " la fenêtre précédente")


def significant(figure: Figure) -> bool:
    """Whether the test allows to speak of a rise or a fall, and the data are all in."""
    return figure.complete and figure.p_adjusted is not None and figure.p_adjusted < SIGNIFICANCE


def verdict(figure: Figure) -> Quoted:
    """The figure's verdict, never a rise or a fall that its test or its data do not allow."""
    claims = figure.statement.startswith((UP, DOWN))
    return Quoted(NO_TREND if claims and not significant(figure) else figure.statement)


def tested(figure: Figure) -> Sentence:
    """What a count of facts was tested against, in words, with the interval of the rate ratio."""
    if figure.indicator.nature is not Nature.COUNT or figure.p_adjusted is None or figure.baseline is None:
        return Sentence.of("sans test")
    low, high = figure.interval or (None, None)
    bounds: tuple[Part, ...] = ()
    if low is not None and high is not None:
        bounds = (
            f", intervalle à 95{NBSP}% de ",
            _ratio(figure, "Borne basse du rapport des rythmes", low),
            " à ",
            _ratio(figure, "Borne haute du rapport des rythmes", high),
        )
    rate: tuple[Part, ...] = (
        ("rythme multiplié par ", _ratio(figure, "Rapport des rythmes", figure.rate_ratio))
        if figure.rate_ratio is not None
        else ("rythme sans rapport calculable",)
    )
    length = figure.baseline_days or 0
    last = figure.window.baseline().end
    before = Window(last - timedelta(days=length - 1), last)
    days = Cited("Jours comparés", float(length), before, figure.indicator.source, "jour")
    facts = Cited(figure.indicator.label, figure.baseline, before, figure.indicator.source, "fait", scope=figure.scope)
    return Sentence.of(*rate, *bounds, ", par rapport aux ", days, " précédents (", facts, ")")


def _ratio(figure: Figure, label: str, value: float) -> Cited:
    return Cited(
        label,
        value,
        figure.window,
        figure.indicator.source,
        form=Form.NUMBER,
        scope=figure.scope,
        indicator=figure.indicator.code,
        decimals=2,
    )


def some(grounds: Grounds, pieces: Sequence[Part | Sentence], label: str, source: str) -> Sentence:
    """The first of the cases, and how many others there are."""
    shown, more = list(pieces[:NAMED]), len(pieces) - NAMED
    return enumerated([*shown, count_of(grounds, label, source, more, "autre")] if more > 0 else shown)


def names_of(grounds: Grounds, rows: pd.DataFrame, label: str, source: str, code: str = "code") -> Sentence:
    """The names of the first rows of a frame that has `name` and that code, and how many others there are."""
    pairs = zip(rows["name"], rows[code], strict=True)
    return some(grounds, [Quoted(str(name), str(key)) for name, key in pairs], label, source)


def awaited(grounds: Grounds, *sheets: str, before: str = f"{THIN}; ") -> Sentence:
    """Whose files of those sheets are still awaited, after `before`; nothing where all are in."""
    late = grounds.behind(*sheets)
    return Sentence.of(before, "fichiers attendus de ", enumerated(late)) if late else Sentence()
