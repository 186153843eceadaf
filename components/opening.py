"""How a page of the meeting begins: its title, département and window in words, and how far the files reach."""

from typing import Any

import pandas as pd

from components.address import Choice
from components.kept import kept
from components.notices import Freshness, freshness, heading
from domain import french
from domain.territories import DEPARTMENTS


def opening(title: str, choice: Choice, reach: pd.DataFrame) -> None:
    """Draw the heading and the freshness line; `reach` has the columns of `analysis.freshness`."""
    window = choice.window
    words = f"{french.window_title(choice.kind, window)}, {french.comparators_words(window)}"
    heading(title, f"{DEPARTMENTS[choice.department].label} · {words}")
    freshness(kept(_services, reach))


def _services(reach: pd.DataFrame) -> list[Freshness]:
    return [_service(row) for row in reach.to_dict("records")]


def _service(row: dict[Any, Any]) -> Freshness:
    return Freshness(str(row["name"]), row["last_date"], row["days_behind"] > 0)
