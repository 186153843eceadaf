"""The boxes of the départements against the published outlines."""

import json
from pathlib import Path

from shapely import from_geojson

from domain.bounding_boxes import BOUNDING_BOXES, Box
from domain.territories import DEMONSTRATION, DEPARTMENTS

STEP = 0.05


def test_each_departement_but_the_fictional_one_has_its_box() -> None:
    assert BOUNDING_BOXES.keys() == DEPARTMENTS.keys() - {DEMONSTRATION}


def test_each_box_holds_its_outline_and_goes_less_than_a_step_beyond(published: Path) -> None:
    collection = json.loads((published / "geo" / "departements-1000m.geojson").read_text(encoding="utf-8"))
    beyond: dict[str, tuple[float, ...]] = {}
    for feature in collection["features"]:
        outline = from_geojson(json.dumps(feature["geometry"]))
        beyond[feature["properties"]["code"]] = _beyond(BOUNDING_BOXES[feature["properties"]["code"]], outline.bounds)
    assert beyond.keys() == BOUNDING_BOXES.keys()
    assert {code: sides for code, sides in beyond.items() if not all(0 <= side < STEP for side in sides)} == {}


def _beyond(box: Box, bounds: tuple[float, float, float, float]) -> tuple[float, ...]:
    """How far each side of the box lies outside the outline."""
    west, south, east, north = bounds
    return (west - box[0], south - box[1], box[2] - east, box[3] - north)
