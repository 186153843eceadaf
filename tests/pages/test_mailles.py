"""The tab Mailles: its cells are those of the command line, month by month or all together."""

import json
import re
from collections.abc import Callable

import pytest

from analysis.hotspots import grid
from data_access.database import Database
from domain.scope import OPERATOR
from tests.conftest import UNTIL, Said
from tests.pages.screens import run, table, written

PAGE = "points_chauds.py"
LINK = {"dep": "00", "au": UNTIL.isoformat(), "onglet": "mailles"}


def test_the_cells_are_those_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, demonstration: Database, vigie: Callable[..., Said]
) -> None:
    said = vigie("hotspots", "--departement", "00", "--until", UNTIL, "--json", "--database", demonstration_url)
    told = {cell["cell"]: cell for cell in json.loads(said.out)["cells"]}
    screen = run(monkeypatch, demonstration_url, PAGE, LINK)
    shown = table(screen, "class_label").set_index("cell")
    of_a_class = shown[shown["class_label"] != "aucun"]
    assert of_a_class[["facts", "class_label"]].to_dict("index") == {
        cell: {"facts": row["facts"], "class_label": row["class_label"]} for cell, row in told.items()
    }
    # A hot spot: z above 0, adjusted p under 0.05, in the layer of a month.
    found = grid(demonstration, OPERATOR, "00", UNTIL)
    assert found is not None
    layers = found.layers.to_dict("records")
    hot = {(row["cell"], row["month"]) for row in layers if row["p_adjusted"] < 0.05 and row["z"] > 0}
    now = sum(month == max(found.months) for month in (when.date() for _, when in hot))
    text = written(screen)
    assert "Aucune maille en dégradation durable\u202f; " in text
    assert f"{now}\u00a0mailles sont un foyer en octobre 2026, {len({cell for cell, _ in hot})} l’ont été" in text


def test_a_month_of_the_address_shows_its_facts_and_its_hot_cells(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, {**LINK, "mois": "2026-10"})
    assert screen.select_slider[0].value == "oct.\u00a026"
    rows = table(screen, "hot")
    title = re.search(r"Octobre 2026\u00a0: (\d+)\u00a0mailles sont un foyer, (\d+)\u00a0faits situés", written(screen))
    assert title is not None
    assert (int(title[1]), int(title[2])) == (rows["hot"].sum(), rows["facts"].sum())
    assert (rows.loc[rows["hot"], "p_adjusted"] < 0.05).all()
    screen.select_slider[0].set_value("12 mois").run()
    assert not screen.exception
    assert "Aucune maille en dégradation durable" in written(screen)


def test_a_month_that_is_none_of_the_twelve_shows_them_all(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str
) -> None:
    screen = run(monkeypatch, demonstration_url, PAGE, {**LINK, "mois": "2031-01"})
    assert screen.select_slider[0].value == "12 mois"
