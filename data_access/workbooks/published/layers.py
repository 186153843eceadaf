"""Geographic layers: GeoJSON polygons and points in WGS 84, each with a code, repaired where they cross themselves."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.personal import personal_content
from data_access.workbooks.published.frames import frame_of, grouped, territory_code, text_of
from data_access.workbooks.raw import RawFile
from domain.faults import Fault, Rule
from domain.sheets.published import LAYER_FEATURES
from domain.territories import DEPARTMENTS
from domain.text import fold

_NAMES = {
    "code": ("code", "code qp", "code qrr", "code secteur", "id", "insee", "code insee", "insee com"),
    "name": ("nom", "lib qp", "nom qrr", "nom qp", "name", "libelle", "nom officiel"),
    "department": ("dep", "insee dep", "code dep", "departement", "code departement", "dept"),
}
_WGS_84 = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG:4258", "EPSG::4258")  # ETRS 89 is within a metre of it
_GEOMETRIES = ("Polygon", "MultiPolygon", "Point")
_GRID = 1e-5  # degrees: about a metre
_DECIMALS = 5


@dataclass(frozen=True)
class _Feature:
    number: int
    values: dict[str, str | None]
    faults: tuple[Fault, ...]
    repaired: bool


def recognises(raw: RawFile) -> bool:
    """Whether the file is a GeoJSON FeatureCollection that holds features, or one Feature."""
    return raw.geojson is not None and bool(_features(raw.geojson))


def parse(raw: RawFile) -> tuple[ParsedSheet, ...]:
    """The layer as a `layer_features` frame, its rows numbered by the features' ranks from 1.

    Geometries are GeoJSON texts rounded to 5 decimals. The département is the feature's own property, or the
    code where the layer is one of départements; missing where the feature does not say. A layer that states
    another system of coordinates than WGS 84 is refused whole, by a fault of row 0.
    """
    layer = raw.geojson or {}
    name = text_of(layer.get("name", "")) or PurePath(raw.name).stem
    features = [_read(name, number, feature) for number, feature in enumerate(_features(layer), 1)]
    stated = {"layer": name, "source": _stated(layer, "source"), "licence": _stated(layer, *_LICENCE)}
    values = {field: [feature.values[field] for feature in features] for field in (*_NAMES, "geometry")}
    parsed = ParsedSheet(
        sheet=name,
        recognised=LAYER_FEATURES.code,
        header_row=None,
        columns={},
        unmatched=_unmatched(layer),
        given=frame_of(LAYER_FEATURES, [feature.number for feature in features], {**stated, **values}),
        faults=(*_crs_faults(name, layer), *_duplicates(name, features), *_faults(features)),
        notices=_notices(stated, sum(feature.repaired for feature in features)),
    )
    return (parsed,)


_LICENCE = ("licence", "license", "attribution")


def _features(layer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if layer.get("type") == "Feature":
        return [layer]
    features = layer.get("features")
    if layer.get("type") != "FeatureCollection" or not isinstance(features, list):
        return []
    return [feature if isinstance(feature, dict) else {} for feature in features]


def _read(layer: str, number: int, feature: Mapping[str, Any]) -> _Feature:
    properties = _properties(feature)
    found = {field: _first(properties, names) for field, names in _NAMES.items()}
    code = found["code"] or text_of(feature.get("id") or "")
    geometry, repaired, fault = _geometry(feature.get("geometry"))
    faults = [] if fault is None else [_fault(layer, number, "geometry", *fault)]
    if code is None:
        faults.append(_fault(layer, number, "code", Rule.REQUIRED, "Le code manque. Donnez-en un à chaque objet."))
    department = territory_code(found["department"] or "") or _own_department(code, found["name"])
    if what := next((what for words in (code, found["name"]) if (what := personal_content(words or ""))), None):
        person = f"Le code ou le nom contient une donnée nominative ({what}). Retirez-la de la couche."
        faults.append(_fault(layer, number, "name", Rule.PERSONAL_DATA, person))
        code = found["name"] = None
    values = {"code": code, "name": found["name"], "department": department, "geometry": geometry}
    return _Feature(number, values, tuple(faults), repaired)


def _properties(feature: Mapping[str, Any]) -> dict[str, str | None]:
    properties = feature.get("properties")
    return {fold(key): text_of(value) for key, value in properties.items()} if isinstance(properties, dict) else {}


def _first(properties: Mapping[str, str | None], names: Sequence[str]) -> str | None:
    return next((value for name in names if (value := properties.get(name))), None)


def _own_department(code: str | None, name: str | None) -> str | None:
    """The code itself where it and the name are a département's: a sector may well be called `01` too."""
    department = DEPARTMENTS.get(code or "")
    return code if department and fold(department.name) == fold(name or "") else None


