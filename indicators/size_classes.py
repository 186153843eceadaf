"""Départements of the same size class, and the median of a published series among them."""

import pandas as pd

CLASSES = 5
MINIMUM_DEPARTMENTS = 5  # a median over fewer says nothing of a class
KEYS = ["source", "year", "months"]
_MEDIANS = ["median", "median_per_thousand"]
COLUMNS = [*KEYS, "index", "facts", "per_thousand", "size_by", "size_class", "departments", *_MEDIANS]


def size_classes(sizes: pd.Series) -> pd.Series:
    """The class of each département, 1 (smallest) to 5: five classes of equal number, to one département.

    `sizes` is indexed by département; those of equal size go by their code. Départements without a
    size are left out.
    """
    known = sizes.dropna().sort_index().sort_values(kind="stable")
    ranks = pd.Series(range(len(known)), index=known.index, dtype=int)
    return ranks * CLASSES // max(len(known), 1) + 1


def yearly(counts: pd.DataFrame) -> pd.DataFrame:
    """Published counts by year and département, each with the inhabitants of its département.

    `counts`: columns of `data_access.queries.published.published_counts`. Columns source, year,
    months, department, index, facts, population. `months` is how many months the year adds up, 0
    where it was published whole: two départements are comparable only where it is the same.
    `population` is that of the year, or of the nearest one (of two as near the earlier) that any
    source states, missing where none does.
    """
    keys = ["source", "year", "department", "index"]
    table = counts.groupby(keys, as_index=False).agg(months=("month", "nunique"), facts=("facts", "sum"))
    stated = counts.dropna(subset="population").groupby(["department", "year"], as_index=False)["population"].max()
    rows = table[["department", "year"]].assign(row=table.index)
    pairs = rows.merge(stated, on="department", suffixes=("", "_stated"))
    pairs = pairs.assign(distance=(pairs["year"] - pairs["year_stated"]).abs())
    nearest = pairs.sort_values(["row", "distance", "year_stated"]).drop_duplicates("row").set_index("row")
    return table.assign(population=nearest["population"].reindex(table.index))


def class_medians(counts: pd.DataFrame, recorded: pd.DataFrame, department: str) -> pd.DataFrame:
    """A département's published counts beside the median of the départements of its size class.

    `counts`: columns of `yearly`; `recorded`: source, year, department, recorded (all
    the facts that a source records), needed where the département's population is missing. Classes
    are those of the source and year, by population where that of the département is known (the
    others without one are in no class), else by all the facts recorded: never by the count compared.

    Columns source, year, months, index, facts, per_thousand (facts per 1,000 inhabitants, NaN
    without population), size_by (population, recorded), size_class, departments (of the class, this
    one included), median and median_per_thousand; one row a count of the département. Class and
    medians are missing where the class holds fewer than 5 départements.
    """
    table = counts.merge(recorded, on=["source", "year", "department"], how="left")
    table = table.assign(per_thousand=table["facts"].astype(float) * 1000 / table["population"].astype(float))
    parts = [_beside(rows, department) for _, rows in table.groupby(KEYS) if department in set(rows["department"])]
    return pd.concat(parts, ignore_index=True)[COLUMNS] if parts else pd.DataFrame(columns=COLUMNS)


def _beside(rows: pd.DataFrame, department: str) -> pd.DataFrame:
    """One source and year: the département's counts, its class, and the medians of that class."""
    own = rows["department"].eq(department)
    by = "population" if rows.loc[own, "population"].notna().all() else "recorded"
    classes = size_classes(rows.groupby("department")[by].max().astype(float))
    own_class = int(classes.get(department, 0))
    peers = classes.index[classes.eq(own_class)]
    enough = len(peers) >= MINIMUM_DEPARTMENTS
    like = rows[rows["department"].isin(peers) & enough]
    medians = like.groupby("index")[["facts", "per_thousand"]].median().astype(float).set_axis(_MEDIANS, axis=1)
    found = rows[own].merge(medians, left_on="index", right_index=True, how="left")
    place = pd.Series(own_class if enough else None, index=found.index, dtype="Int64")
    return found.assign(size_by=by, size_class=place, departments=len(peers))
