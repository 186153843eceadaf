"""What a page asks with: the database, the account's scope, and answers kept as long as the data stand still."""

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from analysis.history import known_departments, last_day
from analysis.templates import template
from components import address, filters, first_start
from components.address import Choice
from components.ahead import AHEAD
from components.answers import Answers, Preparation
from components.filters import choose
from components.rehearsal import rehearsals
from data_access.database import DEFAULT_URL, Database
from domain.scope import OPERATOR, Scope
from domain.territories import DEPARTMENTS
from domain.windows import WindowKind, window_of

P = ParamSpec("P")
R = TypeVar("R")
_log = logging.getLogger("vigie")
rehearsed: Path | None = None
"""The script whose pages are made ready before they are asked for: a server has one, a page run alone has none."""
_version: ContextVar[str | None] = ContextVar("version", default=None)


@st.cache_resource(show_spinner=False, on_release=Database.close)
def database() -> Database:
    """The database of this server, brought to its newest schema, open once for all sessions."""
    opened = Database(os.environ.get("VIGIE_DATABASE_URL", DEFAULT_URL))
    opened.migrate()
    return opened


def scope() -> Scope:
    """What the account may see and write: everything, until there are accounts."""
    return OPERATOR


def look_again() -> None:
    """Forget which state of the data this turn has seen: at the beginning of a turn, and after something was stored.

    Within a turn the state is asked for once, so that all that a page shows is of one state.
    """
    _version.set(None)


def state() -> str:
    """What names the state of the data that this turn shows; see `Database.version`."""
    known = _version.get()
    if known is None:
        known = database().version()
        _version.set(known)
    return known


def ask(analyse: Callable[Concatenate[Database, Scope, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The answer of an analysis, computed once for that state of the data, that scope and those arguments.

    Whoever draws it must not change it: every session is given the same object.
    """
    return _answered(partial(st.spinner, "Calcul en cours…"), analyse, *args, **kwargs)


def _answered(
    waiting: Callable[[], AbstractContextManager[object]],
    analyse: Callable[Concatenate[Database, Scope, P], R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    name = f"{analyse.__module__}.{analyse.__qualname__}"
    question = repr((state(), scope(), name, args, sorted(kwargs.items())))  # one text is found faster than its parts
    answer: R = answers().get(question, lambda: analyse(database(), scope(), *args, **kwargs), waiting)
    return answer


@st.cache_resource(show_spinner=False)
def answers() -> Answers:
    """What was computed for the sessions of this server."""
    return Answers()


@st.cache_resource(show_spinner=False)
def preparation() -> Preparation:
    """What is being computed in the background."""
    return Preparation()


def prepare(pages: Sequence[str]) -> None:
    """Begin to make these pages (their paths in the address) ready in the background, before anybody opens them.

    Once for each state of the data, so that a deposit begins it anew, whoever made it: first the pages as they open,
    their answers and their pictures; then what stands behind their tabs; then the pages on other grounds.
    """
    if rehearsed is None or preparation().begun(state()):
        return
    departments = ask(known_departments)
    if not departments:
        return
    carried = filters.carried().get(address.DEPARTMENT)
    department = carried if carried in departments else departments[0]
    runs = list(rehearsals(rehearsed, pages, {address.DEPARTMENT: department}).items())
    jobs = dict(runs[: len(pages)]) | _ahead(department, _newest_day(departments)) | dict(runs[len(pages) :])
    preparation().begin(state(), jobs, lambda name, failure: _log.error("preparing %s failed", name, exc_info=failure))


def _ahead(department: str, newest: date) -> dict[str, Callable[[], object]]:
    """What the screens of the usual window ask for, as jobs by name."""
    seen, window = state(), window_of(WindowKind.FORTNIGHT, newest)

    def job(analyse: Callable[..., object], arguments: Sequence[object]) -> Callable[[], object]:
        def work() -> object:
            _version.set(seen)
            return _answered(nullcontext, analyse, *arguments)

        return work

    return {
        f"{analyse.__module__}.{analyse.__qualname__}": job(analyse, arguments(department, window))
        for analyse, arguments in AHEAD.items()
    }


def choice() -> Choice:
    """The département and window of the side bar; where no département has data, says what to do and stops the page."""
    departments = ask(known_departments)
    if not departments:
        first_start.draw(lambda book: ask(template, book, next(iter(DEPARTMENTS)), date.today()))
        st.stop()
    return choose(departments, _newest_day(departments))


def _newest_day(departments: Sequence[str]) -> date:
    """The last full day: yesterday, or the newest day that any file covers where the files stop earlier."""
    yesterday = date.today() - timedelta(days=1)
    covered = [day for department in departments if (day := ask(last_day, department)) is not None]
    return min(yesterday, max(covered, default=yesterday))
