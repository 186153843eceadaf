"""A map as a .png: its layers drawn once more, without a browser, with title and legend."""

import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import h3
import numpy as np
import numpy.typing as npt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from shapely.geometry import MultiPolygon, Polygon, shape

from components.downloads import png_button
from components.maps import Picture

_INCHES, _DPI, _POINTS_A_PIXEL = (11.0, 7.0), 160, 0.55
Row = Mapping[str, Any]


def offer(picture: Picture, title: str, name: str) -> None:
    """The button that downloads the map as `name`.png."""
    png_button(partial(map_png, picture, title), name)


def map_png(picture: Picture, title: str) -> bytes:
    """The map as it is first shown, on its own ground; `title` stands over it. Bytes of a .png."""
    colours = picture.colours
    with rc_context({"font.size": 10, "text.color": colours.ink}):
        figure = Figure(figsize=_INCHES, facecolor=colours.ground)
        axes = figure.add_axes((0.01, 0.1, 0.98, 0.82))
        axes.set_axis_off()
        for layer in json.loads(picture.deck.to_json())["layers"]:
            _DRAWN[layer["@@type"]](axes, layer)
        axes.autoscale_view()
        south, north = axes.get_ylim()
        axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
        figure.text(0.02, 0.95, title, fontsize=14, fontweight="bold")
        keys = [
            Patch(facecolor=_face(key.colour), edgecolor=key.edge or colours.line, label=key.words)
            for key in picture.keys
        ]
        figure.legend(handles=keys, loc="lower left", bbox_to_anchor=(0.01, 0.0), ncols=4, frameon=False, fontsize=9)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=_DPI, metadata={"Software": None})
        return target.getvalue()


def _face(colour: str) -> str:
    return "none" if colour == "transparent" else colour


def _of(row: Row, accessor: Any, usual: Any = None) -> Any:
    """What an accessor of a layer gives for a row: `@@=properties.fill`, or a constant."""
    if not isinstance(accessor, str) or not accessor.startswith("@@="):
        return usual if accessor is None else accessor
    found: Any = row
    for name in accessor.removeprefix("@@=").split("."):
        found = found[name]
    return found


def _colour(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(value / 255 for value in values)


def _areas(axes: Axes, layer: Row) -> None:
    for feature in layer["data"]["features"]:
        _area(axes, layer, feature, shape(feature["geometry"]))


def _hexagons(axes: Axes, layer: Row) -> None:
    for row in layer["data"]:
        outline = h3.cell_to_boundary(_of(row, layer["getHexagon"]))
        _area(axes, layer, row, Polygon([(longitude, latitude) for latitude, longitude in outline]))


def _area(axes: Axes, layer: Row, row: Row, outline: Any) -> None:
    parts = list(outline.geoms) if isinstance(outline, MultiPolygon) else [outline]
    for part in parts:
        rings = [_ring(ring.coords) for ring in (part.exterior, *part.interiors)]
        patch = PathPatch(
            Path.make_compound_path(*rings),
            facecolor=_colour(_of(row, layer.get("getFillColor"), [0, 0, 0, 0])),
            edgecolor=_colour(_of(row, layer.get("getLineColor"), [0, 0, 0, 255])),
            linewidth=_of(row, layer.get("getLineWidth"), 1) * _POINTS_A_PIXEL,
        )
        axes.add_patch(patch)


def _ring(coordinates: Any) -> Path:
    points: npt.NDArray[np.float64] = np.asarray(coordinates, dtype=np.float64)[:, :2]
    return Path(points, closed=True)


def _points(axes: Axes, layer: Row) -> None:
    for row in layer["data"]:
        longitude, latitude = _of(row, layer["getPosition"])
        axes.plot(
            [longitude],
            [latitude],
            marker="o",
            markersize=2 * _of(row, layer.get("getRadius"), 4) * _POINTS_A_PIXEL,
            markerfacecolor=_colour(_of(row, layer["getFillColor"])),
            markeredgecolor=_colour(_of(row, layer.get("getLineColor"), [255, 255, 255, 255])),
            markeredgewidth=_of(row, layer.get("getLineWidth"), 1) * _POINTS_A_PIXEL,
        )


def _texts(axes: Axes, layer: Row) -> None:
    ground = layer.get("getBackgroundColor")
    box = {"facecolor": _colour(ground), "edgecolor": "none", "pad": 1.5} if ground else None
    for row in layer["data"]:
        across, _ = layer.get("getPixelOffset", [0, 0])
        axes.annotate(
            _of(row, layer["getText"]),
            _of(row, layer["getPosition"]),
            xytext=(across * _POINTS_A_PIXEL, 0),
            textcoords="offset points",
            ha="left" if layer.get("getTextAnchor") == "start" else "center",
            va="center",
            fontsize=_of(row, layer.get("getSize"), 13) * _POINTS_A_PIXEL,
            color=_colour(_of(row, layer["getColor"])),
            bbox=box,
        )


def _lines(axes: Axes, layer: Row) -> None:
    for row in layer["data"]:
        ends = [_of(row, layer[name]) for name in ("getSourcePosition", "getTargetPosition")]
        axes.plot([end[0] for end in ends], [end[1] for end in ends], color=_colour(layer["getColor"]), linewidth=1.6)


_DRAWN: dict[str, Callable[[Axes, Row], None]] = {
    "GeoJsonLayer": _areas,
    "H3HexagonLayer": _hexagons,
    "ScatterplotLayer": _points,
    "TextLayer": _texts,
    "LineLayer": _lines,
}
