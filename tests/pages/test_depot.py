"""Dépôt without a browser: what is asked of the analyst, in which order, what is read again, and what is kept."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
import streamlit as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Selectbox

from components import progress, reading, session
from components.desk import Desk
from components.progress import Progress
from data_access.progress import Stage, Tell
from data_access.workbooks import jobs
from data_access.workbooks.returned import returned_workbook
from data_access.workbooks.sandbox import ReaderDied
from tests.conftest import UNTIL
from tests.data_access.workbook_builder import plan_sheets, workbook
from tests.pages.screens import PAGES, written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADERS = ("référence", "date", "secteur", "type", "service pilote")
SOUND = ("X-1", UNTIL, "S03", "coup de poing", "CSP-CENTRE")


@pytest.fixture
def screen(demonstration_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over a copy of the demonstration, through the menu's door, since its receipts lead to other pages."""
    copyfile(demonstration_url.removeprefix("sqlite:///"), tmp_path / "demo.db")
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.db'}")
    st.cache_resource.clear()
    screen = AppTest.from_file(str(PAGES.parent / "navigation.py"), default_timeout=60)
    screen.query_params["dep"] = "00"
    return screen.switch_page("pages/depot.py").run()


def dropped(screen: AppTest, files: Mapping[str, bytes]) -> AppTest:
    """The page once those files have been dropped."""
    screen.file_uploader[0].set_value([(name, content, XLSX) for name, content in files.items()]).run()
    assert not screen.exception
    return screen


def operations(*rows: Sequence[object], headers: Sequence[str] = HEADERS, tab: str = "Feuil1") -> dict[str, bytes]:
    """A workbook of operations by its name."""
    return {"ops.xlsx": workbook({tab: [headers, *rows]})}


def changed(row: Sequence[object], **cells: object) -> tuple[object, ...]:
    """The row of an operation with other cells; `type_` stands for the header `type`."""
    named = {name.removesuffix("_"): value for name, value in cells.items()}
    return tuple(named.get(header, value) for header, value in zip(HEADERS, row, strict=True))


def button(screen: AppTest, label: str) -> Button:
    """The first button of that label."""
    return next(one for one in screen.button if one.label == label)


def labels(screen: AppTest) -> list[str]:
    """What the buttons say."""
    return [one.label for one in screen.button]


def box(screen: AppTest, words: str) -> Selectbox[object]:
    """The first choice whose label holds those words."""
    return next(one for one in screen.selectbox if words in one.label)


def said(screen: AppTest) -> str:
    """All that the page says: sentences, captions, titles of what can be unfolded, HTML."""
    lines = [one.value for one in (*screen.markdown, *screen.caption, *screen.success)]
    return "\n".join([*lines, *(one.label for one in screen.expander), written(screen)])


def desk(screen: AppTest) -> Desk:
    """What lies on the visitor's desk."""
    found: Desk = screen.session_state["vigie.depot.bureau"]
    return found


def turns(screen: AppTest) -> dict[str, int]:
    """By the file's name, the turn in which each was read last."""
    return {one.file.parsed.name: one.turn for one in desk(screen).readings.values()}


def newest(sql: str) -> object:
    """What the database of the page answers."""
    with session.database().read() as connection:
        return connection.exec_driver_sql(sql).scalar()


def test_a_sound_file_is_stored_with_one_button(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND))
    assert "✓ ops\\.xlsx\u00a0: classeur d’indicateurs, 1\u00a0ligne, aucune erreur" in said(screen)
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    assert not screen.exception
    assert "ops\\.xlsx est enregistré" in said(screen)
    assert newest("SELECT reference FROM operations ORDER BY id DESC LIMIT 1") == "X-1"


def test_the_receipt_stays_until_other_files_are_stored(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND))
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    screen.run()
    assert [one.label for one in screen.download_button][:2] == ["Reçu (.pdf)", "Reçu (.xlsx)"]


def test_what_was_dropped_is_not_kept_once_it_is_stored(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND))
    assert list(turns(screen)) == ["ops.xlsx"]
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    assert (desk(screen).readings, desk(screen).amendments) == ({}, {})


