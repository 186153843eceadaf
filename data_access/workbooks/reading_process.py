"""The process apart: one job after the other on its input, the answers on its output."""

import errno
import os
import pickle
import resource
import sys
import traceback
from functools import partial
from types import TracebackType
from typing import BinaryIO

from data_access.progress import Stage
from data_access.workbooks import jobs
from data_access.workbooks.sandbox import LENGTH, Job

__all__ = ["jobs", "main", "serve"]  # the jobs are loaded before the first of them is asked for


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Do what is asked until nobody asks."""

    def tell(stage: Stage, done: int, rows: int) -> None:
        _answer(answers, "progress", (stage, done, rows))

    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        asked: Job = pickle.loads(requests.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from the process that started this one
        try:
            done = asked.run(tell)
        except MemoryError:
            return
        except OSError as error:
            place = error.filename if error.filename is not None else ""
            _answer(answers, "unreadable", (error.errno or errno.EIO, error.strerror or "", str(place)))
        else:
            _answer(answers, "done", done)


def main() -> None:
    """Set the limits, keep the output for answers alone, and serve."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not pass for an answer
    sys.excepthook = partial(_failed, answers)
    serve(sys.stdin.buffer, answers)


def _failed(answers: BinaryIO, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say where the process failed; not on what, since a message may repeat a cell."""
    _answer(answers, "failed", f"{kind.__name__}\n{''.join(traceback.format_tb(trace))}")


def _answer(answers: BinaryIO, kind: str, content: object) -> None:
    packed = pickle.dumps((kind, content), pickle.HIGHEST_PROTOCOL)
    answers.write(LENGTH.pack(len(packed)) + packed)
    answers.flush()


if __name__ == "__main__":
    main()
