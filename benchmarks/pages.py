"""What a page costs, against a page that draws the same elements from constants; and what is sent to the browser.

The reference plays the page from its tape (`benchmarks.tape`): the same elements, each with its last arguments, ready
made. It is the strictest that there is: it builds no figure, no map, no table, and asks nothing.

A deposit gives the data a new state: nothing that was computed or drawn before serves any more. The first view after it
is measured twice: once `session.prepare` has done what a server begins as soon as a deposit is stored, and where it
has done nothing yet, so that the visitor's turn computes all.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

import streamlit as st

from benchmarks.screens import DEPARTMENT, LAST_DAY
from benchmarks.stage import Page, Played, Run, menu, served
from benchmarks.timing import Measure, seconds
from components import session
from data_access.database import Database
from demonstration.load import load_demonstration
from domain.scope import OPERATOR

LINK = {"dep": DEPARTMENT, "au": LAST_DAY.isoformat()}
CONSTANTS = "les mêmes éléments, constants"
MOST_WARM, MOST_FIRST, MOST_SENT = 1.3, 3, 1.5
"""What is asked: times the reference for a warm turn and for a first view, and MB sent."""
_WARM_RUNS, _FIRST_RUNS = 15, 3
_states = count()


def page_benchmarks() -> Iterator[Measure | str]:
    """Each page of the menu over the demonstration."""
    logging.disable(logging.WARNING)  # Streamlit warns of each turn without a server
    with TemporaryDirectory() as folder, patch.dict(os.environ, {"VIGIE_DATABASE_URL": f"sqlite:///{folder}/demo.db"}):
        _demonstration(Path(folder) / "demo.db")
        st.cache_resource.clear()
        yield from _pages({entry.title: Page(entry.file, LINK) for entry in menu()})
        st.cache_resource.clear()


def _pages(pages: Mapping[str, Page]) -> Iterator[Measure | str]:
    prepared, spent = _prepared_views(pages)
    yield f"préparation de toutes les pages en arrière-plan après un dépôt : {median(spent):.1f} s"
    for title, page in pages.items():
        warm, constant = _warm_and_constant(page)
        unprepared = [_first_view(page) for _ in range(_FIRST_RUNS)]
        reference = _seconds(constant)
        yield Measure(f"page {title}", _seconds(warm), CONSTANTS, reference)
        yield Measure(f"page {title}, 1re vue préparée", _seconds(prepared[title]), CONSTANTS, reference)
        yield Measure(f"page {title}, 1re vue sans préparation", _seconds(unprepared), CONSTANTS, reference)
        yield f"{f'page {title}, envoyé au navigateur':<44} {warm[-1].sent / 1e6:8.2f} Mo"
    yield f"(demandé : au plus {MOST_WARM} x, {MOST_FIRST} x à la première vue, {MOST_SENT} Mo)"


def _demonstration(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    database.migrate()
    load_demonstration(database, OPERATOR, LAST_DAY, lambda _: None)
    database.close()


def _prepared_views(pages: Mapping[str, Page]) -> tuple[dict[str, list[Run]], list[float]]:
    """After each of some deposits, once everything was prepared, a view of each page; and the seconds of preparing."""
    views: dict[str, list[Run]] = {title: [] for title in pages}
    spent = []
    for _ in range(_FIRST_RUNS):
        with _deposit():
            spent.append(seconds(_prepare))
            for title, page in pages.items():
                views[title].append(page.run())
    return views, spent


def _prepare() -> None:
    paths = [entry.path for entry in menu()]
    with served():
        session.look_again()
        session.prepare(paths)
        session.preparation().wait()


def _warm_and_constant(page: Page) -> tuple[list[Run], list[Run]]:
    page.run()
    played = Played(page.taped())
    played.run()
    runs = [(page.run(), played.run()) for _ in range(_WARM_RUNS)]  # in turn: a machine that slows down slows both
    return [warm for warm, _ in runs], [constant for _, constant in runs]


def _first_view(page: Page) -> Run:
    with _deposit():
        return page.run()


@contextmanager
def _deposit() -> Iterator[None]:
    """What a deposit does to the screens: inside this block the data have a state that they never had before."""
    state = f"bench-{next(_states)}"
    ask = Database.version
    with patch.object(Database, "version", lambda database: f"{ask(database)}.{state}"):
        yield


def _seconds(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)
