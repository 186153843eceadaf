"""Gi* against a program that is not ours: esda, of the PySAL project, as `G_Local(star=True)`.

esda gets the counts and each cell's ring from H3, and nothing that `indicators.grid` computed but its study area.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import esda
import h3
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
import shapely
from libpysal.graph import Graph
from numpy.testing import assert_allclose

from indicators.grid import gi_star, grid_hotspots, monthly_layers, neighbours, study_area
from tests.indicators.tables import SECTORS, fact, situation

Floats = npt.NDArray[np.float64]


def of_esda(counts: Floats, cells: Sequence[str]) -> Floats:
    """The z-scores that esda gives each layer (column)."""
    under_study = set(cells)
    pairs = [(cell, other) for cell in cells for other in h3.grid_disk(cell, 1) if other in under_study]
    weights = Graph.from_adjacency(pd.DataFrame(pairs, columns=["focal", "neighbor"]).assign(weight=1))
    assert list(weights.unique_ids) == list(cells)
    layers = [esda.G_Local(layer, weights, transform="B", permutations=0, star=True).Zs for layer in counts.T]
    return np.array(layers).T


def layers_of(facts: pd.DataFrame, until: date, months: int, resolution: int) -> tuple[Floats, list[str]]:
    """The monthly layers that hold a fact, then their total; and the study area's cells."""
    cells = study_area([], facts, resolution)
    monthly = monthly_layers(facts, until, cells, resolution, months).to_numpy()
    held = monthly[:, monthly.sum(axis=0) > 0]
    return np.column_stack([held, held.sum(axis=1)]), cells


def test_random_counts_on_a_ragged_area() -> None:
    # A disk with a corner cut away, and one cell far from all others, which has no ring.
    random = np.random.default_rng(19950401)
    centre = h3.latlng_to_cell(48.85, 2.35, 9)
    disk = [cell for cell in h3.grid_disk(centre, 9) if h3.cell_to_latlng(cell)[0] < 48.86]
    cells = sorted([*disk, h3.latlng_to_cell(48.95, 2.35, 9)])
    counts = np.column_stack([random.poisson(rate, len(cells)) for rate in (0.05, 0.5, 2, 20)]).astype(float)
    assert_allclose(gi_star(counts, neighbours(cells)), of_esda(counts, cells), rtol=0, atol=1e-9)


def test_the_scores_of_a_département() -> None:
    # From the facts to the scores: their cells, months and counts are made here, by H3 alone.
    random = np.random.default_rng(20260531)
    places = [(2 + east / 1000, 46 + north / 1000) for east, north in random.integers(-20, 21, (400, 2))]
    months = random.integers(3, 6, 400)
    rows = [
        fact(f"2026-0{month}-15", longitude=longitude, latitude=latitude, count=1 + month % 2)
        for (longitude, latitude), month in zip(places, months, strict=True)
    ]
    sector = {**SECTORS[0], "outline": shapely.box(1.97, 45.97, 2.03, 46.03).wkt}
    grid = grid_hotspots(situation(sectors=[sector], facts=rows), date(2026, 5, 31), months=3)
    assert grid is not None
    cells = grid.cells["cell"].tolist()
    place = {cell: row for row, cell in enumerate(cells)}
    counts = np.zeros((len(cells), 3))
    for (longitude, latitude), month in zip(places, months, strict=True):
        counts[place[h3.latlng_to_cell(latitude, longitude, 9)], month - 3] += 1 + month % 2
    expected = of_esda(counts, cells)
    assert_allclose(grid.cells["z"], expected[:, -1], rtol=0, atol=1e-9)
    rows_of_layers = grid.layers["cell"].map(place), grid.layers["month"].dt.month - 3
    assert_allclose(grid.layers["z"], expected[rows_of_layers], rtol=0, atol=1e-9)
    assert_allclose(grid.layers["facts"], counts[rows_of_layers], rtol=0, atol=0)


@pytest.mark.parametrize("resolution", [8, 9])
def test_robberies_of_memphis(published: Path, resolution: int) -> None:
    rows = pd.read_csv(published / "points" / "memphis_robberies_2019.csv")
    facts = rows[["longitude", "latitude"]].assign(date=pd.to_datetime(rows["date"].str[:10]), count=1)
    counts, cells = layers_of(facts, date(2019, 12, 31), 12, resolution)
    assert counts.sum(axis=0)[-1] == 2_245 - rows["date"].str.startswith("2018").sum()
    assert counts.shape[1] == 12 + 1
    assert_allclose(gi_star(counts, neighbours(cells)), of_esda(counts, cells), rtol=0, atol=1e-9)


def test_drug_offences_of_south_yorkshire(published: Path) -> None:
    rows = pd.read_csv(published / "points" / "drugs_south-yorkshire_2018-2021.csv").dropna(subset=["Longitude"])
    facts = pd.DataFrame(
        {
            "longitude": rows["Longitude"],
            "latitude": rows["Latitude"],
            "date": pd.to_datetime(rows["Month"]),
            "count": 1,
        }
    )
    counts, cells = layers_of(facts, date(2021, 12, 31), 48, 8)
    months = rows["Month"].nunique()
    assert (counts.shape[1], counts.sum(axis=0)[-1]) == (months + 1, len(rows))
    assert_allclose(gi_star(counts, neighbours(cells)), of_esda(counts, cells), rtol=0, atol=1e-9)
