"""What the drawing kit writes as HTML: every text escaped, every picture with its words."""

from base64 import b64decode
from datetime import date

import pandas as pd
import pytest
import streamlit as st

from components import figures, tables
from components.figures import Figure, Statement
from components.theme import Tone


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    html: list[str] = []
    monkeypatch.setattr(st, "html", html.append)
    return html


def test_a_figure_escapes_what_comes_from_files() -> None:
    bad = "<script>alert(1)</script>"
    figure = Figure(bad, bad, bad, bad, bad, Statement(bad, bad, Tone.ALERT), bad)
    assert "<script" not in figures.figure_html(figure)


def test_a_figure_says_sign_word_and_tone() -> None:
    html = figures.figure_html(Figure("Faits", "31", "faits", statement=Statement("▲", "hausse", Tone.ALERT)))
    assert '<p class="vg-statement vg-alert"><span aria-hidden="true">▲</span> hausse</p>' in html
    assert '<div class="vg-value">31 <small>faits</small></div>' in html


def test_a_sparkline_starts_at_zero_and_says_its_ends() -> None:
    html = figures.sparkline([0, None, 10], "Faits")
    assert 'alt="Faits\u00a0: de 0,0 à 10,0"' in html
    svg = b64decode(html.split("base64,")[1].split('"')[0]).decode()
    # 190 wide, 4 of margin: x from 4 to 186; 42 high: 0 lies at 38, the top at 38 - 32 = 6
    assert 'points="4.0,38.0 186.0,6.0"' in svg


def test_a_single_value_draws_no_line() -> None:
    assert "<img" not in figures.sparkline([3], "Faits")


def test_the_matrix_shows_what_nobody_did(written: list[str]) -> None:
    cells = pd.DataFrame([["1 <b>", ""], ["", ""]], index=["Ormes", "Gare"], columns=["DDSP", "GIR"])
    tables.matrix(cells, caption="Actions", corner="Secteur")
    none = '<td class="vg-none" aria-label="rien">–</td>'
    assert f'<tr><th scope="row">Ormes</th><td>1 &lt;b&gt;</td>{none}</tr>' in written[0]
    assert (
        '<tr class="vg-forgotten"><th scope="row">Gare<span class="vg-flag">▲ aucune action</span></th>'
        f"{none}{none}</tr>" in written[0]
    )


def test_days_are_written_in_french() -> None:
    assert [tables.written(day) for day in (date(2026, 1, 3), pd.Timestamp(2026, 1, 3))] == ["03/01/2026"] * 2


def test_an_empty_row_is_red_only_where_it_is_to_be_decided(written: list[str]) -> None:
    cells = pd.DataFrame([[""]], index=["Jeudi"], columns=["Midi"])
    tables.matrix(cells, caption="Présences", corner="Jour", empty_row="jamais vu", to_decide=False)
    assert '<tr class="vg-idle"><th scope="row">Jeudi<span class="vg-flag">▲ jamais vu</span></th>' in written[0]


def test_a_plain_table_writes_french(written: list[str]) -> None:
    frame = pd.DataFrame({"name": ["Gare"], "n": [1234.5], "day": pd.to_datetime(["2026-01-13"]), "ok": [True]})
    labels = {"name": "Secteur", "n": "Faits", "day": "Jour", "ok": "Fait"}
    tables.plain(frame, labels, caption="Table", decimals={"n": 1})
    assert (
        '<tr><th scope="row">Gare</th><td class="vg-right">1\u202f234,5</td><td>13/01/2026</td><td>oui</td></tr>'
        in written[0]
    )
