"""Every form of a cell that the workbooks may hold, and no exception but ValueError."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.workbooks import convert
from domain.sheets import SHEETS, Column
from domain.text import fold

NOT_A_NUMBER = [
    "",
    "abc",
    "1,2,3",
    "1_0",
    "nan",
    "inf",
    ".",
    "1.234,5",
    True,
    date(2026, 1, 1),
    float("nan"),
    "9" * 400,
]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12.0, 12.0),
        ("12", 12.0),
        ("1234,5", 1234.5),
        ("1234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234,5", 1234.5),
        (" -2 ", -2.0),
        ("\u22122", -2.0),
        ("7.83e-03", 0.00783),
    ],
)
def test_numbers(cell: object, expected: float) -> None:
    assert convert.number(cell) == expected


@pytest.mark.parametrize("cell", NOT_A_NUMBER)
def test_what_is_no_number(cell: object) -> None:
    with pytest.raises(ValueError, match="number"):
        convert.number(cell)


@pytest.mark.parametrize(("cell", "expected"), [(12.0, 12), ("12", 12), ("12,0", 12), ("1 200", 1200)])
def test_whole_numbers(cell: object, expected: int) -> None:
    assert convert.integer(cell) == expected


@pytest.mark.parametrize("cell", ["12,5", 0.1, "1e30", 1e300])
def test_what_is_no_whole_number(cell: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        convert.integer(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2026, 1, 13), date(2026, 1, 13)),
        (datetime.fromisoformat("2026-01-13T08:30"), date(2026, 1, 13)),
        ("13/01/2026", date(2026, 1, 13)),
        ("3/1/26", date(2026, 1, 3)),
        ("2026-01-13", date(2026, 1, 13)),
        ("2026-01-13 00:00:00", date(2026, 1, 13)),
        ("13/01/2026 00:00:00", date(2026, 1, 13)),
        (" 29/02/2024 ", date(2024, 2, 29)),
    ],
)
def test_days(cell: object, expected: date) -> None:
    assert convert.day(cell) == expected


@pytest.mark.parametrize("cell", ["29/02/2026", "31/04/2026", "2026", 45000.0, "13/2026", "01/01/0026", True])
def test_what_is_no_day(cell: object) -> None:
    with pytest.raises(ValueError, match=r"not|no polygon|no geometry|month|day|hour|minute|year|range"):
        convert.day(cell)


@pytest.mark.parametrize(
    "cell",
    ["2019-01", "2019_01", "01/2019", "1/2019", "janv-19", "Janvier 2019", "janv. 2019", "jan 2019", date(2019, 1, 31)],
)
def test_months(cell: object) -> None:
    assert convert.month(cell) == date(2019, 1, 1)


@pytest.mark.parametrize(
    ("cell", "expected"), [("fév-26", 2), ("févr-26", 2), ("juin 2026", 6), ("juil-26", 7), ("août 2026", 8)]
)
def test_months_by_their_words(cell: str, expected: int) -> None:
    assert convert.month(cell) == date(2026, expected, 1)


@pytest.mark.parametrize("cell", ["décision 2026", "jui 2026", "ma 2026", "13/2026", "", 201901.0])
def test_what_is_no_month(cell: object) -> None:
    with pytest.raises(ValueError, match=r"not|no polygon|no geometry|month|day|hour|minute|year|range"):
        convert.month(cell)


def test_a_period_is_a_day_or_a_month() -> None:
    assert [convert.period(cell) for cell in ("13/01/2026", "01/2026", "2026-01")] == [
        date(2026, 1, 13),
        date(2026, 1, 1),
        date(2026, 1, 1),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (time(14, 30, 20), time(14, 30)),
        (datetime.fromisoformat("2026-01-13T14:30"), time(14, 30)),
        (timedelta(hours=14, minutes=30), time(14, 30)),
        (0.5, time(12)),
        ("14:30", time(14, 30)),
        ("14:30:00", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14H30", time(14, 30)),
        ("14 h 30", time(14, 30)),
        ("14h", time(14)),
        ("9h05", time(9, 5)),
        ("0h", time(0)),
    ],
)
def test_times(cell: object, expected: time) -> None:
    assert convert.clock(cell) == expected


@pytest.mark.parametrize("cell", ["24h", "14h60", "14", "midi", 1.5, timedelta(hours=30), timedelta(hours=-1), True])
def test_what_is_no_time(cell: object) -> None:
    with pytest.raises(ValueError, match=r"not|no polygon|no geometry|month|day|hour|minute|year|range"):
        convert.clock(cell)


@pytest.mark.parametrize("cell", ["O", "oui", "OUI", "X", "x", "VRAI", "vrai", "1", 1.0, True, " Oui. "])
def test_yes(cell: object) -> None:
    assert convert.boolean(cell) is True


@pytest.mark.parametrize("cell", ["N", "non", "NON", "FAUX", "0", 0.0, False])
def test_no(cell: object) -> None:
    assert convert.boolean(cell) is False


@pytest.mark.parametrize("cell", ["peut-être", 2.0, "2"])
def test_neither_yes_nor_no(cell: object) -> None:
    with pytest.raises(ValueError, match="neither"):
        convert.boolean(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(1.0, "01"), ("1", "01"), ("01", "01"), ("2A", "2A"), ("2b", "2B"), (971.0, "971"), ("976", "976"), (31.0, "31")],
)
def test_departments(cell: object, expected: str) -> None:
    assert convert.department(cell) == expected


@pytest.mark.parametrize("cell", ["20", "975", "001", "²", "Ain"])
def test_what_is_no_department(cell: object) -> None:
    with pytest.raises(ValueError, match="département"):
        convert.department(cell)


@pytest.mark.parametrize(
    "cell", ["2026-S1", "2026 S1", "S1 2026", "2026s1", "1er semestre 2026", "1 semestre 2026", "Semestre 1 2026"]
)
def test_semesters(cell: str) -> None:
    assert convert.semester(cell) == "2026-S1"


def test_the_second_semester_in_words() -> None:
    assert [convert.semester(cell) for cell in ("2e semestre 2026", "2ème semestre 2026")] == ["2026-S2"] * 2


@pytest.mark.parametrize("cell", ["2026", "2026-S3", "S1", date(2026, 1, 1)])
def test_what_is_no_semester(cell: object) -> None:
    with pytest.raises(ValueError, match="semester"):
        convert.semester(cell)


def test_a_uai_in_capitals_without_spaces() -> None:
    assert convert.uai(" 013 1549x") == "0131549X"


SQUARE = '{"type":"Polygon","coordinates":[[[5.0,46.0],[5.0,46.1],[5.1,46.1],[5.1,46.0],[5.0,46.0]]]}'


@pytest.mark.parametrize(
    "cell",
    ["POLYGON((5 46, 5 46.1, 5.1 46.1, 5.1 46, 5 46))", SQUARE, "MULTIPOLYGON(((5 46,5 46.1,5.1 46.1,5.1 46,5 46)))"],
)
def test_outlines(cell: str) -> None:
    assert convert.from_geojson(convert.outline(cell)).equals(convert.from_geojson(SQUARE))


@pytest.mark.parametrize(
    "cell",
    [
        "POINT(5 46)",
        "POLYGON EMPTY",
        "POLYGON((5 46, 6 46))",
        "POLYGON((652000 6862000, 652000 6863000, 653000 6863000, 652000 6862000))",
        "POLYGON((nan nan, 5 46.1, 5.1 46.1, nan nan))",
        "un quartier",
        "{}",
        '{"type":"Polygon","coordinates":[]}',
        '{"type":"Polygon","coordinates":null}',
        '{"type":"Point","coordinates":[5,46]}',
        '{"type":"Polygon","coordinates":[[[5,46],[6,46]]]}',
        '{"type":"Polygon","coordinates":[[[5,46],[6,46],[1e999,47],[5,46]]]}',
    ],
)
def test_what_is_no_outline(cell: str) -> None:
    with pytest.raises(ValueError, match=r"not|no polygon|no geometry|month|day|hour|minute|year|range"):
        convert.outline(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (55.0, "traffic"),
        ("55", "traffic"),
        (56.0, "use_resale"),
        (57.0, "use"),
        (58.0, "other_drugs"),
        ("Trafic", "traffic"),
        ("usage revente", "use_resale"),
        ("USAGE-REVENTE", "use_resale"),
        (1.0, "homicide"),
        (7.0, "aggravated_violence"),
        (15.0, "robbery"),
        (26.0, "robbery"),
        ("Autre ILS", "other_drugs"),
    ],
)
def test_natures_and_indexes_of_etat_4001(cell: object, expected: str) -> None:
    assert convert.converter(SHEETS["facts"].column("offence"))(cell) == expected


@pytest.mark.parametrize("cell", [59.0, "14", "trafics d'armes"])
def test_an_index_that_is_no_drug_offence_nor_connected(cell: object) -> None:
    with pytest.raises(ValueError, match="list"):
        convert.converter(SHEETS["facts"].column("offence"))(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  a \u00a0 b ", "a b"),
        ("e\u0301te\u0301", "été"),
        (12.0, "12"),
        (12.5, "12.5"),
        (True, "VRAI"),
        (date(2026, 1, 13), "13/01/2026"),
    ],
)
def test_text_as_a_person_reads_it(cell: object, expected: str) -> None:
    assert convert.text(cell) == expected


CELLS = (
    st.text()
    | st.from_regex(r"\A[\d/:hH.,\- eE+]{0,20}\Z")
    | st.floats()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas()
)


@given(CELLS, st.sampled_from([column for sheet in SHEETS.values() for column in sheet.columns]))
def test_a_converter_gives_a_value_or_raises_value_error(cell: object, column: Column) -> None:
    with suppress(ValueError):
        convert.converter(column)(cell)


@given(st.text())
def test_folding_twice_is_folding_once(words: str) -> None:
    assert fold(fold(words)) == fold(words)
    assert fold(fold(words, keep_brackets=True), keep_brackets=True) == fold(words, keep_brackets=True)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d"]))
def test_a_day_written_is_read_back(day: date, form: str) -> None:
    assert convert.day(day.strftime(form)) == day


def test_a_number_is_shown_with_its_comma() -> None:
    assert [convert.shown(cell) for cell in (2.5, 2.0, -0.25, "2.5", date(2026, 1, 13))] == [
        "2,5",
        "2",
        "-0,25",
        "2.5",
        "13/01/2026",
    ]


def test_several_codes_are_parted_by_semicolons_or_commas() -> None:
    assert convert.codes(" BAC ; EMS,BAC; ") == ["BAC", "EMS", "BAC"]
    assert convert.joined_codes(" BAC ; EMS,BAC; ") == "BAC;EMS"