def test_a_header_that_resembles_a_field_is_confirmed_with_one_click(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND, headers=("référence", "date", "secteur concerné", *HEADERS[3:])))
    assert (
        "La colonne «\u00a0secteur concerné\u00a0» ressemble à «\u00a0secteur\u00a0»\u00a0: c’est bien cela\u202f?"
    ) in said(screen)
    button(screen, "Oui").click().run()
    assert "aucune erreur" in said(screen)
    assert newest("SELECT header FROM layout_assignments") == "secteur concerne"


def test_a_proposal_that_is_declined_is_not_made_again(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND, headers=("référence", "date", "secteur concerné", *HEADERS[3:])))
    button(screen, "Non").click().run()
    assert "Oui" not in labels(screen)
    assert "Colonne obligatoire à trouver\u00a0: «\u00a0secteur\u00a0»" in said(screen)


def test_a_required_field_is_taken_from_a_header_or_is_the_same_in_all_rows(screen: AppTest) -> None:
    headers = ("référence", "date", "zone X", "type", "libellé")
    screen = dropped(screen, operations(SOUND, headers=headers))
    screen = box(screen, "Où prendre «\u00a0secteur\u00a0»").select("zone X").run()
    screen = box(screen, "Où prendre «\u00a0service pilote\u00a0»").select("\0constant").run()
    constant = next(one for one in screen.text_input if "service pilote" in one.label)
    screen = constant.set_value("CSP-CENTRE").run()
    assert not screen.exception
    assert "aucune erreur" in said(screen)


def test_a_sheet_that_is_not_recognised_is_said_to_be_one(screen: AppTest) -> None:
    headers = ("référence", "quand", "zone X", "genre", "qui")
    screen = dropped(screen, operations(SOUND, headers=headers))
    assert "▲ ops\\.xlsx\u00a0: à reconnaître" in said(screen)
    screen = box(screen, "Cette feuille est").select("operations").run()
    assert not screen.exception
    assert "Colonnes obligatoires à trouver" in said(screen)


def test_a_service_s_own_word_is_confirmed_once_for_all_its_rows(screen: AppTest) -> None:
    rows = [changed(SOUND, référence=f"X-{rank}", type_="CP") for rank in range(3)]
    screen = dropped(screen, operations(*rows))
    assert "«\u00a0CP\u00a0» (type)\u00a0: 3\u00a0lignes →" in said(screen)
    assert box(screen, "Ce que veut dire «\u00a0CP\u00a0»").value == "coup de poing"
    button(screen, "Valider").click().run()
    assert "aucune erreur" in said(screen)
    assert newest("SELECT value FROM layout_values") == "coup de poing"


def test_only_the_file_that_was_amended_is_read_again(screen: AppTest) -> None:
    swapped = workbook({"Faits": [("date", "nature", "longitude", "latitude"), (UNTIL, "trafic", 46.09, -8.042)]})
    screen = dropped(screen, {**operations(SOUND), "faits.xlsx": swapped})
    before = turns(screen)
    assert turns(screen.run()) == before
    button(screen, "Appliquer la correction proposée").click().run()
    after = turns(screen)
    assert (after["ops.xlsx"] == before["ops.xlsx"], after["faits.xlsx"] > before["faits.xlsx"]) == (True, True)


def test_a_swapped_point_is_put_right_and_can_be_undone(screen: AppTest) -> None:
    swapped = workbook({"Faits": [("date", "nature", "longitude", "latitude"), (UNTIL, "trafic", 46.09, -8.042)]})
    screen = dropped(screen, {"faits.xlsx": swapped})
    button(screen, "Appliquer la correction proposée").click().run()
    assert "aucune erreur" in said(screen)
    assert "2\u00a0cellules corrigées ou gardées" in said(screen)
    button(screen, "Tout défaire").click().run()
    assert "1\u00a0erreur" in said(screen)


def test_a_doubt_is_kept_with_a_reason_and_never_without(screen: AppTest) -> None:
    ahead = date.today() + timedelta(days=40)
    screen = dropped(screen, operations(changed(SOUND, date=ahead)))
    button(screen, "Garder la valeur").click().run()
    assert "1\u00a0erreur" in said(screen)
    reason = next(one for one in screen.text_input if "est juste, dites pourquoi" in one.label)
    reason.set_value("opération déjà programmée")
    button(screen, "Garder la valeur").click().run()
    assert "aucune erreur" in said(screen)
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    assert newest("SELECT reason FROM deposit_amendments") == "opération déjà programmée"


