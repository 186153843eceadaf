from datetime import date
from math import sqrt

import h3
import numpy as np
import pandas as pd
import pytest
import shapely

from indicators.grid import (
    adjusted_p,
    automatic_resolution,
    classify,
    gi_star,
    grid_hotspots,
    monthly_layers,
    neighbours,
    study_area,
)
from tests.indicators.tables import SECTORS, Row, fact, situation

CENTRE = h3.latlng_to_cell(46.0, 2.0, 9)
DISK = sorted(h3.grid_disk(CENTRE, 3))
"""Thirty-seven hexagons: the centre and three rings."""


def naive_gi_star(counts: dict[str, float], cells: list[str]) -> list[float]:
    """The formula of Ord and Getis (1995), cell by cell and neighbour by neighbour."""
    n = len(cells)
    mean = sum(counts.values()) / n
    deviation = sqrt(sum(value**2 for value in counts.values()) / n - mean**2)
    scores = []
    for cell in cells:
        ring = [other for other in cells if other in h3.grid_disk(cell, 1)]
        weight = len(ring)
        spread = sqrt((n * weight - weight**2) / (n - 1))
        scores.append((sum(counts[other] for other in ring) - mean * weight) / (deviation * spread))
    return scores


def test_gi_star_equals_the_formula_written_out() -> None:
    random = np.random.default_rng(20260531)
    counts = {cell: float(random.poisson(2)) for cell in DISK}
    table = np.array([[counts[cell]] for cell in DISK])
    assert gi_star(table, neighbours(DISK))[:, 0].tolist() == pytest.approx(naive_gi_star(counts, DISK))


def test_gi_star_by_hand() -> None:
    # 37 cells, 7 facts in the centre alone. mean 7 / 37; the centre's neighbourhood is 7 cells:
    # z = (7 - 7 x 7 / 37) / (S sqrt((37 x 7 - 49) / 36)), S = sqrt(49 / 37 - 49 / 37**2)
    counts = np.array([[7.0 if cell == CENTRE else 0.0] for cell in DISK])
    expected = (7 - 49 / 37) / (sqrt(49 / 37 - 49 / 37**2) * sqrt((37 * 7 - 49) / 36))
    assert gi_star(counts, neighbours(DISK))[DISK.index(CENTRE), 0] == pytest.approx(expected)


def test_equal_counts_have_no_score() -> None:
    z = gi_star(np.full((37, 2), 3.0), neighbours(DISK))
    assert not z.any()
    assert (adjusted_p(z) == 1).all()


def hot(layers: str) -> list[bool]:
    return [letter == "H" for letter in layers]


def class_of(layers: str) -> str:
    """The class of a cell whose layers are hot (H), cold (C) or neither, its score never moving."""
    cold = np.array([[letter == "C" for letter in layers]])
    (found,) = classify(np.array([hot(layers)]), cold, np.full((1, len(layers)), 3.0))
    return found


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("...........H", "new"),
        ("..........HH", "consecutive"),
        (".......HHHHH", "consecutive"),
        ("HHHHHHHHHHHH", "persistent"),
        ("HHHHH.HHHHHH", "persistent"),  # 11 of 12 are 92 %
        ("HHHH..HHHHHH", "sporadic"),  # 10 of 12 are 83 %
        ("..H.......HH", "sporadic"),
        (".H..C......H", "oscillating"),
        ("C..........H", "new"),  # two rules hold: the first of the table
        ("CC........HH", "consecutive"),  # again: no rule before oscillant asks for no cold layer
        (".HHHHHHHHHHH", "persistent"),  # consecutive but for its 92 %
        ("CHHHHHHHHHHH", "persistent"),  # a cold layer forbids nothing to a lasting cell
        (".CHHHHHHHHHH", "consecutive"),  # 10 of 12
        ("HC..HHHHHHHH", "oscillating"),
        ("H...HHHHHHHH", "sporadic"),  # the same, never cold
        ("H...H...HHHC", "none"),  # the last layer is not hot
        ("HHHHHHHHHHH.", "historical"),
        ("HHHHHHHHHHHC", "historical"),
        ("HHHHHHHHHH..", "none"),  # 10 of 12, the last not hot
        ("HHHHH.......", "none"),
        ("............", "none"),
        ("CCCCCCCCCCCC", "none"),
    ],
)
def test_the_class_of_each_sequence(layers: str, expected: str) -> None:
    assert class_of(layers) == expected


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("HHHHHHHHH.H", "persistent"),  # one month missing: 10 of 11 are 91 %
        ("HHHHHHHH..H", "sporadic"),  # 9 of 11 are 82 %
        ("HHHHHHHHHH.", "historical"),
        (".HHHHHHHHH", "persistent"),  # two months missing: 9 of 10 are 90 %, which is enough
        ("..HHHHHHHH", "consecutive"),
        ("H", "new"),
    ],
)
def test_shares_are_of_the_layers_there_are(layers: str, expected: str) -> None:
    assert class_of(layers) == expected


@pytest.mark.parametrize(("step", "expected"), [(1, "intensifying"), (-1, "diminishing")])
def test_a_lasting_cell_whose_score_moves(step: int, expected: str) -> None:
    z = np.array([10.0 + step * np.arange(12) / 4])
    always = np.ones((1, 12), dtype=bool)
    assert classify(always, ~always, z) == [expected]


def series_of_score(score: int) -> list[float]:
    """Twelve different scores, of which S pairs more rise than fall: (66 - S) / 2 of the 66 pairs fall."""
    falls, left, series = (66 - score) // 2, list(range(12)), []
    for remaining in range(11, -1, -1):
        taken = min(falls, remaining)
        falls -= taken
        series.append(10.0 + left.pop(taken))
    return series


