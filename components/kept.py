"""Pictures made once: a figure, a map or a table's HTML, kept as long as the answer that it is drawn from."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from threading import Lock
from typing import ParamSpec, TypeVar

from components.theme import palette, zoom
from domain.windows import Window

P = ParamSpec("P")
R = TypeVar("R")
KEPT_PICTURES = 1_500
"""Those of all pages on each ground at each size are about 900."""


@dataclass(frozen=True, eq=False)
class _Kept:
    made: object
    arguments: tuple[object, ...]  # held, so that none of them is freed and its identity given to another


_pictures: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
_lock = Lock()


def kept(make: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `make` gives for those arguments, made once for the ground and size in use and shared by all sessions.

    Arguments are told apart by their value where that is plain (texts, numbers, dates; tuples, lists and mappings of
    them), else by their identity: give the very object that `ask` or another `kept` gave, not one made on the way.
    `make` must depend on nothing else but the palette and the zoom, and whoever draws what it gave must not change it.
    """
    arguments = (*args, *kwargs.values())
    key = (make, palette(), zoom(), tuple(kwargs), tuple(map(_identity, arguments)))
    with _lock:
        found = _pictures.get(key)
        if found is not None:
            _pictures.move_to_end(key)
    if found is None:
        found = _Kept(make(*args, **kwargs), arguments)
        with _lock:
            _pictures[key] = found
            while len(_pictures) > KEPT_PICTURES:
                _pictures.popitem(last=False)
    return found.made  # type: ignore[return-value]  # the key names `make`, whose answer this is


def forget() -> None:
    """Make every picture anew."""
    with _lock:
        _pictures.clear()


def _identity(argument: object) -> object:
    """What tells an argument from another: its value and type where it is plain, else which object it is."""
    if argument is None or isinstance(argument, str | int | float | bool | date | Enum | Window):
        return type(argument), argument
    if isinstance(argument, tuple | list):
        return tuple(map(_identity, argument))
    if isinstance(argument, Mapping):
        return tuple((_identity(key), _identity(value)) for key, value in argument.items())
    return type(argument), id(argument)
