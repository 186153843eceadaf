"""Geographic layers: the published ones, and what is refused or repaired in others."""

import json
from pathlib import Path

import pytest
import shapely

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.layers import parse
from data_access.workbooks.read import read_file
from domain.faults import Rule
from domain.sheets.published import LAYER_FEATURES
from tests.data_access.published.raws import raw_file

SQUARE = [[[1.0, 43.0], [1.1, 43.0], [1.1, 43.1], [1.0, 43.1], [1.0, 43.0]]]
BOW_TIE = [[[1.0, 43.0], [1.1, 43.1], [1.1, 43.0], [1.0, 43.1], [1.0, 43.0]]]
UNSAID = "Le fichier ne dit pas sa source ni sa licence."


def read(path: Path) -> ParsedSheet:
    (parsed,) = parse(read_file(path, path.name))
    return parsed


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": "S01"} | properties, "geometry": geometry}


def layer(*features: object, **members: object) -> ParsedSheet:
    collection = {"type": "FeatureCollection", "features": list(features)} | members
    (parsed,) = parse(raw_file(geojson=collection, name="secteurs.geojson"))
    return parsed


def faults(parsed: ParsedSheet) -> list[tuple[str, int, str, Rule]]:
    return [(fault.cell, fault.row, fault.column, fault.rule) for fault in parsed.faults]


class TestPublishedLayers:
    @pytest.mark.parametrize(
        ("file", "features", "notices"),
        [
            ("departements-1000m", 101, ("6 polygones se croisaient eux-mêmes\u00a0: ils ont été réparés.", UNSAID)),
            ("qpv_2024_31", 19, (UNSAID,)),
            ("qrr_2021", 62, (UNSAID,)),
        ],
    )
    def test_every_feature_is_sound(self, published: Path, file: str, features: int, notices: tuple[str, ...]) -> None:
        parsed = read(published / "geo" / f"{file}.geojson")
        shapes = shapely.from_geojson(parsed.frame["geometry"].to_numpy())
        assert (parsed.rows, parsed.sheet, parsed.faults, parsed.notices) == (features, file, (), notices)
        assert shapely.is_valid(shapes).all()
        assert set(shapely.get_type_id(shapes)) <= {3, 6}  # polygons, alone or several
        assert not parsed.frame.duplicated(list(LAYER_FEATURES.key)).any()
        assert parsed.frame["department"].notna().all()

    def test_repair_keeps_the_surface(self, published: Path) -> None:
        path = published / "geo" / "departements-1000m.geojson"
        written = {
            item["properties"]["code"]: shapely.from_geojson(json.dumps(item["geometry"]))
            for item in json.loads(path.read_text())["features"]
        }
        for code, geometry in read(path).frame[["code", "geometry"]].itertuples(index=False):
            assert shapely.area(shapely.from_geojson(geometry)) == pytest.approx(written[code].area, abs=5e-6)

    def test_codes_names_and_departements(self, published: Path) -> None:
        fields = ["department", "layer", "code", "name", "source", "licence"]
        first = {
            file: read(published / "geo" / f"{file}.geojson").frame[fields].iloc[0].tolist()
            for file in ("departements-1000m", "qpv_2024_31", "qrr_2021")
        }
        district = "Angoulême/Soyaux - le champs de Manœuvre, Bel-Air/La Grand-Font/Basseau, La Grande Garenne"
        assert first == {
            "departements-1000m": ["972", "departements-1000m", "972", "Martinique", None, None],
            "qpv_2024_31": ["31", "qpv_2024_31", "QN03101M", "Saint Jean", None, None],
            "qrr_2021": ["16", "qrr_2021", "16_1", district, None, None],
        }


def test_a_layer_that_says_everything() -> None:
    point = feature("Point", [1.4442091234, 43.604652], nom="Capitole", insee_dep="31", vague=None)
    parsed = layer(point, name="Secteurs", source="Préfecture", licence="Licence Ouverte 2.0")
    assert parsed.frame.to_dict("index") == {
        1: {
            "department": "31",
            "layer": "Secteurs",
            "code": "S01",
            "name": "Capitole",
            "geometry": '{"type":"Point","coordinates":[1.44421,43.60465]}',
            "source": "Préfecture",
            "licence": "Licence Ouverte 2.0",
        }
    }
    assert (parsed.faults, parsed.notices, parsed.unmatched) == ((), (), ("vague",))