def test_nothing_is_stored_of_a_faulty_file_until_the_analyst_decides(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND, changed(SOUND, référence="X-2", date="31/02/2026")))
    assert button(screen, "Enregistrer 1\u00a0fichier").disabled
    screen.radio[0].set_value("seulement les lignes sans erreur").run()
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    assert newest("SELECT count(*) FROM operations WHERE reference LIKE 'X-%'") == 1


def test_a_total_that_differs_shows_the_rows_that_are_not_counted(screen: AppTest) -> None:
    headers = (*HEADERS, "interpellations")
    rows = [(*SOUND, 4), (*changed(SOUND, référence="X-2"), "six"), ("Total", None, None, None, None, 10)]
    screen = dropped(screen, operations(*rows, headers=headers))
    assert "Votre fichier annonce 10 pour «\u00a0interpellations\u00a0»" in said(screen)
    assert "sa cellule n’est pas un nombre" in written(screen)


def test_a_replaced_row_is_shown_cell_by_cell(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND))
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    screen = dropped(screen, operations(changed(SOUND, type_="contrôle routier")))
    assert "1\u00a0ligne remplacée\u00a0: valeur enregistrée → valeur du fichier" in said(screen)
    assert "<td>coup de poing</td><td>contrôle routier</td>" in written(screen)


def test_a_file_taken_away_is_neither_shown_nor_stored(screen: AppTest) -> None:
    screen = dropped(screen, operations(SOUND))
    button(screen, "Retirer ce fichier").click().run()
    assert "ops\\.xlsx" not in said(screen)
    assert "Enregistrer 1\u00a0fichier" not in labels(screen)


def test_many_files_are_listed_the_faulty_first_and_seen_one_by_one(screen: AppTest) -> None:
    sound = operations(SOUND)["ops.xlsx"]
    faulty = operations(changed(SOUND, secteur="nulle part"))["ops.xlsx"]
    screen = dropped(screen, {"a.xlsx": sound, "b.xlsx": sound, "c.xlsx": b"", "d.xlsx": faulty})
    table = written(screen)
    assert table.index("c.xlsx") < table.index("d.xlsx") < table.index("a.xlsx") < table.index("b.xlsx")
    shown = [one.label for one in screen.expander if ".xlsx" in one.label]
    assert shown == ["▲ c\\.xlsx\u00a0: refusé"]
    assert "Enregistrer 3\u00a0fichiers" in labels(screen)


def test_the_codes_of_a_plan_beside_it_are_known_to_a_file(screen: AppTest) -> None:
    sheets = plan_sheets(department="00")
    indicators = workbook({"Feuil1": [HEADERS, ("X-1", UNTIL, "S1", "coup de poing", "BAC")]})
    screen = dropped(screen, {"ops.xlsx": indicators, "plan.xlsx": workbook(sheets)})
    assert "✓ ops\\.xlsx" in said(screen)
    plan = next(file for file, one in desk(screen).readings.items() if one.file.parsed.name == "plan.xlsx")
    next(one for one in screen.button if one.key == f"{plan}.withdraw").click().run()
    assert "▲ ops\\.xlsx" in said(screen)


def test_the_mended_copy_of_a_file_says_which_one_it_corrects(screen: AppTest) -> None:
    faulty = operations(changed(SOUND, secteur="S99"))["ops.xlsx"]
    screen = dropped(screen, {"ops.xlsx": faulty})
    (seen,) = (one.file.parsed for one in desk(screen).readings.values())
    name, content = returned_workbook(seen.name, faulty, seen.faults, seen.sha256)
    screen = dropped(screen, {"ops.xlsx": faulty, name: content})
    assert "Ce fichier corrige «\u00a0ops\\.xlsx\u00a0», déposé à côté." in said(screen)
    button(screen, "Retirer ops\\.xlsx").click().run()
    assert list(turns(screen)) == [name]


def copies(screen: AppTest) -> list[tuple[str, bytes]]:
    """The copies that were made, their names and bytes."""
    return [copy for _turn, copy in screen.session_state["vigie.depot.bureau"].copies.values()]


