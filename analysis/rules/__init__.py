"""À retenir and À décider: sentences by rules that stand in one table (`table`), each carrying its figures."""

from analysis.rules.declaration import Finding, Grounds, Matter, MatterKind, Output, Rule, Sense
from analysis.rules.engine import findings, matters
from analysis.rules.sentences import Cited, Form, Quoted, Sentence
from analysis.rules.table import RULES

__all__ = [
    "RULES",
    "Cited",
    "Finding",
    "Form",
    "Grounds",
    "Matter",
    "MatterKind",
    "Output",
    "Quoted",
    "Rule",
    "Sense",
    "Sentence",
    "findings",
    "matters",
]
