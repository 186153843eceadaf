"""The real application, in a real browser: a server of its own, a Chromium that speaks French, nothing skipped."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_CHROMIUM = "Chromium manque pour les essais du navigateur. Installez-le : sudo apt-get install --yes chromium"
START_SECONDS = 60
NOT_OURS = [
    # A browser without a graphics card says that drawing a map took it long.
    re.compile(r"GL Driver Message|GPU stall"),
    # Under the address of a page, Streamlit first looks for its server there, then at the root.
    re.compile(r"404 .*/[a-z-]+/_stcore/(health|host-config)$"),
    # deck.gl carries a decoder of 3D meshes as WebAssembly: the content policy refuses it, and no map of ours has any.
    re.compile(r"WebAssembly\.instantiate.*Content Security [Pp]olicy"),
    # Told to the reader in French, by a dialog; each test of a page asks for that page's title.
    re.compile(r"The page that you have requested does not seem to exist"),
]
"""What the console complains of that is none of our doing, each with its reason."""
expect.set_options(timeout=60_000)  # a page computes before it draws, on machines that do other things too


@dataclass
class Watch:
    """What a page asked of other hosts, and what its console complained of."""

    host: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request that goes to another host."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.foreign.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note errors and warnings: refusals by the content policy too, whose requests are never made."""
        if message.type in ("error", "warning"):
            self.complain(f"{message.text} {message.location['url']}")

    def complain(self, words: str) -> None:
        """Note what a page complains of, unless it is none of ours."""
        if not any(pattern.search(words) for pattern in NOT_OURS):
            self.complaints.append(words)


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serve(script: Path, database: Path) -> Iterator[str]:
    """Serve a Streamlit script over that SQLite file until the block ends; give its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = {**os.environ, "VIGIE_DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)}
    log = database.with_suffix(".log")
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/sante", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_until_up(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(health, timeout=2):  # the server that this module started, on the loopback address
                return
        except OSError:  # nobody listens yet, or the server is still loading
            time.sleep(0.2)
    pytest.fail(f"le serveur ne répond pas :\n{log.read_text()}")


def chromium() -> str | None:
    """Where Chromium lies on this machine, None where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian installs it. Its absence fails the tests, with the command that mends it."""
    path = chromium()
    if path is None:
        pytest.fail(NO_CHROMIUM)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Vigie over an empty database."""
    with serve(ROOT / "app.py", tmp_path_factory.mktemp("empty") / "vigie.db") as address:
        yield address


@pytest.fixture(scope="session")
def demonstration_server(demonstration_url: str) -> Iterator[str]:
    """The address of Vigie over the demonstration, for tests that only read it."""
    with serve(ROOT / "app.py", Path(demonstration_url.removeprefix("sqlite:///"))) as address:
        yield address


@pytest.fixture
def database(demonstration_url: str, tmp_path: Path) -> Path:
    """A copy of the demonstration, which a test writes to."""
    copy = tmp_path / "demo.db"
    shutil.copyfile(Path(demonstration_url.removeprefix("sqlite:///")), copy)
    return copy


@pytest.fixture
def server(database: Path) -> Iterator[str]:
    """The address of Vigie over that copy."""
    with serve(ROOT / "app.py", database) as address:
        yield address


@pytest.fixture(scope="session")
def gallery_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gallery: every widget and picture that the pages use, behind the same door."""
    with serve(Path(__file__).with_name("gallery_app.py"), tmp_path_factory.mktemp("gallery") / "vigie.db") as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A French browser on a projector's screen, with no memory of other tests."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1920, "height": 1080}, color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must ask nothing of any other host, nor try to: checked when the test ends."""
    page = context.new_page()
    watch: Watch | None = None

    def request(request: Request) -> None:
        nonlocal watch
        watch = watch or Watch(urlsplit(request.url).netloc)
        watch.request(request)

    def console(message: ConsoleMessage) -> None:
        if watch is not None:
            watch.console(message)

    def failed(error: Error) -> None:
        if watch is not None:
            watch.complain(str(error))

    page.on("request", request)
    page.on("console", console)
    page.on("pageerror", failed)
    yield page
    if watch is not None:
        assert (watch.foreign, watch.complaints) == ([], [])


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where tests leave pictures to look at: VIGIE_SCREENSHOTS, else a temporary one."""
    folder = Path(os.environ.get("VIGIE_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def seen(place: Locator) -> None:
    """Wait until it is on the page, once: while a page is drawn again, what moved stands for a moment in two places."""
    expect(place).to_have_count(1)
    expect(place.first).to_be_visible()


def settled(page: Page) -> Page:
    """Wait until the page has its title and the server has nothing left to draw."""
    page.wait_for_selector("h1", timeout=60_000)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
    for passing in ("stStatusWidget", "stSkeleton"):
        expect(page.get_by_test_id(passing)).to_have_count(0, timeout=60_000)
    return page


def tables_are_whole(page: Page) -> None:
    """No plain table of the page, nor the page itself, scrolls sideways."""
    for place in page.locator(".vg-scroll").all():
        inside, outside = place.evaluate("one => [one.scrollWidth, one.clientWidth]")
        assert inside <= outside, place.inner_text()[:80]
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window
