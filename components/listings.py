"""A short table that is read as it stands, with its .csv beneath."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import tables
from components.downloads import csv_button


def listing(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    caption: str,
    name: str,
    decimals: Mapping[str, int] | None = None,
    first: int | None = None,
    besides: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    late: str | None = None,
) -> None:
    """Draw the columns of `labels` under their French headers, and the button that downloads them as `name`.csv.

    `first`: so many rows are drawn, the caption says which; the file has them all. `besides`: columns that only the
    file has. `links`, `late`: as `tables.plain` has them.
    """
    tables.plain(frame, labels, caption=caption, decimals=decimals, first=first, links=links, late=late)
    csv_button(frame, {**labels, **(besides or {})}, name)


def pair(name: str, left: int, right: int) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns of listings, so wide to each other; one under the other where a table would not fit beside."""
    first, second = st.container(key=f"pair-{name}").columns([left, right], gap="large")
    return first, second
