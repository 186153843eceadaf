"""How often the pages speak of a rise or a fall in a département where nothing moves, and how often they see one.

A quiet département: 14 sectors of different sizes, the facts of each a Poisson process at a constant rate, over the
364 days of the baseline and a fortnight. It is handed to the functions that the pages draw.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

import numpy as np
import pandas as pd

from analysis.hotspots import trend_words
from domain.catalogue import By
from domain.windows import Window
from indicators.comparison import DOWN, UP
from indicators.figures import figures
from indicators.hotspots import rank_sectors
from indicators.situation import Situation

RUNS, DOUBLED_RUNS, TREND_RUNS, SEED = 1_000, 500, 200, 20100211
FORTNIGHT = Window(date(2026, 5, 18), date(2026, 5, 31))
A_FORTNIGHT = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40)
"""The facts that each sector expects a fortnight."""
CODES = np.array([f"S{number:02}" for number in range(1, len(A_FORTNIGHT) + 1)], dtype=object)
DOUBLED = str(CODES[A_FORTNIGHT.index(20)])
MOVES = (UP, DOWN)


@dataclass(frozen=True)
class Share:
    """How many of how many runs."""

    hits: int
    runs: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.hits / self.runs

    def __str__(self) -> str:
        """The share and its standard error."""
        error = sqrt(self.value * (1 - self.value) / self.runs)
        return f"{self.value:.1%} ± {error:.1%}"


def share(found: Sequence[bool]) -> Share:
    """The share of the runs in which it was so."""
    return Share(sum(found), len(found))


def simulated(random: np.random.Generator, doubled: str | None = None) -> Situation:
    """A quiet département, or one of which that sector's rate doubles in the fortnight."""
    first = FORTNIGHT.baseline().start
    days = (FORTNIGHT.end - first).days + 1
    rates = np.tile(np.array(A_FORTNIGHT) / FORTNIGHT.days, (days, 1))
    rates[days - FORTNIGHT.days :, doubled == CODES] *= 2
    counts = random.poisson(rates)
    day, sector = np.nonzero(counts)
    moments = np.array([first + timedelta(days=number) for number in range(days)], dtype="datetime64[us]")
    facts = {"date": moments[day], "sector": CODES[sector], "offence": "traffic", "precision": "day"}
    sectors = {"code": CODES, "name": CODES, "kind": "quarter", "force_area": "PN", "priority": 1}
    return Situation(
        "00",
        {
            "facts": pd.DataFrame({**facts, "count": pd.array(counts[day, sector], dtype="Int64")}),
            "sectors": pd.DataFrame(sectors),
        },
    )


def sectors_said(situation: Situation) -> dict[str, str]:
    """What is said of each sector's drug facts in the fortnight, by code."""
    return {figure.scope: figure.statement for figure in figures(situation, FORTNIGHT, ["facts_drugs"], By.SECTOR)}


def department_said(situation: Situation) -> str:
    """What is said of the département's drug facts in the fortnight."""
    return figures(situation, FORTNIGHT, ["facts_drugs"])[0].statement


def trends_said(situation: Situation) -> list[bool]:
    """Of each sector, whether a rise or a fall over the last 12 full months is claimed in its panel."""
    sectors = rank_sectors(situation, FORTNIGHT).to_dict("records")
    return [trend_words(sector).startswith(tuple(f"En {way}" for way in MOVES)) for sector in sectors]


def any_move(said: dict[str, str]) -> bool:
    """Whether a rise or a fall is said of any sector."""
    return any(words in MOVES for words in said.values())


def false_alarm_benchmarks() -> Iterator[str]:
    """The share of quiet départements of which something is claimed, and of doublings that are seen."""
    random = np.random.default_rng(SEED)
    calm = (simulated(random) for _ in range(RUNS))
    said = [(any_move(sectors_said(found)), department_said(found) in MOVES) for found in calm]
    trends = [any(trends_said(simulated(random))) for _ in range(TREND_RUNS)]
    seen = [sectors_said(simulated(random, DOUBLED))[DOUBLED] == UP for _ in range(DOUBLED_RUNS)]
    sectors = share([sector for sector, _ in said])
    yield f"{RUNS} départements calmes de {len(CODES)} secteurs, hausse ou baisse dite à tort :"
    yield f"  d’un secteur au moins, sur la quinzaine     {sectors}  (demandé : au plus 5 %)"
    yield f"  du département, sur la quinzaine            {share([department for _, department in said])}"
    yield f"  de l’un ou de l’autre                       {share([any(one) for one in said])}"
    yield f"  d’un secteur au moins, sur douze mois       {share(trends)}  ({TREND_RUNS} tirages)"
    wanted = f"(demandé : au moins 75 % ; {DOUBLED_RUNS} tirages)"
    yield f"doublement d’un secteur de 20 faits, dit      {share(seen)}  {wanted}"
