"""The content of a book as bytes that can be kept, and back: what was handed out never changes.

Every value is written with its type, so that a date comes back as a date and a tuple as a tuple, and a content kept by
an earlier version of Vigie opens in a later one as long as its parts keep their names.
"""

import json
import zlib
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from domain.windows import Window
from reports import content
from reports.content import Book

_PARTS: dict[str, type] = {
    name: part
    for name, part in vars(content).items()
    if isinstance(part, type) and part.__module__ == content.__name__ and is_dataclass(part)
} | {"Window": Window}
_ENUMS: dict[str, type[Enum]] = {
    name: part for name, part in vars(content).items() if isinstance(part, type) and issubclass(part, Enum)
}
_TYPE = "."


class NotABook(ValueError):
    """The bytes are no content of a book."""


def freeze(book: Book) -> bytes:
    """The content of a book as bytes; the same content gives the same bytes."""
    text = json.dumps(_plain(book), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), 9)


def thaw(kept: bytes) -> Book:
    """The content that `freeze` kept. Raises NotABook."""
    try:
        found = _whole(json.loads(zlib.decompress(kept)))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise NotABook("the bytes are no content of a book") from error
    if not isinstance(found, Book):
        raise NotABook("the bytes are another part of a book")
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {_TYPE: type(value).__name__, **{one.name: _plain(getattr(value, one.name)) for one in fields(value)}}
    if isinstance(value, Enum):
        return {_TYPE: type(value).__name__, "value": value.value}
    if isinstance(value, date):
        return {_TYPE: "date", "value": value.isoformat()}
    if isinstance(value, frozenset):
        return {_TYPE: "frozenset", "value": [_plain(one) for one in sorted(value)]}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_whole(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind = value[_TYPE]
    if kind == "date":
        return date.fromisoformat(value["value"])
    if kind == "frozenset":
        return frozenset(_whole(value["value"]))
    if kind in _ENUMS:
        return _ENUMS[kind](value["value"])
    return _PARTS[kind](**{name: _whole(part) for name, part in value.items() if name != _TYPE})
