"""What several tests share."""

import os
from pathlib import Path

import pytest

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
