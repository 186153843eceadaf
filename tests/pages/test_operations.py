"""Opérations: its figures are those of the command line, and it says the demonstration's truths."""

from collections.abc import Callable
from datetime import timedelta

import pytest

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
    assert f"Incomplet\u00a0: fichiers attendus de {truths.LATE_SERVICE}." in text


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


def test_a_window_before_the_files_says_so(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    monkeypatch.setattr("components.notices.st.page_link", lambda *_, **__: None)  # there is no menu around one page
    text = written(run(monkeypatch, demonstration_url, PAGE, {**LINK, "au": "2024-06-23"}))
    assert "Aucune opération connue dans cette fenêtre" in text
    assert "sous leur cible" not in text
