"""The plan workbooks, one a semester, and the outlines of one semester as a layer beside its workbook."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import shapely
from shapely.geometry import Polygon

from demonstration.schools import School
from demonstration.steering import OBJECTIVES, TARGETS, state_of
from demonstration.styles import Style
from demonstration.territory import SECTORS, SERVICES
from demonstration.untidy import CellValue, Grid, cell_value
from demonstration.workbooks import write_grids
from domain.sheets import SHEETS, Sheet
from domain.territories import DEMONSTRATION
from domain.windows import semester_window

PLAIN = Style("Plan {label}.xlsx", yes="O", no=None)
LAYER_RANK = 1  # the second plan of the span has its outlines in a layer
GEOJSON_CELLS = ("S10", "S11")  # these two write their outline as GeoJSON, the others as WKT


def write_plan(
    folder: Path, semester: str, rank: int, outlines: dict[str, Polygon], schools: Sequence[School]
) -> list[Path]:
    """Write the plan of that semester, `rank` counted from the span's first: its workbook, then its layer if any."""
    layered = rank == LAYER_RANK
    path = folder / f"Plan {DEMONSTRATION} {semester}.xlsx"
    write_grids(
        path,
        [
            _grid("plan", [_plan_row(semester)]),
            _grid("sectors", _sector_rows(rank, {} if layered else outlines)),
            _grid("schools", (asdict(school) for school in schools)),
            _grid("objectives", _objective_rows(semester, rank)),
            _grid("targets", (asdict(target) for target in TARGETS)),
            _grid("services", (asdict(service) for service in SERVICES)),
        ],
    )
    return [path, _write_layer(folder, semester, outlines)] if layered else [path]


def _grid(code: str, rows: Iterable[dict[str, object]]) -> Grid:
    sheet: Sheet = SHEETS[code]
    headers: list[CellValue] = [column.header for column in sheet.columns]
    cells = [[cell_value(column, row.get(column.field), PLAIN) for column in sheet.columns] for row in rows]
    return Grid(sheet.title, [headers, *cells])


def _plan_row(semester: str) -> dict[str, object]:
    """Adopted and signed in the month before the semester begins."""
    start = semester_window(semester).start

    def before(days: int) -> date:
        return start - timedelta(days=days)

    return {
        "department": DEMONSTRATION,
        "semester": semester,
        "version": 1,
        "adopted_on": before(24),
        "prefect_signed_on": before(20),
        "prosecutor_signed_on": before(17),
        "transmitted_on": before(10),
        "remarks": "Département fictif : démonstration.",
    }


def _sector_rows(rank: int, outlines: dict[str, Polygon]) -> list[dict[str, object]]:
    """The sectors; in the first plan the priorities of the last two stand the other way round."""
    codes = [sector.code for sector in SECTORS]
    if rank == 0:
        codes[-2:] = codes[:-3:-1]
    return [
        {
            **asdict(sector),
            "priority": codes.index(sector.code) + 1,
            "population": sector.population or None,
            "outline": _outline_text(sector.code, outlines),
            **_middle(outlines.get(sector.code)),
        }
        for sector in SECTORS
    ]


def _middle(outline: Polygon | None) -> dict[str, object]:
    if outline is None:
        return {}
    point = outline.representative_point()
    return {"longitude": round(point.x, 4), "latitude": round(point.y, 4)}


def _outline_text(code: str, outlines: dict[str, Polygon]) -> str | None:
    if code not in outlines:
        return None
    if code in GEOJSON_CELLS:
        return shapely.to_geojson(outlines[code])
    return shapely.to_wkt(outlines[code], rounding_precision=5)


def _objective_rows(semester: str, rank: int) -> list[dict[str, object]]:
    """The objectives, further on from one semester to the next."""
    due_on = semester_window(semester).end
    return [{**asdict(objective), "due_on": due_on, "state": state_of(objective, rank)} for objective in OBJECTIVES]


def _write_layer(folder: Path, semester: str, outlines: dict[str, Polygon]) -> Path:
    path = folder / f"Secteurs {DEMONSTRATION} {semester}.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"code": sector.code, "nom": sector.name},
            "geometry": json.loads(shapely.to_geojson(outlines[sector.code])),
        }
        for sector in SECTORS
    ]
    layer = {
        "type": "FeatureCollection",
        "name": f"Secteurs du plan {semester}",
        "source": "Département fictif, contours inventés",
        "licence": "Licence Ouverte 2.0",
        "features": features,
    }
    path.write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")
    return path
