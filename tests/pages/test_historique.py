"""Historique: what `vigie deposits` tells, an undo, the life of a row, what is remembered of the services' files."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.history import find_rows, undone
from data_access.database import Database
from data_access.imports import store
from data_access.layouts import layouts, remember
from data_access.workbooks.instructions import Amendments, Assignment, Layout
from data_access.workbooks.parts import Part
from domain.scope import OPERATOR
from tests.conftest import Said
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import operation, operations, plan_sheets
from tests.pages.screens import run, table, written

PLAN, FIRST, SECOND, SAME = 1, 2, 3, 4
"""The deposits: the plan, two operations, one of them again with other arrests, the other again as it was."""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.notices.st.page_link", lambda *_, **__: None)  # there is no menu around one page


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Those four deposits, in a database of their own."""
    door = Door(Database(f"sqlite:///{tmp_path / 'vigie.db'}"))
    door.database.migrate()
    door.deposit(plan_sheets(), "plan.xlsx")
    first = operations(operation("OP-1", interpellations=3), operation("OP-2", interpellations=1))
    assert door.deposit(first, "novembre.xlsx", "BAC").deposit_id == FIRST
    door.deposit(operations(operation("OP-1", interpellations=5)), "rectificatif.xlsx")
    assert door.deposit(operations(operation("OP-2", interpellations=1)), "doublon.xlsx").deposit_id == SAME
    yield door
    door.database.close()


