"""Raw files written down in tests."""

from collections.abc import Sequence

from data_access.workbooks.raw import RawFile, RawSheet


def raw_file(*sheets: RawSheet, geojson: dict[str, object] | None = None, name: str = "fichier.xlsx") -> RawFile:
    return RawFile(name, "0" * 64, 1, sheets, geojson)


def raw_sheet(name: str, *rows: Sequence[object]) -> RawSheet:
    return RawSheet(name, [list(row) for row in rows])
