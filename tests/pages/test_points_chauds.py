"""Points chauds: its figures are those of the command line, and it says the demonstration's truths."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analysis.hotspots import p_words, trend_words
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from domain.scope import OPERATOR
from tests import truths
from tests.conftest import UNTIL, Said
from tests.data_access.workbook_builder import plan_sheets, workbook
from tests.pages.screens import PAGES, run, table, written

PAGE = "points_chauds.py"
LINK = {"dep": "00", "au": UNTIL.isoformat()}


def test_the_ranking_is_that_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    said = vigie("hotspots", "--departement", "00", "--until", UNTIL, "--json", "--database", demonstration_url)
    fields = ["rank", "facts", "previous", "connected", "operations", "days_since_operation"]
    expected = [
        {"place": f"{sector['code']} {sector['name']}", **{field: sector[field] for field in fields}}
        for sector in json.loads(said.out)["sectors"]
    ]
    shown = table(run(monkeypatch, demonstration_url, PAGE, LINK), "rank")
    assert shown[["place", *fields]].to_dict("records") == expected
    assert expected[0]["place"] == f"{truths.WORSE_SECTOR} Bellerive"
    assert shown["verdict"].iloc[0] == "▲ hausse"
    assert set(shown["verdict"].iloc[1:]) == {"= stable ou non concluant"}


def test_the_worst_sector_is_shown_by_default_and_said_so(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    text = written(run(monkeypatch, demonstration_url, PAGE, LINK))
    assert f'<h2 class="vg-part">{truths.WORSE_SECTOR} – Bellerive</h2>' in text
    assert "En tête du classement" in text
    assert re.search(r"<strong>\d+\u00a0faits de stupéfiants\u00a0: ▲ hausse\.</strong>", text)
    assert "test exact, p < 0,001 après correction pour 14 secteurs." in text


def test_a_link_opens_on_its_sector(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, {**LINK, "secteur": truths.BETTER_SECTOR})
    text = written(screen)
    assert f'<h2 class="vg-part">{truths.BETTER_SECTOR} – La Verrerie</h2>' in text
    assert "En tête du classement" not in text


def test_every_fact_shown_says_where_it_was_read(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    facts = table(screen, "precision")
    worst = table(screen, "rank").iloc[0]
    assert facts["count"].sum() == worst["facts"] + worst["connected"]
    assert facts[["source_file", "source_sheet", "source_row"]].notna().all(axis=None)


def test_filters_keep_the_ranks(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    whole = table(screen, "rank")
    screen.multiselect[0].set_value(["GN"]).run()
    kept = table(screen, "rank")
    assert 0 < len(kept) < len(whole)
    assert kept["rank"].tolist() == whole.loc[whole["place"].isin(kept["place"]), "rank"].tolist()


def test_nothing_published_is_said(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", demonstration_url)
    st.cache_resource.clear()
    screen = AppTest.from_file(str(PAGES.parent / "navigation.py"), default_timeout=60).run()
    screen.switch_page(f"pages/{PAGE}")
    screen.query_params["onglet"] = "enregistres"
    screen.run()
    assert not screen.exception
    assert "Aucune série publiée n’est enregistrée pour ce département." in written(screen)


def test_published_series_of_a_departement(
    monkeypatch: pytest.MonkeyPatch,
    demonstration_url: str,
    published: Path,
    tmp_path: Path,
    vigie: Callable[..., Said],
) -> None:
    copy = tmp_path / "vigie.db"
    shutil.copy(demonstration_url.removeprefix("sqlite:///"), copy)
    url = f"sqlite:///{copy}"
    workbook = published / "etat4001" / "services-2012-2020.xlsx"
    assert vigie("import", workbook, "--departement", "13", "--database", url).code == 0
    screen = run(monkeypatch, url, PAGE, {"dep": "13", "onglet": "enregistres"})
    series = table(screen, "nature")
    found = series[series["year"] == "2019"].set_index(["force", "nature"])["facts"].to_dict()
    # The sums that the files' own notice gives for this département and year.
    natures = ("trafic", "usage-revente", "usage", "autre ILS")
    police = dict(zip(natures, (986, 505, 3834, 19), strict=True))
    gendarmerie = dict(zip(natures, (25, 108, 1240, 84), strict=True))
    assert found == {
        **{("police nationale", nature): facts for nature, facts in police.items()},
        **{("gendarmerie nationale", nature): facts for nature, facts in gendarmerie.items()},
    }
    traffic = table(screen, "course")
    assert traffic["2019"].sum() == 986 + 25


def test_a_trend_is_claimed_only_where_it_is_established() -> None:
    assert trend_words({"tau": 0.83972, "trend_p": 0.00015658, "slope": 1.0}) == (
        "En hausse sur les 12 derniers mois entiers, de 1,0\u00a0fait par mois (pente de Theil-Sen\u202f; tau de "
        "Kendall contre le temps 0,84, p < 0,001 après correction)."
    )
    assert trend_words({"tau": 0.42, "trend_p": 0.062, "slope": 1.8}) == (
        "Aucune tendance établie sur les 12 derniers mois entiers (tau de Kendall contre le temps 0,42, p = 0,062 "
        "après correction)."
    )
    unknown = trend_words({"tau": float("nan"), "trend_p": float("nan"), "slope": float("nan")})
    assert unknown == "Tendance sur les 12 derniers mois entiers\u00a0: non calculable."


def test_p_values_in_words() -> None:
    assert [p_words(value) for value in (0.0004, 0.045, 0.5454)] == ["p < 0,001", "p = 0,045", "p = 0,55"]


def test_a_plan_without_facts_says_that_nothing_is_known_not_zero(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    database = Database(url)
    database.migrate()
    parsed = examine_file(database, OPERATOR, workbook(plan_sheets()), "plan.xlsx", "00")
    store(database, OPERATOR, parsed, "00", None, "essai")
    database.close()
    screen = run(monkeypatch, url, PAGE, {"dep": "00"})
    assert table(screen, "rank")["operations"].isna().all()  # nor how many operations there were
    shown = written(screen)
    assert "Faits de stupéfiants\u00a0: aucune donnée déposée (feuille Faits)" in shown
    assert "0\u00a0fait" not in shown
    assert "aucun</li>" not in shown  # the legend of the map has no class for what nobody counted
    assert "non connus</li>" in shown
    (drawing,) = screen.get("deck_gl_json_chart")
    assert drawing.proto.alt == "Carte des 3 secteurs du plan. Les faits de cette fenêtre ne sont pas connus."
    labels = [one.label for one in screen.expander]
    assert [label.split(",")[0] for label in labels if "non connu" in label] == [
        "Faits non connus",
        "Opérations non connues sur les douze derniers mois entiers et la fenêtre",
    ]
    assert "Les faits de cette fenêtre ne sont pas connus" in shown
    assert "n’est en hausse établie" not in shown
    actions = "Opérations, Présences, Enquêtes et Sûreté\u00a0: une case vide n’en dit rien."
    summary = written(run(monkeypatch, url, "synthese.py", {"dep": "00"}))
    assert f"Aucune donnée sur la fenêtre pour {actions}" in summary
    assert "sans aucune action" not in summary  # which would be said of what nobody told


def test_the_name_of_a_sector_is_text_whatever_it_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    database = Database(url)
    database.migrate()
    sheets = plan_sheets()
    header, first, *others = sheets["Secteurs"]
    named = [*first]
    named[list(header).index("nom")] = "Les <b>Halles</b>"
    content = workbook({**sheets, "Secteurs": [header, named, *others]})
    store(database, OPERATOR, examine_file(database, OPERATOR, content, "plan.xlsx", "00"), "00", None, "essai")
    database.close()
    screen = run(monkeypatch, url, PAGE, {"dep": "00", "secteur": str(first[list(header).index("code")])})
    raw = "\n".join(str(element.proto.body) for element in screen.get("html"))
    assert "Les &lt;b&gt;Halles&lt;/b&gt;</h2>" in raw
    assert "<b>Halles" not in raw
