"""Storing: all or nothing, what changes and what does not, whose row it is."""

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select

from data_access import foreseen, imports, layouts
from data_access.imports import ImportRefused, SheetReceipt
from data_access.models import table_of
from data_access.queries.deposits import deposit_sheets, deposits
from data_access.queries.plans import plans
from data_access.queries.rows import plan_rows
from data_access.workbooks.instructions import Assignment, Layout
from domain.scope import OPERATOR
from domain.sheets import SHEETS
from tests.data_access.conftest import Door, content
from tests.data_access.workbook_builder import (
    SECTORS,
    SERVICES,
    TODAY,
    Rows,
    csv_bytes,
    operation,
    plan_sheets,
    table,
    workbook,
)

DEPOSIT_TABLES = ("deposits", "deposit_sheets", "originals")


def operations(*references: str, **cells: object) -> dict[str, Rows]:
    return {"Opérations": table([operation(reference, **cells) for reference in references])}


def counts(receipt: imports.Receipt) -> list[tuple[str, int, int, int, int]]:
    return [(sheet.sheet, sheet.new, sheet.replaced, sheet.unchanged, sheet.refused) for sheet in receipt.sheets]


class TestStoring:
    def test_a_file_is_stored_and_read_back_with_its_origin(self, with_plan: Door) -> None:
        receipt = with_plan.deposit(operations("A", "B"), "ops.xlsx", service="BAC")
        assert (receipt.deposit_id, receipt.file, receipt.department, receipt.service, receipt.author) == (
            (2, "ops.xlsx", "00", "BAC", "essai")
        )
        assert receipt.sheets == (SheetReceipt("Opérations", "operations", new=2, replaced=0, unchanged=0, refused=0),)
        columns = ["reference", "sector", "kind", "deposit_id", "source_file", "source_sheet", "source_row"]
        assert with_plan.rows("operations")[columns].to_numpy().tolist() == [
            ["A", "S1", "raid", 2, "ops.xlsx", "Opérations", 2],
            ["B", "S1", "raid", 2, "ops.xlsx", "Opérations", 3],
        ]

    def test_the_deposit_and_its_sheets_are_recorded(self, with_plan: Door) -> None:
        with_plan.deposit(operations("A"), "ops.xlsx", service="BAC")
        with with_plan.database.read() as connection:
            first = deposits(connection, OPERATOR, "00").iloc[0]
            sheets = deposit_sheets(connection, OPERATOR, "00")
        assert first[["service", "file", "kind", "author", "new"]].tolist() == [
            "BAC",
            "ops.xlsx",
            "indicators",
            "essai",
            1,
        ]
        assert first["stored_at"].tzinfo is not None
        assert sheets.iloc[0].tolist() == [
            2, "Opérations", "operations", 1, 0, 0, 0, date(2026, 11, 10), date(2026, 11, 10),
        ]  # fmt: skip

    def test_the_same_deposit_twice_changes_nothing_but_the_deposits(self, with_plan: Door) -> None:
        fact = {"date": TODAY, "nature": "usage"}
        sheets = operations("A", "B") | {"Faits": table([fact, fact, fact | {"longitude": 5.005, "latitude": 46.005}])}
        with_plan.deposit(sheets)
        before = content(with_plan, DEPOSIT_TABLES)
        assert counts(with_plan.deposit(sheets)) == [("Opérations", 0, 0, 2, 0), ("Faits", 0, 0, 3, 0)]
        assert content(with_plan, DEPOSIT_TABLES) == before

    def test_the_same_plan_twice_too(self, with_plan: Door) -> None:
        before = content(with_plan, DEPOSIT_TABLES)
        assert {row[1:] for row in counts(with_plan.deposit(plan_sheets()))} == {
            (0, 0, unchanged, 0) for unchanged in (1, 2, 3)
        }
        assert content(with_plan, DEPOSIT_TABLES) == before

    def test_another_form_of_the_same_cells_is_the_same_row(self, with_plan: Door) -> None:
        with_plan.deposit(operations("A", armes=1, **{"heure début": "14h30", "cannabis (kg)": 0.5}))
        row = operation("A", armes="1", **{"heure début": "14:30:00", "cannabis (g)": "500,0"})
        row |= {"date": "10/11/2026", "secteur": "LES LILAS", "type": "Coups de poing"}
        assert counts(with_plan.deposit(csv_bytes(table([row])), "ops.csv")) == [("ops", 0, 0, 1, 0)]

    def test_a_changed_row_replaces_the_former_and_both_remain(self, with_plan: Door) -> None:
        with_plan.deposit(operations("A", "B", armes=1))
        receipt = with_plan.deposit(
            operations("A", armes=2) | {"Opérations nuit": operations("B", armes=1)["Opérations"]}
        )
        assert counts(receipt) == [("Opérations", 0, 1, 0, 0), ("Opérations nuit", 0, 0, 1, 0)]
        assert with_plan.rows("operations")[["reference", "weapons"]].to_numpy().tolist() == [["B", 1], ["A", 2]]
        stored = table_of("operations")
        with with_plan.database.read() as connection:
            history = connection.execute(
                select(stored.c.reference, stored.c.weapons, stored.c.deposit_id, stored.c.superseded_by).order_by(
                    stored.c.id
                )
            )
            assert [tuple(row) for row in history] == [("A", 1, 2, 3), ("B", 1, 2, None), ("A", 2, 3, None)]

    def test_an_operation_sent_by_two_services_counts_once(self, with_plan: Door) -> None:
        with_plan.deposit(operations("COMMUNE"), service="BAC")
        with_plan.deposit(operations("COMMUNE", **{"services associés": "CIE"}), service="CIE")
        rows = with_plan.rows("operations")
        assert rows[["reference", "partner_services"]].to_numpy().tolist() == [["COMMUNE", "CIE"]]

    def test_a_partner_that_has_no_column_for_it_does_not_erase_what_the_lead_counted(self, with_plan: Door) -> None:
        with_plan.deposit(operations("COMMUNE", **{"cannabis (g)": 500}), service="BAC")
        # The partner has no column for cannabis, one for weapons: the one is kept, the other gained.
        again = with_plan.deposit(operations("COMMUNE", armes=2), service="CIE")
        assert counts(again) == [("Opérations", 0, 1, 0, 0)]
        rows = with_plan.rows("operations")
        assert rows[["reference", "cannabis_g", "weapons"]].to_numpy().tolist() == [["COMMUNE", 500.0, 2]]
        # A file that has the column and leaves the cell empty says that nothing was found.
        with_plan.deposit(operations("COMMUNE", **{"cannabis (g)": ""}), service="BAC")
        assert with_plan.rows("operations")["cannabis_g"].isna().tolist() == [True]
        assert with_plan.rows("operations")["weapons"].tolist() == [2]

    def test_equal_facts_without_reference_count_each_across_the_sheets_of_a_file(self, with_plan: Door) -> None:
        facts = table([{"date": TODAY, "nature": "usage", "secteur": "S1"}])
        sheets: dict[str, Rows] = {"Faits jour": [*facts, facts[1]], "Faits nuit": facts}
        assert counts(with_plan.deposit(sheets)) == [("Faits jour", 2, 0, 0, 0), ("Faits nuit", 1, 0, 0, 0)]
        assert counts(with_plan.deposit(sheets)) == [("Faits jour", 0, 0, 2, 0), ("Faits nuit", 0, 0, 1, 0)]
        assert len(with_plan.rows("facts")) == 3

    def test_a_fact_is_the_same_when_a_new_outline_gives_it_a_sector(self, door: Door) -> None:
        fact = {"date": TODAY, "nature": "usage", "longitude": 5.005, "latitude": 46.005}
        door.deposit({"Faits": table([fact, fact])})
        door.deposit(plan_sheets())
        assert counts(door.deposit({"Faits": table([fact, fact])})) == [("Faits", 0, 2, 0, 0)]
        assert door.rows("facts")["sector"].tolist() == ["S1", "S1"]

    def test_a_preview_says_what_storing_does_and_stores_nothing(self, with_plan: Door) -> None:
        with_plan.deposit(operations("A", "B", armes=1))
        parsed = with_plan.examine(
            operations("B", "C", armes=2) | {"Faits": table([{"date": TODAY, "nature": "usage"}])}
        )
        before = content(with_plan)
        found = foreseen.preview(with_plan.database, OPERATOR, parsed, "00")
        assert content(with_plan) == before
        done = imports.store(with_plan.database, OPERATOR, parsed, "00", None, "essai")
        assert found.sheets == done.sheets
        assert counts(done) == [("Opérations", 1, 1, 0, 0), ("Faits", 1, 0, 0, 0)]


