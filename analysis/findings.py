"""À retenir: three to five sentences, each from the indicators by rule, never beyond what the tests allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.links import Link, to_sector
from domain.catalogue import Nature
from domain.french import NBSP, THIN, listed, number, percent, plural
from domain.windows import Window
from indicators.comparison import DOWN, UP, change_words
from indicators.figures import Figure
from indicators.operations import frequency
from indicators.school_weeks import coverage_shares
from indicators.situation import Situation

NAMED = 3  # sectors named in one sentence; the others are counted


class Sense(StrEnum):
    """What a sentence announces: it chooses the sign beside it, never the sentence."""

    WORSE = "worse"
    BETTER = "better"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Finding:
    """One sentence, what it rests on, and where to look further."""

    text: str
    evidence: str
    sense: Sense
    link: Link


def findings(
    known: Situation, window: Window, sectors: pd.DataFrame, key_figures: Sequence[Figure]
) -> tuple[Finding, ...]:
    """The sentences of a window, from the ranking of its sectors and its key figures."""
    drugs = next(figure for figure in key_figures if figure.indicator.code == "facts_drugs")
    candidates = [
        _department(drugs),
        _moving(sectors, window, UP, Sense.WORSE),
        _moving(sectors, window, DOWN, Sense.BETTER),
        _frequency(known, window),
        _coverage(known, window),
    ]
    return tuple(finding for finding in candidates if finding is not None)


def _department(figure: Figure) -> Finding | None:
    if figure.value is None:
        return None
    change = change_words(figure.value, figure.previous)
    verdict = figure.statement
    text = f"{figure.indicator.label}{NBSP}: {plural(figure.value, 'fait')} dans le département, {verdict}."
    evidence = f"{change} la fenêtre précédente" if figure.previous is not None else "fenêtre précédente non comparable"
    return Finding(text, f"{evidence}{THIN}; {tested(figure)}", _sense(figure), Link("points-chauds"))


def tested(figure: Figure) -> str:
    """What a count was tested against, in words, with the interval of the rate ratio."""
    if figure.indicator.nature is not Nature.COUNT or figure.p_adjusted is None or figure.baseline is None:
        return "sans test"
    low, high = figure.interval or (None, None)
    bounds = (
        f", intervalle à 95{NBSP}% de {number(low, 2)} à {number(high, 2)}"
        if low is not None and high is not None
        else ""
    )
    return (
        f"rythme multiplié par {number(figure.rate_ratio, 2)}{bounds}, par rapport aux {figure.baseline_days} jours "
        f"précédents ({plural(figure.baseline, 'fait')})"
    )


def _sense(figure: Figure) -> Sense:
    return {UP: Sense.WORSE, DOWN: Sense.BETTER}.get(figure.statement, Sense.NEUTRAL)


def _moving(sectors: pd.DataFrame, window: Window, statement: str, sense: Sense) -> Finding | None:
    moving = sectors[sectors["statement"] == statement]
    if moving.empty:
        tested_sectors = int(sectors["p_adjusted"].notna().sum())
        if statement == DOWN or not tested_sectors:
            return None
        text = f"Aucun des {tested_sectors} secteurs du plan n’est en hausse établie."
        return Finding(text, "Test exact, corrigé pour le nombre de secteurs", Sense.NEUTRAL, Link("points-chauds"))
    expected = moving["baseline"] * window.days / moving["baseline_days"].astype(float)
    named = [
        f"{name} ({number(facts)} contre {number(wanted, 1)} attendus)"
        for name, facts, wanted in zip(moving["name"], moving["facts"], expected, strict=True)
    ][:NAMED]
    more = len(moving) - len(named)
    names = listed([*named, plural(more, "autre")] if more else named)
    subject = plural(len(moving), "secteur")
    text = f"{subject} en {statement}{NBSP}: {names}."
    evidence = f"Attendus au rythme de l’année précédente{THIN}; test exact, corrigé pour le nombre de secteurs"
    return Finding(text, evidence, sense, to_sector(str(moving["code"].iloc[0])))


def _frequency(known: Situation, window: Window) -> Finding | None:
    table = frequency(known, window)
    aimed = table[table["expected"].notna()]
    if aimed.empty:
        return None
    reached = int(aimed["reached"].fillna(False).sum())
    text = (
        f"{plural(int(table['operations'].sum()), 'opération')}{NBSP}: {reached} des {len(aimed)} secteurs qui ont une "
        "cible l’atteignent."
    )
    evidence = "Cibles du plan, ramenées à la durée de la fenêtre"
    return Finding(text, evidence, Sense.NEUTRAL, Link("operations"))


def _coverage(known: Situation, window: Window) -> Finding | None:
    shares = coverage_shares(known, window)
    national = shares[shares["list"].eq("national") & shares["weeks"].gt(0)].to_dict("records")
    if not national:
        return None
    found = national[0]
    text = (
        f"Liste nationale{NBSP}: {percent(found['share'])} des semaines de classe couvertes "
        f"({number(found['covered'])} sur {number(found['weeks'])})."
    )
    evidence = f"{plural(found['schools'], 'établissement')}, cible de chacun ramenée aux jours de classe"
    return Finding(text, evidence, Sense.NEUTRAL, Link("etablissements"))
