from indicators.classes import class_of, class_tops, class_words, round_length


def test_classes_share_the_counts_above_none() -> None:
    counts = [0, 0, 1, 2, 2, 3, 4, 8, 32]
    # Above 0: 1 2 2 3 4 8 32, seven counts; the quantiles fall on places 0.3 × 6 = 1.8, 3.6, 5.4 and 6, taken upwards:
    # the third (2), the fifth (4), the seventh (32), the seventh.
    tops = class_tops(counts)
    assert tops == [2, 4, 32]
    assert [class_of(count, tops) for count in counts] == [0, 0, 1, 1, 1, 2, 2, 3, 3]
    assert class_words(tops) == ["aucun", "de 1 à 2", "de 3 à 4", "de 5 à 32"]


def test_a_class_of_one_count_says_it_alone() -> None:
    assert class_words([1, 2, 5]) == ["aucun", "1", "2", "de 3 à 5"]


def test_where_nothing_is_counted_there_is_one_class() -> None:
    assert class_tops([0, 0]) == []
    assert class_of(0, []) == 0
    assert class_words([]) == ["aucun"]


def test_a_scale_has_a_round_length() -> None:
    assert [round_length(wanted) for wanted in (0.35, 1, 4.9, 7, 23)] == [0.2, 1, 2, 5, 20]
