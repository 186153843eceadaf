"""The classes of the hexagons over 100,000 facts and 12 months, against one pass of esda over one of the layers.

Twice: over fourteen sectors of the plan, and over a whole city without outlines. Ours goes from the facts to the
class of each cell: study area, counts, neighbours, 12 layers of Gi*, corrections, Mann-Kendall. Its reference is
`esda.G_Local(star=True)` on the last layer, given each cell's ring: with the weights that libpysal builds of the
rings, and with these weights at hand.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.util import find_spec
from itertools import pairwise
from warnings import filterwarnings

import numpy as np
import pandas as pd
import shapely

from benchmarks.timing import Measure, compare
from indicators.grid import grid_hotspots, located_facts, monthly_layers, neighbours
from indicators.situation import Situation

FACTS, SECTORS, SEED, RUNS = 100_000, 14, 1992, 7
FIRST_DAY, LAST_DAY = date(2025, 6, 1), date(2026, 5, 31)
WIDTH, HEIGHT = 0.04, 0.028  # of a sector, in degrees: 3 km by 3 km


def tables(outlined: bool) -> dict[str, pd.DataFrame]:
    """Fourteen sectors in rows of five, and facts spread over the year around the middle of each.

    With outlines they lie mostly within; without, they are spread over the whole city.
    """
    random = np.random.default_rng(SEED)
    centres = np.array([(2 + 0.06 * (number % 5), 46 + 0.05 * (number // 5)) for number in range(SECTORS)])
    half, spread = np.array([WIDTH, HEIGHT]) / 2, np.array([WIDTH, HEIGHT]) / (4 if outlined else 1)
    outlines = [shapely.box(*(centre - half), *(centre + half)).wkt if outlined else None for centre in centres]
    codes = np.array([f"S{number:02}" for number in range(SECTORS)], dtype=object)
    sector = random.integers(0, SECTORS, FACTS)
    points = (centres[sector] + random.normal(0, spread, (FACTS, 2))).round(3)
    days = np.array([FIRST_DAY + timedelta(days=number) for number in range(365)], dtype="datetime64[us]")
    facts = pd.DataFrame(
        {
            "date": days[random.integers(0, 365, FACTS)],
            "sector": codes[sector],
            "offence": "traffic",
            "count": pd.array(np.ones(FACTS, dtype=int), dtype="Int64"),
            "longitude": pd.array(points[:, 0], dtype="Float64"),
            "latitude": pd.array(points[:, 1], dtype="Float64"),
        }
    )
    return {"sectors": pd.DataFrame({"code": codes, "force_area": "PN", "outline": outlines}), "facts": facts}


def hexagon_benchmarks() -> Iterator[Measure | str]:
    """The grid against esda, where the development set is installed."""
    if find_spec("esda") is None:
        yield "mailles : non mesurées, esda n’est pas installé (make install-dev)"
        return
    for outlined, area in ((True, "14 secteurs"), (False, "une ville")):
        yield from _against_esda(tables(outlined), area)


def _against_esda(found: dict[str, pd.DataFrame], area: str) -> Iterator[Measure]:
    from esda import G_Local  # five seconds to import, and the development set alone has it
    from libpysal.weights import W

    filterwarnings("ignore", "The weights matrix is not fully connected")  # sectors are islands to each other
    grid = grid_hotspots(Situation("00", found), LAST_DAY)
    if grid is None:
        raise RuntimeError("no fact is located")
    cells = grid.cells["cell"].tolist()
    facts = located_facts(Situation("00", found))
    last = monthly_layers(facts, LAST_DAY, cells, grid.resolution).to_numpy()[:, -1]
    pairs = neighbours(cells)
    rings = {
        row: [column for column in pairs.indices[start:end].tolist() if column != row]
        for row, (start, end) in enumerate(pairwise(pairs.indptr))
    }
    weights = W(rings, silence_warnings=True)

    def classes() -> None:
        grid_hotspots(Situation("00", found), LAST_DAY)

    def build_and_pass() -> None:
        G_Local(last, W(rings, silence_warnings=True), transform="B", permutations=0, star=True)

    def one_pass() -> None:
        G_Local(last, weights, transform="B", permutations=0, star=True)

    name = f"classes de {len(cells)} mailles, {area}"
    yield compare(name, classes, "esda, un mois, poids compris", build_and_pass, RUNS)
    yield compare(name, classes, "esda, un mois, poids déjà bâtis", one_pass, RUNS)
