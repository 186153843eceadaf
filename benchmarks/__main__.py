"""`make bench`: every benchmark in turn, its seconds, those of its reference, and their ratio."""

from itertools import chain

from benchmarks.book import book_benchmarks
from benchmarks.deposit import deposit_benchmarks
from benchmarks.false_alarms import false_alarm_benchmarks
from benchmarks.hexagons import hexagon_benchmarks
from benchmarks.history import history_benchmarks
from benchmarks.pages import page_benchmarks
from benchmarks.screens import screen_benchmarks
from benchmarks.timing import Measure


def line(measure: Measure | str) -> str:
    """One benchmark as a line; what is no ratio of two times says itself."""
    if isinstance(measure, str):
        return measure
    ratio = measure.seconds / measure.reference_seconds
    return (
        f"{measure.name:<44} {measure.seconds:8.3f} s  {ratio:6.1f} x  "
        f"{measure.reference} ({measure.reference_seconds:.3f} s)"
    )


BENCHMARKS = (
    deposit_benchmarks,
    screen_benchmarks,
    page_benchmarks,
    history_benchmarks,
    hexagon_benchmarks,
    book_benchmarks,
    false_alarm_benchmarks,
)

for found in chain.from_iterable(benchmark() for benchmark in BENCHMARKS):
    print(line(found), flush=True)
