"""A page whose database cannot be used says so in one sentence."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.session import database
from data_access.database import DatabaseUnavailable
from tests.pages.screens import written


def test_a_database_that_is_none_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "vigie.db"
    broken.write_text("ceci n'est pas une base")
    monkeypatch.setenv("VIGIE_DATABASE_URL", f"sqlite:///{broken}")
    with pytest.raises(DatabaseUnavailable):
        database()


def test_its_own_sentence_is_what_the_user_reads() -> None:
    def page() -> None:
        from components.notices import report_failure
        from data_access.database import DatabaseUnavailable

        report_failure(DatabaseUnavailable("La base de données ne répond pas."))

    shown = written(AppTest.from_function(page).run())
    assert "La base de données ne répond pas." in shown
    assert "référence" not in shown
