"""A short table that is read as it stands, with its .csv beneath."""

from collections.abc import Mapping

import pandas as pd

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
) -> None:
    """Draw the columns of `labels` under their French headers, and the button that downloads them as `name`.csv.

    `first`: so many rows are drawn, the caption says which; the file has them all.
    """
    tables.plain(frame, labels, caption=caption, decimals=decimals, first=first)
    csv_button(frame, labels, name)
