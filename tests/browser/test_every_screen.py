"""Every page of the menu, with each of its tabs, held to one standard, whatever is added to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import settled
from tests.browser.eyes import clipped, disorder, sideways, still, unnamed, violations
from tests.browser.screens import TITLES
from tests.browser.test_shell import leftovers
from tests.conftest import UNTIL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every_screen")]
QUERY = f"dep=00&fenetre=28-jours&au={UNTIL}"
DESK, LAPTOP, TABLET = (1920, 1080), (1366, 768), (1024, 768)
EARLIER = "du 28 septembre au 25 octobre 2026"
"""The 28 days before those that end with the demonstration."""
TRIES = 10


@dataclass
class Faults:
    """What was found wrong, by where: all of it is told at once."""

    found: list[str] = field(default_factory=list)

    def note(self, where: str, faults: Sequence[str]) -> None:
        """Keep these."""
        self.found += [f"{where}: {fault}" for fault in faults]


def opened(page: Page, address: str, title: str) -> Page:
    """That address, drawn to the end."""
    page.goto(address)
    settled(page)
    expect(page.locator("h1")).to_have_text(title)
    return still(page)


def asked(page: Page) -> dict[str, list[str]]:
    """What the address holds."""
    return parse_qs(urlsplit(page.url).query)


def open_tab(page: Page, name: str) -> None:
    """Open that tab, another one than is open; the address tells that the server has heard of it."""
    before = asked(page).get("onglet")
    page.get_by_role("tab", name=name, exact=True).click()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("onglet") != before)
    settled(page)


def tabs(page: Page) -> Iterator[str]:
    """Open each tab of the page in turn, and tell its name; once, without a name, where there is none."""
    names = page.get_by_role("tab").all_inner_texts()
    for rank, name in enumerate(names):
        if rank:
            open_tab(page, name)
        yield name
    if not names:
        yield ""


@pytest.mark.parametrize("path", TITLES)
def test_it_can_be_read_at_any_width_on_both_grounds(
    demonstration_server: str, page: Page, screenshots: Path, path: str
) -> None:
    opened(page, f"{demonstration_server}/{path}?{QUERY}", TITLES[path])
    faults = Faults()
    for rank, tab in enumerate(tabs(page)):
        for width, height in (TABLET, LAPTOP, DESK):
            page.set_viewport_size({"width": width, "height": height})
            still(page)
            page.screenshot(path=screenshots / f"{path}-{rank}-{width}.png")
            faults.note(f"{tab} {width}", [*clipped(page), *sideways(page)])
        assert page.locator("h1").count() == 1
        faults.note(tab, [*disorder(page), *unnamed(page), *leftovers(page)])
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            settled(page)
            faults.note(f"{tab} {scheme}", violations(still(page)))
            page.screenshot(path=screenshots / f"{path}-{rank}-{scheme}.png")
        faults.note(f"{tab} printed", unprinted(page))
    assert not faults.found, "\n".join(faults.found)


def letters(text: str) -> str:
    """The text letter by letter: a printed page ties some together, and places spaces as it likes."""
    return "".join(normalize("NFKC", text).split())


def unprinted(page: Page) -> list[str]:
    """The headings that a printed page lacks, and what it shows although only a screen can use it."""
    headings = page.locator("h1:visible, h2:visible").all_inner_texts()
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = letters("".join(sheet.extract_text() for sheet in paper.pages))
    lost = [heading for heading in headings if letters(heading) not in text]
    return [*lost, *(words for words in ("Projeter", "Télécharger (.csv)") if letters(words) in text)]


@pytest.mark.parametrize("path", TITLES)
def test_it_can_be_projected(demonstration_server: str, page: Page, screenshots: Path, path: str) -> None:
    opened(page, f"{demonstration_server}/{path}?{QUERY}", TITLES[path])
    page.keyboard.press("Alt+p")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    settled(page)
    faults = Faults()
    for width, height in (LAPTOP, DESK):
        page.set_viewport_size({"width": width, "height": height})
        still(page)
        page.screenshot(path=screenshots / f"{path}-projection-{width}.png")
        faults.note(f"{width}", [*clipped(page), *sideways(page)])
    assert not faults.found, "\n".join(faults.found)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(page.locator("h1")).to_have_text(TITLES[path])


def view(page: Page) -> dict[str, list[str]]:
    """What tells a view from another: headings, figures, what the page says it covers, the tab, what is chosen."""
    settled(page)
    still(page)
    texts = {kind: page.locator(kind).all_inner_texts() for kind in ("h1, h2, h3", ".vg-value", ".vg-context")}
    chosen = page.locator("[role=tab][aria-selected=true]").all_inner_texts()
    return {
        **texts,
        "tab": chosen,
        "choices": [field.input_value() for field in page.locator("input[role=combobox]").all()],
    }


@pytest.mark.parametrize("path", TITLES)
def test_a_link_and_the_back_button_bring_a_view_back(demonstration_server: str, page: Page, path: str) -> None:
    """Step the window back by the arrow key, change the tab: each step can be undone, and sent as a link."""
    opened(page, f"{demonstration_server}/{path}?{QUERY}", TITLES[path])
    steps = [(asked(page), view(page))]
    if page.get_by_role("button", name="‹ Avant").count():
        page.keyboard.press("Shift+ArrowLeft")
        expect(page.locator(".vg-window strong")).to_contain_text(EARLIER)
        steps.append((asked(page), view(page)))
        assert steps[1][0]["au"] == ["2026-10-25"]
    for name in page.get_by_role("tab").all_inner_texts()[1:]:
        open_tab(page, name)
        steps.append((asked(page), view(page)))
    link = page.context.new_page()
    link.goto(page.url)
    assert view(link) == steps[-1][1]
    link.close()
    for before in reversed(steps[:-1]):
        page.go_back()
        for _ in range(TRIES):  # the address is back at once, the page once the server has drawn it
            page.wait_for_timeout(300)
            if (asked(page), view(page)) == before:
                break
        assert (asked(page), view(page)) == before
