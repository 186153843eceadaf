"""Where pages are run without a browser: what the script's thread computed, and what it would have sent.

Seconds are those that the processor gave to the script's thread: by the clock, a busy machine would be measured. A page
waits for nothing but the database, which is in the process and counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from unittest.mock import MagicMock, patch

from streamlit.navigation.page import StreamlitPage
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from benchmarks.tape import Tape, recording
from components import session

ROOT = Path(__file__).parents[1]
NAVIGATION, PLAYED = ROOT / "navigation.py", Path(__file__).with_name("played.py")
_on: list[Tape] = []
_compiled = ScriptCache()  # scripts are compiled once, as a server does
TIMEOUT = 120


@dataclass(frozen=True)
class Run:
    """One run of a script: its seconds from its first line to its last, the messages that it sent, and its pictures.

    `media` are the bytes of the files that the browser fetches to draw the page; downloads are fetched when asked for.
    """

    seconds: float
    messages: tuple[ForwardMsg, ...]
    media: int

    @property
    def drawn(self) -> tuple[ForwardMsg, ...]:
        """The messages that draw something."""
        return tuple(message for message in self.messages if message.WhichOneof("type") == "delta")

    @property
    def sent(self) -> int:
        """The bytes of all messages and pictures as they would go to the browser, before any compression."""
        return sum(int(message.ByteSize()) for message in self.messages) + self.media


class _Clocked(LocalScriptRunner):
    """A runner that keeps its clock and its messages."""

    last: Run

    def _run_script_thread(self) -> None:
        PagesManager.uses_pages_directory = False  # as app.py does: the page is run by our own navigation
        started = thread_time()
        super()._run_script_thread()
        _Clocked.last = Run(thread_time() - started, tuple(self.forward_msgs()), _media_bytes())


def _media_bytes() -> int:
    manager = get_instance().media_file_mgr
    storage = manager._storage
    assert isinstance(storage, MemoryMediaFileStorage)
    kinds = {file_id: kept.kind for file_id, kept in manager._file_metadata.items()}
    return sum(storage.get_file(name).content_size for name, kind in kinds.items() if kind is MediaFileKind.MEDIA)


class Page:
    """A page of the menu, opened by a link, that is run again and again as a visitor's session would."""

    def __init__(self, file: str, query: dict[str, str]) -> None:
        self.test = AppTest.from_file(str(NAVIGATION), default_timeout=TIMEOUT)
        for name, value in query.items():
            self.test.query_params[name] = value
        run(self.test)
        self.test.switch_page(file)

    def run(self) -> Run:
        """Run the page once."""
        return run(self.test)

    def taped(self) -> Tape:
        """Run the page once and write down what it draws."""
        return taped(self.test)


class Played:
    """The page that draws what is on a tape."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.test = AppTest.from_file(str(PLAYED), default_timeout=TIMEOUT)

    def run(self) -> Run:
        """Draw it once."""
        with playing(self.tape):
            return run(self.test)


def run(test: AppTest) -> Run:
    """Run a script that must not fail; how long it took and what it sent."""
    module = "streamlit.testing.v1"
    with (
        patch(f"{module}.app_test.LocalScriptRunner", _Clocked),
        patch(f"{module}.app_test.ScriptCache", return_value=_compiled),
        patch(f"{module}.local_script_runner.ScriptCache", return_value=_compiled),
        _main_kept(),
    ):
        test.run()
    if test.exception:
        raise RuntimeError(test.exception[0].message)
    return _Clocked.last


def taped(test: AppTest) -> Tape:
    """Run a script once and write down what it draws."""
    with recording() as tape:
        run(test)
    return tape


@contextmanager
def _main_kept() -> Iterator[None]:
    """Streamlit makes the script that it runs the main module, which a new process would then begin with."""
    main = sys.modules["__main__"]
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def served() -> Iterator[None]:
    """As much of a server as a rehearsal needs, which a run of `AppTest` brings along by itself."""
    server = MagicMock(spec=Runtime)
    server.media_file_mgr = MediaFileManager(MemoryMediaFileStorage("/media"))
    server.dataframe_source_mgr = DataframeSourceManager()
    with patch.object(Runtime, "_instance", server), patch.object(session, "rehearsed", NAVIGATION), _main_kept():
        PagesManager.uses_pages_directory = False
        yield


@dataclass(frozen=True)
class MenuPage:
    """A page of the menu: its title, its file from the root, and its path in the address (empty for the first)."""

    title: str
    file: str
    path: str


def menu() -> list[MenuPage]:
    """The pages that `navigation.py` offers, in the order of the menu."""
    test = AppTest.from_file(str(NAVIGATION), default_timeout=TIMEOUT)
    with recording() as tape, patch.object(StreamlitPage, "run"):
        run(test)
    (pages,) = (call.positional[0] for call in tape.calls if call.name == "navigation")
    return [MenuPage(page.title, Path(page._page).relative_to(ROOT).as_posix(), page.url_path) for page in pages]


@contextmanager
def playing(tape: Tape) -> Iterator[None]:
    """The tape that `played.py` finds inside this block."""
    _on.append(tape)
    try:
        yield
    finally:
        _on.pop()


def current() -> Tape:
    """The tape that is playing."""
    return _on[-1]
