"""Hidden counts, worked out by hand and attacked: a reader who subtracts must never be left with one value."""

from collections.abc import Hashable, Mapping, Sequence
from itertools import product
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from indicators.suppression import Mark, Total, suppress

SMALL, WITHHELD = Mark.SMALL, Mark.WITHHELD
Name = Hashable
Key = TypeVar("Key", bound=Hashable)


def line(*parts: int, rest: int = 0) -> tuple[dict[str, int], list[Total[str]]]:
    """One row a, b, c... and its total `t`."""
    names = "abcdefgh"[: len(parts)]
    return dict(zip(names, parts, strict=True)) | {"t": sum(parts) + rest}, [Total("t", tuple(names))]


def square(rows: Sequence[Sequence[int]]) -> tuple[dict[Name, int], list[Total[Name]]]:
    """A table: cells (row, column), totals (row, "t") and ("t", column), and the whole ("t", "t")."""
    across, down = range(len(rows[0])), range(len(rows))
    counts: dict[Name, int] = {(i, j): rows[i][j] for i in down for j in across}
    counts |= {(i, "t"): sum(rows[i]) for i in down}
    counts |= {("t", j): sum(row[j] for row in rows) for j in across}
    counts["t", "t"] = sum(map(sum, rows))
    totals: list[Total[Name]] = [Total((i, "t"), tuple((i, j) for j in across)) for i in down]
    totals += [Total(("t", j), tuple((i, j) for i in down)) for j in (*across, "t")]
    return counts, [*totals, Total(("t", "t"), tuple(("t", j) for j in across))]


@pytest.mark.parametrize(("count", "mark"), [(0, None), (1, SMALL), (4, SMALL), (5, None)])
def test_counts_from_1_to_4_are_hidden_and_0_is_not(count: int, mark: Mark | None) -> None:
    assert suppress({"alone": count}, []).get("alone") is mark


def test_nothing_small_nothing_hidden() -> None:
    assert suppress(*square([[10, 0], [5, 7]])) == {}


def test_the_cheapest_neighbour_is_hidden() -> None:
    # 32 - 9 - 20 would give 3 back. 9 is cheaper to hide than 20, and lets a be 1 (b 11) to 4 (b 8).
    assert suppress(*line(3, 9, 20)) == {"a": SMALL, "b": WITHHELD}


def test_a_neighbour_that_has_no_room_gives_no_cover() -> None:
    # b is known to be 5 at least once it is withheld: 3 + 5 = 28 - 20 would leave a at 3 or less. c has room.
    assert suppress(*line(3, 5, 20)) == {"a": SMALL, "c": WITHHELD}


def test_two_small_ones_cover_each_other() -> None:
    # 5 = 1 + 4 = 2 + 3 = 3 + 2 = 4 + 1.
    assert suppress(*line(1, 4, 30)) == {"a": SMALL, "b": SMALL}


def test_two_fours_give_their_total_away() -> None:
    # 8 is 4 + 4 and nothing else of two counts below 5. Without the total each is anything from 1 to 4.
    counts, totals = line(4, 4)
    assert suppress(counts, totals) == {"a": SMALL, "b": SMALL, "t": WITHHELD}


def test_a_kept_total_is_shown_and_the_small_ones_say_less() -> None:
    # 8 = 3 + 5: one of the two may pass 4 only if its mark does not say "below 5".
    counts, totals = line(4, 4)
    marks = suppress(counts, totals, kept={"t"})
    assert "t" not in marks
    assert sorted(marks.values()) == [SMALL, WITHHELD]


def test_a_kept_total_may_leave_less_than_four_values() -> None:
    # 7 = 3 + 4 = 4 + 3: two values each. Not kept, the total is hidden so that all four are possible.
    counts, totals = line(3, 4)
    assert suppress(counts, totals, kept={"t"}) == {"a": SMALL, "b": SMALL}
    assert suppress(counts, totals) == {"a": SMALL, "b": SMALL, "t": WITHHELD}


def test_zeros_are_shown_and_cover_nothing() -> None:
    # b is 0, so that a = t: both hidden, and anything from 1 to 4.
    assert suppress(*line(3, 0)) == {"a": SMALL, "t": SMALL}


def test_four_ones_under_a_small_total() -> None:
    # "Below 5" and four parts of at least 1: each would be 1. The total says no more than that it is withheld.
    assert suppress(*line(1, 1, 1, 1)) == dict.fromkeys("abcd", SMALL) | {"t": WITHHELD}


