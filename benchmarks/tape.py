"""A page on tape: every element that a run draws, with its last arguments, to be drawn again from these constants.

What a page costs is held against a page that draws the same elements and does nothing else. That page is made here:
the calls that reach Streamlit are written down in their order, each with the container that it went to; to play the
tape is to make the same calls again. Both pass through the same Streamlit, so both pay for turning frames, figures and
maps into messages; only what Vigie does of its own is on one side alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_OF_THE_SCRIPT = ("navigation", "set_page_config", "logo")
"""What a script calls outside any container."""
_NOT_ELEMENTS = ("add_rows",)


@dataclass(frozen=True)
class Call:
    """One call: the container it went to (None: the script), the method's name, its arguments, what it gave."""

    place: DeltaGenerator | None
    name: str
    positional: tuple[Any, ...]
    named: dict[str, Any]
    gave: Any


@dataclass
class Tape:
    """The calls of one run, in order."""

    calls: list[Call] = field(default_factory=list)
    depth: int = 0

    def play(self) -> None:
        """Make the same calls again, into the containers that they give this time."""
        places: dict[int, DeltaGenerator] = {id(root): root for root in (st._main, st.sidebar)}
        for call in self.calls:
            if call.place is None:
                getattr(st, call.name)(*call.positional, **call.named)
                continue
            method = getattr(places[id(call.place)], call.name)
            positional = [self._page(one) if call.name == "page_link" else one for one in call.positional]
            _pair(call.gave, method(*positional, **call.named), places)

    def _page(self, page: Any) -> Any:
        """A page named by its file, as the object that `st.navigation` was given.

        A file is sought beside the script that runs, which is another one here.
        """
        if not isinstance(page, str):
            return page
        listed = next(call.positional[0] for call in self.calls if call.name == "navigation")
        return next(one for one in listed if str(one._page).endswith(page))


def _pair(before: Any, now: Any, places: dict[int, DeltaGenerator]) -> None:
    """Which container of this run stands for which of the recorded one."""
    if isinstance(before, DeltaGenerator):
        places[id(before)] = now
    elif isinstance(before, list | tuple) and all(isinstance(one, DeltaGenerator) for one in before):
        for one, other in zip(before, now, strict=True):
            _pair(one, other, places)


@contextmanager
def recording() -> Iterator[Tape]:
    """Write down what the script run inside this block draws."""
    tape = Tape()
    methods = [
        name
        for name, method in vars(DeltaGenerator).items()
        if callable(method) and not name.startswith("_") and name not in _NOT_ELEMENTS
    ]
    inherited = [name for name in dir(st) if isinstance(getattr(getattr(st, name), "__self__", None), DeltaGenerator)]
    patches = [
        *(patch.object(DeltaGenerator, name, _method(tape, name, getattr(DeltaGenerator, name))) for name in methods),
        *(
            patch.object(DeltaGenerator, name, _method(tape, name, getattr(DeltaGenerator, name)))
            for name in inherited
            if name not in methods and hasattr(DeltaGenerator, name)
        ),
        *(patch.object(st, name, _bound(name, getattr(st, name).__self__)) for name in inherited),
        *(patch.object(st, name, _function(tape, name, getattr(st, name))) for name in _OF_THE_SCRIPT),
    ]
    for each in patches:
        each.start()
    try:
        yield tape
    finally:
        for each in reversed(patches):
            each.stop()


def _method(tape: Tape, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """The method of a container, which writes itself down unless another of them calls it."""

    @wraps(method)
    def recorded(self: DeltaGenerator, *positional: Any, **named: Any) -> Any:
        place = self._active_dg
        tape.depth += 1
        try:
            gave = method(self, *positional, **named)
        finally:
            tape.depth -= 1
        if tape.depth == 0:
            tape.calls.append(Call(place, name, positional, named, gave))
        return gave

    return recorded


def _bound(name: str, container: DeltaGenerator) -> Callable[..., Any]:
    """`st.html` and its like were bound before the methods were patched: look the method up again."""

    def call(*positional: Any, **named: Any) -> Any:
        return getattr(container, name)(*positional, **named)

    return call


def _function(tape: Tape, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def recorded(*positional: Any, **named: Any) -> Any:
        gave = function(*positional, **named)
        tape.calls.append(Call(None, name, positional, named, gave))
        return gave

    return recorded
