"""`make bench`: every benchmark in turn, its seconds, those of its reference, and their ratio."""

from benchmarks.deposit import deposit_benchmarks
from benchmarks.history import history_benchmarks
from benchmarks.screens import screen_benchmarks
from benchmarks.timing import Measure


def line(measure: Measure | str) -> str:
    """One benchmark as a line; what is no ratio of two times says itself."""
    if isinstance(measure, str):
        return measure
    ratio = measure.seconds / measure.reference_seconds
    return (
        f"{measure.name:<44} {measure.seconds:8.2f} s  {ratio:6.1f} x  "
        f"{measure.reference} ({measure.reference_seconds:.2f} s)"
    )


for found in (*deposit_benchmarks(), *screen_benchmarks(), *history_benchmarks()):
    print(line(found), flush=True)
