"""The departmental base of the statistical service, in both editions."""

from datetime import date
from pathlib import Path

import pandas as pd

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.ssmsi import parse
from data_access.workbooks.read import read_file
from domain.faults import Rule
from domain.sheets.published import RECORDED
from tests.data_access.published.raws import raw_file, raw_sheet

HEAD = ["classe", "annee", "Code.département", "unité.de.compte", "faits", "POP", "tauxpourmille"]


def read(path: Path) -> ParsedSheet:
    (parsed,) = parse(read_file(path, path.name))
    return parsed


def test_edition_with_drug_indicators(published: Path) -> None:
    parsed = read(published / "ssmsi" / "departements-2016-2023.csv")
    frame = parsed.frame
    assert len(frame) == 16 * 8 * 101  # classes, years, départements
    assert {"Trafic de stupéfiants", "Usage de stupéfiants"} < set(frame["index"])
    assert (frame["department"].nunique(), frame["year"].min(), frame["year"].max()) == (101, 2016, 2023)
    assert (parsed.faults, parsed.notices) == ((), ())
    assert (parsed.first_date, parsed.last_date) == (date(2016, 1, 1), date(2023, 12, 31))
    assert not frame.duplicated(list(RECORDED.key)).any()
    assert frame.loc[[2]].to_dict("records") == [
        {
            "source": "ssmsi_departements",
            "department": "01",
            "year": 2016,
            "month": None,
            "force": None,
            "service": None,
            "index": "Homicides",
            "label": None,
            "count": 5,
            "unit": "victime",
            "population": 638_425,
            "source_column": "H",
        }
    ]


def test_edition_without_drug_indicators_says_what_it_lacks(published: Path) -> None:
    parsed = read(published / "ssmsi" / "departements-2016-2022-sans-stupefiants.csv")
    assert len(parsed.frame) == 12 * 7 * 101
    assert parsed.faults == ()
    lacking = (
        "Cette édition ne contient ni «\u00a0Trafic de stupéfiants\u00a0» ni «\u00a0Usage de stupéfiants\u00a0»\u00a0: "
        "rien n’en sera affiché."
    )
    assert parsed.notices == (lacking,)


def test_years_codes_and_numbers_however_written() -> None:
    sheet = raw_sheet(
        "base",
        HEAD,
        ["Trafic de stupéfiants", 16.0, 1.0, "Mis en cause", 1437.0, 638425.0, 2.25],
        ["Usage de stupéfiants", "2023", "2a", "Mis en cause", "1 437,0", "1,5e+03", "7,83e-03"],
        ["", "", "", "", "", "", ""],
        ["Homicides", "99", "988", "", "0", "", ""],
    )
    (parsed,) = parse(raw_file(sheet))
    fields = ["department", "year", "index", "count", "unit", "population"]
    assert [(row, *values) for row, *values in parsed.frame[fields].itertuples()] == [
        (2, "01", 2016, "Trafic de stupéfiants", 1437, "Mis en cause", 638425),
        (3, "2A", 2023, "Usage de stupéfiants", 1437, "Mis en cause", 1500),
        (5, "988", 1999, "Homicides", 0, None, pd.NA),
    ]
    assert (parsed.faults, parsed.unmatched) == ((), ("tauxpourmille",))


def test_faulty_cells_are_named() -> None:
    sheet = raw_sheet(
        "base",
        HEAD,
        ["Trafic de stupéfiants", "23", "99", "Mis en cause", "ndiff", "1", ""],
        ["Trafic de stupéfiants", "", "01", "Mis en cause", "-1", "1", ""],
    )
    (parsed,) = parse(raw_file(sheet))
    assert [(fault.cell, fault.rule, fault.value) for fault in parsed.faults] == [
        ("C2", Rule.TYPE, "99"),
        ("E2", Rule.TYPE, "ndiff"),
        ("B3", Rule.REQUIRED, None),
        ("E3", Rule.TYPE, "-1"),
    ]
    lacking = "Cette édition ne contient pas «\u00a0Usage de stupéfiants\u00a0»\u00a0: rien n’en sera affiché."
    assert parsed.notices == (lacking,)
