"""A page run without a browser: what it writes, and the figures on its cards."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.catalogue import CATALOGUE
from tests.conftest import Said

PAGES = Path(__file__).parents[2] / "pages"
_CARD = re.compile(
    r'<p class="vg-label">(?P<label>[^<]*)<.*?<div class="vg-value">(?P<value>[^<]*?)(?: <small>|</div>)',
    re.DOTALL,
)


def run(monkeypatch: pytest.MonkeyPatch, url: str, page: str, query: Mapping[str, str]) -> AppTest:
    """The page of that file name over that database, opened by a link with that query."""
    monkeypatch.setenv("VIGIE_DATABASE_URL", url)
    st.cache_resource.clear()
    screen = AppTest.from_file(str(PAGES / page), default_timeout=60)
    for name, value in query.items():
        screen.query_params[name] = value
    screen.run()
    assert not screen.exception
    return screen


def written(screen: AppTest) -> str:
    """Everything that the page writes as HTML."""
    return "\n".join(unescape(str(element.proto.body)) for element in screen.get("html"))


def table(screen: AppTest, column: str) -> pd.DataFrame:
    """The first table of the page that has that column."""
    return next(shown.value for shown in screen.dataframe if column in shown.value.columns)


def cards(screen: AppTest, *, besides: Sequence[str] = ()) -> dict[str, float | None]:
    """The figures on the page's cards by label, read back from the French: shares as fractions, None for a dash.

    Cards that bear one of the words `besides` are left out.
    """
    found = [card for card in _CARD.finditer(written(screen)) if card["value"] not in besides]
    return {card["label"]: _number(card["value"]) for card in found}


def _number(text: str) -> float | None:
    if text == "–":
        return None
    plain = text.replace("\u202f", "").replace(",", ".").replace("−", "-")
    return float(plain.removesuffix("\u00a0%")) / 100 if plain.endswith("%") else float(plain)


def told(
    vigie: Callable[..., Said], url: str, window: tuple[date, date], codes: Sequence[str], *more: object, scope: str
) -> dict[str, float | None]:
    """The values of those indicators for that scope by `vigie figures`, by label, rounded as a card rounds them."""
    asked = ("--departement", "00", "--from", window[0], "--to", window[1], "--codes", ",".join(codes))
    said = vigie("figures", *asked, *more, "--json", "--database", url)
    assert said.code == 0, said.err
    return {
        CATALOGUE[figure["code"]].label: round(figure["value"], CATALOGUE[figure["code"]].decimals)
        for figure in json.loads(said.out)["figures"]
        if figure["scope"] == scope
    }
