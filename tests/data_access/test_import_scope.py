"""For whom an account writes, and what is remembered for whom."""

import pytest

from data_access import examination, foreseen, imports, layouts
from data_access.imports import ImportRefused
from data_access.queries.deposits import deposits
from data_access.workbooks.instructions import Assignment, Layout
from domain.scope import OPERATOR, Scope, ScopeError
from tests.data_access.conftest import Door, content
from tests.data_access.workbook_builder import TODAY, Rows, operation, plan_sheets, table, workbook

OPERATIONS: dict[str, Rows] = {"Opérations": table([operation("A")])}


def set_column(door: Door, scope: Scope, service: str | None, header: str, field: str) -> None:
    """Remember that a column of that header gives that field, for any sheet of operations of that service."""
    layout = Layout("operations", (Assignment(field, header),))
    layouts.remember(door.database, scope, "00", service, "n’importe laquelle", layout)


class TestScope:
    @pytest.mark.parametrize("scope", [Scope(frozenset({"13"})), Scope(frozenset())])
    def test_a_department_outside_the_scope_is_not_written(self, with_plan: Door, scope: Scope) -> None:
        parsed = with_plan.examine(OPERATIONS)
        before = content(with_plan)
        for act in (
            lambda: imports.store(with_plan.database, scope, parsed, "00", None, "essai"),
            lambda: foreseen.preview(with_plan.database, scope, parsed, "00"),
            lambda: examination.examine_file(with_plan.database, scope, b"", "a.xlsx", "00"),
            lambda: set_column(with_plan, scope, None, "lieu", "sector"),
        ):
            with pytest.raises(ScopeError, match="département 00"):
                act()
        assert content(with_plan) == before

    def test_a_service_writes_for_itself_only(self, with_plan: Door) -> None:
        scope = Scope(frozenset({"00"}), "BAC")
        parsed = with_plan.examine(OPERATIONS)
        with pytest.raises(ScopeError, match="service BAC"):
            imports.store(with_plan.database, scope, parsed, "00", "CIE", "essai")
        imports.store(with_plan.database, scope, parsed, "00", None, "essai")
        with with_plan.database.read() as connection:
            assert deposits(connection, scope, "00")["service"].tolist() == ["BAC"]
            assert deposits(connection, Scope(None, "CIE"), "00").empty

    def test_a_plan_is_not_stored_under_another_department(self, door: Door) -> None:
        parsed = examination.examine_file(
            door.database, OPERATOR, workbook(plan_sheets("13")), "plan.xlsx", None, today=TODAY
        )
        before = content(door)
        with pytest.raises(ImportRefused, match="du département 13"):
            foreseen.preview(door.database, OPERATOR, parsed, "00")
        with pytest.raises(ImportRefused, match="du département 13"):
            imports.store(door.database, OPERATOR, parsed, "00", None, "essai", sound_only=True)
        assert content(door) == before


class TestMappings:
    def test_a_mapping_is_remembered_for_its_service(self, with_plan: Door) -> None:
        sheets = {"Opérations": table([{("lieu dit" if k == "secteur" else k): v for k, v in operation().items()}])}
        assert len(with_plan.examine(sheets, service="BAC").faults) == 1
        set_column(with_plan, OPERATOR, "BAC", "lieu dit", "sector")
        assert with_plan.examine(sheets, service="BAC").faults == ()
        assert len(with_plan.examine(sheets, service="CIE").faults) == 1
        assert len(with_plan.examine(sheets).faults) == 1

    def test_a_mapping_may_be_changed(self, with_plan: Door) -> None:
        for field in ("kind", "sector"):
            set_column(with_plan, OPERATOR, None, "lieu dit", field)
        rows = table([{("lieu dit" if k == "secteur" else k): v for k, v in operation().items()}])
        assert with_plan.examine({"Opérations": rows}).faults == ()

    def test_a_service_s_own_account_finds_its_mappings_without_naming_it(self, with_plan: Door) -> None:
        scope = Scope(frozenset({"00"}), "BAC")
        set_column(with_plan, scope, None, "lieu dit", "sector")
        rows = table([{("lieu dit" if k == "secteur" else k): v for k, v in operation().items()}])
        parsed = examination.examine_file(
            with_plan.database, scope, workbook({"Opérations": rows}), "ops.xlsx", "00", today=TODAY
        )
        assert parsed.faults == ()
