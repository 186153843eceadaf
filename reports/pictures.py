"""The map of the sectors as points, for what takes no SVG. The same values give the same bytes."""

import math
from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten
from typing import Any

import numpy as np
import shapely
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.typing import RcKeyType
from shapely.geometry.base import BaseGeometry

from domain.french import NBSP, number
from indicators.classes import class_of, class_tops, class_words, round_length
from indicators.outlines import geometry
from reports.content import Area, AreaMap
from reports.maps import DARK, HIDDEN, SCALE, polygons, shade

INK, SOFT, LINE, ALERT = "#1B1F27", "#565E6B", "#D5DBE3", "#C9191E"
_STYLE: dict[RcKeyType, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
}
_KM_A_DEGREE = 111.32
_POINTS_AN_INCH = 72
_NAMED = 14  # sectors named beside the map, the first of them; more would be too small to read
_NAME_CHARACTERS = 36  # of a sector beside a map or a bar; the table has it whole
_LINE_HEIGHT = 1.45  # of a list of codes, in type sizes
_A4_INCHES = 6.7  # the width between the margins
MAP_INCHES = (_A4_INCHES, 3.9)
_WALL_DPI = 360


def map_png(drawn: AreaMap) -> bytes:
    """The sectors, darker where the count is higher, edged in red and marked ▲ where the rise is established.

    As points, sharp enough for a wall: slides take no SVG in every program.
    """
    target = BytesIO()
    with rc_context(_STYLE):
        _map(drawn).savefig(target, format="png", dpi=_WALL_DPI, metadata={"Software": None})
    return target.getvalue()


def _map(drawn: AreaMap) -> Figure:
    figure = Figure(figsize=MAP_INCHES)
    axes = figure.add_axes((0.0, 0.0, 0.72, 1.0))
    tops = class_tops([area.count for area in drawn.areas if area.count is not None])
    shapes = {area.code: shape for area in drawn.areas if (shape := geometry(area.outline)) is not None}
    # The sectors in rise last, so that no neighbour's edge covers theirs.
    for area in sorted(drawn.areas, key=lambda one: one.rising):
        if area.code in shapes:
            level = 0 if area.count is None else shade(class_of(area.count, tops), len(tops))
            _draw_area(axes, area, shapes[area.code], level)
    _frame(axes, list(shapes.values()))
    _legend(figure, drawn, tops)
    return figure


def _draw_area(axes: Axes, area: Area, shape: BaseGeometry, level: int) -> None:
    edge, width = (ALERT, 2.0) if area.rising else ("#FFFFFF", 0.8)
    face = HIDDEN if area.count is None else SCALE[level]
    for polygon in polygons(shape):
        rings = [polygon.exterior, *polygon.interiors]
        outline = Outline.make_compound_path(*(Outline(np.asarray(ring.coords)[:, :2], closed=True) for ring in rings))
        axes.add_patch(PathPatch(outline, facecolor=face, edgecolor=edge, linewidth=width, zorder=2 + area.rising))
        axes.add_patch(PathPatch(outline, fill=False, edgecolor=SOFT, linewidth=0.3, zorder=2))
    place = shape.representative_point()
    colour = "#FFFFFF" if level >= DARK else INK
    sign = "▲ " if area.rising else ""
    words = f"{sign}{area.code}\n{area.mark or number(area.count)}"
    halo = [withStroke(linewidth=1.6, foreground=face)]  # a label wider than its sector stays readable
    axes.annotate(
        words, (place.x, place.y), ha="center", va="center", fontsize=7, color=colour, zorder=5, path_effects=halo
    )


def _frame(axes: Axes, shapes: Sequence[BaseGeometry]) -> None:
    west, south, east, north = (float(bound) for bound in shapely.total_bounds(np.array(shapes, dtype=object)))
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    axes.set_aspect(stretch)
    margin = 0.04 * max(east - west, north - south, 1e-6)
    axes.set_xlim(west - margin, east + margin)
    axes.set_ylim(south - 3 * margin, north + margin)
    axes.set_axis_off()
    degree = _KM_A_DEGREE / stretch
    length = round_length((east - west) * degree / 4)
    start, level = west, south - 2 * margin
    axes.plot([start, start + length / degree], [level, level], color=INK, linewidth=1.2)
    words = f"{number(length, 0 if length >= 1 else 1)}{NBSP}km"
    axes.annotate(words, (start + length / degree, level), xytext=(4, -2.5), textcoords="offset points", fontsize=7)


def _legend(figure: Figure, drawn: AreaMap, tops: Sequence[int]) -> None:
    axes = figure.add_axes((0.73, 0.0, 0.27, 1.0))
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.text(0, 0.95, f"Nombre de {drawn.unit}", fontsize=8, fontweight="bold", va="center")
    level = 0.88
    hidden = sorted({area.mark for area in drawn.areas if area.count is None})
    classes = [(words, SCALE[shade(rank, len(tops))]) for rank, words in enumerate(class_words(tops, drawn.least))]
    for words, colour in [*classes[:1], *((mark, HIDDEN) for mark in hidden), *classes[1:]]:
        axes.add_patch(_swatch(level, colour, LINE, 0.6))
        axes.text(0.16, level, words, fontsize=8, va="center")
        level -= 0.07
    axes.add_patch(_swatch(level - 0.02, "#FFFFFF", ALERT, 1.8))
    axes.text(0.16, level - 0.02, "▲ hausse établie", fontsize=8, va="center")
    codes = [_short(f"{area.code} {area.name}") for area in sorted(drawn.areas[:_NAMED], key=lambda area: area.code)]
    room = (level - 0.1) * MAP_INCHES[1] * _POINTS_AN_INCH
    size = min(6.5, room / (len(codes) * _LINE_HEIGHT))
    axes.text(0, level - 0.08, "\n".join(codes), fontsize=size, va="top", linespacing=1.2, color=SOFT)


def _short(name: str) -> str:
    return shorten(name, _NAME_CHARACTERS, placeholder="…")


def _swatch(level: float, colour: str, edge: str, width: float) -> PathPatch:
    low, high = level - 0.02, level + 0.02
    box = Outline([(0, low), (0.11, low), (0.11, high), (0, high), (0, low)], closed=True)
    return PathPatch(box, facecolor=colour, edgecolor=edge, linewidth=width)
