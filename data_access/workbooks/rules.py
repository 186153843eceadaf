"""The rules of a converted sheet: ranges, dates, check letters, columns together, points in outlines."""

import math
from collections.abc import Mapping
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data_access.workbooks import sentences
from data_access.workbooks.convert import text
from data_access.workbooks.draft import Draft
from domain import uai
from domain.faults import Rule
from domain.sheets import Column, Kind
from domain.sheets.declaration import AtMost, NotBefore, Together

METRES_PER_DEGREE = 111_320.0
OUTLINE_TOLERANCE_METRES = 300
"""Points are kept to three decimals, some 100 m, and snapped to streets: nearer than this is inside."""
STORED_DECIMALS = 3
EARLIEST = date(2000, 1, 1)
"""No plan counts what lies before; a mistyped century would make the history, and every baseline, reach back to it."""


def row_rules(draft: Draft) -> None:
    """Apply every declared rule to the converted values; a cell that is already at fault is None and passes."""
    for column in draft.sheet.columns:
        _single_column(draft, column)
    if draft.sheet.single_row:
        for position in range(1, len(draft.rows)):
            draft.add(position, draft.sheet.fields[0], Rule.INCONSISTENT, sentences.second_row(), None)
    for rule in draft.sheet.rules:
        match rule:
            case AtMost(name, limit):
                _at_most(draft, name, limit)
            case NotBefore(name, start):
                _not_before(draft, name, start)
            case Together(names):
                _together(draft, names)
    if {"sector", "longitude", "latitude"} <= set(draft.sheet.fields) and draft.sheet.event_date:
        _place_points(draft)


def _single_column(draft: Draft, column: Column) -> None:
    if column.kind in (Kind.INT, Kind.FLOAT):
        _check_range(draft, column)
    elif column.kind in (Kind.DATE, Kind.MONTH, Kind.PERIOD):
        _check_days(draft, column)
    elif column.kind is Kind.DEPARTMENT and draft.known.department is not None:
        _check_department(draft, column, draft.known.department)
    elif column.kind is Kind.UAI:
        for position, value in enumerate(draft.values[column.field]):
            if value is not None:
                _check_uai(draft, position, column, str(value))


def _check_range(draft: Draft, column: Column) -> None:
    low = -math.inf if column.minimum is None else column.minimum
    high = math.inf if column.maximum is None else column.maximum
    for position, value in enumerate(draft.values[column.field]):
        if isinstance(value, int | float) and not low <= value <= high:
            shown = text(float(value))
            draft.add(position, column.field, Rule.OUT_OF_RANGE, sentences.out_of_range(column, shown), shown)


def _check_days(draft: Draft, column: Column) -> None:
    for position, value in enumerate(draft.values[column.field]):
        if isinstance(value, date) and value < EARLIEST:
            what = sentences.too_early(column, text(value), text(EARLIEST))
            draft.add(position, column.field, Rule.OUT_OF_RANGE, what, text(value))
        elif isinstance(value, date) and value > draft.today and not column.may_be_future:
            what = sentences.future_date(column, text(value), text(draft.today))
            draft.add(position, column.field, Rule.FUTURE_DATE, what, text(value))


def _check_department(draft: Draft, column: Column, department: str) -> None:
    for position, value in enumerate(draft.values[column.field]):
        if value is not None and value != department:
            what = sentences.other_department(str(value), department)
            draft.add(position, column.field, Rule.INCONSISTENT, what, str(value))


def _check_uai(draft: Draft, position: int, column: Column, value: str) -> None:
    if column.references is not None and draft.known.department is not None:
        return  # resolved against the plan already
    if not uai.has_form(value):
        draft.add(position, column.field, Rule.TYPE, sentences.wrong_type(column, value), value)
    elif not uai.is_valid(value):
        what = sentences.bad_check_letter(value, uai.check_letter(value[:7]))
        draft.add(position, column.field, Rule.BAD_CHECK_LETTER, what, value)


def _at_most(draft: Draft, name: str, limit: str) -> None:
    column, bound = draft.sheet.column(name), draft.sheet.column(limit)
    for position, (value, top) in enumerate(zip(draft.values[name], draft.values[limit], strict=True)):
        if isinstance(value, int) and isinstance(top, int) and value > top:
            what = sentences.at_most(column, bound, str(value), str(top))
            draft.add(position, name, Rule.INCONSISTENT, what, str(value))


def _not_before(draft: Draft, name: str, start: str) -> None:
    column, first = draft.sheet.column(name), draft.sheet.column(start)
    for position, (value, low) in enumerate(zip(draft.values[name], draft.values[start], strict=True)):
        if isinstance(value, date) and isinstance(low, date) and value < low:
            what = sentences.not_before(column, first, text(value), text(low))
            draft.add(position, name, Rule.INCONSISTENT, what, text(value))


def _together(draft: Draft, names: tuple[str, ...]) -> None:
    headers = [draft.sheet.column(name).header for name in names]
    at_fault = draft.rows_at_fault(names)
    for position, values in enumerate(zip(*(draft.values[name] for name in names), strict=True)):
        empty = [name for name, value in zip(names, values, strict=True) if value is None]
        if empty and len(empty) < len(names) and draft.rows[position] + 1 not in at_fault:
            draft.add(position, empty[0], Rule.INCONSISTENT, sentences.together(headers), None)


def _place_points(draft: Draft) -> None:
    """Round points as they are stored, give a sector to those that have none, fault those far from theirs."""
    longitudes, latitudes = draft.values["longitude"], draft.values["latitude"]
    at_fault = draft.rows_at_fault(("longitude", "latitude", "sector"))
    points: dict[int, shapely.Point] = {}
    for position, (longitude, latitude) in enumerate(zip(longitudes, latitudes, strict=True)):
        if isinstance(longitude, float) and isinstance(latitude, float):
            longitude, latitude = round(longitude, STORED_DECIMALS), round(latitude, STORED_DECIMALS)
            longitudes[position], latitudes[position] = longitude, latitude
            if draft.rows[position] + 1 not in at_fault:
                points[position] = shapely.Point(longitude, latitude)
    if points and draft.known.outlines:
        _hold_against_outlines(draft, points)


def _hold_against_outlines(draft: Draft, points: Mapping[int, shapely.Point]) -> None:
    outlines = draft.known.outlines
    sectors = draft.values["sector"]
    codes = list(outlines)
    found, outline_at = shapely.STRtree(list(outlines.values())).query(list(points.values()), predicate="intersects")
    positions = list(points)
    hits = sorted(zip(found.tolist(), outline_at.tolist(), strict=True), reverse=True)
    inside = {positions[at]: codes[code] for at, code in hits}  # of several outlines the first declared stays
    for position, point in points.items():
        sector = sectors[position]
        if sector is None:
            sectors[position] = inside.get(position)
        elif isinstance(sector, str) and sector in outlines and inside.get(position) != sector:
            metres = _metres_outside(outlines[sector], point)
            if metres > OUTLINE_TOLERANCE_METRES:
                what = sentences.outside_outline(sector, metres)
                draft.add(position, "sector", Rule.OUTSIDE_OUTLINE, what, sector)


def _metres_outside(outline: BaseGeometry, point: shapely.Point) -> int:
    """Metres from the outline, in a local flat frame: exact enough over a few kilometres."""
    scale = np.array([METRES_PER_DEGREE * np.cos(np.radians(point.y)), METRES_PER_DEGREE])
    flat_outline, flat_point = (shapely.transform(shape, lambda xy: xy * scale) for shape in (outline, point))
    return round(float(shapely.distance(flat_outline, flat_point)))
