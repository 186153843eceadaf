"""Hot spots on a hexagonal grid: Getis-Ord Gi* by month, then one class a cell.

Statistic: Getis and Ord (Geographical Analysis, 1992; Ord and Getis, 1995), binary weights with the
cell itself. False discovery: Benjamini and Hochberg (1995) in each layer. Classes: the rules of
emerging hot spot analysis, as `CLASSES` states them; where two rules hold, the first of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import h3
import numpy as np
import numpy.typing as npt
import pandas as pd
from h3.api import memview_int
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, kendalltau, norm
from shapely import MultiPoint
from shapely.geometry.base import BaseGeometry

from domain.sheets import lists
from domain.windows import last_full_month_end, months_back
from indicators.comparison import SIGNIFICANCE
from indicators.outlines import sector_outlines, sectors_at
from indicators.situation import Situation

URBAN_RESOLUTION, RURAL_RESOLUTION = 9, 8  # hexagons of about 170 m a side, and 460 m
MOST_LAYERS = 0.9
MAXIMUM_CELLS = 200_000  # above it the hull of the points is no study area but a stray point

CLASSES = {
    "new": "nouveau",
    "consecutive": "consécutif",
    "persistent": "persistant",
    "intensifying": "en intensification",
    "diminishing": "en atténuation",
    "sporadic": "sporadique",
    "oscillating": "oscillant",
    "historical": "historique",
    "none": "aucun",
}
"""The French label of each class."""
LASTING = ("persistent", "intensifying")
"""The classes that make a "dégradation durable" of the sector that holds the cell."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """The grid of a département: resolution, the months of its layers, its cells.

    `missing` are the months left out because no located fact stands in them. `cells` has columns
    cell, longitude, latitude (its centre), facts (over all layers), z and p_adjusted (of the last
    layer), class_code, class_label, sector (the one that holds the centre, None outside).
    `layers` has, for each month and cell with a fact or a significant score: cell, month, facts, z, p_adjusted.
    """

    resolution: int
    months: tuple[date, ...]
    missing: tuple[date, ...]
    cells: pd.DataFrame
    layers: pd.DataFrame


def study_area(outlines: Sequence[BaseGeometry], points: pd.DataFrame, resolution: int) -> list[str]:
    """The cells under study, sorted: those whose centre an outline holds, and those with a point.

    `points` has longitude, latitude and, where they are located already, cell (as `cells_of` gives it).
    Without outlines, the convex hull of the points is filled.
    """
    occupied = set(_located(points, resolution).unique())
    shapes = list(outlines) or _hull(points, resolution)
    covered = {cell for shape in shapes for cell in h3.geo_to_cells(shape, resolution)}
    return sorted(occupied | covered)


def cells_of(points: pd.DataFrame, resolution: int) -> pd.Categorical[str]:
    """The cell of each point (longitude, latitude), in their order; each distinct place is located once."""
    longitudes, latitudes = (points[name].to_numpy(dtype=float) for name in ("longitude", "latitude"))
    place, places = pd.factorize(longitudes + 1j * latitudes)  # a place is one number
    located = [memview_int.latlng_to_cell(at.imag, at.real, resolution) for at in places.tolist()]
    number, numbers = pd.factorize(np.array(located, dtype=np.uint64))
    cells: pd.Index[str] = pd.Index([str(h3.int_to_str(cell)) for cell in numbers.tolist()])
    return pd.Categorical.from_codes(number[place], categories=cells)


def _located(points: pd.DataFrame, resolution: int) -> pd.Categorical[str]:
    return pd.Categorical(points["cell"]) if "cell" in points.columns else cells_of(points, resolution)


def _hull(points: pd.DataFrame, resolution: int) -> list[BaseGeometry]:
    hull = MultiPoint(points[["longitude", "latitude"]].to_numpy(dtype=float)).convex_hull
    if hull.geom_type != "Polygon":
        return []
    degree = 111.32  # kilometres
    area = hull.area * degree**2 * float(np.cos(np.radians(hull.centroid.y)))
    return [hull] if area / h3.average_hexagon_area(resolution, unit="km^2") <= MAXIMUM_CELLS else []


def monthly_layers(
    facts: pd.DataFrame, until: date, cells: Sequence[str], resolution: int, months: int = 12
) -> pd.DataFrame:
    """Facts by cell (rows, in the order of `cells`) and by full month up to `until` (columns, Timestamps).

    `facts` has date, longitude, latitude, count and, where they are located already, cell. Months
    without any fact are columns of 0; facts of other months or cells are left out.
    """
    last = last_full_month_end(until)
    starts = pd.DatetimeIndex(months_back(last, months)).as_unit("us")
    located, order = _located(facts, resolution), pd.Index(list(cells), dtype=object)
    row = order.get_indexer(located.categories)[located.codes]
    column = starts.searchsorted(facts["date"], side="right") - 1
    kept = (row >= 0) & (column >= 0) & facts["date"].lt(pd.Timestamp(last) + pd.Timedelta(days=1)).to_numpy()
    place = row[kept] * months + column[kept]
    counts = np.bincount(place, facts["count"].to_numpy(dtype=float)[kept], minlength=len(order) * months)
    return pd.DataFrame(counts.reshape(len(order), months), index=order, columns=starts)


def neighbours(cells: Sequence[str]) -> csr_array:
    """Binary weights between cells of the study area: each with itself and its ring."""
    numbers = np.array([h3.str_to_int(cell) for cell in cells], dtype=np.uint64)
    disks = [memview_int.grid_disk(number, 1) for number in numbers.tolist()]
    rows = np.repeat(np.arange(len(disks)), [len(disk) for disk in disks])
    columns = pd.Index(numbers).get_indexer(pd.Index(np.frombuffer(b"".join(disks), dtype=np.uint64)))
    inside = columns >= 0
    return csr_array((np.ones(inside.sum()), (rows[inside], columns[inside])), shape=(len(disks), len(disks)))


def gi_star(counts: Floats, weights: csr_array) -> Floats:
    """Getis-Ord Gi* of each cell, as a z-score; 0 everywhere where all counts are equal.

    `counts` has a row a cell, and a column a layer. Where a cell's neighbourhood is the whole study area, 0.
    """
    n = counts.shape[0]
    own, squares = np.asarray(weights.sum(axis=1)), np.asarray(weights.multiply(weights).sum(axis=1))
    deviation = np.sqrt((counts**2).mean(axis=0) - counts.mean(axis=0) ** 2)
    spread = np.sqrt(np.maximum(n * squares - own**2, 0) / max(n - 1, 1))
    scale = spread[:, None] * deviation[None, :]
    score = weights @ counts - own[:, None] * counts.mean(axis=0)[None, :]
    z: Floats = np.divide(score, scale, out=np.zeros_like(score), where=scale > 1e-12)
    return z


def adjusted_p(z: Floats) -> Floats:
    """Two-sided p-values of z-scores, adjusted within each layer (column)."""
    p_values = np.minimum(2 * norm.sf(np.abs(z)), 1.0)
    return np.asarray(false_discovery_control(p_values, axis=0), dtype=np.float64)


def classify(hot: Flags, cold: Flags, z: Floats) -> list[str]:
    """The class of each cell (row) from its layers (columns, oldest first): whether hot, whether cold, z."""
    layers = hot.shape[1]
    total, last = hot.sum(axis=1), hot[:, -1]
    run = np.cumprod(hot[:, ::-1], axis=1).sum(axis=1)  # the unbroken hot run that ends with the last layer
    most = total >= MOST_LAYERS * layers
    rules = [
        last & (total == 1),
        last & (run >= 2) & (run == total) & ~most,
        last & most,
        last & ~most & ~cold.any(axis=1),
        last & ~most & cold.any(axis=1),
        ~last & most,
    ]
    names = ["new", "consecutive", "persistent", "sporadic", "oscillating", "historical"]
    classes = np.select(rules, names, "none").astype(object)
    lasting = np.flatnonzero(classes == "persistent")
    classes[lasting] = _lasting(z[lasting])
    found: list[str] = classes.tolist()
    return found


def _lasting(z: Floats) -> npt.NDArray[np.str_]:
    """Each lasting cell: persistent, or intensifying or diminishing where Mann-Kendall says so.

    Mann-Kendall is Kendall's tau against time. Without ties its p-value depends on the size of the
    score S alone (rising pairs less falling ones), so that one series is tested for all those of its score.
    """
    earlier, later = np.triu_indices(z.shape[1], 1)
    signs = np.sign(z[:, later] - z[:, earlier])
    score, tied = signs.sum(axis=1), (signs == 0).any(axis=1)
    alone = len(earlier) + 1 + np.arange(len(z))  # above any score: a series with ties is like no other
    _, first, member = np.unique(np.where(tied, alone, np.abs(score)), return_index=True, return_inverse=True)
    moves = np.array([_moves(series) for series in z[first]], dtype=bool)[member]
    return np.where(moves, np.where(score > 0, "intensifying", "diminishing"), "persistent")


def _moves(series: Floats) -> bool:
    return bool(np.ptp(series) > 0 and kendalltau(np.arange(len(series)), series).pvalue < SIGNIFICANCE)


def automatic_resolution(situation: Situation) -> int:
    """8 for a rural département (more than half of its sectors in zone GN), else 9."""
    areas = situation.table("sectors")["force_area"]
    rural = len(areas) > 0 and bool(areas.eq("GN").mean() > 0.5)
    return RURAL_RESOLUTION if rural else URBAN_RESOLUTION


def located_facts(situation: Situation) -> pd.DataFrame:
    """The drug facts that carry coordinates: date, longitude, latitude, count."""
    facts = situation.table("facts")
    kept = facts["offence"].isin(lists.DRUG_OFFENCES) & facts["longitude"].notna() & facts["latitude"].notna()
    rows = facts.loc[kept & facts["date"].notna(), ["date", "longitude", "latitude", "count"]]
    numbers = {name: rows[name].astype(float) for name in ("longitude", "latitude")}
    return rows.assign(**numbers, count=rows["count"].fillna(1).astype(float))


def grid_hotspots(situation: Situation, until: date, resolution: int | None = None, months: int = 12) -> Grid | None:
    """The grid over the last full months up to `until`; None where no drug fact of those months is located.

    The resolution is chosen by `automatic_resolution` where it is not given. A month without any
    located fact is a missing period: its layer is left out, and named in `missing`.
    """
    resolution = automatic_resolution(situation) if resolution is None else resolution
    starts = months_back(last_full_month_end(until), months)
    facts = located_facts(situation)
    inside = facts["date"].between(pd.Timestamp(starts[0]), pd.Timestamp(last_full_month_end(until)))
    facts = facts[inside]
    if facts.empty:
        return None
    facts = facts.assign(cell=cells_of(facts, resolution))
    outlines = sector_outlines(situation)
    cells = study_area(list(outlines.values()), facts, resolution)
    layers = monthly_layers(facts, until, cells, resolution, months)
    present = layers.columns[layers.sum().gt(0)]
    missing = tuple(month for month in starts if pd.Timestamp(month) not in present)
    table, details = _scored(cells, layers[present])
    table["sector"] = sectors_at(outlines, table["longitude"], table["latitude"])
    kept = tuple(month for month in starts if month not in missing)
    return Grid(resolution, kept, missing, table, details)


def _scored(cells: list[str], layers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    counts = layers.to_numpy(dtype=np.float64)
    z = gi_star(counts, neighbours(cells))
    p_adjusted = adjusted_p(z)
    significant = p_adjusted < SIGNIFICANCE
    classes = classify(significant & (z > 0), significant & (z < 0), z)
    centres = np.array([h3.cell_to_latlng(cell) for cell in cells])
    table = pd.DataFrame(
        {
            "cell": cells,
            "longitude": centres[:, 1],
            "latitude": centres[:, 0],
            "facts": counts.sum(axis=1).astype(int),
            "z": z[:, -1],
            "p_adjusted": p_adjusted[:, -1],
            "class_code": classes,
            "class_label": [CLASSES[name] for name in classes],
        }
    )
    rows, columns = np.nonzero((counts > 0) | significant)
    details = pd.DataFrame(
        {
            "cell": np.array(cells, dtype=object)[rows],
            "month": layers.columns[columns],
            "facts": counts[rows, columns].astype(int),
            "z": z[rows, columns],
            "p_adjusted": p_adjusted[rows, columns],
        }
    )
    return table, details