_Broken = tuple[Rule, str]


def _geometry(written: object) -> tuple[str | None, bool, _Broken | None]:
    if not isinstance(written, dict) or written.get("type") not in _GEOMETRIES:
        return None, False, (Rule.TYPE, "Un polygone ou un point est attendu. Retirez cet objet de la couche.")
    try:
        geometry = shapely.force_2d(shapely.from_geojson(json.dumps(written)))
    except shapely.errors.GEOSException:
        geometry = None
    if geometry is None or geometry.is_empty:
        return None, False, (Rule.TYPE, "La géométrie est illisible. Exportez de nouveau la couche en GeoJSON.")
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        message = "Les coordonnées ne sont pas des degrés. Exportez la couche en WGS 84 (EPSG:4326)."
        return None, False, (Rule.OUT_OF_RANGE, message)
    sound = geometry if geometry.is_valid else _polygons(shapely.make_valid(geometry))
    rounded = shapely.set_precision(sound, _GRID)
    if rounded.is_empty:
        return None, False, (Rule.TYPE, "La surface est nulle. Retirez cet objet de la couche.")
    return _text(rounded), not geometry.is_valid, None


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of what a repair gave, without the lines and points left over."""
    parts = shapely.get_parts(shapely.get_parts([geometry]))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _text(geometry: BaseGeometry) -> str:
    mapping = shapely.geometry.mapping(geometry)
    written = {"type": mapping["type"], "coordinates": _rounded(mapping["coordinates"])}
    return json.dumps(written, separators=(",", ":"))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, _DECIMALS)
    return [_rounded(part) for part in coordinates]


def _stated(layer: Mapping[str, Any], *members: str) -> str | None:
    return next((text for member in members if (text := text_of(layer.get(member) or ""))), None)


def _unmatched(layer: Mapping[str, Any]) -> tuple[str, ...]:
    known = {name for names in _NAMES.values() for name in names}
    properties = (feature.get("properties") for feature in _features(layer))
    keys = {key: None for found in properties if isinstance(found, dict) for key in found}
    return tuple(key for key in keys if fold(key) not in known)


def _fault(layer: str, number: int, column: str, rule: Rule, message: str, value: str | None = None) -> Fault:
    cell = f"objet n°\u00a0{number}"
    sentence = f"Couche «\u00a0{layer}\u00a0», {cell}\u00a0: {message[:1].lower()}{message[1:]}"
    # Nothing that is wrong with an object is a doubt.
    return Fault(layer, cell, number, column, rule, value, sentence, impossible=True)


def _crs_faults(name: str, layer: Mapping[str, Any]) -> list[Fault]:
    crs = layer.get("crs")
    if not crs or any(known in json.dumps(crs) for known in _WGS_84):
        return []
    properties = crs.get("properties") if isinstance(crs, dict) else None
    value = text_of(properties.get("name", "")) if isinstance(properties, dict) else None
    what = f"elle est en {value or 'coordonnées inconnues'}. Exportez-la de nouveau en WGS\u00a084 (EPSG:4326)."
    message = f"Couche «\u00a0{name}\u00a0»\u00a0: {what}"
    return [Fault(name, "", 0, "geometry", Rule.INCONSISTENT, value, message)]


def _duplicates(name: str, features: Sequence[_Feature]) -> list[Fault]:
    seen, faults = Counter[str](), []
    for feature in features:
        code = feature.values["code"]
        if code is not None and seen[code]:
            message = f"Le code «\u00a0{code}\u00a0» figure déjà dans la couche. Donnez un code à chaque objet."
            faults.append(_fault(name, feature.number, "code", Rule.DUPLICATE_KEY, message, code))
        seen[code or ""] += 1
    return faults


def _faults(features: Sequence[_Feature]) -> list[Fault]:
    return [fault for feature in features for fault in feature.faults]


def _notices(stated: Mapping[str, str | None], repaired: int) -> tuple[str, ...]:
    notices = []
    if repaired == 1:
        notices.append("Un polygone se croisait lui-même\u00a0: il a été réparé.")
    elif repaired:
        notices.append(f"{grouped(repaired)} polygones se croisaient eux-mêmes\u00a0: ils ont été réparés.")
    missing = [label for field, label in (("source", "sa source"), ("licence", "sa licence")) if not stated[field]]
    if missing:
        notices.append(f"Le fichier ne dit pas {' ni '.join(missing)}.")
    return tuple(notices)
