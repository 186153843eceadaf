"""Reading .ods: cells and rows that stand for many, what is hidden, merged or failed."""

from datetime import date, time, timedelta

import pytest

from data_access.workbooks.guards import Limits
from data_access.workbooks.marks import NOT_COMPUTED
from data_access.workbooks.read import read_file
from domain.faults import Refusal
from tests.data_access.reading import cells, members, ods, only_sheet, refusal, zipped


def row(*inner: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(inner)}</table:table-row>"


def words(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'


def failed(text: str, attributes: str = "") -> str:
    """A failed formula as LibreOffice writes it."""
    value = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    formula = 'table:formula="of:=1/0"'
    return f"<table:table-cell {formula} {value}{attributes}><text:p>{text}</text:p></table:table-cell>"


def times(rows: int = 0, columns: int = 0) -> str:
    return (f' table:number-rows-repeated="{rows}"' if rows else "") + (
        f' table:number-columns-repeated="{columns}"' if columns else ""
    )


EMPTY = "<table:table-cell/>"
REST = f"<table:table-cell{times(columns=16_000)}/>"


def test_midnight_is_a_date() -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2026-01-13T00:00:00"/>'
    found = cells(ods(row(day, REST) + row(REST, attributes=times(1_048_575))), "a.ods")
    assert found == [[date(2026, 1, 13)]]
    assert type(found[0][0]) is date


def test_times_and_durations() -> None:
    spans = ("PT08H30M00S", "PT30H00M05S")
    timed = [f'<table:table-cell office:value-type="time" office:time-value="{span}"/>' for span in spans]
    assert cells(ods(row(*timed)), "a.ods") == [[time(8, 30), timedelta(hours=30, seconds=5)]]


def test_leading_and_repeated_rows_and_cells_keep_their_places() -> None:
    body = (
        row(REST, attributes=times(2))
        + row(f"<table:table-cell{times(columns=2)}/>", words("a", times(columns=2)), failed("#N/A"), REST)
        + row(EMPTY, words("b"), attributes=times(2))
        + row(failed("Err:502", times(columns=2)), attributes=times(2))
    )
    found = only_sheet(ods(body), "a.ods")
    blank = ["", "", "", "", ""]
    assert found.cells[:5] == [blank, blank, ["", "", "a", "a", ""], ["", "b", "", "", ""], ["", "b", "", "", ""]]
    assert found.errors == {"E3": "#N/A", "A6": "Err:502", "B6": "Err:502", "A7": "Err:502", "B7": "Err:502"}


def test_errors_of_other_writers_and_formulas_never_computed() -> None:
    formula = ' table:formula="of:=A1"'
    note = "<office:annotation><text:p>#REF!</text:p></office:annotation>"
    body = row(
        words("#DIV/0 !", formula),
        words("#NOM ?"),
        f"<table:table-cell{formula}/>",
        f"<table:table-cell{formula}><text:p/></table:table-cell>",
        f'<table:table-cell{formula} office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>',
        f'<table:table-cell office:value-type="string">{note}<text:p>a</text:p></table:table-cell>',
        words("#12"),
    )
    found = only_sheet(ods(body), "a.ods")
    assert found.errors == {"A1": "#DIV/0 !", "B1": "#NOM ?", "C1": NOT_COMPUTED}
    assert (found.cells[0][:5], found.cells[0][6]) == (["", "", "", "", 3.0], "#12")


def test_hidden_rows_and_columns() -> None:
    hidden, filtered = ' table:visibility="collapse"', " table:visibility='filter'"
    body = (
        f"<table:table-column/><table:table-column{hidden}{times(columns=2)}/>"
        f"<table:table-column/><table:table-column{hidden}{times(columns=16_000)}/>"
        + row(words("a", times(columns=5)), attributes=filtered)
        + row(words("b"))
        + row(words("c"), attributes=hidden + times(2))
        + row(REST, attributes=hidden + times(1_000_000))
    )
    found = only_sheet(ods(body), "a.ods")
    assert found.hidden_rows == {1, 3, 4}
    assert found.hidden_columns == {2, 3, 5}


def test_hidden_sheet() -> None:
    style = (
        '<office:automatic-styles><style:style style:name="t" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    second = '</table:table><table:table table:name="B &amp; C" table:style-name="t">'
    content = ods(row(words("a")) + second + row(failed("#N/A")), before=style)
    from_a, from_b = read_file(content, "a.ods").sheets
    assert (from_a.visible, from_b.visible) == (True, False)
    assert (from_b.name, from_b.errors) == ("B & C", {"A1": "#N/A"})


def test_merged_ranges() -> None:
    wide = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
    alone = ' table:number-columns-spanned="1" table:number-rows-spanned="1"'
    covered = f"<table:covered-table-cell{times(columns=2)}/>"
    body = (
        row(EMPTY, words("a", wide), "<table:covered-table-cell/>", words("b", alone))
        + row(EMPTY, covered, words("c"))
        + row(words("d"))
    )
    found = only_sheet(ods(body), "a.ods")
    assert found.merged == ((0, 1, 1, 2),)
    assert found.cells == [["", "a", "", "b"], ["", "", "", "c"], ["d", "", "", ""]]


@pytest.mark.parametrize("cell", [words("1", times(columns=1000)), failed("#N/A", times(columns=1000))])
def test_repeated_beyond_the_limit(cell: str) -> None:
    assert refusal(ods(row(cell, attributes=times(1_000_000))), "a.ods") is Refusal.INFLATES
    assert refusal(ods(row(cell, attributes=times(int("9" * 40)))), "a.ods", Limits(cells=1000)) is Refusal.INFLATES


def test_an_error_repeated_without_end() -> None:
    content = ods(row(words("a")) + row(failed("#N/A"), attributes=times(1_000_000)))
    assert refusal(content, "a.ods") is Refusal.NOT_A_WORKBOOK


def test_a_part_that_is_cut_is_not_read_without_end() -> None:
    whole = members(ods(row(words("a"))))
    cut = whole["content.xml"].partition(b"</table:table-row>")[0]
    assert refusal(zipped({**whole, "content.xml": cut}), "a.ods") is Refusal.NOT_A_WORKBOOK
