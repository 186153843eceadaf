"""What several tests share."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import cli
from data_access.database import Database
from demonstration.load import load_demonstration
from domain.scope import OPERATOR

_PUBLISHED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of real published files, which stands beside the project and is no part of it."""
    if not _PUBLISHED.is_dir():
        reason = "les fichiers publiés (../shared/data) manquent"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return _PUBLISHED


UNTIL = date(2026, 11, 22)
"""The last day of the demonstration that the tests look at: a Sunday, in school time."""


@pytest.fixture(scope="session")
def demonstration_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that holds the demonstration up to `UNTIL`; tests read it and leave it as it is."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demonstration') / 'demo.db'}"
    database = Database(url)
    database.migrate()
    load_demonstration(database, OPERATOR, UNTIL, lambda _: None)
    database.close()
    return url


@pytest.fixture(scope="session")
def demonstration(demonstration_url: str) -> Iterator[Database]:
    """The same, open."""
    database = Database(demonstration_url)
    yield database
    database.close()


@dataclass(frozen=True)
class Said:
    """What a command gave: its exit code, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def vigie(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """The command `vigie`, by its own console script, in this process."""

    def call(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["vigie", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.run()
        printed = capsys.readouterr()
        return Said(int(str(stopped.value.code)), printed.out, printed.err)

    return call
