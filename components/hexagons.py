"""Mailles: the cells by class over twelve months, or by count and hot spot in one of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import pydeck as pdk
import streamlit as st
from shapely import MultiPoint
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from analysis.hexagons import Hexagons
from components import map_png, maps, notices, tables
from components.address import MONTH
from components.downloads import csv_button
from components.filters import parameter, set_parameter
from components.kept import kept
from components.legends import Key
from components.theme import Palette, palette, rgb
from domain import french
from domain.french import NBSP, THIN
from indicators.classes import class_of, class_tops, class_words
from indicators.grid import CLASSES, Grid

_GROUPS = {
    "persistant ou en intensification": ("persistent", "intensifying"),
    "nouveau ou consécutif": ("new", "consecutive"),
    "sporadique ou oscillant": ("sporadic", "oscillating"),
    "en atténuation ou historique": ("diminishing", "historical"),
}
LAYER = "mailles"
_WHOLE = "12 mois"
_HEIGHT = 620
_CELLS = {
    "cell": "Maille (H3)",
    "sector": "Secteur",
    "facts": "Faits",
    "class_label": "Classe",
    "z": "z du dernier mois",
    "p_adjusted": "p ajustée",
}
_LAYER = {"cell": "Maille (H3)", "facts": "Faits", "hot": "Foyer", "z": "z", "p_adjusted": "p ajustée"}


def draw(found: Hexagons) -> None:
    """The tab: the month, the map under its finding, its legend and its table."""
    if found.grid is None:
        notices.empty(
            "Aucune maille",
            f"Aucun fait de stupéfiants {_period(found)} ne porte de coordonnées{NBSP}: les services les ajoutent à la "
            "feuille Faits (longitude, latitude).",
        )
        return
    month = _month(found.grid)
    title = kept(_month_title, found, month) if month else kept(_title, found)
    st.html(f'<h2 class="vg-part">{title}</h2><p class="vg-question">{_question(found, found.grid)}</p>')
    picture = kept(_month_picture, found, month) if month else kept(_class_picture, found)
    place, rows = st.columns([8, 5], gap="large")
    with place:
        maps.show(picture, LAYER, "cell", key=f"mailles.{month}", height=_HEIGHT)
        map_png.offer(picture, title, f"mailles-{month:%Y-%m}" if month else "mailles")
    with rows:
        _table(found, month)


def _class_picture(found: Hexagons) -> maps.Picture:
    keys, measure = _class_keys(found)
    return maps.Picture(
        _class_deck(found), keys, measure, f"{_title(found)}. La table dit les mêmes nombres.", palette()
    )


def _month_picture(found: Hexagons, month: date) -> maps.Picture:
    keys, measure = _month_keys(found, month)
    words = f"{_month_title(found, month)}. La table dit les mêmes nombres."
    return maps.Picture(_month_deck(found, month), keys, measure, words, palette())


def _month(grid: Grid) -> date | None:
    """The month that the address asks for, on a slider with the twelve together first; None for these."""
    options = {_WHOLE: None, **{french.short_month(month): month for month in grid.months}}
    asked = parameter(MONTH)
    chosen = next((words for words, month in options.items() if month and f"{month:%Y-%m}" == asked), _WHOLE)
    key = "mailles.mois"

    def moved() -> None:
        month = options[st.session_state[key]]
        set_parameter(MONTH, f"{month:%Y-%m}" if month else None)

    st.session_state[key] = chosen
    st.select_slider("Mois", list(options), key=key, on_change=moved)
    return options[chosen]


def _period(found: Hexagons) -> str:
    return f"de {french.month(found.months.start)} à {french.month(found.months.end)}"


def _title(found: Hexagons) -> str:
    last = french.month(_known(found).months[-1])
    now = (
        french.plural(found.last_hot, "maille est un foyer", "mailles sont un foyer")
        if found.last_hot
        else "aucun foyer"
    )
    return f"{_lasting_words(found)}{THIN}; {now} en {last}, {found.ever_hot} l’ont été au moins un mois"


def _lasting_words(found: Hexagons) -> str:
    if found.lasting is None:
        months = french.plural(len(_known(found).months), "mois", "mois")
        return f"Trop peu de mois ({months}) pour dire une dégradation durable"
    if not found.lasting:
        return "Aucune maille en dégradation durable"
    return french.plural(found.lasting, "maille en dégradation durable", "mailles en dégradation durable")


def _month_title(found: Hexagons, month: date) -> str:
    rows = found.of_month(month)
    hot, facts = int(rows["hot"].sum()), int(rows["facts"].sum())
    spots = french.plural(hot, "maille est un foyer", "mailles sont un foyer") if hot else "aucun foyer"
    return f"{french.month(month).capitalize()}{NBSP}: {spots}, {french.plural(facts, 'fait situé', 'faits situés')}"


def _question(found: Hexagons, grid: Grid) -> str:
    metres = {9: 170, 8: 460}[grid.resolution]
    left = found.known - found.located
    beside = (
        f"{THIN}; {french.plural(left, 'fait')} sur {french.number(found.known)} sans coordonnées, hors de la carte"
        if left
        else ""
    )
    missing = (
        f"{THIN}; sans {french.listed([french.month(month) for month in grid.missing])}, mois sans fait situé"
        if grid.missing
        else ""
    )
    return (
        f"Faits de stupéfiants situés, {_period(found)}, hexagones de {metres}{NBSP}m de côté. Foyer{NBSP}: Gi* de "
        f"Getis et Ord, p ajustée sous 0,05 dans le mois{beside}{missing}"
    )


def _class_colours(colours: Palette) -> Mapping[str, str]:
    below, middle, above = colours.scale[2], colours.diverging[4], colours.diverging[5:]
    of_group = dict(zip(_GROUPS, (above[1], above[0], middle, below), strict=True))
    return {code: of_group[words] for words, codes in _GROUPS.items() for code in codes}


def _class_deck(found: Hexagons) -> pdk.Deck:
    colours = palette()
    fill = _class_colours(colours)
    table = _known(found).cells
    shown = table[table["facts"].gt(0) | table["class_code"].ne("none")]
    cells = [
        {
            "cell": row["cell"],
            "fill": rgb(fill.get(row["class_code"], colours.line), 0.85),
            "words": f"{_where(row['sector'])}\n{french.plural(row['facts'], 'fait')} en 12 mois\n"
            f"Classe{NBSP}: {row['class_label']}",
        }
        for row in shown.to_dict("records")
    ]
    return _deck(found, cells, colours)


def _month_deck(found: Hexagons, month: date) -> pdk.Deck:
    colours = palette()
    rows = found.of_month(month)
    tops = class_tops(rows["facts"].tolist())
    sectors = dict(zip(_known(found).cells["cell"], _known(found).cells["sector"], strict=True))
    cells = [
        {
            "cell": row["cell"],
            "fill": rgb(maps.level_colour(class_of(row["facts"], tops), len(class_words(tops)), colours), 0.85),
            "line": rgb(colours.warn if row["hot"] else colours.ground),
            "width": 3 if row["hot"] else 0.5,
            "words": f"{_where(sectors.get(row['cell']))}\n{french.plural(row['facts'], 'fait')} en "
            f"{french.month(month)}\n{'Foyer' if row['hot'] else 'Pas de foyer établi'}",
        }
        for row in rows.sort_values("hot").to_dict("records")
    ]
    return _deck(found, cells, colours)


def _deck(found: Hexagons, cells: Sequence[Mapping[str, object]], colours: Palette) -> pdk.Deck:
    drawn = found.outlines[found.outlines["outline"].notna()]
    shapes: dict[str, BaseGeometry] = {
        str(row["code"]): shape(json.loads(row["outline"])) for row in drawn.to_dict("records")
    }
    hexagons = pdk.Layer(
        "H3HexagonLayer",
        list(cells),
        id=LAYER,
        pickable=True,
        extruded=False,
        stroked=True,
        get_hexagon="cell",
        get_fill_color="fill",
        get_line_color="line" if cells and "line" in cells[0] else rgb(colours.ground),
        get_line_width="width" if cells and "width" in cells[0] else 0.5,
        line_width_units=pdk.types.String("pixels"),
        line_width_min_pixels=0.5,
    )
    around = list(shapes.values()) or [MultiPoint(_known(found).cells[["longitude", "latitude"]].to_numpy())]
    layers = [maps.ground_layer(shapes, colours), hexagons, *maps.scale_layers(around, colours)]
    if shapes:
        layers.append(maps.label_layer(drawn.assign(label=drawn["code"]), shapes, colours))
    return pdk.Deck(
        layers=layers,
        initial_view_state=maps.view(around, _HEIGHT),
        map_provider=None,
        tooltip=maps.tooltip(colours),
    )


def _known(found: Hexagons) -> Grid:
    """The grid, where the tab has said already that there is none if there is none."""
    if found.grid is None:
        raise ValueError("no grid to draw")
    return found.grid


def _where(sector: object) -> str:
    return f"Secteur {sector}" if isinstance(sector, str) else "Hors des secteurs du plan"


def _class_keys(found: Hexagons) -> tuple[list[Key], str]:
    colours = palette()
    fill = _class_colours(colours)
    met = set(_known(found).cells["class_code"])
    keys = [Key(fill[codes[0]], words) for words, codes in _GROUPS.items() if met & set(codes)]
    return [*keys, Key(colours.line, "autre maille où il y a des faits")], "Mailles par classe"


def _month_keys(found: Hexagons, month: date) -> tuple[list[Key], str]:
    colours = palette()
    words = class_words(class_tops(found.of_month(month)["facts"].tolist()))
    keys = [Key(maps.level_colour(rank, len(words), colours), each) for rank, each in enumerate(words)]
    return [*keys, Key("transparent", "foyer du mois", edge=colours.warn)], "Faits de la maille"


def _table(found: Hexagons, month: date | None) -> None:
    labels = _LAYER if month else _CELLS
    rows = kept(_month_rows, found, month) if month else kept(_class_rows, found)
    name = f"mailles-{month:%Y-%m}" if month else "mailles"
    tables.grid(rows, labels, key=f"donnees.{name}", height=_HEIGHT, selectable=False)
    csv_button(rows, labels, name)


def _class_rows(found: Hexagons) -> pd.DataFrame:
    """The cells that stand on the map, those of a class first, the most facts first."""
    order = {label: rank for rank, label in enumerate(CLASSES.values())}
    table = _known(found).cells
    shown = table[table["facts"].gt(0) | table["class_code"].ne("none")]
    ordered = shown.assign(order=shown["class_label"].map(order)).sort_values(
        ["order", "facts"], ascending=[True, False], ignore_index=True
    )
    return ordered.round({"z": 2, "p_adjusted": 4})


def _month_rows(found: Hexagons, month: date) -> pd.DataFrame:
    rows = found.of_month(month).sort_values(["hot", "facts"], ascending=False, ignore_index=True)
    return rows.round({"z": 2, "p_adjusted": 4})
