"""Size classes and their medians, worked out by hand on made-up départements."""

import pandas as pd
import pytest

from indicators.size_classes import class_medians, size_classes, yearly


def test_five_classes_of_equal_number_to_one_département() -> None:
    sizes = pd.Series({f"{code:02d}": float(code) for code in range(1, 13)})
    # twelve départements: rank r goes to class r x 5 // 12 + 1
    assert size_classes(sizes).tolist() == [1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]
    assert size_classes(sizes[::-1]).sort_index().tolist() == size_classes(sizes).tolist()


def test_equal_sizes_go_by_code_and_a_missing_size_has_no_class() -> None:
    sizes = pd.Series({"2A": 5.0, "01": 5.0, "13": None, "02": 1.0, "31": 9.0, "69": 9.0})
    assert size_classes(sizes).to_dict() == {"02": 1, "01": 2, "2A": 3, "31": 4, "69": 5}
    assert size_classes(pd.Series(dtype=float)).empty


def published(rows: list[tuple[str, int, int | None, str, str, int, int | None]]) -> pd.DataFrame:
    columns = ["source", "year", "month", "department", "index", "facts", "population"]
    whole = ["year", "month", "facts", "population"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(whole, "Int64"))


def test_a_year_adds_its_months_and_takes_the_nearest_population() -> None:
    found = yearly(
        published(
            [
                ("months", 2018, 1, "01", "55", 3, None),
                ("months", 2018, 2, "01", "55", 4, None),
                ("base", 2017, None, "01", "Trafic", 9, 1000),
                ("base", 2019, None, "01", "Trafic", 9, 3000),
                ("base", 2019, None, "02", "Trafic", 9, None),
            ]
        )
    )
    lines = [
        (row["source"], row["year"], row["department"], row["months"], row["facts"], row["population"])
        for row in found.astype(object).where(found.notna(), None).to_dict("records")
    ]
    assert lines == [
        ("base", 2017, "01", 0, 9, 1000),
        ("base", 2019, "01", 0, 9, 3000),
        ("base", 2019, "02", 0, 9, None),
        ("months", 2018, "01", 2, 3 + 4, 1000),  # 2017 and 2019 are as near: the earlier
    ]


def base(populations: list[int | None]) -> pd.DataFrame:
    """Counts of 10, 20, 30 ... in as many départements, of those populations."""
    return yearly(
        published(
            [
                ("base", 2020, None, f"{at:02d}", "Trafic", 10 * at, people)
                for at, people in enumerate(populations, start=1)
            ]
        )
    )


NOTHING = pd.DataFrame(columns=["source", "year", "department", "recorded"])


def test_the_median_of_the_class_by_population() -> None:
    # 25 départements of 1,000 to 25,000 inhabitants: classes of five; the seventh is in the second, with 6 to 10
    (found,) = class_medians(base([1000 * at for at in range(1, 26)]), NOTHING, "07").to_dict("records")
    assert (found["size_by"], found["size_class"], found["departments"]) == ("population", 2, 5)
    assert (found["facts"], found["median"]) == (70, 80)  # 60, 70, 80, 90, 100
    assert found["per_thousand"] == pytest.approx(10)  # everywhere 10 facts a thousand
    assert found["median_per_thousand"] == pytest.approx(10)


def test_without_population_the_classes_go_by_all_that_the_series_records() -> None:
    counts = base([None] * 25)
    # the seventh records most of all: it is in the class of 22 to 25
    recorded = pd.DataFrame(
        [("base", 2020, f"{at:02d}", 999 if at == 7 else at) for at in range(1, 26)],
        columns=["source", "year", "department", "recorded"],
    ).astype({"year": "Int64"})
    (found,) = class_medians(counts, recorded, "07").to_dict("records")
    assert (found["size_by"], found["size_class"], found["departments"]) == ("recorded", 5, 5)
    assert found["median"] == 230  # 70, 220, 230, 240, 250
    assert pd.isna(found["per_thousand"])
    assert pd.isna(found["median_per_thousand"])


@pytest.mark.parametrize(("departments", "told"), [(25, True), (20, False)])
def test_no_median_over_fewer_than_five_départements(departments: int, told: bool) -> None:
    found = class_medians(base([1000 * at for at in range(1, departments + 1)]), NOTHING, "01")
    assert (found["departments"].tolist(), found["median"].notna().tolist()) == ([departments // 5], [told])
    assert found["size_class"].notna().tolist() == [told]


def test_a_département_without_count_has_no_row() -> None:
    assert class_medians(base([1000] * 10), NOTHING, "99").empty
    assert class_medians(base([]), NOTHING, "01").empty