@pytest.fixture
def opened(door: Door, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens the page over those deposits by a link with that query."""

    def open_(**query: object) -> AppTest:
        asked = {"dep": "00"} | {name: str(value) for name, value in query.items()}
        return run(monkeypatch, door.database.url, "historique.py", asked)

    return open_


def press(screen: AppTest, key: str) -> AppTest:
    """The page after its button of that key was pressed."""
    screen.button(key=key).click().run()
    assert not screen.exception
    return screen


def keys(screen: AppTest) -> set[str]:
    """The keys of the page's buttons."""
    return {str(button.key) for button in screen.button}


def arrests(door: Door) -> dict[str, int]:
    """The arrests of the current operations by reference."""
    rows = door.rows("operations")
    return {str(row["reference"]): int(row["arrests"]) for row in rows.to_dict("records")}


def row_key(door: Door, reference: str) -> str:
    (found,) = find_rows(door.database, OPERATOR, "00", "operations", reference)
    return found.row_key


def test_the_deposits_are_those_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    shown = table(run(monkeypatch, demonstration_url, "historique.py", {"dep": "00"}), "file")
    said = json.loads(vigie("deposits", "--departement", "00", "--json", "--database", demonstration_url).out)
    counts = ["id", "file", "new", "replaced", "unchanged", "refused"]
    assert shown[counts].to_numpy().tolist() == [[row[name] for name in counts] for row in said["deposits"]]
    assert shown["refused"].sum() == 6  # the six faulty rows of the demonstration


def test_an_empty_server_says_where_to_begin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen = run(monkeypatch, f"sqlite:///{tmp_path / 'vide.db'}", "historique.py", {})
    assert "Aucun classeur n’a encore été déposé" in written(screen)


def test_without_a_deposit_chosen_the_page_says_how_to_choose(opened: Callable[..., AppTest]) -> None:
    screen = opened()
    assert "00 – Val-Fictif\u00a0: 4\u00a0dépôts, du plus récent au plus ancien." in written(screen)
    assert "Choisissez un dépôt" in written(screen)
    assert "undo.ask" not in keys(screen)


@pytest.mark.parametrize("number", ["999", "x", "-1", "9" * 30, "²"])
def test_a_deposit_that_is_not_there_is_no_failure(opened: Callable[..., AppTest], number: str) -> None:
    screen = opened(depot=number)
    expected = "Le dépôt n°\u00a0999 n’est pas de ce département." if number == "999" else "Choisissez un dépôt"
    assert expected in written(screen)


def test_the_chosen_deposit_tells_its_story(opened: Callable[..., AppTest]) -> None:
    screen = opened(depot=FIRST)
    for words in (
        "Dépôt n°\u00a02 – novembre.xlsx",
        "par essai, service BAC.",
        "Fichier d’origine gardé jusqu’au ",
        '<th scope="row">Opérations</th><td>Opérations</td><td class="vg-right">2</td><td class="vg-right">0</td>',
    ):
        assert words in written(screen), words
    labels = [str(element.proto.label) for element in screen.get("download_button")]
    assert labels == ["Télécharger (.csv)", "Reçu (.pdf)", "Reçu (.xlsx)", "Fichier d’origine"]


def test_a_file_that_is_not_kept_is_not_offered(
    opened: Callable[..., AppTest], door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIE_KEEP_FILES_DAYS", "0")
    door.deposit(operations(operation("OP-3")), "sans.xlsx")
    screen = opened(depot=SAME + 1)
    assert "Le fichier d’origine n’est pas, ou n’est plus, gardé." in written(screen)
    assert "Fichier d’origine" not in [str(element.proto.label) for element in screen.get("download_button")]


def test_what_was_amended_is_told_without_the_value_that_was_found(opened: Callable[..., AppTest], door: Door) -> None:
    amended = Amendments({("Opérations", "D2"): "sécurisation"}, {("Opérations", "F2"): "place nette"})
    parsed = door.examine(operations(operation("OP-9", interpellations=99_999)), "grand.xlsx", amendments=amended)
    done = store(door.database, OPERATOR, parsed, "00", None, "essai")
    said = written(opened(depot=done.deposit_id))
    assert "corrigée en «\u00a0sécurisation\u00a0»" in said
    assert "valeur gardée, malgré un doute (valeur peu plausible)\u00a0: place nette" in said
    assert "99" not in said.replace("9px", "")


def test_an_undo_first_says_what_it_would_do_and_can_be_left(opened: Callable[..., AppTest], door: Door) -> None:
    screen = press(opened(depot=SECOND), "undo.ask")
    # The deposit brought OP-1 anew (1 row), in the place of the former OP-1 (1 row).
    row = '<th scope="row">Opérations</th><td class="vg-right">1</td><td class="vg-right">1</td></tr>'
    assert row in written(screen)
    assert "Ses lignes ont changé depuis" not in written(screen)
    screen = press(screen, "undo.keep")
    assert "undo.confirm" not in keys(screen)
    assert arrests(door) == {"OP-1": 5, "OP-2": 1}


def test_an_undo_puts_back_what_stood_before(opened: Callable[..., AppTest], door: Door) -> None:
    screen = press(press(opened(depot=SECOND), "undo.ask"), "undo.confirm")
    (said,) = screen.success
    assert "rectificatif\\.xlsx) annulé\u00a0: 1\u00a0ligne retirée et 1\u00a0ligne remise comme avant." in said.value
    assert arrests(door) == {"OP-1": 3, "OP-2": 1}
    assert "4\u00a0dépôts, dont 1\u00a0annulé" in written(screen)
    assert "✕ Annulé le " in written(screen)
    assert "undo.ask" not in keys(screen)
    states = dict(zip(table(screen, "state")["id"], table(screen, "state")["state"], strict=True))
    assert [at for at, state in states.items() if state.startswith("✕ annulé le")] == [SECOND]


def test_an_undo_that_would_lose_a_later_change_asks_twice(opened: Callable[..., AppTest], door: Door) -> None:
    screen = press(opened(depot=FIRST), "undo.ask")
    for words in (
        "Ses lignes ont changé depuis, par le dépôt n°\u00a03 (rectificatif.xlsx, 1\u00a0ligne).",
        '<th scope="row">référence OP-1, date 10/11/2026</th><td>Opérations</td><td>n°\u00a03, rectificatif.xlsx</td>',
        "le dépôt n°\u00a04 (doublon.xlsx, 1\u00a0ligne) avait trouvé déjà là",
    ):
        assert words in written(screen), words
    assert screen.button(key="undo.confirm").disabled
    (losing,) = screen.checkbox
    screen = losing.check().run()
    assert screen.button(key="undo.confirm").label == "Annuler le dépôt et perdre ces changements"
    screen = press(screen, "undo.confirm")
    (said,) = screen.success
    wanted = "2\u00a0lignes retirées, 0\u00a0ligne remise comme avant et 1\u00a0changement plus récent perdu."
    assert wanted in said.value
    assert arrests(door) == {}


def test_an_undo_is_read_again_where_the_data_changed_meanwhile(opened: Callable[..., AppTest], door: Door) -> None:
    screen = press(opened(depot=SECOND), "undo.ask")
    door.deposit(operations(operation("OP-3", interpellations=7)), "dernier.xlsx")
    screen = press(screen, "undo.confirm")
    assert "Les données ont changé entre-temps" in written(screen)
    assert arrests(door) == {"OP-1": 5, "OP-2": 1, "OP-3": 7}
    screen = press(screen, "undo.confirm")
    assert arrests(door) == {"OP-1": 3, "OP-2": 1, "OP-3": 7}


def test_a_deposit_undone_elsewhere_meanwhile_is_shown_undone(opened: Callable[..., AppTest], door: Door) -> None:
    screen = press(opened(depot=SECOND), "undo.ask")
    undone(door.database, OPERATOR, SECOND)
    screen.run()
    assert not screen.exception
    assert "✕ Annulé le " in written(screen)
    assert "undo.confirm" not in keys(screen)


def test_the_last_deposit_undone_is_said_on_the_empty_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    door = Door(Database(f"sqlite:///{tmp_path / 'un.db'}"))
    door.database.migrate()
    door.deposit(plan_sheets(), "plan.xlsx")
    screen = run(monkeypatch, door.database.url, "historique.py", {"dep": "00", "depot": "1"})
    screen = press(press(screen, "undo.ask"), "undo.confirm")
    assert len(screen.success) == 1
    door.database.close()


def test_a_row_is_found_by_a_word_of_its_reference(opened: Callable[..., AppTest]) -> None:
    screen = opened(onglet="lignes")
    assert "Choisissez une feuille" in written(screen)
    screen.selectbox(key="choose.feuille").set_value("operations").run()
    assert sorted(table(screen, "reference")["reference"]) == ["OP-1", "OP-2"]
    screen.text_input(key="vigie.lignes.mots").set_value("op-2").run()
    assert table(screen, "reference")["reference"].tolist() == ["OP-2"]
    screen.text_input(key="vigie.lignes.mots").set_value("OP-77").run()
    assert "Aucune ligne trouvée" in written(screen)


def test_the_life_of_a_row_tells_each_value_and_its_file(opened: Callable[..., AppTest], door: Door) -> None:
    said = written(opened(onglet="lignes", feuille="operations", mots="OP-1", ligne=row_key(door, "OP-1")))
    for words in (
        "Opérations\u00a0: référence OP-1, date 10/11/2026",
        "2\u00a0versions, de la plus ancienne à celle en vigueur.",
        "dépôt n°\u00a02 par essai\u00a0: novembre.xlsx, feuille Opérations, ligne 2",
        # reference, date, sector, kind, lead service, arrests
        "Ligne créée, 6\u00a0champs renseignés",
        'interpellations\u00a0: <span class="vg-quiet">3</span> → <strong>5</strong>',
        '<th scope="row">interpellations</th><td>5</td><td>rectificatif.xlsx, ligne 2</td>',
        '<th scope="row">type</th><td>coup de poing</td><td>novembre.xlsx, ligne 2</td>',
        '<th scope="row">date</th><td>10/11/2026</td><td>novembre.xlsx, ligne 2</td>',
    ):
        assert words in said, words


def test_the_life_of_a_row_that_is_gone_is_no_failure(opened: Callable[..., AppTest]) -> None:
    said = written(opened(onglet="lignes", feuille="operations", ligne="inconnue"))
    assert "Cette ligne n’est pas en vigueur" in said
    assert "Choisissez une feuille" in written(opened(onglet="lignes", feuille="inconnue", ligne="x"))


LAYOUT = Layout(
    "operations",
    (Assignment("sector", "Lieu des faits"), Assignment("lead_service", "PN/BAC", Part.LAST)),
    {("kind", "CP"): "coup de poing"},
)


@pytest.fixture
def layout_id(door: Door) -> int:
    """One layout that is remembered for the service BAC."""
    remember(door.database, OPERATOR, "00", "BAC", "7-abc", LAYOUT)
    (found,) = layouts(door.database, OPERATOR, "00", "BAC")
    return found.id


def test_nothing_remembered_says_how_it_comes(opened: Callable[..., AppTest]) -> None:
    assert "Rien n’est retenu pour l’instant" in written(opened(onglet="correspondances"))


def test_what_is_remembered_is_shown_by_service(opened: Callable[..., AppTest], layout_id: int) -> None:
    said = written(opened(onglet="correspondances"))
    for words in (
        "BAC – Brigade anti-criminalité",
        "Opérations, 7\u00a0colonnes",
        "secteur\u00a0: colonne «\u00a0lieu des faits\u00a0»",
        "service pilote\u00a0: colonne «\u00a0pn bac\u00a0», ce qui suit la barre",
        "type\u00a0: «\u00a0cp\u00a0» se lit «\u00a0coup de poing\u00a0»",
    ):
        assert words in said, words
    assert "Fichiers départementaux" not in said
    assert layout_id


def test_a_layout_is_renamed(opened: Callable[..., AppTest], door: Door, layout_id: int) -> None:
    screen = opened(onglet="correspondances")
    screen.text_input(key=f"rename.{layout_id}").set_value("Bilan de la BAC").run()
    assert [found.name for found in layouts(door.database, OPERATOR, "00", "BAC")] == ["Bilan de la BAC"]
    assert "Bilan de la BAC" in written(screen)
    screen.text_input(key=f"rename.{layout_id}").set_value("  ").run()
    assert "Donnez un nom." in written(screen)
    assert [found.name for found in layouts(door.database, OPERATOR, "00", "BAC")] == ["Bilan de la BAC"]


def test_one_thing_is_forgotten_once_confirmed(opened: Callable[..., AppTest], door: Door, layout_id: int) -> None:
    word = f"{layout_id}.kind.cp"
    screen = press(opened(onglet="correspondances"), f"forget.{word}")
    screen = press(screen, f"no.{word}")
    assert len(layouts(door.database, OPERATOR, "00", "BAC")[0].values) == 1
    screen = press(press(screen, f"forget.{word}"), f"yes.{word}")
    (left,) = layouts(door.database, OPERATOR, "00", "BAC")
    assert ([one.field for one in left.assignments], left.values) == (["lead_service", "sector"], ())
    assert "Aucun mot réglé." in written(screen)
    screen = press(press(screen, f"forget.{layout_id}.sector."), f"yes.{layout_id}.sector.")
    assert [one.field for one in layouts(door.database, OPERATOR, "00", "BAC")[0].assignments] == ["lead_service"]


def test_all_of_a_layout_is_forgotten_once_confirmed(
    opened: Callable[..., AppTest], door: Door, layout_id: int
) -> None:
    screen = press(opened(onglet="correspondances"), f"forget.{layout_id}")
    assert len(layouts(door.database, OPERATOR, "00", "BAC")) == 1
    screen = press(screen, f"yes.{layout_id}")
    assert layouts(door.database, OPERATOR, "00", "BAC") == []
    assert "Rien n’est retenu pour l’instant" in written(screen)
