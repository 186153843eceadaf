"""The words of a file inside a sentence of ours, where none of them may pass for Markdown."""

import re

from domain import french

_LINE_ENDS = re.compile(r"[\r\n\t]+")
_MARKS = frozenset("\\`*_{}[]()#+-.!|$:<>~")


def escaped(words: str) -> str:
    """The words as Markdown shows them unchanged."""
    return "".join(f"\\{char}" if char in _MARKS else char for char in _LINE_ENDS.sub(" ", words))


def quoted(words: str) -> str:
    """The words inside « », as Markdown shows them unchanged."""
    return f"«{french.NBSP}{escaped(words)}{french.NBSP}»"
