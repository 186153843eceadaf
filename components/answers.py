"""Answers of the analyses, kept as long as the data stand still, and made ready before they are asked for."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import Lock, Thread
from typing import Any

KEPT_ANSWERS = 300


class Answers:
    """What was computed, by the text of its question; the oldest unused go first. For all sessions of a server.

    Whoever asks what another thread is computing waits for it instead of computing it twice.
    """

    def __init__(self, most: int = KEPT_ANSWERS) -> None:
        self._most = most
        self._found: OrderedDict[str, Any] = OrderedDict()
        self._asked: dict[str, Lock] = {}
        self._lock = Lock()

    def get(
        self, question: str, compute: Callable[[], Any], waiting: Callable[[], AbstractContextManager[object]]
    ) -> Any:
        """The answer; where it is not there yet, what `compute` gives, computed while `waiting` is shown."""
        with self._lock:
            if question in self._found:
                self._found.move_to_end(question)
                return self._found[question]
            alone = self._asked.setdefault(question, Lock())
        with waiting(), alone:
            with self._lock:
                if question in self._found:
                    return self._found[question]
            answer = compute()
            with self._lock:
                self._found[question] = answer
                self._asked.pop(question, None)
                while len(self._found) > self._most:
                    self._found.popitem(last=False)
            return answer

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()


class Preparation:
    """Answers computed in the background, one state of the data at a time: a newer one is begun when it is seen."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = ""
        self._thread: Thread | None = None

    def begun(self, state: str) -> bool:
        """Whether the jobs for that state have been begun."""
        return state == self._state

    def begin(
        self, state: str, jobs: Mapping[str, Callable[[], object]], failed: Callable[[str, Exception], None]
    ) -> None:
        """Begin the jobs for that state, unless they have been begun; `failed` is told of a job that raises."""
        with self._lock:
            if state == self._state:
                return
            self._state = state

        def work() -> None:
            for name, job in jobs.items():
                if self._state != state:
                    return
                try:
                    job()
                except Exception as failure:  # the worker's door: it is logged, and who asks in person is told in words
                    failed(name, failure)

        self._thread = Thread(target=work, name="vigie-preparation", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until what was begun is done."""
        if self._thread is not None:
            self._thread.join()