def test_a_small_rest_is_protected_as_a_count_is() -> None:
    # 2 of the 18 lie outside both parts: 18 - 7 - 9 would say so.
    assert suppress(*line(7, 9, rest=2)) == {"a": WITHHELD}
    # 1 of 6: 5 has no room below, but it may be 6 and nothing lie outside.
    assert suppress(*line(5, rest=1), kept={"t"}) == {"a": WITHHELD}
    # A rest of 5 is no small count.
    assert suppress(*line(5, 6, rest=5)) == {}


def test_two_by_two_hides_a_corner_of_each_row_and_column() -> None:
    #  2  8 | 10      2 -> 4 takes 2 off both neighbours (8 -> 6, 7 -> 5) and gives it to the fourth (9 -> 11):
    #  7  9 | 16      all of them above 4, so that the four are hidden and the totals stay.
    #  9 17 | 26
    corners = {(0, 0): SMALL, (0, 1): WITHHELD, (1, 0): WITHHELD, (1, 1): WITHHELD}
    assert suppress(*square([[2, 8], [7, 9]])) == corners


def test_three_by_three_needs_three_more() -> None:
    #  20  3   8 | 31     A rectangle with b = 3 as a corner needs three more cells above 5. 3 -> 4 -> one off its row's
    #   7 30   9 | 46     and its column's cells: the cheapest are 8 (8 -> 7) or 20 in the row, 6 or 30 in the column.
    #  12  6  40 | 58     8, 6, 40 cost 54 a unit; 20, 6, 12 cost 38; 8, 30, 9 cost 47; 20, 30, 7 cost 57.
    marks = suppress(*square([[20, 3, 8], [7, 30, 9], [12, 6, 40]]))
    assert marks == {(0, 1): SMALL, (0, 0): WITHHELD, (2, 1): WITHHELD, (2, 0): WITHHELD}


def test_a_column_that_is_the_sum_of_two_others() -> None:
    # Drug facts = traffic + use in each of two sectors: 3 + 9 = 12, 8 + 10 = 18; 11 + 19 = 30.
    counts: dict[Name, int] = {"A": 12, "A traffic": 3, "A use": 9, "B": 18, "B traffic": 8, "B use": 10}
    counts |= {"all": 30, "traffic": 11, "use": 19}
    totals: list[Total[Name]] = [
        Total("A", ("A traffic", "A use")),
        Total("B", ("B traffic", "B use")),
        Total("traffic", ("A traffic", "B traffic")),
        Total("use", ("A use", "B use")),
        Total("all", ("A", "B")),
        Total("all", ("traffic", "use")),
    ]
    assert suppress(counts, totals) == {
        "A traffic": SMALL,
        "A use": WITHHELD,
        "B traffic": WITHHELD,
        "B use": WITHHELD,
    }


def test_the_same_count_in_two_tables_links_them() -> None:
    # First table: A 3, B 9, C 20, in all 32. Second: B by service, 2 and 7. Alone the first hides A and B, and the
    # second would still show B as 9 if its own total did: it is the same count, and it is hidden once for both.
    counts = {"A": 3, "B": 9, "C": 20, "all": 32, "B first": 2, "B second": 7}
    marks = suppress(counts, [Total("all", ("A", "B", "C")), Total("B", ("B first", "B second"))])
    assert marks == {"A": SMALL, "B": WITHHELD, "B first": SMALL}
    # B second = 7 stays: B is not shown, so that 7 gives nothing back.


def test_tables_that_share_no_count_do_not_act_on_each_other() -> None:
    (one, first), (two, second) = line(3, 9, 20), line(2, 6, 40)
    other = {f"{name}2": count for name, count in two.items()}
    linked = first + [Total(f"{total.whole}2", tuple(f"{part}2" for part in total.parts)) for total in second]
    both: dict[str, Mark] = suppress(one | other, linked)
    assert both == suppress(one, first) | {f"{name}2": mark for name, mark in suppress(two, second).items()}


def test_parts_that_overlap_bound_their_total() -> None:
    # An action of two services stands with both: 6 and 3 make 6, so that 3 is anything from 1 to 4 all the same.
    assert suppress({"a": 6, "b": 3, "t": 6}, [Total("t", ("a", "b"))]) == {"b": SMALL}
    # 6 and 1 make 7: here the total is the sum, and gives the 1 back.
    marks = suppress({"a": 6, "b": 1, "t": 7}, [Total("t", ("a", "b"))])
    assert marks["b"] is SMALL
    assert len(marks) > 1


