"""Reading in a process apart: a file that kills its reader, or never ends, costs one sentence and nothing else.

A reader is kept for the next file, since starting one takes longer than reading most files. What it sends back is
unpickled from known modules alone.
"""

import atexit
import io
import logging
import os
import pickle
import select
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any, Protocol

from data_access.progress import Stage, Tell, untold

MEGABYTE = 1_000_000
LENGTH = struct.Struct("<Q")
_ROOT = Path(__file__).resolve().parents[2]
_HEARTBEAT_SECONDS = 0.5
_PIECE = 1 << 20
_SPENT_BYTES = 600 * MEGABYTE
_PAGE = os.sysconf("SC_PAGE_SIZE")
_READERS = 2
_SAFE_MODULES = (
    "data_access.workbooks.",
    "domain.",
    "numpy._core.",
    "numpy.core.",
    "pandas._libs.",
    "pandas.core.arrays.",
    "pandas.core.dtypes.",
    "pandas.core.indexes.",
    "pandas.core.internals.",
)
_SAFE_PACKAGE = "pandas.arrays"  # its column types, and nothing else
_SAFE_NAMES = {
    ("builtins", "range"),
    ("builtins", "slice"),
    ("data_access.progress", "Stage"),
    ("datetime", "date"),
    ("datetime", "time"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("pandas", "Float64Dtype"),
    ("pandas", "Int64Dtype"),
    ("pandas", "DataFrame"),
    ("pandas", "Index"),
    ("pandas", "StringDtype"),
    ("pyarrow.lib", "_restore_array"),
    ("pyarrow.lib", "chunked_array"),
    ("pyarrow.lib", "py_buffer"),
    ("pyarrow.lib", "type_for_alias"),
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Allowance:
    """What reading one file may take: seconds by the clock, and bytes of address space."""

    seconds: float = 300
    memory: int = 4_000 * MEGABYTE


ALLOWANCE = Allowance()


class Job(Protocol):
    """What is done with one file in the process apart; its answer must be made of what an answer may hold."""

    def run(self, tell: Tell) -> object:
        """Do it; the answer."""


class ReaderDied(Exception):
    """The process ended, or was ended, before it answered."""


@dataclass
class _Reader:
    """One process that examines files, one after the other."""

    allowance: Allowance
    process: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell, no word of the user's
            [sys.executable, "-m", "data_access.workbooks.reading_process", str(self.allowance.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            bufsize=0,
        )

    def ask(self, job: Job, tell: Tell) -> Any:
        """What the process answers. Raises ReaderDied, OSError, and whatever `tell` raises: it is then of no use."""
        deadline = monotonic() + self.allowance.seconds
        self._send(job)
        told: tuple[Stage, int, int] = (Stage.READING, 0, 0)
        while True:
            kind, answer = self._answer(deadline, tell, told)
            match kind:
                case "progress":
                    told = answer
                    tell(*told)
                case "done":
                    return answer
                case "unreadable":
                    raise OSError(*answer)
                case _:
                    _log.error("Examining a file failed:\n%s", answer)
                    raise ReaderDied

    def _send(self, job: Job) -> None:
        content = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
        stream = self.process.stdin
        if stream is None:
            raise ReaderDied
        try:
            waiting = memoryview(LENGTH.pack(len(content)) + content)
            while waiting:
                waiting = waiting[stream.write(waiting) :]
        except BrokenPipeError as error:
            raise ReaderDied from error

    def _answer(self, deadline: float, tell: Tell, told: tuple[Stage, int, int]) -> tuple[str, Any]:
        (length,) = LENGTH.unpack(self._received(LENGTH.size, deadline, tell, told))
        content = self._received(length, deadline, tell, told)
        answer: tuple[str, Any] = unpickled(content)
        return answer

    def _received(self, size: int, deadline: float, tell: Tell, told: tuple[Stage, int, int]) -> bytes:
        """That many bytes of the process, saying again now and then what was told last: whoever waits may leave."""
        stream = self.process.stdout
        found = bytearray()
        while stream is not None and len(found) < size:
            ready, _, _ = select.select([stream], [], [], _HEARTBEAT_SECONDS)
            piece = os.read(stream.fileno(), min(_PIECE, size - len(found))) if ready else b""
            if (ready and not piece) or monotonic() > deadline:
                raise ReaderDied
            if not ready:
                tell(*told)
            found += piece
        return bytes(found)

    def is_spent(self) -> bool:
        """Whether it has grown beyond use: the memory that a large file took does not all come back."""
        statm = Path(f"/proc/{self.process.pid}/statm")
        return statm.exists() and int(statm.read_text().split()[1]) * _PAGE > _SPENT_BYTES

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.process.wait()


class _Unpickler(pickle.Unpickler):
    """Unpickles what a reader may answer, and nothing else: a file that took it over gains no hold of this process."""

    def find_class(self, module: str, name: str) -> Any:
        """The class or function of that name. Raises ReaderDied for one that no answer holds."""
        if module == _SAFE_PACKAGE or module.startswith(_SAFE_MODULES) or (module, name) in _SAFE_NAMES:
            return super().find_class(module, name)
        _log.error("A reader answered with %s.%s", module, name)
        raise ReaderDied


def unpickled(content: bytes) -> Any:
    """What a reader answered. Raises ReaderDied where it holds what no answer is made of."""
    return _Unpickler(io.BytesIO(content)).load()


class _Readers:
    """The readers that wait for a file; no more than a few work at once."""

    def __init__(self) -> None:
        self._idle: list[_Reader] = []
        self._lock = Lock()
        self._slots = BoundedSemaphore(_READERS)

    def ask(self, job: Job, tell: Tell, allowance: Allowance) -> Any:
        """Have one of them do the job; one that fails, or is left, is ended."""
        while not self._slots.acquire(timeout=_HEARTBEAT_SECONDS):
            tell(Stage.READING, 0, 0)
        reader = None
        try:
            reader = self._reader(allowance)
            answer = reader.ask(job, tell)
            if not reader.is_spent():
                with self._lock:
                    self._idle.append(reader)
                reader = None
            return answer
        finally:
            if reader is not None:
                reader.end()
            self._slots.release()

    def warm(self) -> None:
        """Have a reader ready: starting one takes a second or two, and need not be waited for."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Reader(ALLOWANCE))

    def end(self) -> None:
        """End those that wait."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()

    def _reader(self, allowance: Allowance) -> _Reader:
        with self._lock:
            while self._idle:
                reader = self._idle.pop()
                if reader.allowance == allowance and reader.process.poll() is None:
                    return reader
                reader.end()
        return _Reader(allowance)


_readers = _Readers()
atexit.register(_readers.end)
warm = _readers.warm
end = _readers.end


def apart(job: Job, tell: Tell = untold, allowance: Allowance = ALLOWANCE) -> Any:
    """What the job answers, done in another process.

    Raises ReaderDied where that process dies or takes more than its allowance, OSError where a path cannot be read,
    and whatever `tell` raises: the process is then ended, and nothing is left of the file.
    """
    return _readers.ask(job, tell, allowance)
