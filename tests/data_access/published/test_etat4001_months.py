"""État 4001 by month: both layouts, as described; no such file was at hand."""

from datetime import date, datetime

import pandas as pd
import pytest

from data_access.workbooks.published.etat4001_months import month_of, parse, recognises
from domain.faults import Rule
from domain.sheets.published import RECORDED
from tests.data_access.published.raws import raw_file, raw_sheet

FIELDS = ["source", "department", "year", "month", "index", "label", "count", "source_column"]
SOURCE = "etat4001_months"


def lines(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [(row, *values) for row, *values in frame[FIELDS].itertuples()]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("2019_01", (2019, 1)),
        ("_2019_12", (2019, 12)),
        ("2019-1", (2019, 1)),
        ("01/2019", (2019, 1)),
        ("01/11/2019", (2019, 11)),
        ("2019-11-01", (2019, 11)),
        ("15/11/2019", None),
        ("janv-19", (2019, 1)),
        ("févr.-19", (2019, 2)),
        ("Août 2019", (2019, 8)),
        ("juin-19", (2019, 6)),
        ("juil-19", (2019, 7)),
        ("décembre 2019", (2019, 12)),
        (date(2019, 5, 1), (2019, 5)),
        (datetime.fromisoformat("2019-05-01T12:00"), (2019, 5)),
        ("2019_13", None),
        ("secteur 19", None),
        ("2019", None),
        ("", None),
    ],
)
def test_headers_that_are_months(header: object, expected: tuple[int, int] | None) -> None:
    assert month_of(header) == expected


def test_one_sheet_a_departement() -> None:
    head = ["Index", "Libellé index", "2020_02", "2020_01"]
    raw = raw_file(
        raw_sheet("France_Entière", head, [55.0, "Trafic", 900.0, 800.0]),
        raw_sheet("01", ["Faits par mois"], head, [55.0, "Trafic", 3.0, 2.0], ["Total", "", 3.0, 2.0]),
        raw_sheet("Dép 2A", head, [57.0, "Usage", "", 0.0]),
        raw_sheet("Vide"),
        name="tableaux.xlsx",
    )
    assert recognises(raw)
    france, ain, corse = parse(raw)
    assert (france.recognised, france.rows) == (None, 0)
    assert france.notices == ("Cette feuille n’est pas celle d’un département\u00a0: elle n’est pas reprise.",)
    assert lines(ain.frame) == [
        (3, SOURCE, "01", 2020, 2, "55", "Trafic", 3, "C"),
        (3, SOURCE, "01", 2020, 1, "55", "Trafic", 2, "D"),
    ]
    assert (ain.header_row, ain.first_date, ain.last_date) == (2, date(2020, 1, 1), date(2020, 2, 29))
    assert tuple(ain.frame.columns) == RECORDED.fields
    assert lines(corse.frame) == [(2, SOURCE, "2A", 2020, 1, "57", "Usage", 0, "D")]
    assert corse.notices == ("1 case vide, qui ne donne aucune ligne.",)


def test_one_table_with_a_departement_column() -> None:
    raw = raw_file(
        raw_sheet(
            "Données",
            ["Département", "Index", "Libellé", date(2019, 12, 1), "janv-20", "zone"],
            ["1", 55.0, "Trafic", 3.0, "n.d.", "x"],
            ["988", 57.0, "Usage", 4.0, 5.0, "x"],
            ["99", 57.0, "Usage", 6.0, 7.0, "x"],
        )
    )
    assert recognises(raw)
    (parsed,) = parse(raw)
    assert lines(parsed.frame) == [
        (2, SOURCE, "01", 2019, 12, "55", "Trafic", 3, "D"),
        (2, SOURCE, "01", 2020, 1, "55", "Trafic", pd.NA, "E"),
        (3, SOURCE, "988", 2019, 12, "57", "Usage", 4, "D"),
        (3, SOURCE, "988", 2020, 1, "57", "Usage", 5, "E"),
        (4, SOURCE, None, 2019, 12, "57", "Usage", 6, "D"),
        (4, SOURCE, None, 2020, 1, "57", "Usage", 7, "E"),
    ]
    assert [(fault.cell, fault.column, fault.rule, fault.value) for fault in parsed.faults] == [
        ("A4", "department", Rule.UNKNOWN_LIST_VALUE, "99"),
        ("E2", "count", Rule.TYPE, "n.d."),
    ]
    assert (parsed.columns, parsed.unmatched) == ({"index": "B", "label": "C", "department": "A"}, ("zone",))


def test_the_whole_country_alone_is_not_recognised() -> None:
    sheet = raw_sheet("France", ["Index", "2020_02", "2020_01"], [55.0, 900.0, 800.0])
    assert not recognises(raw_file(sheet))
