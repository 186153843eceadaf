"""Pages run with nobody watching: what they ask is computed, and their pictures made, before somebody opens them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Literal
from urllib.parse import urlencode

from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.runtime import get_instance
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState

from components.address import PROJECTION

Ground = Literal["light", "dark"]
_SESSION = "vigie-rehearsal"
_LOOKS: tuple[tuple[Ground, bool], ...] = (("light", False), ("light", True))
"""The light ground, at a desk and projected; the pictures of the dark one are made when they are asked for."""
_scripts = ScriptCache()


def rehearsals(script: Path, pages: Sequence[str], query: Mapping[str, str]) -> dict[str, Callable[[], None]]:
    """What runs each of these pages (their paths in the address) of that script once, by name, look by look."""
    found: dict[str, Callable[[], None]] = {}
    for ground, projected in _LOOKS:
        asked = {**query, PROJECTION: "oui"} if projected else query
        for page in pages:
            name = f"page {page or 'first'} on {ground}{', projected' if projected else ''}"
            found[name] = partial(_rehearse, script, page, asked, ground)
    return found


def _rehearse(script: Path, page: str, query: Mapping[str, str], ground: Ground) -> None:
    """Run a page once for a session that nobody has; raises what the page raises."""
    over, failures, loop = Event(), list[BaseException](), asyncio.new_event_loop()

    def heard(_runner: ScriptRunner, event: ScriptRunnerEvent, **_told: object) -> None:
        if event is ScriptRunnerEvent.SHUTDOWN:
            over.set()

    def failed(failure: BaseException) -> bool:
        failures.append(failure)
        return True

    runner = ScriptRunner(
        session_id=_SESSION,
        main_script_path=str(script),
        session_state=SessionState(),
        uploaded_file_mgr=MemoryUploadedFileManager(""),
        script_cache=_scripts,
        initial_rerun_data=RerunData(
            page_name=page, query_string=urlencode(query), context_info=ContextInfo(color_scheme=ground)
        ),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(str(script), _scripts, setup_watcher=False),
        event_loop=loop,
        on_script_error=failed,
    )
    runner.on_event.connect(heard, weak=False)
    runner.start()
    over.wait()
    loop.close()
    for kept in (get_instance().media_file_mgr, get_instance().dataframe_source_mgr):
        kept.clear_session_refs(_SESSION)  # what a visitor would have fetched
    if failures:
        raise failures[0]
