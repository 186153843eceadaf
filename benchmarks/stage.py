"""Where pages are run without a browser: how long the script took, and what it would have sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from benchmarks.tape import Tape, recording

ROOT = Path(__file__).parents[1]
NAVIGATION, PLAYED = ROOT / "navigation.py", Path(__file__).with_name("played.py")
_on: list[Tape] = []
_compiled = ScriptCache()  # scripts are compiled once, as a server does
TIMEOUT = 120


@dataclass(frozen=True)
class Run:
    """One run of a script: its seconds from its first line to its last, and the messages that it sent."""

    seconds: float
    messages: tuple[ForwardMsg, ...]

    @property
    def drawn(self) -> tuple[ForwardMsg, ...]:
        """The messages that draw something."""
        return tuple(message for message in self.messages if message.WhichOneof("type") == "delta")

    @property
    def sent(self) -> int:
        """The bytes of all messages as they would go to the browser, before any compression."""
        return sum(message.ByteSize() for message in self.messages)


class _Clocked(LocalScriptRunner):
    """A runner that keeps its clock and its messages."""

    last: Run

    def _run_script_thread(self) -> None:
        PagesManager.uses_pages_directory = False  # as app.py does: the page is run by our own navigation
        started = perf_counter()
        super()._run_script_thread()
        _Clocked.last = Run(perf_counter() - started, tuple(self.forward_msgs()))


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
        with recording() as tape:
            self.run()
        return tape


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
    ):
        test.run()
    if test.exception:
        raise RuntimeError(test.exception[0].message)
    return _Clocked.last


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
