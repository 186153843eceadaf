"""The most memory that a run takes, in a process of its own and with the processes that it starts."""

import subprocess
import sys
from pathlib import Path
from threading import Thread
from time import sleep


def peak_of(program: str, path: Path) -> int:
    """The peak of resident memory, in MB, of `python -m PROGRAM PATH` and of its children together."""
    process = subprocess.Popen([sys.executable, "-m", program, str(path)])
    peaks: list[int] = []
    watcher = Thread(target=_watch, args=(process, peaks))
    watcher.start()
    if process.wait():
        raise RuntimeError(f"{program} failed")
    watcher.join()
    return max(peaks) // 1000


def _watch(process: "subprocess.Popen[bytes]", peaks: list[int]) -> None:
    while process.poll() is None:
        peaks.append(sum(_proportional(number) for number in _family(process.pid)))
        sleep(0.02)


def _family(root: int) -> list[int]:
    found = [root]
    for listed in Path(f"/proc/{root}/task").glob("*/children"):
        found += [number for child in _words(listed) for number in _family(int(child))]
    return found


def _proportional(number: int) -> int:
    """Its resident kilobytes; a page that several share is divided among them."""
    words = _words(Path(f"/proc/{number}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) if "Pss:" in words else 0


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []  # it ended meanwhile
