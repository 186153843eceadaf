"""The one engine of the rules, and the two lists that it draws up."""

from collections.abc import Iterator, Sequence

from analysis.freshness import holds
from analysis.rules.declaration import Evidence, Finding, Grounds, Matter, Rule
from analysis.rules.sentences import Sentence
from analysis.rules.table import DECIDE, REMEMBER

FEWEST, MOST = 3, 5
"""How many sentences À retenir has, where the files say anything of the window or before it."""

_Found = tuple[Rule, Sentence, Sentence, Evidence]


def findings(grounds: Grounds) -> tuple[Finding, ...]:
    """À retenir: three to five sentences, the most important first."""
    firm = [Finding(*found) for found in _speaking(grounds, [rule for rule in REMEMBER if not rule.fills])][:MOST]
    if len(firm) >= FEWEST:
        return tuple(firm)
    more = [Finding(*found) for found in _speaking(grounds, [rule for rule in REMEMBER if rule.fills])]
    return (*firm, *more[: FEWEST - len(firm)])


def matters(grounds: Grounds) -> tuple[Matter, ...]:
    """À décider: what the meeting has to settle, the gravest first."""
    return tuple(Matter(*found) for found in _speaking(grounds, DECIDE))


def _speaking(grounds: Grounds, rules: Sequence[Rule]) -> Iterator[_Found]:
    """The rules whose condition holds, by priority, with their words; none before the first file."""
    if not holds(grounds.situation, grounds.window):
        return
    for rule in sorted(rules, key=lambda rule: rule.priority):
        found = rule.evidence(grounds)
        if found is not None:
            pieces = found.pieces
            yield rule, Sentence.filled(rule.sentence, pieces), Sentence.filled(rule.support, pieces), found
