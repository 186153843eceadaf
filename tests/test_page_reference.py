"""The page that is played from a tape draws what the page itself draws: else its cost would be no measure."""

import sys

import pytest
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.pages import LINK
from benchmarks.stage import ROOT, Page, Played, served
from components import session

PAGES = sorted(path.name for path in (ROOT / "pages").glob("[a-z]*.py"))

READY = ("html", "plotly_chart", "deck_gl_json_chart", "markdown")
"""Elements whose whole content comes from their arguments; a widget's also holds what the session remembers of it."""


@pytest.mark.parametrize("name", PAGES)
def test_the_same_elements_are_drawn(monkeypatch: pytest.MonkeyPatch, demonstration_url: str, name: str) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", demonstration_url)
    st.cache_resource.clear()
    page = Page(f"pages/{name}", LINK)
    page.run()  # the first view shows for a moment that it computes
    drawn = page.run().drawn
    played = Played(page.taped()).run().drawn
    assert [_place(message) for message in played] == [_place(message) for message in drawn]
    assert len(drawn) > 20
    for one, other in zip(played, drawn, strict=True):
        if _kind(one) in READY:
            assert _content(one) == _content(other)
    st.cache_resource.clear()


def test_whoever_runs_a_page_stays_the_main_module(monkeypatch: pytest.MonkeyPatch, demonstration_url: str) -> None:
    monkeypatch.setenv("VIGIE_DATABASE_URL", demonstration_url)
    st.cache_resource.clear()
    main = sys.modules["__main__"]
    Page("pages/dictionnaire.py", LINK).run()
    assert sys.modules["__main__"] is main
    with served():
        session.prepare(["dictionnaire"])
        session.preparation().wait()
    assert sys.modules["__main__"] is main
    st.cache_resource.clear()


def _kind(message: ForwardMsg) -> str:
    delta = message.delta
    if delta.WhichOneof("type") == "add_block":
        return f"block {delta.add_block.WhichOneof('type')}"
    return str(delta.new_element.WhichOneof("type"))


def _place(message: ForwardMsg) -> tuple[list[int], str]:
    return list(message.metadata.delta_path), _kind(message)


def _content(message: ForwardMsg) -> bytes:
    element = message.delta.new_element
    content = type(element)()
    content.CopyFrom(element)
    for kind in ("plotly_chart", "deck_gl_json_chart"):
        if element.WhichOneof("type") == kind:
            getattr(content, kind).id = ""  # which session it is of
    return bytes(content.SerializeToString(deterministic=True))
