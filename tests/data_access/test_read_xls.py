"""Reading .xls: the two calendars, what is hidden, merged or failed, a password and a sheet that reaches too far."""

from datetime import date, datetime

from data_access.workbooks.guards import Limits
from data_access.workbooks.raw import RawSheet
from data_access.workbooks.read import read_file
from domain.faults import Refusal
from tests.data_access import xls_builder as biff
from tests.data_access.reading import cells, only_sheet, refusal

# 13 January 2026 is 46,035 days after 31 December 1899 in the calendar that also counts a 29 February 1900,
# and 4 years and one day of 1904 (1,462 days) less from 1 January 1904.
DAY = 46_035
NOON = datetime.fromisoformat("2026-01-13T12:00")


def test_dates_in_both_calendars() -> None:
    for since_1904, day in ((False, DAY), (True, DAY - 1462)):
        records = [biff.number(0, 0, day, biff.DATE), biff.number(0, 1, day + 0.5, biff.DATE_TIME)]
        found = cells(biff.xls({"A": records}, since_1904), "a.xls")
        assert found == [[date(2026, 1, 13), NOON]]
        assert type(found[0][0]) is date


def test_whole_numbers_are_float_and_places_are_kept() -> None:
    found = cells(biff.xls({"A": [biff.text(2, 1, "é"), biff.whole_number(2, 2, 12)]}), "a.xls")
    assert found == [["", "", ""], ["", "", ""], ["", "é", 12.0]]
    assert type(found[2][2]) is float


def test_every_mark() -> None:
    records = [
        biff.hidden_columns(1, 2),
        biff.hidden_row(1),
        biff.text(0, 0, "a"),
        biff.error(1, 0, 42),
        biff.failed_formula(1, 2, 7),
        biff.formula(1, 3, 2.0),
        biff.merged(2, 0, 3, 1),
        biff.chart(),
    ]
    content = biff.xls({"Faits": records, "Caché": [biff.text(0, 0, "b")]}, hidden=["Caché"])
    assert read_file(content, "a.xls").sheets == (
        RawSheet(
            "Faits",
            [["a", "", "", ""], ["", "", "", 2.0]],
            True,
            frozenset({2}),
            frozenset({2, 3}),
            {"A2": "#N/A", "C2": "#DIV/0!"},
            ((2, 0, 3, 1),),
        ),
        RawSheet("Caché", [["b"]], False),
    )


def test_every_error_code() -> None:
    codes = {
        0x00: "#NULL!",
        0x07: "#DIV/0!",
        0x0F: "#VALUE!",
        0x17: "#REF!",
        0x1D: "#NAME?",
        0x24: "#NUM!",
        0x2A: "#N/A",
    }
    records = [biff.text(0, 0, "a"), *(biff.failed_formula(1, at, code) for at, code in enumerate(codes))]
    assert only_sheet(biff.xls({"A": records}), "a.xls").errors == dict(
        zip(("A2", "B2", "C2", "D2", "E2", "F2", "G2"), codes.values(), strict=True)
    )


def test_password() -> None:
    assert refusal(biff.xls({"A": [biff.text(0, 0, "a")]}, password=True), "a.xls") is Refusal.ENCRYPTED


def test_sheets_that_reach_too_far_together() -> None:
    corners = [biff.text(0, 0, "a"), biff.text(999, 99, "b")]  # 1,000 x 100 cells a sheet
    content = biff.xls({"A": corners, "B": corners})
    assert refusal(content, "a.xls", Limits(cells=199_999)) is Refusal.INFLATES
    assert len(read_file(content, "a.xls", Limits(cells=200_000)).sheets) == 2


def test_a_container_without_a_workbook() -> None:
    content = biff.xls({"A": [biff.text(0, 0, "a")]}).replace(
        "Workbook".encode("utf-16-le"), "Worksong".encode("utf-16-le")
    )
    assert refusal(content, "a.xls") is Refusal.NOT_A_WORKBOOK
