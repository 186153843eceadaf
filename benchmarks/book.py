"""The book of the demonstration as a PDF, against typst that compiles the same document from the same data ready made.

Each run is the first of a process of its own: typst remembers what it has set, and would set the same book again in a
sixth of the time.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from inspect import isfunction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar
from unittest.mock import patch

from benchmarks.screens import DEPARTMENT, LAST_DAY
from benchmarks.timing import Measure, seconds
from data_access.database import Database
from demonstration.load import load_demonstration
from domain.scope import OPERATOR
from reports import book as books
from reports.pdf import compiled, prepared

MOST = 1.5
"""What is asked: times the reference, from the content of the book to its bytes."""
_RUNS = 5
_MB = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Spent:
    """The seconds of each step of a book, and the most memory that its process took, in MB."""

    analyses: float
    chapters: float
    pictures: float
    typst: float
    peak: int

    @property
    def written(self) -> float:
        """From the content to the bytes."""
        return self.pictures + self.typst

    @property
    def whole(self) -> float:
        """From the database to the bytes."""
        return self.analyses + self.chapters + self.written


def book_benchmarks() -> Iterator[Measure | str]:
    """The whole book, from its content and from the database; its steps, and its memory."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        content, meeting = _demonstration(url)
        runs = [(_apart(partial(_typst_alone, content, meeting)), _apart(partial(_spent, url))) for _ in range(_RUNS)]
    reference = median(alone for alone, _ in runs)
    spent = [one for _, one in runs]
    typst = "typst seul, mêmes données"
    yield Measure("livret PDF, du contenu au fichier", median(one.written for one in spent), typst, reference)
    yield Measure("livret PDF, de la base au fichier", median(one.whole for one in spent), typst, reference)
    yield f"(demandé : au plus {MOST} x du contenu au fichier)"
    steps = {"analyses": "analyses", "chapitres": "chapters", "images et tableaux": "pictures", "typst": "typst"}
    for label, step in steps.items():
        yield f"{f'livret PDF, {label}':<44} {median(getattr(one, step) for one in spent):8.3f} s"
    yield f"{'livret PDF, mémoire au plus haut':<44} {max(one.peak for one in spent):8.0f} Mo"


def _demonstration(url: str) -> tuple[str, date]:
    """Load the demonstration; the content of its book as typst takes it, and the date of its meeting."""
    database = Database(url)
    database.migrate()
    load_demonstration(database, OPERATOR, LAST_DAY, lambda _: None)
    book = books.build_book(database, OPERATOR, DEPARTMENT, LAST_DAY)
    database.close()
    return prepared(book), book.meeting


def _apart(run: Callable[[], T]) -> T:
    """What that run gives in a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(run).result()


def _typst_alone(content: str, meeting: date) -> float:
    return seconds(lambda: compiled(content, meeting))


def _spent(url: str) -> Spent:
    database = Database(url)
    analyses: list[float] = []
    with ExitStack() as stack:
        for name, value in list(vars(books).items()):
            if isfunction(value) and value.__module__.startswith("analysis."):
                stack.enter_context(patch.object(books, name, _timed(value, analyses)))
        started = perf_counter()
        book = books.build_book(database, OPERATOR, DEPARTMENT, LAST_DAY)
        built = perf_counter()
    content = prepared(book)
    drawn = perf_counter()
    compiled(content, book.meeting)
    ended = perf_counter()
    database.close()
    return Spent(sum(analyses), built - started - sum(analyses), drawn - built, ended - drawn, _peak())


def _peak() -> int:
    """The most memory of this process so far, in MB. What `getrusage` says is that of its parent as well."""
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1]) // _MB


def _timed(function: Callable[..., T], spent: list[float]) -> Callable[..., T]:
    def run(*arguments: object, **named: object) -> T:
        started = perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent.append(perf_counter() - started)

    return run
