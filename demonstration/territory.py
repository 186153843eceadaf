"""The fictional département: its services, its sectors and their outlines.

No real place is meant. The box of coordinates lies in the open Atlantic, some 480 km west of the coast of Vendée,
where nobody lives: WGS 84 values are plausible, and a map of France shows nothing under them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPoint, Point, Polygon, box

from demonstration.drawing import stream

BOX = (-8.20, 46.00, -7.90, 46.20)  # west, south, east, north
TOWN = (-8.05, 46.10)


Points = NDArray[np.float64]  # one point a line: longitude, latitude


@dataclass(frozen=True)
class Service:
    """A service of the plan, as in the sheet Services."""

    code: str
    name: str
    force: str


@dataclass(frozen=True)
class Sector:
    """A sector of the plan, as in the sheet Secteurs; `service` acts there, `place` is where it is drawn."""

    code: str
    name: str
    commune: str
    kind: str
    force_area: str
    service: str
    population: int
    place: tuple[float, float]
    task_group: bool = False
    asset_district: bool = False


CENTRE, NORTH, DETECTIVES = "CSP-CENTRE", "CSP-NORD", "SU-PJ"
BRUMEVAL, CLAIRPONT = "BTA-BRUMEVAL", "BTA-CLAIRPONT"
CUSTOMS, TAX, GIR, SCHOOL_TEAM = "DOUANE-PORT", "BCR-FISC", "GIR-VF", "EMS-VF"

SERVICES = (
    Service(CENTRE, "Commissariat central de Val-Fictif", "police"),
    Service(NORTH, "Commissariat de secteur Nord", "police"),
    Service(DETECTIVES, "Sûreté urbaine de Val-Fictif", "police"),
    Service(BRUMEVAL, "Brigade territoriale de Brumeval", "gendarmerie"),
    Service(CLAIRPONT, "Brigade territoriale de Clairpont", "gendarmerie"),
    Service(CUSTOMS, "Brigade des douanes de Port-aux-Brisants", "customs"),
    Service(TAX, "Brigade de contrôle et de recherche", "tax"),
    Service(GIR, "Groupe d’intervention régional", "gir"),
    Service(SCHOOL_TEAM, "Équipe mobile de sécurité de l’académie", "school_team"),
)

# The first nine stand in the town, at a column and a row of its plan; the others by their own coordinates.
SECTORS = (
    Sector("S01", "Les Hauts-Prés", "Val-Fictif", "quarter", "PN", CENTRE, 8200, (0, 0), True, True),
    Sector("S02", "La Verrerie", "Val-Fictif", "housing", "PN", CENTRE, 5400, (1, 0), True),
    Sector("S03", "Les Coquelicots", "Val-Fictif", "quarter", "PN", CENTRE, 6100, (2, 0), False, True),
    Sector("S04", "Le Moulin-Neuf", "Val-Fictif", "housing", "PN", CENTRE, 3900, (0, 1)),
    Sector("S05", "Bellerive", "Val-Fictif", "quarter", "PN", NORTH, 7300, (3, 1), False, True),
    Sector("S06", "Les Grands-Chênes", "Val-Fictif", "housing", "PN", NORTH, 4700, (0, 2)),
    Sector("S07", "Cité des Horloges", "Val-Fictif", "housing", "PN", NORTH, 5200, (1, 2), True),
    Sector("S08", "Gare centrale", "Val-Fictif", "transport", "PN", NORTH, 1800, (2, 2)),
    Sector("S09", "Les Terrasses", "Val-Fictif", "quarter", "PN", NORTH, 3100, (3, 2)),
    Sector("S10", "Brumeval-Centre", "Brumeval", "quarter", "GN", BRUMEVAL, 6400, (-8.150, 46.155)),
    Sector("S11", "Clairpont-les-Halles", "Clairpont", "quarter", "GN", CLAIRPONT, 4200, (-7.955, 46.145)),
    Sector("S12", "Aérodrome de Montfeuil", "Montfeuil", "secondary_airport", "GN", BRUMEVAL, 0, (-8.165, 46.060)),
    Sector("S13", "Port-aux-Brisants", "Port-aux-Brisants", "port_or_coast", "GN", CLAIRPONT, 900, (-7.945, 46.050)),
    Sector("S14", "Abords du lycée de l’Aubépine", "Clairpont", "school_surroundings", "GN", CLAIRPONT, 1500,
           (-7.985, 46.165)),
)  # fmt: skip
SECTOR_BY_CODE = {sector.code: sector for sector in SECTORS}
TOWN_COLUMNS, TOWN_ROWS, TOWN_SECTORS = 4, 3, 9
COLUMN_WIDTH, ROW_HEIGHT = 0.020, 0.014  # degrees: about 1.5 km each way at this latitude


def outlines(seed: int) -> dict[str, Polygon]:
    """The outline of each sector by code (WGS 84, 5 decimals). Those of the town that touch share their border."""
    rng = stream(seed, "outlines")
    cells = _town_cells(rng)
    drawn = {sector.code: cells[_town_index(sector)] for sector in SECTORS[:TOWN_SECTORS]}
    for sector in SECTORS[TOWN_SECTORS:]:
        drawn[sector.code] = _blob(rng, sector.place, 0.010, 0.007)
    return {code: _bent(polygon) for code, polygon in drawn.items()}


def points_inside(rng: np.random.Generator, outline: Polygon, count: int) -> list[tuple[float, float]]:
    """Draw `count` points (longitude, latitude, 5 decimals) of the outline, seven in ten around three street corners.

    The storage rounds to 3 decimals: a point is kept only where the rounded one lies inside too.
    """
    corners = _uniform(rng, outline, 3)
    tries = 6 * count + 30
    around = corners[rng.integers(0, 3, size=tries)] + rng.normal(0, 0.0009, size=(tries, 2))
    drawn = np.where(rng.random((tries, 1)) < 0.7, around, _uniform(rng, outline, tries))
    candidates = np.asarray(np.round(drawn, 5), dtype=np.float64)
    halfway = (np.abs(candidates * 1000 % 1 - 0.5) < 0.001).any(axis=1)  # rounded one way or the other
    inside = _inside(outline, candidates) & _inside(outline, np.round(candidates, 3))
    kept = candidates[inside & ~halfway][:count]
    return [(float(longitude), float(latitude)) for longitude, latitude in kept]


def points_outside(rng: np.random.Generator, avoided: Sequence[Polygon], count: int) -> list[tuple[float, float]]:
    """Draw `count` points of the box (5 decimals) that lie in none of the outlines, nor within 200 m of one."""
    forbidden = shapely.union_all(avoided).buffer(0.003)
    west, south, east, north = BOX
    candidates = np.round(rng.uniform((west, south), (east, north), size=(4 * count + 20, 2)), 5)
    kept = candidates[~shapely.contains_xy(forbidden, candidates)][:count]
    return [(float(longitude), float(latitude)) for longitude, latitude in kept]


def _uniform(rng: np.random.Generator, outline: Polygon, count: int) -> Points:
    west, south, east, north = outline.bounds
    drawn = rng.uniform((west, south), (east, north), size=(6 * count + 30, 2))
    inside = drawn[_inside(outline, drawn)]
    return np.resize(inside, (count, 2))


def _inside(outline: Polygon, points: Points) -> NDArray[np.bool_]:
    return np.asarray(shapely.contains_xy(outline, points), dtype=np.bool_)


def _town_index(sector: Sector) -> int:
    column, row = sector.place
    return int(column) + TOWN_COLUMNS * int(row)


def _town_cells(rng: np.random.Generator) -> list[Polygon]:
    """Twelve quarters around the town's middle, each the part of the town nearest to its own centre (Voronoi)."""
    columns, rows = np.meshgrid(np.arange(TOWN_COLUMNS) - 1.5, np.arange(TOWN_ROWS) - 1.0)
    grid = np.column_stack([columns.ravel() * COLUMN_WIDTH, rows.ravel() * ROW_HEIGHT]) + TOWN
    centres = grid + rng.uniform(-0.2, 0.2, size=grid.shape) * (COLUMN_WIDTH, ROW_HEIGHT)
    town = _blob(rng, TOWN, 0.048, 0.026)
    pieces = shapely.voronoi_polygons(MultiPoint(centres), extend_to=box(*BOX)).geoms
    found = [next(piece for piece in pieces if piece.contains(Point(centre))) for centre in centres]
    return [_polygon(piece.intersection(town)) for piece in found]


def _blob(rng: np.random.Generator, centre: tuple[float, float], width: float, height: float) -> Polygon:
    """An irregular rounded outline of those half-axes (degrees)."""
    stretch = rng.uniform(0.85, 1.1, size=14)
    angles = [2 * pi * step / 14 for step in range(14)]
    return Polygon(
        (centre[0] + width * factor * cos(angle), centre[1] + height * factor * sin(angle))
        for angle, factor in zip(angles, stretch, strict=True)
    )


def _bent(outline: Polygon) -> Polygon:
    """The outline with its straight edges bent, the same way wherever two sectors share one."""

    def bend(points: Points) -> Points:
        x, y = points[:, 0], points[:, 1]
        east = 0.0012 * np.sin(2 * pi * (y - TOWN[1]) / 0.017)
        north = 0.0010 * np.sin(2 * pi * (x - TOWN[0]) / 0.021)
        return np.asarray(np.round(np.column_stack([x + east, y + north]), 5), dtype=np.float64)

    return _polygon(shapely.transform(shapely.segmentize(outline, 0.004), bend))


def _polygon(shape: object) -> Polygon:
    if not isinstance(shape, Polygon) or not shape.is_valid:
        raise ValueError("the drawing of an outline did not give one valid polygon")
    return shape
