"""The comments of a sheet of a .xlsx: ours are added, those of others kept."""

import re
from collections.abc import Mapping

from data_access.workbooks.returned.markup import Element, appended, attribute, children, escaped, root_of
from data_access.workbooks.returned.notes import AUTHOR, said_at

NO_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>'
)
_FONT = b'<%(p)brPr><%(p)bsz val="9"/><%(p)bcolor indexed="81"/><%(p)brFont val="Tahoma"/></%(p)brPr>'
_OF_A_THREAD = "tc="  # how the author of a comment that stands for a threaded one is called
_LINE_ENDS = re.compile(rb"(?:\s|&#(?:10|xA|13|xD);)+$", re.IGNORECASE)


def with_comments(xml: bytes, notes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The part of the comments with ours, and the cells that had none; a cell's own comment is kept above ours.

    The comment that stands for a thread is left as it is. Raises ValueError where the part holds no list.
    """
    authors, listed = _lists(xml)
    names = [xml[author.body : author.close] for author in children(xml, authors)]
    own = {attribute(comment.tag(xml), b"ref") or "": comment for comment in children(xml, listed, b"comment")}
    new = [cell for cell in notes if cell not in own]
    xml = appended(xml, listed, b"".join(_comment(listed.prefix, cell, notes[cell], len(names)) for cell in new))
    # From the last to the first: places in the XML before a change stay what they are.
    for cell in sorted(notes.keys() & own.keys(), key=lambda cell: own[cell].start, reverse=True):
        author = int(attribute(own[cell].tag(xml), b"authorId") or 0)
        if not (author < len(names) and names[author].startswith(_OF_A_THREAD.encode())):
            xml = _prolonged(xml, own[cell], notes[cell])
    piece = b"<%bauthor>%b</%bauthor>" % (authors.prefix, escaped(AUTHOR), authors.prefix)
    return appended(xml, authors, piece), new


def without_ours(xml: bytes) -> tuple[bytes, dict[str, bool]]:
    """The part without what a former return said, and the cells where it did: whether nothing else was said there."""
    cells: dict[str, bool] = {}
    for comment in reversed(children(xml, _lists(xml)[1], b"comment")):
        at = said_at(xml, comment.body, comment.close)
        if at < 0:
            continue
        kept = _cut(xml, comment, at)
        cells[attribute(comment.tag(xml), b"ref") or ""] = not kept
        xml = xml[: comment.start] + kept + xml[comment.end :]
    return xml, cells


def _cut(xml: bytes, comment: Element, at: int) -> bytes:
    """The comment up to that place; nothing where nothing is said before it."""
    text = _child(xml, comment, b"text")
    kept = b""
    for part in children(xml, text):
        words = part if part.local == b"t" else next(iter(children(xml, part, b"t")), None)
        if part.end <= at:
            kept += xml[part.start : part.end]
        elif words is not None and words.body <= at < words.close:
            before = _LINE_ENDS.sub(b"", xml[words.body : at])
            kept += xml[part.start : words.body] + before + xml[words.close : part.end] if before else b""
    if not re.sub(rb"<[^>]*>|\s|&#\w+;", b"", kept):
        return b""
    return xml[comment.start : text.body] + kept + xml[text.close : comment.end]


def _comment(prefix: bytes, cell: str, words: str, author: int) -> bytes:
    return b'<%(p)bcomment ref="%(r)b" authorId="%(a)d"><%(p)btext>%(w)b</%(p)btext></%(p)bcomment>' % {
        b"p": prefix,
        b"r": cell.encode(),
        b"a": author,
        b"w": _run(prefix, words),
    }


def _run(prefix: bytes, words: str) -> bytes:
    return b'<%(p)br>%(f)b<%(p)bt xml:space="preserve">%(w)b</%(p)bt></%(p)br>' % {
        b"p": prefix,
        b"f": _FONT % {b"p": prefix},
        b"w": escaped(words),
    }


def _prolonged(xml: bytes, comment: Element, words: str) -> bytes:
    """The comment's own words, then ours on a new line; a bare text becomes a run, as runs are what can follow."""
    text = _child(xml, comment, b"text")
    parts = children(xml, text)
    bare, runs, others = (
        b"".join(xml[part.start : part.end] for part in parts if (part.local in names) is wanted)
        for names, wanted in (((b"t",), True), ((b"r",), True), ((b"t", b"r"), False))
    )
    first = b"<%(p)br>%(b)b</%(p)br>" % {b"p": text.prefix, b"b": bare} if bare else b""
    opened = text.tag(xml).removesuffix(b"/>").removesuffix(b">").rstrip() + b">"
    body = first + runs + _run(text.prefix, f"\n{words}") + others
    return xml[: text.start] + opened + body + b"</" + text.name + b">" + xml[text.end :]


def _lists(xml: bytes) -> tuple[Element, Element]:
    root = root_of(xml)
    if root is None:
        raise ValueError("no comments")
    return _child(xml, root, b"authors"), _child(xml, root, b"commentList")


def _child(xml: bytes, parent: Element, local: bytes) -> Element:
    found = children(xml, parent, local)
    if not found:
        raise ValueError(f"no {local.decode()}")
    return found[0]
