"""Answers computed once for all who ask, and made ready before they are asked for; pictures likewise."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from threading import Event, Thread

import pandas as pd

from components import kept
from components.answers import Answers, Preparation
from components.kept import kept as keep


def test_who_asks_what_is_being_computed_waits_for_it() -> None:
    answers, computed, begun, go_on = Answers(), [], Event(), Event()

    def slow() -> str:
        begun.set()
        go_on.wait(10)
        computed.append("once")
        return "answer"

    given: list[str] = []
    asking = [Thread(target=lambda: given.append(answers.get("question", slow, nullcontext))) for _ in range(3)]
    asking[0].start()
    assert begun.wait(10)
    for thread in asking[1:]:
        thread.start()
    go_on.set()
    for thread in asking:
        thread.join(10)
    assert given == ["answer"] * 3
    assert computed == ["once"]


def test_the_answer_unused_for_longest_goes_first() -> None:
    answers = Answers(most=2)
    made: list[str] = []

    def of(name: str) -> Callable[[], str]:
        def make() -> str:
            made.append(name)
            return name

        return make

    for name in ("a", "b", "a", "c", "a", "b"):
        assert answers.get(name, of(name), nullcontext) == name
    assert made == ["a", "b", "c", "b"]  # b was the oldest when c came


def test_a_question_that_failed_is_asked_again() -> None:
    answers, tries = Answers(), []

    def failing() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("not yet")
        return "answer"

    for _ in range(2):
        try:
            said = answers.get("question", failing, nullcontext)
        except ValueError:
            said = "failed"
    assert said == "answer"


def test_each_state_is_prepared_once_and_one_failure_stops_nothing() -> None:
    preparation, done, failures = Preparation(), [], []

    def broken() -> None:
        raise RuntimeError("a fault")

    jobs = {"first": lambda: done.append("first"), "broken": broken, "last": lambda: done.append("last")}
    for state in ("1", "1", "2"):
        preparation.begin(state, jobs, lambda name, failure: failures.append((name, str(failure))))
        preparation.wait()
    assert done == ["first", "last"] * 2
    assert failures == [("broken", "a fault")] * 2


def test_a_picture_is_made_once_for_the_same_answer_and_anew_for_another() -> None:
    made: list[object] = []

    def picture(frame: pd.DataFrame, labels: dict[str, str], when: date) -> str:
        made.append(frame)
        return f"{len(frame)} {labels['a']} {when}"

    kept.forget()
    one, other = pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1]})
    for frame in (one, one, other):
        assert keep(picture, frame, {"a": "faits"}, date(2026, 11, 22)) == "1 faits 2026-11-22"
    assert len(made) == 2
    assert keep(picture, one, {"a": "actes"}, date(2026, 11, 22)) == "1 actes 2026-11-22"
    assert keep(picture, one, {"a": "faits"}, date(2026, 11, 23)) == "1 faits 2026-11-23"
    kept.forget()
