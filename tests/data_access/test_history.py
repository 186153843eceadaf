"""The life of a row: which file gave each value and what it was before; rows found by words; what was amended."""

import hashlib
from datetime import UTC, date

from data_access.amendments import record_amendments
from data_access.queries.deposits import AMENDMENT_COLUMNS, amendments, deposit_of_file
from data_access.queries.history import FoundRow, Given, Version, find_rows, row_life
from data_access.undo import undo
from data_access.workbooks.parsed import Amendment
from domain.faults import Rule
from domain.scope import OPERATOR, Scope
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, facts, operation, operations, table, workbook


def found(door: Door, code: str, words: str) -> list[FoundRow]:
    with door.database.read() as connection:
        return find_rows(connection, OPERATOR, "00", code, words)


def references(door: Door, words: str) -> list[object]:
    return [row.values["reference"] for row in found(door, "operations", words)]


def life(door: Door, code: str, words: str) -> list[Version]:
    (row,) = found(door, code, words)
    with door.database.read() as connection:
        return row_life(connection, OPERATOR, "00", code, row.row_key)


def values(version: Version, *fields: str) -> list[Given]:
    return [version.values[name] for name in fields]


class TestRowLife:
    def test_each_value_has_the_file_that_gave_it_and_what_stood_before(self, with_plan: Door) -> None:
        with_plan.deposit(operations(operation("A", armes=1, **{"cannabis (g)": 500})), "bac.xlsx")  # 2
        # No column for cannabis: the value stays, and stays the first file's.
        with_plan.deposit(operations(operation("B"), operation("A", armes=2, effectifs=8)), "cie.xlsx")  # 3
        with_plan.deposit(operations(operation("A", armes=2, effectifs=9)), "ems.xlsx")  # 4
        first, second, third = life(with_plan, "operations", "A")
        fields = ("weapons", "staff", "cannabis_g", "sector")
        assert values(first, *fields) == [
            Given(1, 2, None),
            Given(None, 2, None),
            Given(500.0, 2, None),
            Given("S1", 2, None),
        ]
        assert values(second, *fields) == [
            Given(2, 3, 1),
            Given(8, 3, None),
            Given(500.0, 2, None),
            Given("S1", 2, None),
        ]
        assert values(third, *fields) == [Given(2, 3, 1), Given(9, 4, 8), Given(500.0, 2, None), Given("S1", 2, None)]

    def test_each_version_says_where_it_stands_by_whom_and_when(self, with_plan: Door) -> None:
        with_plan.deposit(operations(operation("A", armes=1)), "bac.xlsx")
        with_plan.deposit(operations(operation("B"), operation("A", armes=2)), "cie.xlsx")
        found = life(with_plan, "operations", "A")
        assert [(one.deposit_id, one.file, one.sheet, one.source_row, one.author) for one in found] == [
            (2, "bac.xlsx", "Opérations", 2, "essai"),
            (3, "cie.xlsx", "Opérations", 3, "essai"),
        ]
        assert found[0].stored_at <= found[1].stored_at
        assert {one.stored_at.tzinfo for one in found} == {UTC}

    def test_a_value_that_comes_back_is_the_gift_of_the_file_that_brought_it_back(self, with_plan: Door) -> None:
        for number in (1, 2, 1):
            with_plan.deposit(operations(operation("A", armes=number)))
        *_, last = life(with_plan, "operations", "A")
        assert values(last, "weapons") == [Given(1, 4, 2)]

    def test_what_was_undone_is_no_part_of_it(self, with_plan: Door) -> None:
        for number in (1, 2, 3):
            with_plan.deposit(operations(operation("A", armes=number)))
        undo(with_plan.database, OPERATOR, 4, "essai")
        assert [values(one, "weapons")[0] for one in life(with_plan, "operations", "A")] == [
            Given(1, 2, None),
            Given(2, 3, 1),
        ]

    def test_an_unknown_key_has_none(self, with_plan: Door) -> None:
        with with_plan.database.read() as connection:
            assert row_life(connection, OPERATOR, "00", "operations", "volare") == []


