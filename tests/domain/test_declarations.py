"""The declarations hold together: what one says, another may rely on."""

import re

import pytest

from domain.sheets import SHEETS, WORKBOOK_SHEETS, Kind, Sheet
from domain.sheets.lists import OFFENCES
from domain.territories import DEPARTMENTS, department_code
from domain.uai import check_letter, is_valid

IDS = [sheet.code for sheet in WORKBOOK_SHEETS]


@pytest.mark.parametrize("sheet", WORKBOOK_SHEETS, ids=IDS)
def test_no_two_columns_of_a_sheet_have_the_same_header(sheet: Sheet) -> None:
    headers = [column.header for column in sheet.columns]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize("sheet", WORKBOOK_SHEETS, ids=IDS)
def test_lists_have_values_that_no_two_spell_alike(sheet: Sheet) -> None:
    for column in sheet.columns:
        assert bool(column.choices) == (column.kind is Kind.CHOICE), column.field
        spellings = [name for choice in column.choices for name in choice.names()]
        assert len(spellings) == len(set(spellings)), column.field


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_texts_that_people_type_are_searched_for_persons(sheet: Sheet) -> None:
    references = [column for column in sheet.columns if column.field == "reference"]
    assert all(column.free_text for column in references)


def test_the_101_departements_and_the_fictional_one() -> None:
    assert len(DEPARTMENTS) == 101 + 1
    written = {"1": "01", "01": "01", "2a": "2A", "971": "971", "31.0": "31", "0": "00"}
    assert {text: department_code(text) for text in written} == written
    assert department_code("20") is None
    assert department_code("99") is None


def test_each_index_of_the_state_4001_stands_for_one_nature() -> None:
    natures = {name: choice.code for choice in OFFENCES for name in choice.names() if name.isdigit()}
    assert [natures[index] for index in ("55", "56", "57", "58")] == ["traffic", "use_resale", "use", "other_drugs"]
    assert [natures[index] for index in ("1", "7", "15", "26")] == [
        "homicide",
        "aggravated_violence",
        "robbery",
        "robbery",
    ]


def test_the_letter_of_a_uai() -> None:
    # 131549 = 23 x 5719 + 12, and the thirteenth letter without I, O and Q is N.
    assert check_letter("0131549") == "N"
    assert is_valid("0131549N")
    assert not is_valid("0131549X")
    assert not is_valid("131549N")


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_what_a_sheet_says_of_itself_is_in_french_typography(sheet: Sheet) -> None:
    for text in (
        sheet.title,
        sheet.help,
        *(column.header for column in sheet.columns),
        *(c.help for c in sheet.columns),
    ):
        assert not re.search(r" [:;?!»%]|« |'", text), text
