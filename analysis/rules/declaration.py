"""What an entry of the table of rules says, what a rule looks at, and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from analysis.links import Link
from analysis.rules.sentences import Cited, Part, Quoted, Sentence
from domain.catalogue import By
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.situation import Situation


class Output(StrEnum):
    """In which of the two lists a rule speaks."""

    REMEMBER = "remember"
    DECIDE = "decide"


class Sense(StrEnum):
    """What a sentence announces: it chooses the sign beside it, never the sentence."""

    WORSE = "worse"
    BETTER = "better"
    NEUTRAL = "neutral"


class MatterKind(StrEnum):
    """The codes of the rules of À décider."""

    DEGRADES_WITHOUT_OPERATION = "degrades_without_operation"
    DECISION_OVERDUE = "decision_overdue"
    NO_ACTION = "no_action"
    SCHOOL_UNDER_TARGET = "school_under_target"
    OBJECTIVE_OVERDUE = "objective_overdue"
    NOT_SENT = "not_sent"
    ZONE_SHORT = "zone_short"
    MOBILE_FORCES_REFUSED = "mobile_forces_refused"
    FILES_LATE = "files_late"


@dataclass(frozen=True)
class Grounds:
    """What the rules look at: a département's window, and what was worked out of it for the page.

    `sectors`: columns of `indicators.hotspots.rank_sectors`; `freshness`: of `analysis.freshness`; `key_figures`:
    the département's, by code; `short_days`: the days on which the defence zone is short of mobile forces, columns of
    `indicators.mobile_forces.zone_days`.
    """

    situation: Situation
    window: Window
    sectors: pd.DataFrame
    freshness: pd.DataFrame
    key_figures: Mapping[str, Figure] = field(default_factory=dict)
    short_days: pd.DataFrame = field(default_factory=pd.DataFrame)

    def figure(self, code: str) -> Figure:
        """The département's figure of that code, worked out here where the page does not show it."""
        if code in self.key_figures:
            return self.key_figures[code]
        (found,) = figures(self.situation, self.window, [code], By.DEPARTMENT)
        return found

    def behind(self, *sheets: str) -> tuple[Quoted, ...]:
        """The services, by code, whose files of those sheets do not reach the window's end."""
        return tuple(Quoted(code, code) for code in self.situation.behind(sheets, self.window.end))


@dataclass(frozen=True)
class Evidence:
    """What a rule found where its condition holds: the pieces that its sentences name, and what they are about.

    `scope` is the code of the sector or school to which the link leads; `count` how many cases there are.
    """

    pieces: Mapping[str, Part | Sentence]
    scope: str = ""
    count: int = 1
    sense: Sense = Sense.NEUTRAL


@dataclass(frozen=True)
class Rule:
    """One rule: when it speaks, on what evidence, in which words, where it leads, and before which others.

    `condition` says in French when it speaks; `evidence` finds the cases, None where there is none or where the data
    allow no claim. `sentence` and `support` are templates: they name pieces of the evidence and hold no figure
    themselves. Lower priorities come first. `fills`: said only where the others give too few sentences.
    """

    code: str
    output: Output
    priority: int
    condition: str
    evidence: Callable[[Grounds], Evidence | None]
    sentence: str
    support: str
    link: Callable[[str], Link]
    fills: bool = False


@dataclass(frozen=True)
class Told:
    """What a rule says of a window: the sentence, what it rests on, and where to look further."""

    rule: Rule
    sentence: Sentence
    support: Sentence
    found: Evidence

    @property
    def link(self) -> Link:
        """Where to look further."""
        return self.rule.link(self.found.scope)

    @property
    def figures(self) -> tuple[Cited, ...]:
        """Every figure of its words, in order."""
        return self.sentence.figures + self.support.figures


@dataclass(frozen=True)
class Finding(Told):
    """A sentence of À retenir."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @property
    def evidence(self) -> str:
        """What it rests on, as a sentence of its own."""
        words = self.support.text
        return f"{words[:1].upper()}{words[1:]}."

    @property
    def sense(self) -> Sense:
        """What it announces."""
        return self.found.sense


@dataclass(frozen=True)
class Matter(Told):
    """A matter of À décider."""

    @property
    def kind(self) -> MatterKind:
        """What sort of matter it is."""
        return MatterKind(self.rule.code)

    @property
    def count(self) -> int:
        """How many cases there are."""
        return self.found.count

    @property
    def title(self) -> str:
        """The matter in a few words."""
        return self.sentence.text

    @property
    def detail(self) -> str:
        """The cases, or the gravest of them."""
        return self.support.text