class TestFindRows:
    def test_each_word_must_be_in_a_field_of_the_key_or_the_date(self, with_plan: Door) -> None:
        with_plan.deposit(
            operations(operation("BAC-1"), operation("BAC-2", date=date(2026, 11, 11)), operation("CIE_1"))
        )
        assert references(with_plan, "") == ["CIE_1", "BAC-2", "BAC-1"]
        assert references(with_plan, "bac") == ["BAC-2", "BAC-1"]
        assert references(with_plan, "bac 11/11/2026") == ["BAC-2"]
        assert references(with_plan, "1 2026-11-10") == ["CIE_1", "BAC-1"]
        assert references(with_plan, "bac 12/11/2026") == []
        assert references(with_plan, "E_1") == ["CIE_1"]
        assert references(with_plan, "C_1") == []  # a mere letter, not any one

    def test_only_current_rows_are_found(self, with_plan: Door) -> None:
        for number in (1, 2):
            with_plan.deposit(operations(operation("A", armes=number)))
        assert [row.values["weapons"] for row in found(with_plan, "operations", "A")] == [2]
        assert found(with_plan, "operations", "A")[0].deposit_id == 3

    def test_rows_without_a_reference_are_found_by_their_date(self, with_plan: Door) -> None:
        with_plan.deposit(facts({"nature": "usage"}, {"date": date(2026, 11, 12)}))
        assert [row.values["date"] for row in found(with_plan, "facts", "12/11/2026")] == [date(2026, 11, 12)]
        presence = {"UAI": SCHOOL_1, "date": date(2026, 11, 10), "heure début": "08h00", "service": "BAC"}
        with_plan.deposit({"Présences": table([presence])})
        assert len(found(with_plan, "presences", f"{SCHOOL_1.lower()} bac 10/11/2026")) == 1

    def test_numbers_are_found_whole(self, with_plan: Door) -> None:
        assert len(found(with_plan, "plan", "1")) == 1  # version 1 of 2026-S2
        assert found(with_plan, "plan", "9" * 30) == []

    def test_no_more_than_fifty(self, with_plan: Door) -> None:
        with_plan.deposit(operations(*(operation(f"OP-{number}") for number in range(60))))
        assert references(with_plan, "op") == [f"OP-{number}" for number in range(59, 9, -1)]


class TestAmendments:
    def test_what_was_typed_is_kept_and_not_what_was_found(self, with_plan: Door) -> None:
        corrected = Amendment("Opérations", "C2", "sector", Rule.UNKNOWN_REFERENCE, "S1")
        changed = Amendment("Opérations", "D2", "kind", None, "transports")
        accepted = Amendment("Opérations", "E2", "arrests", Rule.OUT_OF_RANGE, "4000", "Opération nationale")
        with with_plan.database.write() as connection:
            record_amendments(connection, 1, [corrected, changed, accepted])
            record_amendments(connection, 1, [])
        with with_plan.database.read() as connection:
            kept = amendments(connection, OPERATOR, "00", 1)
            others = amendments(connection, Scope(None, "BAC"), "00", 1)
        assert tuple(kept.columns) == AMENDMENT_COLUMNS
        assert kept.astype(object).where(kept.notna(), None).to_numpy().tolist() == [
            [1, "Opérations", "C2", "sector", "unknown_reference", "S1", ""],
            [1, "Opérations", "D2", "kind", None, "transports", ""],
            [1, "Opérations", "E2", "arrests", "out_of_range", "", "Opération nationale"],
        ]
        assert others.empty


def test_a_file_s_newest_deposit_is_known_by_its_digest(with_plan: Door) -> None:
    content = workbook(operations(operation("A")))
    for source in (content, content, workbook(operations(operation("B")))):
        with_plan.deposit(source, service="BAC")
    digest = hashlib.sha256(content).hexdigest()
    undo(with_plan.database, OPERATOR, 3, "essai")
    with with_plan.database.read() as connection:
        assert deposit_of_file(connection, OPERATOR, "00", digest) == 3
        assert deposit_of_file(connection, Scope(None, "CIE"), "00", digest) is None
        assert deposit_of_file(connection, OPERATOR, "13", digest) is None