def test_missing_properties_are_missing_and_the_file_names_the_layer() -> None:
    parsed = layer(feature("Polygon", SQUARE, nom=None, code="01"))
    assert parsed.sheet == "secteurs"
    assert parsed.frame[["department", "code", "name"]].to_numpy().tolist() == [[None, "01", None]]
    assert (parsed.faults, parsed.notices) == ((), (UNSAID,))


def test_a_polygon_that_crosses_itself_becomes_two() -> None:
    parsed = layer(feature("Polygon", BOW_TIE))
    shape = shapely.from_geojson(parsed.frame["geometry"].iloc[0])
    # two triangles, each with a side of 0.1 and a height of 0.05
    assert (shape.geom_type, shape.is_valid) == ("MultiPolygon", True)
    assert shape.area == pytest.approx(2 * 0.1 * 0.05 / 2)
    assert parsed.notices == ("Un polygone se croisait lui-même\u00a0: il a été réparé.", UNSAID)


def test_a_height_is_left_out() -> None:
    parsed = layer(feature("Point", [1.0, 43.0, 150.0]))
    assert parsed.frame["geometry"].tolist() == ['{"type":"Point","coordinates":[1.0,43.0]}']


@pytest.mark.parametrize(
    ("item", "column", "rule"),
    [
        (feature("LineString", [[1.0, 43.0], [1.1, 43.0]]), "geometry", Rule.TYPE),
        (feature("Polygon", [[[1.0, 43.0], [1.1, 43.0]]]), "geometry", Rule.TYPE),
        (feature("Polygon", "ailleurs"), "geometry", Rule.TYPE),
        (feature("Polygon", []), "geometry", Rule.TYPE),
        (feature("Point", [float("nan"), 43.0]), "geometry", Rule.TYPE),
        (feature("Polygon", [[[1.0, 43.0], [1.000001, 43.0], [1.0, 43.000001], [1.0, 43.0]]]), "geometry", Rule.TYPE),
        ({"type": "Feature", "properties": {"code": "S01"}, "geometry": None}, "geometry", Rule.TYPE),
        (feature("Point", [574_000.0, 6_279_000.0]), "geometry", Rule.OUT_OF_RANGE),
        (feature("Point", [1.0, 90.5]), "geometry", Rule.OUT_OF_RANGE),
        (feature("Point", [1.0, 43.0], code=""), "code", Rule.REQUIRED),
    ],
)
def test_a_faulty_feature_is_named_by_its_rank(item: dict[str, object], column: str, rule: Rule) -> None:
    parsed = layer(feature("Polygon", SQUARE, code="S00"), item)
    assert faults(parsed) == [("objet n°\u00a02", 2, column, rule)]
    assert (parsed.rows, parsed.sound) == (2, 1)


def test_what_is_no_feature_is_a_fault() -> None:
    parsed = layer("rien")
    assert faults(parsed) == [
        ("objet n°\u00a01", 1, "geometry", Rule.TYPE),
        ("objet n°\u00a01", 1, "code", Rule.REQUIRED),
    ]


def test_a_code_twice_is_a_fault_the_second_time() -> None:
    parsed = layer(feature("Polygon", SQUARE), feature("Polygon", SQUARE))
    assert faults(parsed) == [("objet n°\u00a02", 2, "code", Rule.DUPLICATE_KEY)]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"])
def test_wgs_84_may_be_stated(name: str) -> None:
    assert layer(feature("Polygon", SQUARE), crs={"type": "name", "properties": {"name": name}}).faults == ()


def test_another_system_of_coordinates_refuses_the_layer() -> None:
    parsed = layer(feature("Polygon", SQUARE), crs={"type": "name", "properties": {"name": "EPSG:2154"}})
    (fault,) = parsed.faults
    assert (fault.row, fault.rule, fault.value) == (0, Rule.INCONSISTENT, "EPSG:2154")
    assert fault.message.endswith(" elle est en EPSG:2154. Exportez-la de nouveau en WGS\u00a084 (EPSG:4326).")
    assert parsed.sound == 0


def test_a_person_in_a_name_is_a_fault_and_is_not_repeated() -> None:
    parsed = layer(feature("Polygon", SQUARE, nom="chez Jeanne 06 12 34 56 78"))
    assert faults(parsed) == [("objet n°\u00a01", 1, "name", Rule.PERSONAL_DATA)]
    assert "Jeanne" not in repr((parsed.faults, parsed.frame.to_dict("list")))


def test_properties_that_are_no_object_are_passed_over() -> None:
    assert layer({"type": "Feature", "properties": [{}], "geometry": None}).unmatched == ()
