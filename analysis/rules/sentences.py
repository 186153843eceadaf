"""A sentence: words, and the figures that it cites, so that the one never says what the other does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import Formatter

from domain.french import day, percent, plural, quantity
from domain.windows import Window
from indicators.comparison import change_words
from indicators.situation import DEPARTMENT_SCOPE


class Form(StrEnum):
    """How a figure is written in a sentence."""

    COUNT = "count"  # with its noun, which agrees: 1 fait, 12 faits
    NUMBER = "number"  # with its unit, if any: 12, 4,5, 1 200 €
    SHARE = "share"  # 42 %
    CHANGE = "change"  # against its comparator, by the rule for counts: 3 contre 5, +25 % (25 contre 20)
    DAY = "day"  # 13/01/2026


@dataclass(frozen=True)
class Cited:
    """One figure of a sentence, with all that a reader, a test or a book for circulation wants to know of it.

    `unit` stands in the singular as after a count, `units` in the plural where an s is not enough. `source` is the
    code of the sheet (or table) that it was made from, `scope` the département or the code of a territory,
    `indicator` its code in the catalogue where it is one of its figures, `comparator` what it is set against.
    """

    label: str
    value: float | date
    window: Window
    source: str
    unit: str = ""
    units: str | None = None
    form: Form = Form.COUNT
    scope: str = DEPARTMENT_SCOPE
    indicator: str | None = None
    comparator: float | None = None
    decimals: int = 0

    @property
    def words(self) -> str:
        """The figure as the sentence writes it."""
        if isinstance(self.value, date):
            return day(self.value)
        if self.form is Form.SHARE:
            return percent(self.value, self.decimals)
        if self.form is Form.CHANGE:
            return change_words(self.value, self.comparator)
        if self.form is Form.NUMBER:
            return quantity(self.value, self.unit, self.decimals)
        return plural(self.value, self.unit, self.units)


@dataclass(frozen=True)
class Quoted:
    """Words that a sentence takes as they are from the files or from a verdict: a name, a decision's text, a reason.

    `code` is what they name, where they name something: a sector, a school, a service, an objective.
    """

    words: str
    code: str | None = None


Part = str | Cited | Quoted


@dataclass(frozen=True)
class Sentence:
    """A sentence: its own words, which hold no figure, and what it cites and quotes, in order."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, *pieces: "Part | Sentence") -> "Sentence":
        """The pieces one after the other."""
        flat: list[Part] = []
        for piece in pieces:
            flat += piece.parts if isinstance(piece, Sentence) else [piece]
        return cls(tuple(part for part in flat if part != ""))

    @classmethod
    def filled(cls, template: str, pieces: Mapping[str, "Part | Sentence"]) -> "Sentence":
        """The template, each `{name}` replaced by that piece. Raises KeyError where one is missing."""
        found: list[Part | Sentence] = []
        for words, name, _, _ in Formatter().parse(template):
            found += [words] if name is None else [words, pieces[name]]
        return cls.of(*found)

    @property
    def text(self) -> str:
        """The sentence as it is read, on the page and in the book alike."""
        return "".join(part if isinstance(part, str) else part.words for part in self.parts)

    @property
    def figures(self) -> tuple[Cited, ...]:
        """The figures that it cites, in order."""
        return tuple(part for part in self.parts if isinstance(part, Cited))


def enumerated(pieces: Sequence["Part | Sentence"]) -> Sentence:
    """The pieces as a French enumeration: `a, b et c`."""
    joined: list[Part | Sentence] = []
    for at, piece in enumerate(pieces):
        if at:
            joined.append(" et " if at == len(pieces) - 1 else ", ")
        joined.append(piece)
    return Sentence.of(*joined)
