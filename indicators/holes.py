"""Months that no file brought: nothing is said of them, and no figure is compared with them."""

import math

from domain.french import listed, month
from domain.windows import Window, month_end, months_between, whole_month
from indicators.situation import Situation, remembered

CHANCE_OF_NONE = 1e-6
"""A month without a fact is taken for a month that was not sent where it is less likely than this."""


def holes(situation: Situation, reads: tuple[str, ...]) -> tuple[Window, ...]:
    """The calendar months that those sheets lack though they have others before and after, oldest first.

    Only recorded facts go on without a pause, so only their silence tells: a whole month without any is a hole
    where the months that have some hold, on average, so many that a Poisson count of 0 has a probability under 1 in a
    million (14 facts a month).
    """
    return _fact_holes(situation) if "facts" in reads else ()


@remembered
def _fact_holes(situation: Situation) -> tuple[Window, ...]:
    facts, history = situation.table("facts"), situation.history("facts")
    if history is None:
        return ()
    at_hand = history if situation.loaded is None else history.common(situation.loaded)
    counts = facts["count"].fillna(1).astype(float).groupby(facts["date"].dt.to_period("M").dt.to_timestamp()).sum()
    if at_hand is None or counts.empty or math.exp(-float(counts.mean())) >= CHANCE_OF_NONE:
        return ()
    brought = {month.date() for month in counts.index}
    ended = [
        whole_month(start)
        for start in months_between(at_hand.start, at_hand.end)
        if start not in brought and month_end(start) < history.end
    ]
    return tuple(whole for whole in ended if whole.common(at_hand) == whole)


def touched(situation: Situation, reads: tuple[str, ...], window: Window) -> tuple[Window, ...]:
    """The holes that share a day with the window."""
    return tuple(hole for hole in holes(situation, reads) if hole.common(window))


def hole_words(missing: tuple[Window, ...]) -> str:
    """Those months in words: `juillet 2019 et août 2019`."""
    return listed([month(hole.start) for hole in missing])