def test_the_workbook_to_mend_is_made_once_asked_for_and_kept_until_it_is_read_again(screen: AppTest) -> None:
    swapped = [("date", "nature", "longitude", "latitude"), (UNTIL, "trafic", 46.09, -8.042)]
    screen = dropped(screen, {"faits.xlsx": workbook({"Faits": swapped})})
    button(screen, "Préparer le classeur à corriger").click().run()
    (copy,) = copies(screen)
    assert copy[0] == "faits – à corriger.xlsx"
    screen.run()
    assert "Télécharger le classeur à corriger" in [one.label for one in screen.download_button]
    assert copies(screen)[0] is copy
    button(screen, "Appliquer la correction proposée").click().run()
    assert copies(screen) == []
    button(screen, "Préparer le classeur corrigé").click().run()
    assert not screen.exception
    assert "Télécharger le classeur corrigé" in [one.label for one in screen.download_button]
    ((name, content),) = copies(screen)
    assert name == "faits – corrigé.xlsx"
    (row,) = load_workbook(BytesIO(content))["Faits"].iter_rows(min_row=2, values_only=True)
    assert row[2:] == (-8.042, 46.09)
    screen = dropped(screen, {name: content})
    assert "✓ faits – corrigé\\.xlsx" in said(screen)


def test_a_sound_file_is_not_given_back(screen: AppTest) -> None:
    assert not [label for label in labels(dropped(screen, operations(SOUND))) if label.startswith("Préparer")]


def test_a_workbook_that_cannot_be_given_back_is_said_to_be_so(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise ReaderDied

    screen = dropped(screen, operations(changed(SOUND, secteur="S99")))
    monkeypatch.setattr(jobs, "apart", interrupted)
    button(screen, "Préparer le classeur à corriger").click().run()
    assert not screen.exception
    assert "sa lecture s’est interrompue" in said(screen)
    assert "Télécharger le classeur à corriger" not in [one.label for one in screen.download_button]


def test_rows_whose_words_are_mended_above_are_not_asked_for_again(screen: AppTest) -> None:
    rows = [changed(SOUND, type_="coup de poings"), changed(SOUND, référence="X-2", secteur="S99")]
    screen = dropped(screen, operations(*rows))
    assert "«\u00a0coup de poings\u00a0» (type)" in said(screen)
    assert "1\u00a0cellule à corriger" in written(screen)


def test_reading_is_stopped_by_its_button_and_taken_up_again(screen: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:  # what « Annuler » does while a file is read: its callback, then a rerun
        desk(screen).halt()
        st.rerun()

    with monkeypatch.context() as patched:
        patched.setattr(reading, "examined", interrupted)
        screen = dropped(screen, operations(SOUND))
    assert "Lecture arrêtée\u00a0: 0 lus sur 1\u00a0fichier. Rien n’est enregistré." in said(screen)
    button(screen, "Reprendre la lecture").click().run()
    assert "✓ ops\\.xlsx" in said(screen)


def test_storing_is_stopped_with_nothing_stored(screen: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Stage] = []

    def of(_progress: Progress, _rank: int, _name: str) -> Tell:
        def tell(stage: Stage, _done: int, _rows: int) -> None:
            told.append(stage)
            if stage is Stage.STORING:
                st.rerun()

        return tell

    screen = dropped(screen, operations(SOUND))
    with monkeypatch.context() as patched:
        patched.setattr(Progress, "of", of)
        button(screen, "Enregistrer 1\u00a0fichier").click().run()
    assert told[-1] is Stage.STORING
    assert "L’enregistrement de ops.xlsx a été annulé\u00a0: rien n’en a été enregistré." in written(screen)
    assert newest("SELECT count(*) FROM operations WHERE reference = 'X-1'") == 0
    button(screen, "Enregistrer 1\u00a0fichier").click().run()
    assert newest("SELECT count(*) FROM operations WHERE reference = 'X-1'") == 1


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((0, 1, Stage.READING, 0, 0), "ops.xlsx\u00a0: lecture"),
        (
            (1, 30, Stage.CHECKING, 0, 1200),
            "ops.xlsx (2 sur 30)\u00a0: lu et reconnu, vérification, 1\u202f200\u00a0lignes",
        ),
        (
            (0, 1, Stage.STORING, 500, 1200),
            "ops.xlsx\u00a0: comparé, enregistrement, 500 lignes sur 1\u202f200",
        ),
    ],
)
def test_progress_names_file_step_and_rows(told: tuple[int, int, Stage, int, int], expected: str) -> None:
    assert progress.words("ops.xlsx", *told) == expected
