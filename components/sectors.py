"""The sectors of the plan as a map: what the tooltip says, and the points drawn upon them."""

import json
import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from shapely.geometry import shape

from components import map_png, maps
from components.kept import kept
from domain import french
from domain.sheets import SHEETS
from indicators.classes import class_of, class_tops, class_words
from indicators.comparison import DOWN, STEADY, UP

_SIGNS = {UP: "▲", DOWN: "▼", STEADY: "="}
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_FIRST, _SPREAD = 0.3, 0.04  # of the sector's breadth: how far the points lie from its middle, where its label is


def verdict(statement: str) -> str:
    """The verdict with its sign."""
    sign = next((sign for words, sign in _SIGNS.items() if statement.startswith(words)), "")
    return f"{sign} {statement}".lstrip()


def title(sectors: pd.DataFrame) -> str:
    """What the map and the ranking show: which sectors are in established rise."""
    rising = sectors.loc[sectors["statement"].str.startswith(UP), "name"].tolist()
    if not sectors["facts"].notna().any():
        return "Les faits de cette fenêtre ne sont pas connus"
    if not rising:
        return f"Aucun des {french.plural(len(sectors), 'secteur')} n’est en hausse établie"
    are = "secteurs en hausse établie" if len(rising) > 1 else "secteur en hausse établie"
    return f"{len(rising)} {are} sur {len(sectors)}{french.NBSP}: {french.listed(rising)}"


def can_be_drawn(sectors: pd.DataFrame, outlines: pd.DataFrame) -> bool:
    """Whether one of those sectors has an outline."""
    return bool((outlines["outline"].notna() & outlines["code"].isin(sectors["code"])).any())


def draw(
    sectors: pd.DataFrame,
    outlines: pd.DataFrame,
    *,
    key: str,
    schools: pd.DataFrame | None = None,
    operations: pd.DataFrame | None = None,
    chosen: str | None = None,
    height: int = 560,
) -> str | None:
    """Draw the sectors by drug facts of the window, those in established rise outlined; the code just clicked.

    `sectors`: columns of `indicators.hotspots.rank_sectors`; `outlines`: code, outline, one of these at least known;
    `schools` and `operations`: those of `analysis.hotspots.Hotspots`, None to leave the layer out.
    """
    picture = kept(_picture, sectors, outlines, schools, operations, chosen, height)
    clicked = maps.show(picture, maps.SECTORS, "code", key=key, height=height)
    map_png.offer(picture, kept(title, sectors), "carte-des-secteurs")
    return clicked


def _picture(
    sectors: pd.DataFrame,
    outlines: pd.DataFrame,
    schools: pd.DataFrame | None,
    operations: pd.DataFrame | None,
    chosen: str | None,
    height: int,
) -> maps.Picture:
    table = sectors.merge(outlines[["code", "outline"]], on="code")
    tops = class_tops(table["facts"].dropna().tolist())
    table = table.assign(
        level=table["facts"].map(lambda count: class_of(count, tops), na_action="ignore"),
        alert=table["statement"].str.startswith(UP),
        label=table["name"].where(table["statement"].str.startswith(UP), table["code"]),
        words=[_tooltip(row) for row in table.to_dict("records")],
    )
    return maps.sector_picture(
        table,
        levels=class_words(tops) if table["facts"].notna().any() else [],
        alt=_alt(table, chosen),
        measure="Faits de stupéfiants",
        alert_words="en hausse établie",
        schools=None if schools is None else _school_points(schools),
        operations=None if operations is None else _operation_points(operations, table),
        chosen=chosen,
        height=height,
    )


def _tooltip(row: Mapping[Hashable, Any]) -> str:
    facts = _facts(row)
    before = "" if pd.isna(row["previous"]) else f" ({french.number(row['previous'])} la fenêtre précédente)"
    held = row["operations"]
    operations = "opérations non connues" if pd.isna(held) else french.plural(held, "opération")
    return f"{row['code']} {row['name']}\n{facts}{before}\n{verdict(row['statement'])}\n{operations}"


def _facts(row: Mapping[Hashable, Any]) -> str:
    return "faits non connus" if pd.isna(row["facts"]) else french.plural(row["facts"], "fait")


def _alt(table: pd.DataFrame, chosen: str | None) -> str:
    if not table["facts"].notna().any():
        return f"Carte des {len(table)} secteurs du plan. {title(table)}."
    first = table.to_dict("records")[0]
    names = [str(row["name"]) for row in table.to_dict("records") if row["code"] == chosen]
    at_hand = f" Secteur choisi{french.NBSP}: {names[0]}." if names else ""
    rising = french.listed([str(name) for name in table.loc[table["alert"], "name"]]) or "aucun"
    return (
        f"Carte des {len(table)} secteurs du plan, plus foncés où les faits sont plus nombreux. En tête du classement"
        f"{french.NBSP}: {first['name']}, {_facts(first)}. En hausse établie{french.NBSP}: "
        f"{rising}.{at_hand} Le classement dit les mêmes nombres."
    )


def _school_points(schools: pd.DataFrame) -> pd.DataFrame:
    listed = schools["national_list"].map({True: "liste nationale", False: "liste locale"})
    words = schools["name"] + "\n" + schools["uai"] + ", " + listed
    return schools.assign(words=words, national=schools["national_list"])


def _operation_points(operations: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """A point for each operation, around the middle of its sector: a workbook gives no place more exact."""
    outlines = dict(zip(table["code"], table["outline"], strict=True))
    shapes = {code: shape(json.loads(outline)) for code, outline in outlines.items() if isinstance(outline, str)}
    kinds = SHEETS["operations"].column("kind")
    points = []
    for code, rows in operations[operations["sector"].isin(shapes)].groupby("sector"):
        middle, breadth = shapes[code].representative_point(), math.sqrt(shapes[code].area)
        for rank, row in enumerate(rows.to_dict("records"), start=1):
            away, angle = breadth * (_FIRST + _SPREAD * math.sqrt(rank)), rank * _GOLDEN_ANGLE
            words = f"Opération {row['reference']}\n{french.day(row['date'])}, {kinds.label_of(str(row['kind']))}"
            place = (
                middle.x + away * math.cos(angle) / math.cos(math.radians(middle.y)),
                middle.y + away * math.sin(angle),
            )
            points.append((*place, f"{words}\n{row['lead_service']}"))
    return pd.DataFrame(points, columns=["longitude", "latitude", "words"])
