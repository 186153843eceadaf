"""What makes a row the same row."""

from collections import Counter
from datetime import date

import pytest

from data_access.workbooks.identity import contents, identifying_fields, keys
from domain.sheets import SHEETS

FACTS, PREVENTION = SHEETS["facts"], SHEETS["prevention"]


def columns(code: str, *rows: dict[str, object]) -> dict[str, list[object]]:
    return {field: [row.get(field) for row in rows] for field in SHEETS[code].fields}


def test_a_column_that_a_sheet_gains_changes_no_content_until_it_is_filled() -> None:
    former = contents({"a": [1, 2]})
    assert contents({"a": [1, 2], "b": [None, None]}) == former
    assert contents({"a": [1, 2], "b": [None, 0]})[1] != former[1]


def test_equal_values_of_other_types_or_columns_differ() -> None:
    assert len(set(contents({"a": [1, 1.0, True, "1"], "b": [None] * 4}) + contents({"b": [1]}))) == 5


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        contents({"a": [1], "b": []})


def test_a_reference_is_the_whole_key() -> None:
    first, second = ({"reference": "A", "date": date(2026, 1, day)} for day in (1, 2))
    found = keys(FACTS, columns("facts", first, second), Counter())
    assert found[0] == found[1]


def test_without_a_reference_equal_facts_have_ranks_that_go_on_in_the_next_sheet() -> None:
    fact = {"date": date(2026, 1, 1), "offence": "use"}
    ranks: Counter[str] = Counter()
    found = [*keys(FACTS, columns("facts", fact, fact), ranks), *keys(FACTS, columns("facts", fact), ranks)]
    assert len(set(found)) == 3
    assert found == keys(FACTS, columns("facts", fact, fact, fact), Counter())


def test_a_sector_counts_only_where_there_is_no_point() -> None:
    bare = {"date": date(2026, 1, 1), "offence": "use"}
    point = bare | {"longitude": 5.0, "latitude": 46.0}
    facts = columns("facts", bare, bare | {"sector": "S1"}, point, point | {"sector": "S1"})
    bare_key, sector_key, point_key, _ = keys(FACTS, facts, Counter())
    assert len({bare_key, sector_key, point_key}) == 3
    assert keys(FACTS, columns("facts", point | {"sector": "S1"}), Counter()) == [point_key]


def test_a_plan_s_rows_have_its_semester_and_version_in_their_key() -> None:
    sector: dict[str, list[object]] = {"code": ["S1"]}
    plans = (("2026-S1", 1), ("2026-S1", 2), ("2026-S2", 1))
    assert len({keys(SHEETS["sectors"], sector, Counter(), plan)[0] for plan in plans}) == 3


def test_the_fields_that_identify_a_row() -> None:
    rows = columns("prevention", {"reference": "R"}, {"date": date(2026, 1, 1)})
    assert [identifying_fields(PREVENTION, rows, at) for at in (0, 1)] == [
        ("reference",),
        ("date", "uai", "audience"),
    ]


class TestOrder:
    """Rows that come together have keys that stand together."""

    def test_a_reference_is_its_own_key_and_a_longer_one_a_digest(self) -> None:
        short, long = "R" * 60, "R" * 61
        found = keys(FACTS, columns("facts", {"reference": short}, {"reference": long}), Counter())
        assert found[0] == "=" + short
        assert (len(found[1]), "=" in found[1]) == (16, False)

    def test_a_key_made_of_values_begins_with_their_date(self) -> None:
        fact = {"date": date(2026, 3, 9), "offence": "use"}
        meeting = {"date": date(2026, 3, 10), "audience": "parents"}
        (of_fact,) = keys(FACTS, columns("facts", fact), Counter())
        (of_meeting,) = keys(PREVENTION, columns("prevention", meeting), Counter())
        assert (of_fact[:8], len(of_fact)) == ("20260309", 24)
        assert (of_meeting[:8], len(of_meeting)) == ("20260310", 24)
