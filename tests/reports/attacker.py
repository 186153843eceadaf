"""A reader who subtracts: what the tables of an edition for circulation say, and what follows from them.

Written apart from the code: it reads the tables as a reader does, and takes from the meeting's edition only which sums
hold, and which withheld counts are not small.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from reports.content import Book, Cell, Matrix, Table, cell_words

Name = tuple[str, int, str, str]  # what is counted, period, sector, service
COUNTED_UNITS = (
    *("faits", "opérations", "réseaux", "enquêtes", "personnes", "présences"),
    *("parents", "réunions", "recommandations"),
)
PERIODS = {"Fenêtre": 0, "Faits, fenêtre": 0, "Précédente": 1, "Un an plus tôt": 2}
OF_THE_MATRIX = {"Présences aux établissements": "Présences", "Recommandations de sûreté": "Recommandations"}
AMONG = {
    "Opérations coup de poing": "Opérations",
    "Présences conjointes": "Présences",
    "Mineurs mis en cause": "Mis en cause",
    "Parents poursuivis": "Parents, responsabilité examinée",
    "Réunions d’information tenues": "Réunions d’information proposées",
}
"""What every reader knows to be at most another count."""
HIDDEN = ("<\u00a05", "n.\u00a0c.")
FIGURES = (
    *("Six chiffres de la fenêtre", "Opérations du département", "Couverture des établissements"),
    *("Enquêtes du département", "Prévention du département"),
)


def tables(book: Book) -> Iterator[Table]:
    yield from (block for section in book.sections for block in section.blocks if isinstance(block, Table))


def counts_of(book: Book) -> dict[Name, set[str]]:
    """Every count that a reader finds in the tables of a book, as it is written, wherever it is written."""
    found: dict[Name, set[str]] = defaultdict(set)
    for table in tables(book):
        labels = [column.label for column in table.columns]
        for row in table.rows:
            for label, cell in zip(labels, row, strict=True):
                if (name := _name(table.title, label, row)) is not None and cell is not None:
                    found[name].add(cell_words(cell))
    for section in book.sections:
        for block in section.blocks:
            if isinstance(block, Matrix):
                _read_matrix(block, found)
    return found


def _name(title: str, label: str, row: tuple[Cell, ...]) -> Name | None:
    if title in FIGURES:
        counted = str(row[1]) in COUNTED_UNITS and label in PERIODS
        return (OF_THE_MATRIX.get(str(row[0]), str(row[0])), PERIODS[label], "", "") if counted else None
    if not re.search("secteur", title, re.IGNORECASE):
        return None
    sector = next(str(cell) for cell in row if isinstance(cell, str) and re.fullmatch(r"S\d+", cell))
    if label == "Opérations, fenêtre":
        return "Opérations", 0, sector, ""
    if label == "Connexes, fenêtre":
        return "Infractions connexes", 0, sector, ""
    return ("Faits de stupéfiants", PERIODS[label], sector, "") if label in PERIODS else None


def _read_matrix(matrix: Matrix, found: dict[Name, set[str]]) -> None:
    for (sector, _), cells, totals in zip(matrix.rows, matrix.cells, matrix.totals, strict=True):
        for at, (kind, _) in enumerate(matrix.kinds):
            found[kind, 0, sector, ""].add(str(totals[at]))
            for service, counts in zip(matrix.columns, cells, strict=True):
                if kind != "Recommandations":
                    found[kind, 0, sector, service].add(str(counts[at]))


def number_of(words: str) -> int:
    return int(words.replace("\u202f", ""))


class Attacker:
    """A reader of one edition for circulation, who also knows which sums hold in the meeting's one."""

    def __init__(self, circulating: Book, meeting: Book) -> None:
        read = counts_of(circulating)
        assert all(len(words) == 1 for words in read.values()), "one count is shown in two ways"
        self.shown = {name: next(iter(words)) for name, words in read.items()}
        self.truth = {name: number_of(next(iter(words))) for name, words in counts_of(meeting).items()}
        self.truth = {name: count for name, count in self.truth.items() if name in self.shown}
        assert set(self.truth) == set(self.shown)
        self.names = list(self.shown)
        self.bounds = [self._known(name) for name in self.names]
        self.rests = 0
        self.equal: list[dict[Name | int, float]] = []
        self.most: list[dict[Name | int, float]] = []
        for whole in self.names:
            self._sum(whole)
            over = (AMONG.get(whole[0], ""), *whole[1:])
            if over in self.shown:
                self.most.append({whole: 1.0, over: -1.0})
        place: dict[Name | int, int] = {one: at for at, one in enumerate([*self.names, *range(self.rests)])}
        self.below, self.sums = _rows(self.most, place), _rows(self.equal, place)

    def _known(self, name: Name) -> tuple[float, float | None]:
        words = self.shown[name]
        if words == HIDDEN[0]:
            return 1, 4
        if words == HIDDEN[1]:
            return (5 if self.truth[name] > 4 else 1), None
        return number_of(words), number_of(words)

    def _sum(self, whole: Name) -> None:
        what, period, sector, service = whole
        if service:
            return
        parts = [
            name
            for name in self.names
            if name[:2] == (what, period) and (name[2] == sector and name[3] if sector else name[2] and not name[3])
        ]
        if not parts:
            return
        left = self.truth[whole] - sum(self.truth[part] for part in parts)
        row: dict[Name | int, float] = {whole: -1.0}
        row.update(dict.fromkeys(parts, 1.0))
        if left < 0:
            self.most.append({name: -sign for name, sign in row.items()})
            for part in parts:
                self.most.append({part: 1.0, whole: -1.0})
            return
        if left > 0:
            row[self.rests] = 1.0
            self.rests += 1
        self.equal.append(row)

    def hidden(self) -> list[Name]:
        return [name for name in self.names if self.shown[name] in HIDDEN]

    def range_of(self, name: Name) -> tuple[float, float]:
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(self.bounds) + self.rests)
            aim[self.names.index(name)] = sign
            found = linprog(
                aim,
                A_ub=self.below,
                b_ub=np.zeros(len(self.most)),
                A_eq=self.sums,
                b_eq=np.zeros(len(self.equal)),
                bounds=[*self.bounds, *((0, None) for _ in range(self.rests))],
                method="highs",
            )
            assert found.status in (0, 3), found.message
            ends.append(sign * (float(found.fun or 0.0) if found.status == 0 else -np.inf))
        return ends[0], ends[1]


def _rows(sums: list[dict[Name | int, float]], place: dict[Name | int, int]) -> np.ndarray:
    dense = np.zeros((len(sums), len(place)))
    for at, row in enumerate(sums):
        for one, sign in row.items():
            dense[at, place[one]] = sign
    return dense
