"""What a page costs, against a page that draws the same elements from constants; and what is sent to the browser.

The reference plays the page from its tape (`benchmarks.tape`): the same elements, each with its last arguments, ready
made. It is the strictest that there is: it builds no figure, no map, no table, and asks nothing. A first view has to
build them; so a second reference is given for it, the page whose answers are constants and which builds its pictures.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

import streamlit as st

from benchmarks.screens import DEPARTMENT, LAST_DAY
from benchmarks.stage import ROOT, Page, Played, Run
from benchmarks.timing import Measure
from components import kept, session
from data_access.database import Database
from demonstration.load import load_demonstration
from domain.scope import OPERATOR

PAGES = sorted(path.name for path in (ROOT / "pages").glob("[a-z]*.py"))
LINK = {"dep": DEPARTMENT, "au": LAST_DAY.isoformat()}
_RUNS = 9


def page_benchmarks() -> Iterator[Measure | str]:
    """Each page of the menu over the demonstration."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        database = Database(url)
        database.migrate()
        load_demonstration(database, OPERATOR, LAST_DAY, lambda _: None)
        database.close()
        with patch.dict(os.environ, {"VIGIE_DATABASE_URL": url}):
            st.cache_resource.clear()
            for name in PAGES:
                yield from _page(name)
            st.cache_resource.clear()


def _page(name: str) -> Iterator[Measure | str]:
    page = Page(f"pages/{name}", LINK)
    sent = page.run().sent
    played = Played(page.taped())
    played.run()
    warm, constant, built, cold = [], [], [], []
    for _ in range(_RUNS):  # in turn, so that a machine that slows down slows all of them
        warm.append(page.run())
        constant.append(played.run())
        built.append(_first(page))
    for _ in range(3):
        session.answers().clear()
        cold.append(_first(page))
    title = name.removesuffix(".py")
    reference = _seconds(constant)
    yield Measure(f"page {title}", _seconds(warm), "les mêmes éléments, constants", reference)
    yield Measure(f"page {title}, 1re vue préparée", _seconds(built), "les mêmes éléments, constants", reference)
    yield Measure(f"page {title}, 1re vue sans préparation", _seconds(cold), "ses images refaites", _seconds(built))
    yield f"{f'page {title}, envoyé au navigateur':<44} {sent / 1e6:8.2f} Mo"


def _first(page: Page) -> Run:
    """A view for which every picture is made."""
    kept.forget()
    return page.run()


def _seconds(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)
