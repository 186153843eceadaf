"""Each published file is recognised by its content, and nothing else is taken for one."""

from pathlib import Path

from data_access.workbooks.parsed import FileKind
from data_access.workbooks.published import recognise_published
from data_access.workbooks.read import read_file
from tests.data_access.published.raws import raw_file, raw_sheet


def kind_of(path: Path) -> FileKind | None:
    found = recognise_published(read_file(path, f"sans-rapport{path.suffix}"))
    return found[0] if found else None


def test_published_files_whatever_their_names(published: Path) -> None:
    folders = ("etat4001", "ssmsi", "schools", "geo", "messy", "points")
    paths = sorted(path for folder in folders for path in (published / folder).iterdir())
    assert {path.name: kind_of(path) for path in paths} == {
        "services-2012-2020.xlsx": FileKind.ETAT4001_SERVICES,
        "departements-2016-2022-sans-stupefiants.csv": FileKind.SSMSI_DEPARTEMENTS,
        "departements-2016-2023.csv": FileKind.SSMSI_DEPARTEMENTS,
        "annuaire-31.csv": FileKind.SCHOOL_DIRECTORY,
        "departements-1000m.geojson": FileKind.LAYER,
        "qpv_2024_31.geojson": FileKind.LAYER,
        "qrr_2021.geojson": FileKind.LAYER,
        "OVQ-listing-sites-pref-pas-a-jour.xlsx": None,
        "ept.xlsx": None,
        "estim-pop-dep-sexe-gca-1975-2016.xls": None,
        "faits2002.csv": None,
        "videoprotection_paris_data.ods": None,
        "drugs_south-yorkshire_2018-2021.csv": None,
        "memphis_robberies_2019.csv": None,
    }


def test_the_schools_of_a_plan_are_no_directory() -> None:
    sheet = raw_sheet("Établissements", ["UAI", "nom établissement", "type établissement", "commune"], ["", "", "", ""])
    assert recognise_published(raw_file(sheet)) is None


def test_empty_sheets_and_other_json_are_nothing_published() -> None:
    assert recognise_published(raw_file(raw_sheet("Feuil1"))) is None
    assert recognise_published(raw_file(geojson={"type": "FeatureCollection", "features": []})) is None
    assert recognise_published(raw_file(geojson={"type": "Topology"})) is None
