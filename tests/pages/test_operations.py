"""Opérations: its figures are those of the command line, and it says the demonstration's truths."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from analysis.operations import KEY_CODES, MOBILE_CODES
from domain.sheets import SHEETS
from tests import truths
from tests.conftest import UNTIL, Said
from tests.pages.screens import cards, run, table, told, written

PAGE = "operations.py"
FORTNIGHT = (UNTIL - timedelta(days=13), UNTIL)
LINK = {"dep": "00", "au": UNTIL.isoformat()}


def test_the_cards_show_what_the_command_line_says(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    expected = told(vigie, demonstration_url, FORTNIGHT, KEY_CODES + MOBILE_CODES, scope="département")
    assert len(expected) == 8
    assert cards(run(monkeypatch, demonstration_url, PAGE, LINK)) == expected


def test_the_late_service_is_named(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    text = written(run(monkeypatch, demonstration_url, PAGE, LINK))
    assert f"Incomplet\u00a0: attend {truths.LATE_SERVICE}" in text


def test_the_regular_sector_is_said_to_be_predictable(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    text = written(run(monkeypatch, demonstration_url, PAGE, {**LINK, "secteur": truths.REGULAR_SECTOR}))
    assert "Les opérations commencent toujours le mardi à 15\u00a0h\u00a0: elles sont prévisibles." in text
    assert "Imprévisibilité\u00a0: 0,00" in text


def test_the_sector_without_operation_comes_first(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    shown = table(screen, "days_since")
    first = shown.iloc[0]
    assert (first["name"], first["operations"], first["verdict"]) == ("Bellerive", 0, "non atteinte")
    assert first["days_since"] >= truths.WORSE_DAYS


def test_the_list_is_filtered_and_in_french(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    labels = {choice.label for choice in SHEETS["operations"].column("kind").choices}
    rows = table(screen, "lead_service")
    assert len(rows) == cards(screen)["Opérations"]
    assert set(rows["kind"]) <= labels
    assert rows[["source_file", "source_sheet", "source_row"]].notna().all(axis=None)
    raids = cards(screen)["Opérations coup de poing"]
    screen.multiselect[1].select("raid").run()
    assert not screen.exception
    filtered = table(screen, "lead_service")
    assert (len(filtered), set(filtered["kind"])) == (raids, {"coup de poing"})


def effect(screen: AppTest) -> dict[str, list[int]]:
    """The eight counts as the page's table shows them, by group: before, after."""
    rows = re.findall(r'<th scope="row">([^<]*)</th>' + r'<td class="vg-right">([^<]*)</td>' * 3, written(screen))
    groups = ("secteur traité", "secteurs témoins", "secteurs voisins", "témoins des voisins")
    found = {name: [int(before), int(after)] for name, before, after, _ in rows if name in groups}
    assert tuple(found) == groups
    return found


def test_a_series_of_the_chosen_sector_is_judged(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, {**LINK, "secteur": truths.TREATED_SECTOR})
    text = written(screen)
    assert "Cité des Horloges\u00a0: baisse\u202f; avec ses voisins\u00a0: non concluant" in text
    assert "Ce n’est pas la preuve que les opérations en sont la cause" in text
    (before, after), _, (buffer, _), _ = effect(screen).values()
    assert before > 2 * after
    sectors = table(screen, "operations_before").set_index("code")
    assert (sectors.loc["S07", "before"], sectors.loc["S07", "after"]) == (before, after)
    assert sectors[sectors["role"].eq("voisin")]["before"].sum() == buffer


def test_a_link_keeps_the_series_and_the_sectors_chosen(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    usual = run(monkeypatch, demonstration_url, PAGE, LINK)
    *_, series = (words for words in usual.selectbox(key="choose.serie").options if words.startswith("S07"))
    assert str(usual.selectbox(key="choose.serie").value).startswith(truths.BETTER_SECTOR)  # the longest of all
    usual.selectbox(key="choose.serie").select(series).run()
    assert not usual.exception
    key = usual.selectbox(key="choose.serie").value
    assert usual.query_params["serie"] == key
    usual.multiselect(key=f"choose.voisins.{key}").set_value([truths.NEIGHBOUR_SECTOR]).run()
    usual.multiselect(key=f"choose.temoins-voisins.{key}").set_value([]).run()
    assert not usual.exception
    assert usual.query_params["voisins"] == truths.NEIGHBOUR_SECTOR
    assert usual.query_params["temoins-voisins"] == "aucun"
    asked = {**LINK, "serie": key, "voisins": truths.NEIGHBOUR_SECTOR, "temoins-voisins": "aucun"}
    linked = run(monkeypatch, demonstration_url, PAGE, asked)
    assert effect(linked) == effect(usual)
    assert effect(linked)["témoins des voisins"] == [0, 0]
    assert "Rien n’est affirmé d’un déplacement\u00a0: aucun secteur témoin pour les voisins." in written(linked)
    next(button for button in linked.button if button.label == "Revenir aux secteurs proposés").click().run()
    assert not linked.exception
    assert "voisins" not in linked.query_params
    assert effect(linked)["témoins des voisins"] != [0, 0]


def test_senseless_choices_in_a_link_fall_back_to_the_proposal(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    usual = run(monkeypatch, demonstration_url, PAGE, LINK)
    strange = {**LINK, "serie": "S99.2026-01-01", "temoins": "S01", "voisins": "<b>"}
    assert effect(run(monkeypatch, demonstration_url, PAGE, strange)) == effect(usual)


def test_yields_are_totals_over_operations(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    shown = dict(
        re.findall(r'<th scope="row">(Personnes contrôlées|Interpellations)</th><td[^>]*>([^<]*)<', written(screen))
    )
    rows = table(screen, "lead_service")
    per = {
        "Personnes contrôlées": rows["checks"].sum() / len(rows),
        "Interpellations": rows["arrests"].sum() / len(rows),
    }
    assert shown == {label: f"{value:.2f}".replace(".", ",") for label, value in per.items()}


def test_the_zone_and_the_pairs_are_told(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, {**LINK, "fenetre": "libre", "du": "2026-08-01"})
    text = written(screen)
    zone = table(screen, "granted")
    assert "Zone de défense fictive\u00a0: à court d’unités" in text
    short = zone["words"].str.startswith("▲ à court")
    assert (zone["asked"].gt(zone["granted"]) == short).all()
    assert 0 < short.sum() < len(zone)
    pairs = table(screen, "hours_apart")
    assert pairs["hours_apart"].le(48).all()
    assert pairs["lead_service_a"].ne(pairs["lead_service_b"]).all()
    assert table(screen, "shared_reference")[["code_a", "code_b"]].to_numpy().tolist() == [["R1", "P1"]]


def test_a_window_before_the_files_says_so(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    monkeypatch.setattr("components.notices.st.page_link", lambda *_, **__: None)  # there is no menu around one page
    text = written(run(monkeypatch, demonstration_url, PAGE, {**LINK, "au": "2024-06-23"}))
    assert "Aucune opération connue dans cette fenêtre" in text
    assert "sous leur cible" not in text
