"""The map of schools: the sectors as a pale ground, each school a disc that bears the colour and sign of its state."""

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import pydeck as pdk
from shapely.geometry import shape

from components.legends import Key
from components.maps import Picture, label_layer, light, scale_layers, tooltip, view
from components.matrices import State
from components.theme import Palette, Size, palette, rgb, size

LAYER = "schools"
_RADIUS, _NATIONAL_RADIUS, _SMALL = 9, 12, 4  # pixels; small for those in the background
_CHOSEN_MORE = 5


def school_picture(
    sectors: pd.DataFrame,
    schools: pd.DataFrame,
    *,
    background: State,
    among: Sequence[State],
    chosen: str | None,
    alt: str,
    height: int,
) -> Picture | None:
    """The schools on the sectors; None where none of either can be placed.

    `sectors`: code, name, outline (GeoJSON text or None). `schools`: uai, longitude, latitude, state (a code of
    `among`), national (bool: a heavy edge), words (what the tooltip says); those without coordinates are left out.
    Those in the state `background` are small, under the others.
    """
    colours = palette()
    drawn, placed = sectors[sectors["outline"].notna()], schools.dropna(subset=["longitude", "latitude"])
    if drawn.empty or placed.empty:
        return None
    shapes = {str(row["code"]): shape(json.loads(str(row["outline"]))) for row in drawn.to_dict("records")}
    placed = placed.sort_values("state", key=lambda states: states.ne(background.code))
    states = {state.code: state for state in among}
    places = [_place(row, states, background, chosen, colours) for row in placed.to_dict("records")]
    outlines = list(shapes.values())
    named = zip(outlines, drawn["code"] + " " + drawn["name"], strict=True)
    features: list[dict[str, object]] = [
        {"type": "Feature", "geometry": light(outline), "properties": {"words": words}} for outline, words in named
    ]
    layers = [
        _ground(features, colours),
        *scale_layers(outlines, colours),
        label_layer(drawn.assign(label=drawn["code"]), shapes, colours),
        _discs(places),
        _signs(places, colours),
    ]
    deck = pdk.Deck(
        layers=layers, initial_view_state=view(outlines, height), map_provider=None, tooltip=tooltip(colours)
    )
    keys = _keys([state for state in among if placed["state"].eq(state.code).any()], colours)
    return Picture(deck, keys, "", alt, colours)


def _place(
    row: Mapping[Hashable, Any], states: Mapping[str, State], background: State, chosen: str | None, colours: Palette
) -> dict[str, object]:
    state, national, at_hand = states[str(row["state"])], bool(row["national"]), row["uai"] == chosen
    radius = _NATIONAL_RADIUS if national else _SMALL if state is background else _RADIUS
    return {
        "uai": row["uai"],
        "words": row["words"],
        "place": [row["longitude"], row["latitude"]],
        "fill": rgb(colours.cell(state.colour)),
        "sign": state.sign,
        "radius": radius + _CHOSEN_MORE * at_hand,
        "edge": rgb(colours.ink if national or at_hand else colours.soft_ink),
        "width": 3 if national or at_hand else 1,
    }


def _ground(features: Sequence[dict[str, object]], colours: Palette) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": list(features)},
        id="ground",
        pickable=True,
        get_fill_color=rgb(colours.faint),
        get_line_color=rgb(colours.ink, 0.4),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
    )


def _discs(places: Sequence[dict[str, object]]) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        list(places),
        id=LAYER,
        pickable=True,
        auto_highlight=True,
        get_position="place",
        get_fill_color="fill",
        get_line_color="edge",
        get_radius="radius",
        get_line_width="width",
        radius_units=pdk.types.String("pixels"),
        line_width_units=pdk.types.String("pixels"),
        stroked=True,
    )


def _signs(places: Sequence[dict[str, object]], colours: Palette) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        [place for place in places if place["sign"]],
        id="signs",
        get_position="place",
        get_text="sign",
        get_size=size(Size.AXIS),
        get_color=rgb(colours.ground),
        character_set=pdk.types.String("auto"),
    )


def _keys(among: Sequence[State], colours: Palette) -> list[Key]:
    keys = [Key(colours.cell(s.colour), s.words, s.sign, colours.ground, round=True) for s in among]
    return [*keys, Key("transparent", "liste nationale", edge=colours.ink, round=True)]
