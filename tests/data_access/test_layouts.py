"""What is remembered of a service's files: set, listed, renamed, forgotten."""

from collections.abc import Callable, Mapping

import pytest

from data_access.database import Database
from data_access.layouts import LayoutRefused, RememberedLayout, forget, forget_one, layouts, remember, rename
from data_access.queries.layouts import memory_of
from data_access.workbooks.headers import signature_of
from data_access.workbooks.instructions import Assignment, Layout
from data_access.workbooks.parts import Part
from domain.scope import OPERATOR, Scope, ScopeError
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import operation, table

HEADERS = ["n° affaire", "date", "lieu dit", "type", "service pilote"]
SIGNATURE = signature_of(HEADERS)
LAYOUT = Layout(
    "operations",
    (Assignment("reference", "n affaire"), Assignment("sector", "lieu dit", Part.CODE)),
    {("kind", "cp"): "coup de poing"},
)


def stored(database: Database, service: str | None = None) -> dict[str, Layout]:
    with database.read() as connection:
        return dict(memory_of(connection, OPERATOR, "00", service).layouts)


def only(database: Database, service: str | None = None) -> RememberedLayout:
    (found,) = layouts(database, OPERATOR, "00", service)
    return found


@pytest.fixture
def database(door: Door) -> Database:
    remember(door.database, OPERATOR, "00", None, SIGNATURE, LAYOUT)
    return door.database


def test_what_is_remembered_is_given_back(database: Database) -> None:
    assert stored(database) == {SIGNATURE: LAYOUT}


def test_it_is_told_to_people(database: Database) -> None:
    found = only(database)
    assert (found.name, found.recognised, found.service) == ("Opérations, 5\u00a0colonnes", "operations", None)
    assert [(one.field, one.written, one.words) for one in (*found.assignments, *found.values)] == [
        ("reference", None, "référence\u00a0: colonne «\u00a0n affaire\u00a0»"),
        (
            "sector",
            None,
            (
                "secteur\u00a0: colonne «\u00a0lieu dit\u00a0», "
                "le code («\u00a0Toulouse (31555)\u00a0», «\u00a031555 Toulouse\u00a0»)"
            ),
        ),
        ("kind", "cp", "type\u00a0: «\u00a0cp\u00a0» se lit «\u00a0coup de poing\u00a0»"),
    ]


def test_constants_are_told_to_people(door: Door) -> None:
    given = (Assignment("offence", None, constant="trafic"), Assignment("sector", None))
    remember(door.database, OPERATOR, "00", None, SIGNATURE, Layout("facts", given))
    assert [one.words for one in only(door.database).assignments] == [
        "nature\u00a0: «\u00a0trafic\u00a0» pour toutes les lignes",
        "secteur\u00a0: aucune colonne",
    ]


def test_a_field_a_part_of_a_header_and_a_word_are_replaced_the_rest_stays(database: Database) -> None:
    given = (
        Assignment("date", "N° Affaire"),  # the header of the reference, which loses it
        Assignment("objective", "lieu dit", Part.LABEL),  # another part than the sector's
    )
    values = {("kind", "CP"): "contrôle routier", ("kind", "secu"): "sécurisation"}
    remember(database, OPERATOR, "00", None, SIGNATURE, Layout("operations", given, values))
    assert stored(database) == {
        SIGNATURE: Layout(
            "operations",
            (
                Assignment("date", "n affaire"),
                Assignment("objective", "lieu dit", Part.LABEL),
                Assignment("sector", "lieu dit", Part.CODE),
            ),
            {("kind", "cp"): "contrôle routier", ("kind", "secu"): "sécurisation"},
        )
    }


def test_two_fields_set_together_may_share_a_column(door: Door) -> None:
    given = (Assignment("cocaine_g", "produit"), Assignment("heroin_g", "produit"))
    remember(door.database, OPERATOR, "00", None, SIGNATURE, Layout("operations", given))
    assert stored(door.database)[SIGNATURE].assignments == given


def test_another_sheet_begins_anew(database: Database) -> None:
    remember(database, OPERATOR, "00", None, SIGNATURE, Layout("facts"))
    assert stored(database) == {SIGNATURE: Layout("facts")}
    assert only(database).name == "Faits, 5\u00a0colonnes"


def test_a_name_stays_when_more_is_set(database: Database) -> None:
    rename(database, OPERATOR, only(database).id, "  Tableau de la BAC  ")
    remember(database, OPERATOR, "00", None, SIGNATURE, Layout("operations"))
    assert only(database).name == "Tableau de la BAC"
    remember(database, OPERATOR, "00", None, SIGNATURE, Layout("operations"), name="Autre")
    assert only(database).name == "Autre"


def test_the_last_changed_stands_last(database: Database) -> None:
    remember(database, OPERATOR, "00", None, "3-b", Layout("operations"))
    assert list(stored(database)) == [SIGNATURE, "3-b"]
    remember(database, OPERATOR, "00", None, SIGNATURE, Layout("operations"))
    assert list(stored(database)) == ["3-b", SIGNATURE]


