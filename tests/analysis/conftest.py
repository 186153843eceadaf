"""The front door of an empty database, as the tests of deposits have it."""

from tests.data_access.conftest import door

__all__ = ["door"]
