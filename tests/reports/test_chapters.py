"""Sections whose wording has rules of its own."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.history import History
from analysis.recorded import SERIES_COLUMNS, Recorded
from domain.catalogue import CATALOGUE, LOCAL
from domain.windows import Window
from indicators.figures import Figure
from reports.chapters.sources import annex, freshness_section, missing_words, recorded_section
from reports.chapters.wording import change
from reports.content import Amount, Book, Paragraph, Table

WINDOW = Window(date(2026, 11, 9), date(2026, 11, 22))
NBSP = "\u00a0"


def figure(code: str, value: float | None, previous: float | None) -> Figure:
    nothing = dict.fromkeys(("year_before", "baseline", "baseline_days", "rate_ratio", "interval", "p_adjusted"))
    return Figure(
        indicator=CATALOGUE[code],
        scope="département",
        label="Val-Fictif",
        window=WINDOW,
        value=value,
        previous=previous,
        statement="stable ou non concluant",
        complete=True,
        behind=(),
        **nothing,
    )


@pytest.mark.parametrize(
    ("code", "value", "previous", "words"),
    [
        ("facts_drugs", 3, 5, "3 contre 5"),
        ("facts_drugs", 25, 20, f"+25{NBSP}% (25 contre 20)"),
        ("facts_drugs", 3, None, "sans comparaison"),
        ("school_coverage_national", 0.5, 1.0, f"50{NBSP}% contre 100{NBSP}% (−50{NBSP}points)"),
        ("unpredictability", 0.86, 0.85, "0,86 contre 0,85"),
        ("school_coverage", None, 0.5, "non calculable"),
    ],
)
def test_change_in_words(code: str, value: float | None, previous: float | None, words: str) -> None:
    assert change(figure(code, value, previous)) == words


def test_recorded_series_shows_the_newest_year_of_each_source() -> None:
    rows = [
        (2019, None, "PN", None, "55", "Trafic", 12, "etat4001_services"),
        (2020, None, "PN", None, "55", "Trafic", 9, "etat4001_services"),
        (2018, 12, None, None, "57", "Usage", 4, "etat4001_months"),
    ]
    series = pd.DataFrame(rows, columns=list(SERIES_COLUMNS)).astype(
        {"year": "Int64", "month": "Int64", "count": "Int64"}
    )
    section = recorded_section(Recorded("31", series, series, None))
    assert section is not None
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert table.rows == (
        ("État 4001 par service", "2020", "année entière", "police nationale", "trafic", Amount(9)),
        ("État 4001 par mois", "2018", "décembre", None, "usage", Amount(4)),
    )


def test_no_recorded_series_no_section() -> None:
    nothing = pd.DataFrame(columns=list(SERIES_COLUMNS))
    assert recorded_section(Recorded("31", nothing, nothing, "Aucune série")) is None


def test_missing_services_are_named_with_their_last_day() -> None:
    rows = [("CIE", "Compagnie", date(2026, 11, 1), 21), ("EMS", "Équipe", None, 14), ("BAC", "BAC", WINDOW.end, 0)]
    freshness = pd.DataFrame(rows, columns=["service", "name", "last_date", "days_behind"])
    words = missing_words(freshness, WINDOW)
    assert words is not None
    assert f"22/11/2026{NBSP}: Compagnie (données jusqu’au 01/11/2026) et Équipe (aucune donnée)." in words
    (table,) = freshness_section(freshness, WINDOW).blocks
    assert isinstance(table, Table)
    assert [(row[1], row[2], row[3]) for row in table.rows] == [
        ("CIE", "données jusqu’au 01/11/2026", Amount(21)),
        ("EMS", "aucune donnée", Amount(14)),
        ("BAC", "données jusqu’au 22/11/2026", Amount(0)),
    ]


def test_complete_files_are_said_complete() -> None:
    freshness = pd.DataFrame([("BAC", "BAC", WINDOW.end, 0)], columns=["service", "name", "last_date", "days_behind"])
    assert missing_words(freshness, WINDOW) is None
    first, _ = freshness_section(freshness, WINDOW).blocks
    assert first == Paragraph("Les fichiers de tous les services couvrent la fenêtre.")


def test_the_annex_explains_each_indicator_once_and_local_ones_too() -> None:
    halls = replace(LOCAL, code="local:HALLS", label="Halls visités")
    used = [figure("facts_drugs", 3, 5), figure("facts_drugs", 2, 1), replace(figure("checks", 1, 2), indicator=halls)]
    deposits = pd.DataFrame({"undone_at": pd.Series(dtype="datetime64[us]")})
    definitions = annex(used, History("31", deposits, pd.DataFrame()), WINDOW)[0].blocks[0]
    assert isinstance(definitions, Table)
    assert [row[:3] for row in definitions.rows] == [
        ("Faits de stupéfiants", "faits", "Faits"),
        ("Halls visités", "unités", "Indicateurs locaux"),
    ]
    assert [row[3] for row in definitions.rows] == [CATALOGUE["facts_drugs"].explanation, LOCAL.explanation]


def test_the_six_figures_stand_beside_their_longer_periods(book: Book) -> None:
    (table,) = (
        block
        for section in book.sections
        for block in section.blocks
        if isinstance(block, Table) and block.title.startswith("Les mêmes chiffres")
    )
    drugs = [row for row in table.rows if row[0] == "Faits de stupéfiants"]
    assert [(row[2], row[3], row[4], row[5]) for row in drugs] == [
        # 4 in the window and 6 in the one before it; one more on 20 October, the first on file
        (f"Sur 28{NBSP}jours", Amount(4 + 6), None, "sans comparaison"),
        (f"Depuis le 1er{NBSP}janvier", Amount(4 + 6 + 1), None, "sans comparaison"),
    ]
    assert len(table.rows) == 2 * 5  # what is still to send is a state of the last day, the same over any period
