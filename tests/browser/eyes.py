"""What somebody who looks at a page, hears it or goes through it by keyboard would find wrong with it."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_EYES = Path(__file__).with_name("eyes.js").read_text(encoding="utf-8")
_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
LEFT_OUT: dict[str, str] = {}
"""The rules of axe-core that are not asked, each with its reason. None, so far."""

_STILL = """async () => {
  const measure = () => [...document.querySelectorAll("[data-testid=stMain] *")].reduce((sum, element) => {
    const box = element.getBoundingClientRect();
    return sum + box.width * 3 + box.height * 5 + box.left * 7 + box.top * 11;
  }, document.querySelectorAll("*").length);
  const until = performance.now() + 15_000;
  for (let before = NaN, same = 0; same < 3 && performance.now() < until;) {
    await new Promise((done) => setTimeout(done, 120));
    const now = measure();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}"""
_RUN_AXE = """async (leftOut) => {
  const rules = Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }]));
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  return violations.map(({ id, impact, nodes }) => ({ id, impact, places: nodes.map((node) => node.html) }));
}"""


def still(page: Page) -> Page:
    """Wait until nothing on the page has moved or changed its size for a third of a second."""
    page.evaluate(_STILL)
    return page


def _look(page: Page, at: str) -> list[str]:
    found: list[str] = page.evaluate(f"() => {_EYES.strip()}.{at}()")
    return list(dict.fromkeys(found))


def clipped(page: Page) -> list[str]:
    """The texts that cannot be read whole, and the box that cuts each, or whose edge it crosses.

    Not seen: the cells of tables drawn on a canvas, whose widths nothing on the page tells, and labels of maps.
    """
    return _look(page, "clipped")


def sideways(page: Page) -> list[str]:
    """The page itself, or boxes in it, that must be scrolled sideways; tables that say so are allowed to."""
    return _look(page, "sideways")


def disorder(page: Page) -> list[str]:
    """Headings that skip a level on the way down, and first headings other than the one h1."""
    return _look(page, "disorder")


def unnamed(page: Page) -> list[str]:
    """Charts, maps and drawings that have no name for those who do not see them."""
    return _look(page, "unnamed")


def violations(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical: rule and place.

    It is handed to the page by the debugger, which the content policy lets by: the page keeps its own policy.
    """
    page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(_RUN_AXE, list(LEFT_OUT))
    return [f"{each['id']}: {place[:200]}" for each in found if each["impact"] in GRAVE for place in each["places"]]