def test_a_lasting_cell_moves_where_mann_kendall_is_significant() -> None:
    # Exact distribution of S over the 12! orders (Kendall, Rank Correlation Methods, 1970): the number of falling
    # pairs is a sum of independent uniforms on 0..k-1, k from 1 to 12.
    orders = np.array([1.0])
    for k in range(1, 13):
        orders = np.convolve(orders, np.ones(k) / k)
    scores = 66 - 2 * np.arange(67)
    p_values = {score: orders[np.abs(scores) >= score].sum() for score in (28, 30)}
    assert p_values[30] < 0.05 < p_values[28]
    z = np.array([series_of_score(score) for score in (28, 30, -28, -30)])
    always = np.ones(z.shape, dtype=bool)
    assert classify(always, ~always, z) == ["persistent", "intensifying", "persistent", "diminishing"]


def test_many_lasting_cells_are_classed_as_each_alone() -> None:
    # Scores drawn among few values, so that many have ties; others without any.
    random = np.random.default_rng(7)
    drawn = np.sort(random.integers(1, 9, (60, 12)) + random.normal(0, 3, (60, 12)).round(), axis=1)
    z = np.vstack([np.where(random.random((60, 12)) < 0.7, drawn, 5.0), random.normal(9, 2, (60, 12))])
    always = np.ones((1, 12), dtype=bool)
    alone = [classify(always, ~always, row[None, :])[0] for row in z]
    assert set(alone) == {"persistent", "intensifying", "diminishing"}
    everywhere = np.ones(z.shape, dtype=bool)
    assert classify(everywhere, ~everywhere, z) == alone


def test_the_study_area_holds_the_outlines_and_the_points() -> None:
    outline = shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(h3.cell_to_parent(CENTRE, 8))])
    latitude, longitude = h3.cell_to_latlng(h3.latlng_to_cell(46.1, 2.1, 9))
    points = pd.DataFrame({"longitude": [longitude], "latitude": [latitude]})
    cells = study_area([outline], points, 9)
    inside = h3.geo_to_cells(outline, 9)
    assert set(cells) == {*inside, h3.latlng_to_cell(latitude, longitude, 9)}
    assert len(cells) == len(inside) + 1


def test_without_outline_the_hull_of_the_points_is_filled() -> None:
    points = pd.DataFrame({"longitude": [2.0, 2.02, 2.02, 2.0], "latitude": [46.0, 46.0, 46.02, 46.02]})
    cells = study_area([], points, 9)
    hull = shapely.box(2.0, 46.0, 2.02, 46.02)
    corners = {h3.latlng_to_cell(lat, lon, 9) for lat, lon in zip(points["latitude"], points["longitude"], strict=True)}
    assert set(cells) == {*h3.geo_to_cells(hull, 9)} | corners


def test_a_stray_point_does_not_fill_the_ocean() -> None:
    points = pd.DataFrame({"longitude": [2.0, 8.0, 0.0], "latitude": [46.0, 46.01, 0.0]})
    assert len(study_area([], points, 9)) == 3


def test_layers_are_full_months() -> None:
    latitude, longitude = h3.cell_to_latlng(CENTRE)
    facts = pd.DataFrame(
        {
            "date": pd.to_datetime(["2026-04-01", "2026-04-30", "2026-05-30", "2026-03-31"]),
            "longitude": longitude,
            "latitude": latitude,
            "count": [1, 2, 5, 9],
        }
    )
    layers = monthly_layers(facts, date(2026, 5, 30), DISK, 9, months=2)
    assert layers.columns.tolist() == [pd.Timestamp("2026-03-01"), pd.Timestamp("2026-04-01")]
    assert layers.loc[CENTRE].tolist() == [9, 1 + 2]
    assert layers.drop(index=CENTRE).to_numpy().sum() == 0


def located(day: str, cell: str, count: int) -> Row:
    latitude, longitude = h3.cell_to_latlng(cell)
    return fact(day, longitude=longitude, latitude=latitude, count=count)


def test_the_grid_of_a_département() -> None:
    area = shapely.box(1.98, 45.98, 2.02, 46.02)
    sectors = [{**SECTORS[0], "outline": area.wkt}, SECTORS[1]]
    months = [f"2025-{month:02d}-15" for month in (6, 7, 9, 10, 11, 12)] + [
        f"2026-{month:02d}-15" for month in range(1, 6)
    ]
    rows = [located(day, CENTRE, 20) for day in months]
    grid = grid_hotspots(situation(sectors=sectors, facts=rows), date(2026, 5, 31))
    assert grid is not None
    assert (grid.resolution, len(grid.months)) == (9, 11)
    assert grid.missing == (date(2025, 8, 1),)  # nothing in the whole département: not a month of zeros
    cell = grid.cells.set_index("cell").loc[CENTRE]
    assert (cell["facts"], cell["class_code"], cell["class_label"]) == (20 * 11, "persistent", "persistant")
    assert cell["sector"] == "S1"
    lasting = grid.cells.loc[grid.cells["class_code"].eq("persistent"), "cell"]
    assert set(lasting) == set(h3.grid_disk(CENTRE, 1))


def test_without_coordinates_there_is_no_grid() -> None:
    assert grid_hotspots(situation(facts=[fact("2026-05-01")]), date(2026, 5, 31)) is None


def test_the_resolution_is_coarser_where_most_sectors_are_rural() -> None:
    rural = [{**sector, "force_area": "GN"} for sector in SECTORS]
    half = [{**SECTORS[0], "force_area": "GN"}, SECTORS[1]]
    assert [automatic_resolution(situation(sectors=rows)) for rows in (SECTORS, half, rural)] == [9, 9, 8]