def test_what_readers_know_from_elsewhere_counts() -> None:
    # Covered school weeks say 4 presences at least; "below 5" would leave 4 alone.
    assert suppress({"a": 4}, [], at_least={"a": 4}) == {"a": WITHHELD}
    assert suppress({"a": 4}, [], at_least={"a": 3}) == {"a": SMALL}


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        suppress({"a": -1}, [])


def known(counts: Mapping[Key, int], marks: Mapping[Key, Mark], name: Key) -> tuple[float, float]:
    """What a reader knows of one count: the mark's own bounds, and 5 at least of a withheld one that was not small."""
    if name not in marks:
        return counts[name], counts[name]
    if marks[name] is SMALL:
        return 1, 4
    return (5 if counts[name] > 4 else 1), np.inf


def attacked(
    counts: Mapping[Name, int], totals: Sequence[Total[Name]], marks: Mapping[Name, Mark], name: Name
) -> tuple[float, float]:
    """The least and the most that count can be, in whole numbers, for whoever knows the rule and all that is shown."""
    names = list(counts)
    rows, low, high = [], [], []
    for total in totals:
        over = counts[total.whole] - sum(counts[part] for part in total.parts)
        rows.append([(one == total.whole) - float(one in total.parts) for one in names])
        low.append(-np.inf if over < 0 else 0)
        high.append(np.inf if over > 0 else 0)
        for part in total.parts:
            rows.append([(one == total.whole) - float(one == part) for one in names])
            low.append(0)
            high.append(np.inf)
    bounds = Bounds(*np.array([known(counts, marks, one) for one in names]).T)
    ends = []
    for sign in (1, -1):
        aim = np.array([sign * float(one == name) for one in names])
        constraints = [LinearConstraint(np.array(rows), low, high)] if rows else []
        found = milp(aim, constraints=constraints, bounds=bounds, integrality=np.ones(len(names), dtype=int))
        # Status 3 or 4: no bound at all on that side.
        ends.append(sign * found.fun if found.x is not None else sign * -np.inf)
    return ends[0], ends[1]


def assert_safe(counts: Mapping[Name, int], totals: Sequence[Total[Name]], kept: Sequence[Name] = ()) -> None:
    marks = suppress(counts, totals, kept=kept)
    for name, count in counts.items():
        assert (name in marks) or not 1 <= count <= 4
        assert (name not in marks) or count > 0
        if marks.get(name) is SMALL:
            assert 1 <= count <= 4
        if name in marks and count <= 4:
            least, most = attacked(counts, totals, marks, name)
            assert least <= count <= most
            assert least < most, (name, marks)


cells = st.one_of(st.integers(0, 6), st.integers(0, 40))


@settings(max_examples=80, deadline=None)
@given(st.data(), st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_no_table_gives_a_small_count_away(data: st.DataObject, down: int, across: int, keeping: bool) -> None:
    rows = data.draw(st.lists(st.lists(cells, min_size=across, max_size=across), min_size=down, max_size=down))
    counts, totals = square(rows)
    assert_safe(counts, totals, [("t", "t")] if keeping else [])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=2, max_size=3), min_size=1, max_size=4), st.data())
def test_no_linked_tables_with_overlaps_and_rests_give_one_away(parts: list[list[int]], data: st.DataObject) -> None:
    counts: dict[Name, int] = {}
    totals: list[Total[Name]] = []
    for at, services in enumerate(parts):
        named = {(at, place): count for place, count in enumerate(services)}
        counts |= named
        counts[at] = data.draw(st.integers(max(services), sum(services)))
        totals.append(Total(at, tuple(named)))
    counts["all"] = sum(counts[at] for at in range(len(parts))) + data.draw(st.integers(0, 6))
    totals.append(Total("all", tuple(range(len(parts)))))
    assert_safe(counts, totals, ["all"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=2, max_size=4))
def test_counting_every_table_agrees(parts: list[int]) -> None:
    """Without any programme: every row of small numbers that agrees with what is shown, one by one."""
    row, totals = line(*parts)
    counts, marks = row, suppress(row, totals)
    names = [name for name in counts if name != "t"]
    ranges = []
    for name in names:
        low, high = known(counts, marks, name)
        ranges.append(range(int(low), int(min(high, 16)) + 1))
    low, high = known(counts, marks, "t")
    agreeing = [row for row in product(*ranges) if low <= sum(row) <= high]
    for at, name in enumerate(names):
        if 1 <= counts[name] <= 4:
            assert len({row[at] for row in agreeing}) >= 2
    if 1 <= counts["t"] <= 4:
        assert len({sum(row) for row in agreeing}) >= 2
