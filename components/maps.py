"""Maps of a département's sectors on a plain ground: no base map, so nothing is asked of any other host."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pydeck as pdk
import shapely
import streamlit as st
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from components.legends import Key, legend
from components.theme import Palette, Size, palette, rgb, size
from domain import french
from indicators.classes import round_length

SECTORS, SCHOOLS, OPERATIONS = "sectors", "schools", "operations"
_TOLERANCE = 0.0002  # degrees, about 20 m: heavy outlines make software drawing lose clicks
_WIDTH, _TILE = 620, 512
_NATIONAL_MORE = 3  # pixels of radius more for a school of the national list
_UNKNOWN = "unknown"  # the colour of what nobody counted: none of the scale, whose first is « aucun »
_DEGREE_KM = 111.32  # of longitude, at the equator


@dataclass(frozen=True, eq=False)
class Picture:
    """A map ready to be shown: what is drawn, its legend and what the colours measure, and the map in words.

    `colours`: the palette that it was drawn with.
    """

    deck: pdk.Deck
    keys: Sequence[Key]
    measure: str
    alt: str
    colours: Palette


def show(picture: Picture, layer: str, field: str, *, key: str, height: int) -> str | None:
    """Show a map under which its legend stands; the `field` of what was just clicked in `layer`, None without a click.

    `field`: of the thing drawn, or of its properties.
    """
    event = st.pydeck_chart(
        picture.deck, height=height, key=key, on_select="rerun", selection_mode="single-object", alt=picture.alt
    )
    legend(picture.keys, before=picture.measure)
    picked = event.selection.objects.get(layer, [])
    return str({**picked[0], **picked[0].get("properties", {})}[field]) if picked else None


def sector_picture(
    sectors: pd.DataFrame,
    *,
    levels: Sequence[str],
    alt: str,
    measure: str,
    alert_words: str,
    schools: pd.DataFrame | None = None,
    operations: pd.DataFrame | None = None,
    chosen: str | None = None,
    height: int = 560,
) -> Picture:
    """The sectors by level. `sectors`, with an outline for one of them at least: code, name, outline, level, alert.

    `outline` is GeoJSON text, or None: left out; `level` a rank in `levels`, least first, or missing: not known, grey;
    `alert` a bool: outlined in red, as `alert_words` explains; two more columns: `words`, what the tooltip says, and
    label, what is written on the sector where it is not its name. `schools` and `operations`: longitude, latitude,
    words; schools of the national list are drawn larger where a column `national` names them. `measure` says what the
    levels measure; `chosen` is outlined heavily; `alt` says the map in words.
    """
    colours = palette()
    drawn = sectors[sectors["outline"].notna()]
    shapes = {str(row["code"]): shape(json.loads(str(row["outline"]))) for row in drawn.to_dict("records")}
    layers = [
        _sector_layer(drawn, shapes, len(levels), chosen, colours),
        *scale_layers(list(shapes.values()), colours),
    ]
    if schools is not None and not schools.empty:
        layers.append(_point_layer(SCHOOLS, schools, colours.warn, 5, colours))
    if operations is not None and not operations.empty:
        layers.append(_point_layer(OPERATIONS, operations, colours.ink, 4, colours))
    layers.append(label_layer(drawn, shapes, colours))
    deck = pdk.Deck(
        layers=layers,
        initial_view_state=view(list(shapes.values()), height),
        map_provider=None,
        tooltip=tooltip(colours),
    )
    unknown = bool(drawn["level"].isna().any())
    keys = [*_level_keys(levels, unknown, alert_words, colours), *_point_keys(schools, operations, colours)]
    return Picture(deck, keys, measure, alt, colours)


def _sector_layer(
    sectors: pd.DataFrame,
    shapes: Mapping[str, BaseGeometry],
    levels: int,
    chosen: str | None,
    colours: Palette,
) -> pdk.Layer:
    features = [
        {
            "type": "Feature",
            "geometry": light(shapes[str(row["code"])]),
            "properties": {
                "code": row["code"],
                "words": row["words"],
                "fill": rgb(_level_fill(row["level"], levels, colours), 0.9),
                "line": rgb(colours.alert if row["alert"] else colours.ink, 1 if row["alert"] else 0.55),
                "width": 5 if row["code"] == chosen else 3 if row["alert"] else 1,
            },
        }
        for row in sectors.to_dict("records")
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id=SECTORS,
        pickable=True,
        auto_highlight=True,
        highlight_color=rgb(colours.ink, 0.12),
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=pdk.types.String("pixels"),
    )


def _level_fill(level: float, levels: int, colours: Palette) -> str:
    return colours.cell(_UNKNOWN) if pd.isna(level) else level_colour(int(level), levels, colours)


def ground_layer(shapes: Mapping[str, BaseGeometry], colours: Palette) -> pdk.Layer:
    """The sectors as a ground for what is drawn upon them: outlines alone."""
    return pdk.Layer(
        "GeoJsonLayer",
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": light(one)} for one in shapes.values()],
        },
        id="ground",
        get_fill_color=rgb(colours.faint, 0.6),
        get_line_color=rgb(colours.ink, 0.45),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
    )


def light(outline: BaseGeometry) -> dict[str, object]:
    """The outline simplified and rounded to about 1 m, as GeoJSON."""
    light = shapely.set_precision(outline.simplify(_TOLERANCE), 0.00001)
    return dict(mapping(outline if light.is_empty else light))


def level_colour(level: int, levels: int, colours: Palette) -> str:
    """The colour of a level among so many, from the palette's scale."""
    last = len(colours.scale) - 1
    return colours.scale[round(level * last / max(levels - 1, 1))]


