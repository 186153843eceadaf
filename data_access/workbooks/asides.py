"""What is written beside the cells of a workbook: its comments, and the headers and footers of its pages.

The author of a workbook is in the properties of nearly every one: it is not looked for.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

from data_access.workbooks.archive import plain_name

_COMMENTS = ("xl/comments", "xl/threadedcomments", "xl/persons")
_ENDS = re.compile(rb"</(?:\w+:)?(?:text|p|comment|person)>")  # of a paragraph, in either format
_RICH = re.compile(rb"<[^<>]*>")
_SAID = re.compile(rb'\b(?:displayName|userId)="([^"]*)"')
_PAGE = re.compile(rb"(?:Header|Footer)>([^<]+)<")
_NOTE, _NOTE_END = b"<office:annotation", b"</office:annotation>"
_OVERLAP = 1 << 16
"""How much of a piece is looked at again with the next: more than a comment of a spreadsheet holds."""

Search = Callable[[bytes], list[bytes]]


class Asides:
    """The texts beside the cells, as a workbook's members go by."""

    def __init__(self) -> None:
        self._found = dict[str, None]()

    @property
    def texts(self) -> tuple[str, ...]:
        """What was found so far, each text once."""
        return tuple(self._found)

    def watched(self, member: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same pieces, what they say beside cells noted as they go by; none of a member that is comments alone."""
        name = plain_name(member)
        if name.startswith(_COMMENTS) or name == "styles.xml":
            self._note(b"".join(pieces))
            return iter(())
        if name == "content.xml":
            return self._passing(pieces, _notes)
        return self._passing(pieces, _pages) if name.startswith("xl/") and name.endswith(".xml") else pieces

    def _passing(self, pieces: Iterator[bytes], search: Search) -> Iterator[bytes]:
        end = b""
        for piece in pieces:
            buffer = end + piece
            for part in search(buffer):
                self._note(part)
            end = buffer[-_OVERLAP:]
            yield piece

    def _note(self, xml: bytes) -> None:
        said = [*_SAID.findall(xml), *(_RICH.sub(b"", part) for part in _ENDS.split(xml))]
        self._found |= dict.fromkeys(unescape(words.decode(errors="replace")) for words in said if words.strip())


def _notes(xml: bytes) -> list[bytes]:
    if _NOTE_END not in xml:
        return []
    return [part[max(part.find(_NOTE), 0) :] for part in xml.split(_NOTE_END)[:-1]]


def _pages(xml: bytes) -> list[bytes]:
    return _PAGE.findall(xml) if b"headerFooter" in xml else []
