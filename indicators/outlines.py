"""Outlines of sectors as geometries."""

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from indicators.situation import Situation


def geometry(text: str) -> BaseGeometry | None:
    """The geometry of an outline written as WKT or GeoJSON, WGS 84; None where it cannot be read."""
    written = text.strip()
    if written.startswith("{"):
        return shapely.from_geojson(written, on_invalid="ignore")
    return shapely.from_wkt(written, on_invalid="ignore")


def sector_outlines(situation: Situation) -> dict[str, BaseGeometry]:
    """The polygons of the plan's sectors by code; those without a readable one are left out."""
    sectors = situation.table("sectors")
    drawn = sectors[sectors["outline"].notna()]
    found = {str(code): geometry(str(text)) for code, text in zip(drawn["code"], drawn["outline"], strict=True)}
    return {code: shape for code, shape in found.items() if shape is not None and shape.area > 0}


def sectors_at(outlines: dict[str, BaseGeometry], longitudes: pd.Series, latitudes: pd.Series) -> pd.Series:
    """The sector whose outline holds each point, None outside all; the first of the plan where two overlap."""
    places = shapely.points(longitudes.to_numpy(dtype=float), latitudes.to_numpy(dtype=float))
    found = pd.Series([None] * len(longitudes), index=longitudes.index, dtype=object)
    points, shapes = shapely.STRtree(list(outlines.values())).query(places, predicate="intersects")
    first = pd.Series(shapes, index=points).groupby(level=0).min()
    codes = list(outlines)
    found.iloc[first.index.to_numpy(dtype=int)] = [codes[shape] for shape in first]
    return found
