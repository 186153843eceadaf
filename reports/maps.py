"""The map of the sectors laid out in points, for whoever draws it: outlines, shades, labels that never overlap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from domain.french import NBSP, number
from indicators.classes import class_of, class_tops, class_words, round_length
from indicators.outlines import geometry
from reports.content import Area, AreaMap

HIDDEN = "#EFE6D6"  # a count that is hidden: no shade of the scale
SCALE = ("#F3F5F8", "#D0DEED", "#9DBBDA", "#638FBF", "#29598F")
DARK = 4  # from that class on, labels are white
_KM_A_DEGREE = 111.32
_WIDTH, _HEIGHT = 370.0, 270.0  # points, at most
_FINEST = 0.15  # points: what is smaller in an outline is not seen
_TALL, _SMALL = 7.0, 5.5  # type sizes of a label: code and count, code alone
_ROOMY = 0.8  # of the radius of the widest circle in it: a middle with that much around it will do
_CHARACTER = 0.66  # its width, in type sizes
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A sector as it is drawn: its rings, its shade, and what is written at which place; no words where none fit."""

    rings: tuple[tuple[Point, ...], ...]
    fill: str
    dark: bool
    rising: bool
    place: Point
    words: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class MapLayout:
    """A map in points from its top left: its size, sectors, the length and words of its scale, and classes by shade."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    scale: tuple[float, str]
    classes: tuple[tuple[str, str], ...]


def laid_out(drawn: AreaMap) -> MapLayout:
    """Where each sector that has an outline stands, those in rise last, so that no neighbour's edge covers theirs."""
    read = [(area, geometry(area.outline)) for area in drawn.areas]
    found = [(area, shape) for area, shape in read if shape is not None and polygons(shape)]
    west, south, east, north = shapely.total_bounds(np.array([shape for _, shape in found], dtype=object)).tolist()
    narrow = math.cos(math.radians((south + north) / 2))
    points = min(_WIDTH / max((east - west) * narrow, 1e-6), _HEIGHT / max(north - south, 1e-6))  # a degree
    flat = [
        (area, shapely.transform(shape, lambda at: (at - (west, north)) * (points * narrow, -points)))
        for area, shape in found
    ]
    tops = class_tops([area.count for area in drawn.areas if area.count is not None])
    shapes = _shapes(flat, tops)
    kilometre = points / _KM_A_DEGREE
    length = round_length((east - west) * points * narrow / kilometre / 4)
    return MapLayout(
        width=(east - west) * points * narrow,
        height=(north - south) * points,
        shapes=tuple(sorted(shapes, key=lambda shape: shape.rising)),
        scale=(length * kilometre, f"{number(length, 0 if length >= 1 else 1)}{NBSP}km"),
        classes=_classes(drawn, tops),
    )


def shade(rank: int, last: int) -> int:
    """The place in the scale of a class: from the palest for none to the darkest for the last."""
    return round(rank * (len(SCALE) - 1) / max(last, 1))


def _classes(drawn: AreaMap, tops: Sequence[int]) -> tuple[tuple[str, str], ...]:
    none, *others = [
        (words, SCALE[shade(rank, len(tops))]) for rank, words in enumerate(class_words(tops, drawn.least))
    ]
    marks = sorted({area.mark for area in drawn.areas if area.count is None})
    return (none, *((mark, HIDDEN) for mark in marks), *others)


def _shapes(flat: Sequence[tuple[Area, BaseGeometry]], tops: Sequence[int]) -> list[Shape]:
    taken: list[Polygon] = []
    shapes = []
    # The first to be written are those in rise and then those with the most facts.
    for area, shape in sorted(flat, key=lambda one: (not one[0].rising, -(one[0].count or 0))):
        level = 0 if area.count is None else shade(class_of(area.count, tops), len(tops))
        place = _middle(shape)
        words, size = _label(area, place, taken)
        shapes.append(
            Shape(
                rings=_rings(shape),
                fill=HIDDEN if area.count is None else SCALE[level],
                dark=level >= DARK,
                rising=area.rising,
                place=place,
                words=words,
                size=size,
            )
        )
    return shapes


def _label(area: Area, place: Point, taken: list[Polygon]) -> tuple[tuple[str, ...], float]:
    """What is written on a sector without covering another's words: code and count, the code alone, or nothing."""
    code = f"▲{NBSP}{area.code}" if area.rising else area.code
    for words, size in (((code, area.mark or number(area.count)), _TALL), ((code,), _SMALL)):
        half = max(map(len, words)) * _CHARACTER * size / 2
        high = len(words) * size / 2
        box = shapely.box(place[0] - half, place[1] - high, place[0] + half, place[1] + high)
        if not any(box.intersects(other) for other in taken):
            taken.append(box)
            return words, size
    return (), _SMALL


def _middle(shape: BaseGeometry) -> Point:
    """Where a label has room: the middle of the largest part, or the place farthest from its edges."""
    largest = max(polygons(shape), key=lambda polygon: polygon.area)
    widest = shapely.maximum_inscribed_circle(largest)
    middle = largest.centroid
    roomy = largest.contains(middle) and largest.exterior.distance(middle) > _ROOMY * widest.length
    x, y = middle.coords[0] if roomy else widest.coords[0]
    return round(x, 1), round(y, 1)


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons that a sector is made of."""
    if isinstance(shape, Polygon):
        return [shape]
    return list(shape.geoms) if isinstance(shape, MultiPolygon) else []


def _rings(shape: BaseGeometry) -> tuple[tuple[Point, ...], ...]:
    simple = polygons(shape.simplify(_FINEST))
    rings = [ring for polygon in simple for ring in (polygon.exterior, *polygon.interiors)]
    return tuple(tuple((round(x, 2), round(y, 2)) for x, y, *_ in ring.coords) for ring in rings)
