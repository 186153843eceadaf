"""How a run is timed: the median of several, beside that of its reference, taken in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Measure:
    """A benchmark: what ran, its median seconds, and those of the reference."""

    name: str
    seconds: float
    reference: str
    reference_seconds: float


def compare(
    name: str, run: Callable[[], object], reference: str, run_reference: Callable[[], object], runs: int = 3
) -> Measure:
    """Time both in turn, so that a machine that slows down slows both."""
    times, reference_times = [], []
    for _ in range(runs):
        reference_times.append(seconds(run_reference))
        times.append(seconds(run))
    return Measure(name, median(times), reference, median(reference_times))


def seconds(run: Callable[[], object]) -> float:
    """The seconds that a run takes, by the clock."""
    started = perf_counter()
    run()
    return perf_counter() - started