def label_layer(sectors: pd.DataFrame, shapes: Mapping[str, BaseGeometry], colours: Palette) -> pdk.Layer:
    """The sectors' names, each on a pale ground inside its outline."""
    places = []
    for row in sectors.to_dict("records"):
        point = shapes[str(row["code"])].representative_point()
        places.append({"name": row.get("label", row["name"]), "place": [point.x, point.y]})
    return pdk.Layer(
        "TextLayer",
        places,
        id="labels",
        get_position="place",
        get_text="name",
        get_size=size(Size.AXIS),
        get_color=rgb(colours.ink),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=600,
        character_set=pdk.types.String("auto"),
        background=True,
        get_background_color=rgb(colours.ground, 0.82),
        background_padding=[4, 2],
    )


def _point_layer(name: str, points: pd.DataFrame, colour: str, size: int, colours: Palette) -> pdk.Layer:
    places = [
        {
            "place": [row["longitude"], row["latitude"]],
            "properties": {"words": row["words"]},
            "size": size + _NATIONAL_MORE if row.get("national") else size,
        }
        for row in points.dropna(subset=["longitude", "latitude"]).to_dict("records")
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        places,
        id=name,
        pickable=True,
        get_position="place",
        get_fill_color=rgb(colour),
        get_line_color=rgb(colours.ground),
        get_radius="size",
        radius_units=pdk.types.String("pixels"),
        stroked=True,
        line_width_min_pixels=1,
    )


def tooltip(colours: Palette) -> dict[str, object]:
    """The tooltip of a map, which shows the property `words` of what lies under the pointer."""
    style = {
        "backgroundColor": colours.ink,
        "color": colours.ground,
        "fontSize": f"{size(Size.TEXT)}px",
        "borderRadius": "3px",
    }
    return {"text": "{words}", "style": style}


def view(outlines: Sequence[BaseGeometry], height: int) -> pdk.ViewState:
    """The view in which all the outlines stand, on a map of that height in pixels."""
    west, south, east, north = shapely.total_bounds(outlines)
    middle = (south + north) / 2
    across = math.log2(_WIDTH / _TILE * 360 / max(east - west, 1e-6))
    upright = math.log2(height / _TILE * 360 * math.cos(math.radians(middle)) / max(north - south, 1e-6))
    return pdk.ViewState(
        longitude=(west + east) / 2, latitude=middle, zoom=min(across, upright) - 0.2, min_zoom=5, max_zoom=17
    )


def scale_layers(outlines: Sequence[BaseGeometry], colours: Palette) -> list[pdk.Layer]:
    """A stroke on the ground, as long as its label says at any zoom, under the sectors' south-western corner."""
    west, south, east, north = shapely.total_bounds(outlines)
    degree = _DEGREE_KM * math.cos(math.radians(south))
    kilometres = round_length((east - west) * degree / 5)
    line = south - (north - south) * 0.05
    ends = [[west, line], [west + kilometres / degree, line]]
    stroke = pdk.Layer(
        "LineLayer",
        [{"from": ends[0], "to": ends[1]}],
        id="scale",
        get_source_position="from",
        get_target_position="to",
        get_color=rgb(colours.ink),
        get_width=3,
    )
    label = pdk.Layer(
        "TextLayer",
        [{"text": french.quantity(kilometres, "km", 0 if kilometres >= 1 else 1), "place": ends[1]}],
        id="scale-label",
        get_position="place",
        get_text="text",
        get_size=size(Size.AXIS),
        get_color=rgb(colours.ink),
        get_text_anchor=pdk.types.String("start"),
        get_pixel_offset=[6, 0],
        font_family=pdk.types.String("Source Sans, sans-serif"),
        character_set=pdk.types.String("auto"),
    )
    return [stroke, label]


def _level_keys(levels: Sequence[str], unknown: bool, alert_words: str, colours: Palette) -> list[Key]:
    keys = [Key(level_colour(rank, len(levels), colours), words) for rank, words in enumerate(levels)]
    if unknown:
        keys.append(Key(colours.cell(_UNKNOWN), "non connus"))
    return [*keys, Key("transparent", alert_words, edge=colours.alert)]


def _point_keys(schools: pd.DataFrame | None, operations: pd.DataFrame | None, colours: Palette) -> list[Key]:
    keys = []
    if schools is not None:
        larger = " (liste nationale en plus grand)" if "national" in schools else ""
        keys.append(Key(colours.warn, f"établissement{larger}", round=True))
    if operations is not None:
        keys.append(Key(colours.ink, "opération, placée dans son secteur", round=True))
    return keys
