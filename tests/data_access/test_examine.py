"""Whatever a file holds, examining it gives a result: kinds, refusals, and grids of any cells."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from data_access.workbooks.examine import examine, examine_workbook
from data_access.workbooks.known import Known
from data_access.workbooks.parsed import FileKind
from data_access.workbooks.raw import Cell, RawFile, RawSheet, RefusedFile
from domain.faults import Refusal
from domain.sheets import WORKBOOK_SHEETS, Reference, Sheet
from tests.data_access.workbook_builder import TODAY, operation, plan_sheets, table, workbook

KNOWN = Known("00", {Reference.SECTOR: {"S1": "Les Lilas"}}, {"S1": box(5, 46, 5.01, 46.01)})


@pytest.mark.parametrize(
    ("sheets", "kind"),
    [
        (plan_sheets(), FileKind.PLAN),
        ({"Opérations": table([operation()])}, FileKind.INDICATORS),
        (plan_sheets() | {"Opérations": table([operation()])}, FileKind.PLAN),
    ],
)
def test_kinds(sheets: dict[str, list[list[object]]], kind: FileKind) -> None:
    assert examine(workbook(sheets), "a.xlsx", KNOWN, TODAY).kind is kind


@pytest.mark.parametrize(
    ("content", "name", "rule", "cause"),
    [
        (b"", "vide.xlsx", Refusal.EMPTY, "ne contient aucune ligne"),
        (b"PK\x03\x04", "coupe.xlsx", Refusal.NOT_A_WORKBOOK, "n’est pas un classeur lisible"),
        (
            workbook({"Menu": [["plat", "prix"], ["soupe", 4]]}),
            "menu.xlsx",
            Refusal.UNKNOWN_LAYOUT,
            "aucune feuille connue",
        ),
        (workbook({"Opérations": table([operation()])[:1]}), "titres.xlsx", Refusal.EMPTY, "ne contient aucune ligne"),
    ],
)
def test_a_file_that_holds_nothing_known_gets_one_sentence(
    content: bytes, name: str, rule: Refusal, cause: str
) -> None:
    parsed = examine(content, name, KNOWN, TODAY)
    assert parsed.refused is not None
    assert (parsed.refused.rule, parsed.faults) == (rule, ())
    assert parsed.refused.message.startswith(f"{name}\u00a0: ")
    assert cause in parsed.refused.message


def test_an_empty_sheet_beside_a_known_one_is_passed_over() -> None:
    parsed = examine(workbook({"Opérations": table([operation()]), "Feuil2": []}), "a.xlsx", KNOWN, TODAY)
    assert [sheet.sheet for sheet in parsed.sheets] == ["Opérations"]


CELL = (
    st.sampled_from(
        ["", "S1", "Total", "x", "55", "10/11/2026", "14h30", "1e99", "06 12 34 56 78", "POLYGON EMPTY", "{}"]
    )
    | st.text(max_size=20)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas(timedelta(), timedelta(days=400))
)


@st.composite
def sheets(draw: st.DrawFn) -> RawSheet:
    """A sheet under its declared headers, shuffled and some left out, over rows of any cells and length."""
    declared: Sheet = draw(st.sampled_from(WORKBOOK_SHEETS))
    headers: list[Cell] = draw(st.permutations([column.header for column in declared.columns]))
    kept = headers[: draw(st.integers(2, len(headers)))]
    rows: list[list[Cell]] = draw(st.lists(st.lists(CELL, max_size=len(kept) + 1), max_size=6))
    titles: list[list[Cell]] = draw(st.lists(st.lists(CELL, max_size=2), max_size=2))
    errors = draw(st.dictionaries(st.sampled_from(["A1", "A2", "B2", "B3"]), st.just("#N/A")))
    return RawSheet(draw(st.sampled_from([declared.title, "Feuil1"])), [*titles, kept, *rows], errors=errors)


@settings(max_examples=300, deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=2), st.sampled_from([KNOWN, Known()]))
def test_any_cells_under_known_headers_give_rows_and_faults(raw: list[RawSheet], known: Known) -> None:
    try:
        parsed = examine_workbook(RawFile("a.xlsx", "", 0, tuple(raw)), known, TODAY)
    except RefusedFile:
        return
    for sheet in parsed.sheets:
        assert sheet.refused_rows <= set(sheet.frame.index)
        assert sheet.sound >= 0
        assert all(fault.message.startswith("Feuille «\u00a0") for fault in sheet.faults)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELL, max_size=5), max_size=6))
def test_any_grid_is_examined_or_refused(cells: list[list[Cell]]) -> None:
    with suppress(RefusedFile):
        examine_workbook(RawFile("a.xlsx", "", 0, (RawSheet("a", cells),)), KNOWN, TODAY)


def test_a_cell_of_each_type_in_each_column_gives_a_row() -> None:
    cells: list[Cell] = [
        "",
        "a",
        1.5,
        1e300,
        True,
        date(2026, 1, 1),
        datetime.fromisoformat("2026-01-01T08:00"),
        time(8),
        timedelta(2),
    ]
    for declared in WORKBOOK_SHEETS:
        rows: list[list[Cell]] = [[cell] * len(declared.columns) for cell in cells]
        headers: list[Cell] = [column.header for column in declared.columns]
        raw = RawFile("a.xlsx", "", 0, (RawSheet(declared.title, [headers, *rows]),))
        (sheet,) = examine_workbook(raw, KNOWN, TODAY).sheets
        assert sheet.frame.index.tolist() == list(range(3, 3 + len(cells) - 1))
