"""The files: who sends what for which days, and that they look like files of services."""

import json
from datetime import date, time
from pathlib import Path
from re import search

import pytest
from python_calamine import CalamineWorkbook

from demonstration.files import Demonstration, write_files
from demonstration.investigations import as_of, covered_until
from demonstration.styles import STYLES
from demonstration.territory import SERVICES
from demonstration.untidy import header_text
from demonstration.world import draw_world
from domain.faults import Rule
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Book
from domain.text import fold
from tests import truths

UNTIL = date(2026, 11, 23)
Rows = list[list[object]]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return write_files(tmp_path_factory.mktemp("val-fictif"), UNTIL)


def read(path: Path) -> dict[str, Rows]:
    """The cells of each sheet; a .csv is one sheet of texts."""
    if path.suffix == ".csv":
        return {"": [list(line.split(";")) for line in path.read_text(encoding="cp1252").splitlines()]}
    workbook = CalamineWorkbook.from_path(path)
    return {
        name: [list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in workbook.sheet_names
    }


def sent(demonstration: Demonstration) -> dict[Path, str | None]:
    """The indicator files with their service."""
    named = {file.path: file.service for file in demonstration.files}
    return {path: service for path, service in named.items() if not path.name.startswith(("Plan ", "Secteurs "))}


def test_files_are_deposited_plans_first(demonstration: Demonstration) -> None:
    names = [file.path.name for file in demonstration.files]
    assert names[:6] == [
        "Plan 00 2024-S2.xlsx",
        "Plan 00 2025-S1.xlsx",
        "Secteurs 00 2025-S1.geojson",
        "Plan 00 2025-S2.xlsx",
        "Plan 00 2026-S1.xlsx",
        "Plan 00 2026-S2.xlsx",
    ]
    assert len(names) == len(set(names)) == 36  # 6 + 5 services x 4 semesters + 4 services and the prefecture x 2 years
    assert {file.service for file in demonstration.files} == {None, *(service.code for service in SERVICES)}
    assert all(file.path.exists() for file in demonstration.files)


def test_every_sheet_states_its_period_and_only_one_service_is_late(demonstration: Demonstration) -> None:
    last: dict[str | None, set[str]] = {}
    for path, service in sent(demonstration).items():
        stated = {str(rows[1][0]) for rows in read(path).values()}
        assert len(stated) == 1
        match = search(r"^Période du \d\d/\d\d/\d{4} au (\d\d/\d\d/\d{4})$", stated.pop())
        assert match is not None
        last[service] = {match[1]}
    assert last == {s: {"02/11/2026" if s == truths.LATE_SERVICE else "23/11/2026"} for s in (*last,)}
    assert (UNTIL - date(2026, 11, 2)).days == truths.LATE_DAYS


def test_the_files_hold_every_record_once_but_for_what_is_sent_twice(demonstration: Demonstration) -> None:
    world = draw_world(UNTIL)
    cells = [str(row[0]) for path in sent(demonstration) for rows in read(path).values() for row in rows]
    facts = [cell for cell in cells if cell.startswith("F/2")]
    assert sorted(facts) == sorted(fact.reference for fact in world.facts)
    operations = [cell for cell in cells if cell.startswith("OP/2")]
    assert set(operations) == {operation.reference for operation in world.operations}
    shared = [o for o in world.operations if int(o.reference[-4:]) % 3 == 0]
    assert len(operations) == len(world.operations) + sum(len(o.partner_services) for o in shared)
    assert {cell for cell in cells if cell.startswith("EN/2")} == {one.reference for one in world.investigations}


def test_the_last_file_tells_an_investigation_as_it_stands() -> None:
    world = draw_world(UNTIL)
    closed = next(one for one in world.investigations if one.closed_on and one.sent_to_office_on)
    assert closed.closed_on is not None
    earlier = as_of(closed, closed.opened_on)
    assert (earlier.closed_on, earlier.suspects, earlier.sent_to_office_on) == (None, None, None)
    assert all(as_of(one, covered_until(world.span, one.service)) == one for one in world.investigations)


def test_rows_at_fault_stand_where_they_are_listed(demonstration: Demonstration) -> None:
    paths = {file.path.name: file.path for file in demonstration.files}
    found = [
        (row.rule, [str(cell) for cell in read(paths[row.file])[row.sheet][row.row - 1]])
        for row in demonstration.faulty_rows
    ]
    assert {rule: cells[0] for rule, cells in found if rule is not Rule.INCONSISTENT and cells[0][0] != "0"} == {
        Rule.UNKNOWN_REFERENCE: "OP/9001",
        Rule.REQUIRED: "F/9003",
        Rule.TYPE: "OP/9004",
    }
    assert [cells[0] for rule, cells in found if rule is Rule.INCONSISTENT] == ["EN/9002", "FM/9005"]
    assert [("9000.0" in cells) for rule, cells in found if rule is Rule.OUT_OF_RANGE] == [True]
    assert len(found) == 6


def test_totals_are_right(demonstration: Demonstration) -> None:
    path = next(path for path in sent(demonstration) if path.name == "Bilan 2026-S1 commissariat central.xlsx")
    rows = read(path)["Opérations"]
    header = next(number for number, row in enumerate(rows) if row[0] == "référence")
    body, total = rows[header + 1 : -1], rows[-1]
    checks = rows[header].index("personnes contrôlées")
    assert rows[2][0] == f"{len(body)} opérations"
    assert total[0] == "Total"
    assert total[checks] == sum(float(str(row[checks])) for row in body)


def test_services_write_in_their_own_ways(demonstration: Demonstration) -> None:
    paths = {file.path.name: file.path for file in demonstration.files}
    north = read(paths["stups_nord_2026-S1.xlsx"])["OPS 2026-S1"]
    assert north[4][:3] == [" REFERENCE ", " DATE ", " HEURE DEBUT "]
    assert north[4][-1] == "Remarque"
    assert search(r"^\d\dh\d\d$", str(north[5][2]))
    brumeval = read(paths["2026-S1 BTA Brumeval.xlsx"])["Infractions"]
    assert search(r"^\d\d/\d\d/2026$", str(brumeval[4][1]))
    nature = brumeval[3].index("nature")
    assert {row[nature] for row in brumeval[4:] if row[0]} >= {55.0, 56.0, 57.0}
    assert "Brumeval-Centre" in {row[brumeval[3].index("secteur")] for row in brumeval[4:]}
    assert [""] * len(brumeval[3]) in brumeval[4:]
    customs = read(paths["Douane_2026.xlsx"])["Opérations menées"]
    assert isinstance(customs[3][1], date)
    assert isinstance(customs[3][2], time)
    tax = read(paths["BCR enquetes 2026.csv"])[""]
    assert tax[3][0] == "référence"
    assert any(search(r"^\d+,\d+$", str(cell)) for row in tax[4:] for cell in row)


def test_headers_are_understood_without_doubt() -> None:
    for sheet in WORKBOOK_SHEETS:
        if sheet.book is not Book.INDICATORS:
            continue
        for style in STYLES.values():
            for column in sheet.columns:
                header = fold(header_text(column, style))
                assert [other.field for other in sheet.columns if header in other.names()] == [column.field]


def test_the_layer_has_the_outlines_that_its_plan_lacks(demonstration: Demonstration) -> None:
    paths = {file.path.name: file.path for file in demonstration.files}
    layer = json.loads(paths["Secteurs 00 2025-S1.geojson"].read_text(encoding="utf-8"))
    assert [feature["properties"]["code"] for feature in layer["features"]] == [f"S{rank:02d}" for rank in range(1, 15)]
    outline = list(SHEETS["sectors"].fields).index("outline")
    written = {
        name: {str(row[outline])[:7] for row in read(path)["Secteurs"][1:]}
        for name, path in paths.items()
        if name.startswith("Plan ")
    }
    assert written.pop("Plan 00 2025-S1.xlsx") == {""}
    assert list(written.values()) == [{"POLYGON", '{"type"'}] * 4


def test_plan_is_adopted_and_signed_before_its_semester(demonstration: Demonstration) -> None:
    path = next(file.path for file in demonstration.files if file.path.name == "Plan 00 2026-S2.xlsx")
    row = read(path)["Plan"][1]
    assert row[:3] == ["00", "2026-S2", 1.0]
    assert row[3:7] == [date(2026, 6, 7), date(2026, 6, 11), date(2026, 6, 14), date(2026, 6, 21)]


def test_same_day_and_seed_give_the_same_cells(demonstration: Demonstration, tmp_path: Path) -> None:
    again = write_files(tmp_path, UNTIL)
    assert [file.path.name for file in again.files] == [file.path.name for file in demonstration.files]
    for one, other in zip(demonstration.files, again.files, strict=True):
        if one.path.suffix == ".xlsx":
            assert read(one.path) == read(other.path)
        else:
            assert one.path.read_bytes() == other.path.read_bytes()
    assert again.faulty_rows == demonstration.faulty_rows


@pytest.mark.parametrize("until", [date(2026, 7, 3), date(2026, 1, 10), date(2025, 12, 31)])
def test_short_pieces_join_their_neighbour(until: date, tmp_path: Path) -> None:
    made = write_files(tmp_path, until)
    assert 28 <= len(made.files) <= 42
    assert len(made.faulty_rows) == 6
    assert len({file.path for file in made.files}) == len(made.files)
