"""Pages run one after the other in this process: each leaves nothing open behind it."""

from collections.abc import Iterator

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def released() -> Iterator[None]:
    """Close the database that the page opened."""
    yield
    st.cache_resource.clear()