class TestAllOrNothing:
    def test_faults_store_nothing(self, with_plan: Door) -> None:
        before = content(with_plan)
        with pytest.raises(ImportRefused, match="1 erreur"):
            with_plan.deposit({"Opérations": table([operation("A"), operation("B", secteur="S9")])})
        assert content(with_plan) == before

    def test_sound_rows_only_where_the_analyst_says_so(self, with_plan: Door) -> None:
        rows = table([operation("A"), operation("B", secteur="S9"), operation("A"), operation("C")])
        assert counts(with_plan.deposit({"Opérations": rows}, sound_only=True)) == [("Opérations", 2, 0, 0, 2)]
        assert with_plan.rows("operations")[["reference", "source_row"]].to_numpy().tolist() == [["A", 2], ["C", 5]]

    def test_of_a_file_with_a_personal_sheet_the_others_can_be_stored(self, with_plan: Door) -> None:
        sheets = operations("A", prénom="Jeanne") | {"Faits": table([{"date": TODAY, "nature": "usage"}])}
        assert counts(with_plan.deposit(sheets, sound_only=True)) == [("Opérations", 0, 0, 0, 1), ("Faits", 1, 0, 0, 0)]
        assert len(with_plan.rows("operations")) == 0

    def test_a_refused_file_stores_nothing_even_so(self, with_plan: Door) -> None:
        before = content(with_plan)
        with pytest.raises(ImportRefused, match="n’est pas un classeur lisible"):
            with_plan.deposit(b"\x00\x01\x02", sound_only=True)
        assert content(with_plan) == before

    def test_a_failure_at_the_last_sheet_stores_nothing(self, with_plan: Door) -> None:
        parsed = with_plan.examine(operations("A") | {"Faits": table([{"date": TODAY, "nature": "usage"}])})
        before = content(with_plan)
        with failing_inserts(with_plan, "facts"), pytest.raises(RuntimeError, match="disque plein"):
            imports.store(with_plan.database, OPERATOR, parsed, "00", None, "essai")
        assert content(with_plan) == before
        assert counts(imports.store(with_plan.database, OPERATOR, parsed, "00", None, "essai")) == [
            ("Opérations", 1, 0, 0, 0),
            ("Faits", 1, 0, 0, 0),
        ]


