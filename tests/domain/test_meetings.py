"""How a decision stands on a day, and what a line still lacks."""

from datetime import date

import pytest

from domain.meetings import DECISION_STATES, OPEN_STATES, DecisionState, Written, decision_state

TO_DO, UNDER_WAY, DONE, GIVEN_UP = DecisionState


def november(day: int | None) -> date | None:
    return None if day is None else date(2026, 11, day)


@pytest.mark.parametrize(
    ("started", "done", "given_up", "before_on_and_after"),
    [
        # The state at the end of the 9th, the 10th, the 11th, the 12th, the 13th, the 14th and the 15th.
        (None, None, None, [TO_DO] * 7),
        (10, None, None, [TO_DO, *[UNDER_WAY] * 6]),
        (None, 12, None, [*[TO_DO] * 3, *[DONE] * 4]),
        (None, None, 14, [*[TO_DO] * 5, *[GIVEN_UP] * 2]),
        (10, 12, None, [TO_DO, *[UNDER_WAY] * 2, *[DONE] * 4]),
        (10, None, 14, [TO_DO, *[UNDER_WAY] * 4, *[GIVEN_UP] * 2]),
        (10, 12, 14, [TO_DO, *[UNDER_WAY] * 2, *[DONE] * 2, *[GIVEN_UP] * 2]),
        # Given up, and carried out all the same: it stays given up.
        (None, 14, 12, [*[TO_DO] * 3, *[GIVEN_UP] * 4]),
        # Begun and done on one day.
        (12, 12, None, [*[TO_DO] * 3, *[DONE] * 4]),
    ],
)
def test_a_decision_stands_as_its_dates_say(
    started: int | None, done: int | None, given_up: int | None, before_on_and_after: list[DecisionState]
) -> None:
    found = [
        decision_state(date(2026, 11, day), november(started), november(done), november(given_up))
        for day in range(9, 16)
    ]
    assert found == before_on_and_after


def test_every_state_has_its_words_and_the_first_two_are_open() -> None:
    assert list(DECISION_STATES) == list(DecisionState)
    assert OPEN_STATES == (TO_DO, UNDER_WAY)


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        (Written("Éclairer"), ("le service pilote", "l’échéance")),
        (Written("Éclairer", owner="BAC"), ("l’échéance",)),
        (Written("Éclairer", due_on=date(2026, 12, 7)), ("le service pilote",)),
        (Written("Éclairer", owner="BAC", due_on=date(2026, 12, 7)), ()),
    ],
)
def test_a_line_says_what_it_lacks(written: Written, missing: tuple[str, ...]) -> None:
    assert written.missing == missing
