"""What headers and words that are not understood probably mean: proposed to the analyst, never applied unasked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data_access.workbooks import convert
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match, is_named, likely_matches
from data_access.workbooks.parsed import Suggestion
from data_access.workbooks.personal import is_personal_header, personal_content
from data_access.workbooks.raw import Cell, RawSheet, column_letter
from data_access.workbooks.resemblance import ENOUGH, content_words, initials, nearest, resemblance
from data_access.workbooks.splits import free_columns, sample, splits
from domain.sheets import Book, Column, Kind, Sheet
from domain.text import fold

_FEWEST_FIELDS = 2  # that a declared sheet must find for an unrecognised one to be taken for it
_VALUE_ENOUGH = 70.0
_CLEAR = 5.0  # by how much the best of several must surpass the next
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Proposed:
    """What a sheet that is not recognised may be: its likely headers, and the declared sheet that needs least help.

    `header_row` is its number in the file, from 1. `columns` and `headers` go by column letter as in `ParsedSheet`
    (no header that announces a person); `missing` are the required fields that neither a column nor a suggestion
    gives: each needs a column or a constant. Where `near` is False no declared sheet comes near: nothing is said of
    the columns but their headers.
    """

    sheet: Sheet
    header_row: int
    headers: Mapping[str, str]
    signature: str
    columns: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    missing: tuple[str, ...] = ()
    near: bool = True

    @property
    def likely(self) -> str | None:
        """The code of the declared sheet, None where none comes near."""
        return self.sheet.code if self.near else None


def propose_sheet(raw: RawSheet, known: Known | None = None) -> Proposed | None:
    """What a sheet that was not recognised may be; None where no row looks like headers."""
    matches = likely_matches(raw)
    if not matches:
        return None
    best = max((_proposed(raw, match, known) for match in matches), key=lambda one: _fitness(one, raw.name))
    if len(best.columns) + len(best.suggestions) >= _FEWEST_FIELDS or is_named(best.sheet, raw.name):
        return best
    headers = _shown_headers(matches[0], names_allowed=False)
    return Proposed(best.sheet, best.header_row, headers, best.signature, near=False)


def _proposed(raw: RawSheet, match: Match, known: Known | None) -> Proposed:
    found = suggest(raw, match, known)
    suggested = {suggestion.field for suggestion in found}
    return Proposed(
        sheet=match.sheet,
        header_row=match.header_row + 1,
        headers=_shown_headers(match, names_allowed=match.sheet.book is Book.PLAN),
        signature=match.signature,
        columns={name: column_letter(at) for name, at in match.columns.items()},
        suggestions=found,
        missing=tuple(name for name in match.missing if name not in suggested),
    )


def _fitness(proposed: Proposed, tab: str) -> float:
    read = len(proposed.columns) + sum(one.score / 125 for one in proposed.suggestions)
    return read - len(proposed.missing) + (4 if is_named(proposed.sheet, tab) else 0)


def _shown_headers(match: Match, *, names_allowed: bool) -> dict[str, str]:
    """The headers by column letter, without those that announce a person."""
    return {
        column_letter(at): words
        for at, words in match.headers.items()
        if _may_be_shown(match, at, names_allowed=names_allowed)
    }


def _may_be_shown(match: Match, at: int, *, names_allowed: bool) -> bool:
    return personal_content(match.headers[at]) is None and not any(
        is_personal_header(words, names_allowed=names_allowed) for words in (match.headers[at], *match.names[at])
    )


def suggest(raw: RawSheet, match: Match, known: Known | None = None) -> tuple[Suggestion, ...]:
    """For the headers that are not read, the free fields that they resemble; and columns to take in parts.

    The best resemblance goes first; a header and a field are proposed once, but for the parts of a column. `known`
    tells the codes that a part of a cell may be.
    """
    found: dict[str, Suggestion] = {}
    split: set[int] = set()
    names_allowed = match.sheet.book is Book.PLAN
    shown = [at for at in match.headers if _may_be_shown(match, at, names_allowed=names_allowed)]
    for at in shown:
        parts = splits(raw, match, at, known or Known())
        if parts and not any(part.field in found for part in parts):
            found |= {part.field: part for part in parts}
            split.add(at)
    left = [at for at in shown if at in match.unmatched and at not in split]
    taken: set[int] = set()
    for score, at, name in sorted(_resembling(raw, match, left), key=lambda scored: (-scored[0], scored[1])):
        if at not in taken and name not in found:
            found[name] = Suggestion(match.headers[at], name, score)
            taken.add(at)
    return tuple(found.values())


def _resembling(raw: RawSheet, match: Match, columns: Sequence[int]) -> Iterator[tuple[float, int, str]]:
    for at in columns:
        cells = sample(raw, match, at)
        for column in free_columns(match):
            scored = nearest([match.headers[at], *match.names[at]], [column])
            score = (scored[1] if scored else 0.0) - (0 if _could_hold(column, cells) else ENOUGH / 2)
            if score >= ENOUGH:
                yield score, at, column.field


def _could_hold(column: Column, cells: Sequence[Cell]) -> bool:
    """Whether one of the cells at least is a value of that column, or near one."""
    return not cells or any(_is_near(column, cell) for cell in cells)


def _is_near(column: Column, cell: Cell) -> bool:
    try:
        convert.converter(column)(cell)
    except ValueError:
        labels = [choice.label for choice in column.choices]
        return column.kind is Kind.CHOICE and suggest_value(convert.text(cell), labels) is not None
    return True


def suggest_value(words: str, labels: Sequence[str]) -> str | None:
    """The one of the labels that was probably meant; None where none comes close, or two of them as much.

    Found as the same word, by its initials ("CP"), by its beginning ("sécu"), else by resemblance.
    """
    by_name = {fold(label, keep_brackets=True): label for label in reversed(labels)}
    wanted = fold(words, keep_brackets=True)
    if not wanted:
        return None
    for is_meant in (_is_same, _is_abbreviated, _is_begun):
        if found := [label for name, label in by_name.items() if is_meant(wanted, name)]:
            return found[0] if len(found) == 1 else None
    return _most_alike(wanted, by_name)


def _is_same(wanted: str, name: str) -> bool:
    return _squeezed(wanted) == _squeezed(name)


def _squeezed(name: str) -> str:
    return _NUMBER.sub(lambda number: number[0].lstrip("0") or "0", name.replace(" ", ""))


def _is_abbreviated(wanted: str, name: str) -> bool:
    return len(wanted) > 1 and wanted.replace(" ", "") in initials(name)


def _is_begun(wanted: str, name: str) -> bool:
    """Whether each word begins the word in its place: "controle id" for "controle d identite"."""
    short, whole = content_words(wanted), content_words(name)
    # "vol" does not say "vol avec violences".
    if len(short) != len(whole) or len(short[0]) < 3 or not _same_numbers(wanted, name):
        return False
    return all(word.startswith(begun) for begun, word in zip(short, whole, strict=True))


def _same_numbers(wanted: str, name: str) -> bool:
    """Codes differ by their numbers alone: S1 is not a misspelt S2."""
    return [int(number) for number in _NUMBER.findall(wanted)] == [int(number) for number in _NUMBER.findall(name)]


def _most_alike(wanted: str, by_name: Mapping[str, str]) -> str | None:
    scores = sorted(
        ((resemblance(wanted, name), label) for name, label in by_name.items() if _same_numbers(wanted, name)),
        reverse=True,
    )
    if not scores or scores[0][0] < _VALUE_ENOUGH:
        return None
    clear = len(scores) == 1 or scores[0][0] - scores[1][0] >= _CLEAR
    return scores[0][1] if clear else None
