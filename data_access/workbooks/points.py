"""The points of a sheet: in the département, near their sector, and the right way round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, product, repeat

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data_access.workbooks import sentences
from data_access.workbooks.convert import shown
from data_access.workbooks.draft import Draft
from data_access.workbooks.known import Known
from domain.bounding_boxes import BOUNDING_BOXES
from domain.faults import Rule
from domain.sheets import Reference
from domain.sheets.plan import LATITUDE, LONGITUDE

METRES_PER_DEGREE = 111_320.0
OUTLINE_TOLERANCE_METRES = 300
"""Points are kept to three decimals, some 100 m, and snapped to streets: nearer than this is inside."""
STORED_DECIMALS = 3
COLUMNS = (LONGITUDE, LATITUDE)
POINT = tuple(column.field for column in COLUMNS)
LIMITS = tuple(column.maximum or 0 for column in COLUMNS)
_AROUND_OUTLINES = 0.5  # degrees: a plan's sectors are the heart of its département, not the whole of it
_AROUND_BOUNDARY = 0.02  # degrees: published outlines of départements are simplified to a kilometre or so
_LOST_DIGITS = range(1, 8)
_MOST_PROPOSED = 500  # distinct points, as many as one would mend by hand

Pair = tuple[object, ...]
"""A longitude and a latitude, None where empty."""
Row = tuple[object, ...]
"""What decides where a row lies: its sector, its point, its day."""


@dataclass(frozen=True)
class _Misplaced:
    """What is wrong with one coordinate of a point, and what to type in which field to mend it."""

    field: str
    rule: Rule
    what: str
    value: str
    proposals: Mapping[str, str]


def department_area(known: Known) -> BaseGeometry | None:
    """Where the points of a département may lie; None where nothing says it."""
    if known.boundary is not None:
        return known.boundary.buffer(_AROUND_BOUNDARY)
    boxes = [shapely.box(*box) for code, box in BOUNDING_BOXES.items() if code == known.department]
    if known.outlines:
        bounds = shapely.total_bounds(list(known.outlines.values()))
        boxes.append(shapely.box(*bounds).buffer(_AROUND_OUTLINES, join_style="mitre"))
    return shapely.union_all(boxes) if boxes else None


def check_points(draft: Draft) -> set[int]:
    """Fault coordinates that are none, or outside the département; the positions of the points outside.

    Coordinates are then rounded as they are stored.
    """
    pairs = list(zip(*(draft.values[name] for name in POINT), strict=True))
    misplaced = _misplaced(draft.known, set(pairs))
    positions = [at for at, pair in enumerate(pairs) if pair in misplaced] if misplaced else []
    for position in positions:
        for wrong in misplaced[pairs[position]]:
            no_degrees = wrong.rule is Rule.OUT_OF_RANGE
            draft.add(
                position,
                wrong.field,
                wrong.rule,
                wrong.what,
                wrong.value,
                proposals=wrong.proposals,
                impossible=no_degrees,
            )
    for name in POINT:
        draft.values[name] = _rounded(draft.values[name])
    return set(positions)


def _rounded(values: list[object]) -> list[object]:
    rounded = {value: round(value, STORED_DECIMALS) if isinstance(value, float) else value for value in set(values)}
    return list(map(rounded.__getitem__, values))


def _misplaced(known: Known, pairs: set[Pair]) -> dict[Pair, list[_Misplaced]]:
    area = department_area(known)
    wild = [pair for pair in pairs if not all(map(_is_degrees, pair, LIMITS))]
    whole = [pair for pair in pairs - set(wild) if None not in pair]
    outside: list[Pair] = []
    if area is not None and whole:
        shapely.prepare(area)
        inside = shapely.intersects_xy(area, np.array(whole, dtype=float))
        outside = [pair for pair, held in zip(whole, inside.tolist(), strict=True) if not held]
    mended = {pair: _mended(area, *pair) for pair in islice(sorted(chain(wild, outside), key=repr), _MOST_PROPOSED)}
    found = {pair: _out_of_range(pair, mended.get(pair, {})) for pair in wild}
    for pair in outside:
        found[pair] = [_outside(known, area, pair, mended.get(pair, {}))]
    return found


def _is_degrees(value: object, limit: float) -> bool:
    return not isinstance(value, int | float) or -limit <= value <= limit


def _mended(area: BaseGeometry | None, longitude: object, latitude: object) -> dict[str, str]:
    """What to type to bring a point into the area: its coordinates exchanged, or a decimal comma put back."""
    if area is None or not isinstance(longitude, float) or not isinstance(latitude, float):
        return {}
    if shapely.intersects_xy(area, latitude, longitude):
        return {"longitude": _typed(latitude), "latitude": _typed(longitude)}
    candidates = list(product(_with_commas(longitude), _with_commas(latitude)))
    inside = shapely.intersects_xy(area, np.array(candidates))
    fitting = [pair for pair, held in zip(candidates, inside.tolist(), strict=True) if held]
    if len(fitting) != 1:
        return {}
    given = (longitude, latitude)
    return {name: _typed(new) for name, new, old in zip(POINT, fitting[0], given, strict=True) if new != old}


def _with_commas(value: float) -> list[float]:
    """A coordinate as it is, and with the decimal comma that a whole number may have lost."""
    return [value, *(value / 10**digits for digits in _LOST_DIGITS)] if value.is_integer() and value else [value]


def _typed(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def _out_of_range(pair: Pair, mended: Mapping[str, str]) -> list[_Misplaced]:
    wild = [at for at in range(2) if not _is_degrees(pair[at], LIMITS[at])]
    found = []
    for at in wild:
        column, written = COLUMNS[at], shown(pair[at])
        own = {name: words for name, words in mended.items() if len(wild) == 1 or name == column.field}
        found.append(_Misplaced(column.field, Rule.OUT_OF_RANGE, sentences.out_of_range(column, written), written, own))
    return found


def _outside(known: Known, area: BaseGeometry | None, pair: Pair, mended: Mapping[str, str]) -> _Misplaced:
    west, _, east, _ = (-180, 0, 180, 0) if area is None else area.bounds
    longitude, latitude = (float(str(value)) for value in pair)
    # The latitude is blamed where it alone lies out of the département's box.
    at = 1 if west <= longitude <= east else 0
    what = sentences.outside_department(known.department or "", exchanged=len(mended) == len(POINT))
    return _Misplaced(POINT[at], Rule.OUTSIDE_OUTLINE, what, _typed((longitude, latitude)[at]), mended)


def place_points(draft: Draft, outside: set[int]) -> None:
    """Give a sector to the points that have none, and fault those far from theirs.

    `outside` are the positions of points that are not held against a sector, being out of the département.
    """
    known, sectors = draft.known, draft.values["sector"]
    if not known.outlines:
        return
    days = draft.values[draft.sheet.event_date] if draft.sheet.event_date and known.changes(Reference.SECTOR) else None
    rows = list(zip(sectors, *(draft.values[name] for name in POINT), days or repeat(None, len(sectors)), strict=True))
    distinct = {row for row in set(rows) if None not in row[1:3]}
    inside = _sectors_at(known, {row[1:3] for row in distinct})
    placed = {row: _first_in_force(known, inside[row[1:3]], row[3]) for row in distinct if row[0] is None}
    far = {row: metres for row in distinct if (metres := _metres_too_far(known, inside, row))}
    if not placed and not far:
        return
    at_fault = draft.rows_at_fault((*POINT, "sector"))
    for position, row in enumerate(rows):
        if position in outside or draft.rows[position] + 1 in at_fault:
            continue
        if row in far:
            what = sentences.outside_outline(str(row[0]), far[row])
            draft.add(position, "sector", Rule.OUTSIDE_OUTLINE, what, str(row[0]))
        elif row in placed:
            sectors[position] = placed[row]


def _sectors_at(known: Known, points: set[Pair]) -> dict[Pair, list[str]]:
    """The sectors whose outline holds each point, as they are declared."""
    listed, codes = list(points), list(known.outlines)
    found: dict[Pair, list[str]] = {pair: [] for pair in listed}
    if listed:
        tree = shapely.STRtree(list(known.outlines.values()))
        at, code_at = tree.query(shapely.points(np.array(listed, dtype=float)), predicate="intersects")
        for point, code in sorted(zip(at.tolist(), code_at.tolist(), strict=True)):
            found[listed[point]].append(codes[code])
    return found


def _first_in_force(known: Known, codes: list[str], day: object) -> str | None:
    on = day if isinstance(day, date) else None
    return next((code for code in codes if known.is_in_force(Reference.SECTOR, code, on)), None)


def _metres_too_far(known: Known, inside: Mapping[Pair, list[str]], row: Row) -> int | None:
    """How far a point lies from the outline of its sector, where that is too far."""
    sector, longitude, latitude, _ = row
    outline = known.outlines.get(sector) if isinstance(sector, str) else None
    if outline is None or sector in inside[longitude, latitude]:
        return None
    point = shapely.Point(float(str(longitude)), float(str(latitude)))
    if shapely.distance(outline, point) * METRES_PER_DEGREE <= OUTLINE_TOLERANCE_METRES:
        return None  # a degree is nowhere longer: no need to measure
    metres = _metres_outside(outline, point)
    return metres if metres > OUTLINE_TOLERANCE_METRES else None


def _metres_outside(outline: BaseGeometry, point: shapely.Point) -> int:
    """Metres from the outline, in a local flat frame: exact enough over a few kilometres."""
    scale = np.array([METRES_PER_DEGREE * np.cos(np.radians(point.y)), METRES_PER_DEGREE])
    flat_outline, flat_point = (shapely.transform(shape, lambda xy: xy * scale) for shape in (outline, point))
    return round(float(shapely.distance(flat_outline, flat_point)))
