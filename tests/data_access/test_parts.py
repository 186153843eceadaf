"""What of a cell a field takes."""

from datetime import date, datetime, time

import pytest

from data_access.workbooks import convert
from data_access.workbooks.parts import PART_LABELS, Part, has_parts, take
from data_access.workbooks.raw import Cell

DAY = date(2026, 1, 13)


@pytest.mark.parametrize(
    ("cell", "taken"),
    [("2018-01", date(2018, 1, 1)), ("janv-18", date(2018, 1, 1)), (DAY, DAY.replace(day=1)), ("hier", "hier")],
)
def test_the_first_day_of_a_month(cell: Cell, taken: Cell) -> None:
    assert take(Part.MONTH, cell) == taken


def test_the_day_and_hour_of_the_place_whatever_its_offset() -> None:
    moment = "2018-12-31T19:30:00-0600"
    assert (take(Part.DATE, moment), take(Part.TIME, moment)) == ("2018-12-31", "19:30:00")


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        (datetime.combine(DAY, time(14, 30)), time(14, 30)),
        (datetime.combine(DAY, time(14, 30, 59)), time(14, 30)),
        (DAY, time(0, 0)),  # midnight, as readers give it
        ("13/01/2026 14:30", time(14, 30)),
        ("13/01/2026 14:30:45", time(14, 30)),
        ("13/01/26 14h30", time(14, 30)),
        ("13/01/2026 à 14h30", time(14, 30)),
        ("13/01/2026\u00a0à 14\u00a0h\u00a030", time(14, 30)),
        ("13/01/2026, 14h", time(14, 0)),
        ("13.01.2026 - 9H05", time(9, 5)),
        (" 2026-01-13T14:30:00 ", time(14, 30)),
        ("2026-01-13 14:30:00.000", time(14, 30)),
        ("13/01/2026 00:00", time(0, 0)),
    ],
)
def test_a_moment_gives_its_day_and_its_hour(cell: Cell, clock: time) -> None:
    assert (convert.day(take(Part.DATE, cell)), convert.clock(take(Part.TIME, cell))) == (DAY, clock)


@pytest.mark.parametrize("cell", ["13/01/2026", " 2026-01-13 "])
def test_a_day_alone_as_text_says_no_hour(cell: str) -> None:
    assert (convert.day(take(Part.DATE, cell)), take(Part.TIME, cell)) == (DAY, "")


# A moment of another time zone is not ours to move: it stays as it is, and the column's rule refuses it.
@pytest.mark.parametrize("cell", ["demain", "14h30", "", 46035.6, "2026-01-13T14:30:00Z", "2026-01-13T14:30:00-06"])
@pytest.mark.parametrize("part", [Part.DATE, Part.TIME])
def test_what_is_no_moment_stays(cell: Cell, part: Part) -> None:
    assert take(part, cell) == cell


@pytest.mark.parametrize(
    ("cell", "code", "label"),
    [
        ("Toulouse (31555)", "31555", "Toulouse"),
        ("Toulouse [31555] ", "31555", "Toulouse"),
        ("31555 Toulouse", "31555", "Toulouse"),
        ("31555 - Toulouse", "31555", "Toulouse"),
        ("31555\u00a0: Toulouse", "31555", "Toulouse"),
        ("TOULOUSE 31", "31", "TOULOUSE"),
        ("Toulouse - 31555", "31555", "Toulouse"),
        ("Ajaccio 2A004", "2A004", "Ajaccio"),
        ("2A004 Ajaccio", "2A004", "Ajaccio"),
        ("Saint-Denis 93", "93", "Saint-Denis"),
        ("L’Haÿ-les-Roses (94038)", "94038", "L’Haÿ-les-Roses"),
        ("01004 Ambérieu-en-Bugey", "01004", "Ambérieu-en-Bugey"),
        ("S1 Les Lilas", "S1", "Les Lilas"),
        ("S1 - Les Lilas", "S1", "Les Lilas"),
        ("ZSP-12 / Les Lilas", "ZSP-12", "Les Lilas"),
        ("0131549N Collège des Lilas", "0131549N", "Collège des Lilas"),
        ("Brigade anti-criminalité (BAC)", "BAC", "Brigade anti-criminalité"),
    ],
)
def test_a_code_and_its_name(cell: str, code: str, label: str) -> None:
    assert (take(Part.CODE, cell), take(Part.LABEL, cell)) == (code, label)


@pytest.mark.parametrize(
    "cell", ["Toulouse", "31555", "13e arrondissement", "Paris 13e", "Saint-Denis", "Gare (nord)", "", 31555.0]
)
@pytest.mark.parametrize("part", [Part.CODE, Part.LABEL])
def test_what_has_no_code_beside_a_name_stays(cell: Cell, part: Part) -> None:
    assert take(part, cell) == cell


@pytest.mark.parametrize("cell", ["PN/BAC", "PN / BAC", "PN - BAC", "PN > BAC", "PN|BAC", "PN – BAC", " PN/BAC "])
def test_before_and_behind_the_bar(cell: str) -> None:
    assert (take(Part.FIRST, cell), take(Part.LAST, cell)) == ("PN", "BAC")


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("BAC", "BAC", "BAC"),
        ("anti-criminalité", "anti-criminalité", "anti-criminalité"),
        ("PN/BAC/nuit", "PN", "nuit"),
        ("/BAC", "BAC", "BAC"),
        ("/", "/", "/"),
        ("", "", ""),
        (DAY, DAY, DAY),
    ],
)
def test_cells_with_no_bar_or_several(cell: Cell, first: Cell, last: Cell) -> None:
    assert (take(Part.FIRST, cell), take(Part.LAST, cell)) == (first, last)


@pytest.mark.parametrize(
    ("first", "cell", "expected"),
    [
        (Part.DATE, datetime.combine(DAY, time(14, 30)), True),
        (Part.DATE, "13/01/2026 14:30", True),
        (Part.DATE, DAY, False),
        (Part.DATE, "13/01/2026", False),
        (Part.CODE, "31555 Toulouse", True),
        (Part.CODE, "Toulouse", False),
        (Part.CODE, 31555.0, False),
        (Part.FIRST, "PN/BAC", True),
        (Part.FIRST, "PN/BAC/nuit", False),
        (Part.FIRST, "BAC", False),
    ],
)
def test_whether_a_cell_has_two_parts(first: Part, cell: Cell, expected: bool) -> None:
    assert has_parts(first, cell) is expected


@pytest.mark.parametrize("part", Part)
def test_each_part_is_named_for_people_and_the_whole_is_the_cell(part: Part) -> None:
    assert PART_LABELS[part]
    assert take(Part.WHOLE, part.value) == part.value