def test_one_thing_is_forgotten(database: Database) -> None:
    layout_id = only(database).id
    forget_one(database, OPERATOR, layout_id, "sector")
    forget_one(database, OPERATOR, layout_id, "kind", "cp")
    assert stored(database) == {SIGNATURE: Layout("operations", (Assignment("reference", "n affaire"),))}


def test_all_is_forgotten(database: Database) -> None:
    forget(database, OPERATOR, only(database).id)
    assert (stored(database), layouts(database, OPERATOR, "00", None)) == ({}, [])


def test_each_service_has_its_own(database: Database) -> None:
    remember(database, OPERATOR, "00", "BAC", SIGNATURE, Layout("facts"))
    assert (stored(database, "BAC"), stored(database)) == ({SIGNATURE: Layout("facts")}, {SIGNATURE: LAYOUT})
    assert only(database, "BAC").service == "BAC"


def test_an_account_of_a_service_sees_and_sets_that_service_s(database: Database) -> None:
    scope = Scope(frozenset({"00"}), "BAC")
    remember(database, scope, "00", None, SIGNATURE, Layout("facts"))
    assert [one.service for one in layouts(database, scope, "00", None)] == ["BAC"]
    assert stored(database, "BAC") == {SIGNATURE: Layout("facts")}


Change = Callable[[Database, Scope, int], None]
CHANGES: Mapping[str, Change] = {
    "rename": lambda d, s, i: rename(d, s, i, "Autre"),
    "forget": forget,
    "forget_one": lambda d, s, i: forget_one(d, s, i, "sector"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("scope", [Scope(frozenset({"13"})), Scope(None, "BAC")])
def test_what_is_not_the_account_s_is_left_alone(database: Database, name: str, scope: Scope) -> None:
    with pytest.raises(ScopeError):
        CHANGES[name](database, scope, only(database).id)
    assert (stored(database), only(database).name) == ({SIGNATURE: LAYOUT}, "Opérations, 5\u00a0colonnes")


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_gone_is_said(database: Database, name: str) -> None:
    with pytest.raises(LayoutRefused, match="n’existe plus"):
        CHANGES[name](database, OPERATOR, only(database).id + 1)


@pytest.mark.parametrize(
    ("scope", "service"), [(Scope(frozenset({"13"})), None), (Scope(None, "BAC"), "CIE")], ids=["department", "service"]
)
def test_nothing_is_set_or_listed_beyond_the_scope(database: Database, scope: Scope, service: str | None) -> None:
    with pytest.raises(ScopeError):
        remember(database, scope, "00", service, SIGNATURE, Layout("facts"))
    with pytest.raises(ScopeError):
        layouts(database, scope, "00", service)
    assert stored(database) == {SIGNATURE: LAYOUT}


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        (Layout("operations", (Assignment("reference", "nom de l interesse"),)), "annonce des personnes"),
        (Layout("operations", (Assignment("reference", "Prénom"),)), "annonce des personnes"),
        (Layout("operations", (Assignment("reference", None, constant="06 12 34 56 78"),)), "numéro de téléphone"),
        (Layout("operations", (), {("kind", "06 12 34 56 78"): "autre"}), "numéro de téléphone"),
        (Layout("operations", (), {("kind", "x"): "jeanne@exemple.fr"}), "adresse électronique"),
    ],
)
def test_no_person_is_remembered(database: Database, layout: Layout, said: str) -> None:
    with pytest.raises(LayoutRefused, match=said):
        remember(database, OPERATOR, "00", None, "1-a", layout)
    assert list(stored(database)) == [SIGNATURE]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "Tableau de jeanne@exemple.fr", "06 12 34 56 78"])
def test_names_that_are_refused(database: Database, name: str) -> None:
    with pytest.raises(LayoutRefused):
        rename(database, OPERATOR, only(database).id, name)
    with pytest.raises(LayoutRefused):
        remember(database, OPERATOR, "00", None, "1-a", Layout("facts"), name=name)
    assert (only(database).name, list(stored(database))) == ("Opérations, 5\u00a0colonnes", [SIGNATURE])


@pytest.mark.parametrize("layout", [Layout("menu"), Layout("facts", (Assignment("soup", "soupe"),))])
def test_what_is_not_declared_is_not_remembered(database: Database, layout: Layout) -> None:
    with pytest.raises(KeyError):
        remember(database, OPERATOR, "00", None, "1-a", layout)
    assert list(stored(database)) == [SIGNATURE]


def test_the_next_file_is_read_with_it(with_plan: Door) -> None:
    remember(with_plan.database, OPERATOR, "00", "BAC", SIGNATURE, LAYOUT)
    renamed = {"référence": "n° affaire", "secteur": "lieu dit"}
    record = {renamed.get(name, name): cell for name, cell in operation(secteur="S1 - Les Lilas").items()}
    parsed = with_plan.examine({"Feuil1": table([record])}, service="BAC")
    (sheet,) = parsed.sheets
    assert (sheet.recognised, sheet.signature, sheet.layout, sheet.faults) == ("operations", SIGNATURE, LAYOUT, ())
    assert (sheet.values["reference"], sheet.values["sector"]) == (["OP-1"], ["S1"])