@contextmanager
def failing_inserts(door: Door, name: str) -> Iterator[None]:
    def fail(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(f"INSERT INTO {name} "):
            raise RuntimeError("disque plein")

    event.listen(door.database.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(door.database.engine, "before_cursor_execute", fail)


class TestTwoWriters:
    def test_they_queue(self, with_plan: Door) -> None:
        shared = [f"COMMUNE-{index}" for index in range(50)]
        files = {
            service: with_plan.examine(operations(*shared, *(f"{service}-{index}" for index in range(50))))
            for service in ("BAC", "CIE", "EMS")
        }
        failures: list[Exception] = []
        start = threading.Barrier(len(files))

        def write(service: str) -> None:
            start.wait()
            try:
                imports.store(with_plan.database, OPERATOR, files[service], "00", service, "essai")
            except Exception as error:  # whatever it is, the test must show it
                failures.append(error)

        threads = [threading.Thread(target=write, args=(service,)) for service in files]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        references = [*shared, *(f"{service}-{index}" for service in files for index in range(50))]
        assert sorted(with_plan.rows("operations")["reference"]) == sorted(references)


class TestPlans:
    def sector_names(self, door: Door, on: date) -> list[str]:
        with door.database.read() as connection:
            return plan_rows(connection, OPERATOR, "00", "sectors", on)["name"].tolist()

    def test_versions_and_semesters_stay_apart(self, door: Door) -> None:
        header, first, *_ = SECTORS
        for semester, version, name in (
            ("2026-S1", 1, "premier"),
            ("2026-S1", 2, "deuxième"),
            ("2026-S2", None, "troisième"),
            ("2027-S1", 1, "quatrième"),
        ):
            sectors = [header, [first[0], name, *first[2:]]]
            door.deposit({**plan_sheets("00", semester, version), "Secteurs": sectors, "Établissements": []})
        days = (date(2025, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
        # The second version states no day of adoption: it stands instead of the first, which was never in force.
        assert [self.sector_names(door, day) for day in days] == [
            ["deuxième"],
            ["deuxième"],
            ["troisième"],
            ["troisième"],
            ["quatrième"],
        ]
        with door.database.read() as connection:
            assert plans(connection, OPERATOR, "00") == [
                ("2026-S1", 1),
                ("2026-S1", 2),
                ("2026-S2", 1),
                ("2027-S1", 1),
            ]
        assert door.rows("sectors")["name"].tolist() == ["premier", "deuxième", "troisième", "quatrième"]

    def test_a_plan_that_lacks_a_sheet_leaves_the_earlier_one_in_force(self, with_plan: Door) -> None:
        with_plan.deposit({"Plan": plan_sheets(version=2)["Plan"], "Objectifs": plan_sheets()["Objectifs"]})
        assert self.sector_names(with_plan, TODAY) == ["Les Lilas", "La Gare", "Le Bourg"]

    def test_sheets_without_a_plan_sheet_belong_to_the_latest_plan(self, with_plan: Door) -> None:
        services = plan_sheets()["Services"]
        assert counts(with_plan.deposit({"Services": [*services, ["GIR", "GIR de Val-Fictif", "GIR"]]})) == [
            ("Services", 1, 0, 3, 0)
        ]

    def test_sheets_without_any_plan_are_refused(self, door: Door) -> None:
        before = content(door)
        with pytest.raises(ImportRefused, match="aucun plan n’est enregistré"):
            door.deposit({"Services": plan_sheets()["Services"]})
        assert content(door) == before

    def test_sheets_beside_a_faulty_plan_row_do_not_fall_to_another_plan(self, with_plan: Door) -> None:
        sheets = plan_sheets("00", "2027-S9")
        before = content(with_plan)
        with pytest.raises(ImportRefused, match="feuille «\u00a0Plan\u00a0»"):
            with_plan.deposit(sheets, sound_only=True)
        assert content(with_plan) == before


references = st.lists(st.from_regex(r"\A[A-Z]{1,3}-[0-9]{1,3}\Z"), min_size=1, max_size=8, unique=True)
cells = st.fixed_dictionaries(
    {
        "date": st.dates(date(2024, 1, 1), TODAY),
        "heure début": st.times().map(lambda moment: f"{moment:%Hh%M}") | st.none(),
        "effectifs": st.integers(0, 5000) | st.none(),
        "cannabis (g)": st.floats(0, 1e6, allow_nan=False) | st.none(),
        "troubles à l'ordre public": st.sampled_from(["O", "N", "X", None]),
        "services associés": st.sampled_from([None, "CIE", "CIE;EMS"]),
        "type": st.sampled_from([choice.label for choice in SHEETS["operations"].column("kind").choices]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), names=references)
def test_any_sound_sheet_is_unchanged_the_second_time(with_plan: Door, data: st.DataObject, names: list[str]) -> None:
    rows = table([operation(name, **data.draw(cells)) for name in names])
    source = workbook({"Opérations": rows})
    with_plan.deposit(source)
    (again,) = with_plan.deposit(source).sheets
    assert dataclasses.asdict(again) == {
        "sheet": "Opérations",
        "recognised": "operations",
        "new": 0,
        "replaced": 0,
        "unchanged": len(names),
        "refused": 0,
        "totals": (),
    }


def test_a_value_set_for_the_whole_sheet_replaces_the_stored_one(with_plan: Door) -> None:
    with_plan.deposit(operations("A", armes=3))
    content = operations("A")
    (sheet,) = with_plan.examine(content).sheets
    layouts.remember(
        with_plan.database,
        OPERATOR,
        "00",
        None,
        sheet.signature,
        Layout("operations", (Assignment("weapons", None, constant="0"),)),
    )
    with_plan.deposit(content)
    assert list(with_plan.rows("operations")["weapons"]) == [0]


def test_a_service_that_no_plan_names_deposits_nothing(with_plan: Door) -> None:
    with pytest.raises(imports.ImportRefused, match=r"ZZZ.*BAC, CIE et EMS"):
        with_plan.deposit(operations("A"), service="ZZZ")
    named = {**plan_sheets(version=2), "Services": [*SERVICES, ["ZZZ", "Autre", "police nationale"]]}
    assert with_plan.deposit(named, service="ZZZ").service == "ZZZ"
    assert with_plan.deposit(operations("A"), service="ZZZ").service == "ZZZ"
