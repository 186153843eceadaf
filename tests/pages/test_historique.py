"""Historique shows what `vigie deposits` tells."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import Said
from tests.pages.screens import run, table


def test_the_deposits_are_those_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, demonstration_url: str, vigie: Callable[..., Said]
) -> None:
    shown = table(run(monkeypatch, demonstration_url, "historique.py", {"dep": "00"}), "file")
    said = json.loads(vigie("deposits", "--departement", "00", "--json", "--database", demonstration_url).out)
    counts = ["id", "file", "new", "replaced", "unchanged", "refused"]
    assert shown[counts].to_numpy().tolist() == [[row[name] for name in counts] for row in said["deposits"]]
    assert shown["refused"].sum() == 6  # the six faulty rows of the demonstration
