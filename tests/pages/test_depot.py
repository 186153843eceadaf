"""Dépôt without a browser: what is read again, and what is not kept."""

from pathlib import Path
from shutil import copyfile

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import session
from data_access.workbooks.parsed import FileKind
from tests.conftest import UNTIL
from tests.data_access.workbook_builder import workbook
from tests.pages.screens import PAGES, written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def screen(demonstration_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over a copy of the demonstration, the département chosen by the link."""
    copyfile(demonstration_url.removeprefix("sqlite:///"), tmp_path / "demo.db")
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.db'}")
    st.cache_resource.clear()
    return AppTest.from_file(str(PAGES / "depot.py"), default_timeout=60).run()


def dropped(screen: AppTest, *header: str) -> AppTest:
    """The page once a workbook of one sheet `Faits` with those headers has been dropped."""
    content = workbook({"Faits": [header, (UNTIL, "trafic", 4, "S03")]})
    return screen.file_uploader[0].set_value(("faits.xlsx", content, XLSX)).run()


def test_a_column_that_is_mapped_is_read_at_once_and_for_good(screen: AppTest) -> None:
    screen = dropped(screen, "date", "nature", "combien", "secteur")
    assert "Colonnes non reconnues\u00a0: combien" in [shown.label for shown in screen.expander]
    mapping = next(box for box in screen.selectbox if "combien" in box.label)
    screen = mapping.set_value("count").run()
    assert not any("combien" in box.label for box in screen.selectbox)
    screen.button[0].click().run()
    assert "Reçu du dépôt" in written(screen)
    with session.database().read() as connection:
        found = connection.exec_driver_sql("SELECT count FROM facts ORDER BY id DESC LIMIT 1").scalar_one()
    assert found == 4


def test_what_was_dropped_is_not_kept_once_it_is_stored(screen: AppTest) -> None:
    screen = dropped(screen, "date", "nature", "nombre", "secteur")
    assert [file.parsed.kind for file in screen.session_state["vigie.depot.lus"][1]] == [FileKind.INDICATORS]
    screen.button[0].click().run()
    assert "vigie.depot.lus" not in screen.session_state
