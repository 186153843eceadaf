"""The eyes of the other tests see what is wrong, and only that: each is shown a page with a fault, and one without."""

import pytest
from playwright.sync_api import Page

from tests.browser.eyes import clipped, disorder, sideways, unnamed, violations

pytestmark = pytest.mark.browser
LONG = "un texte bien trop long pour cette boîte"


def shown(page: Page, body: str) -> Page:
    """A French page that holds that."""
    page.set_content(f'<html lang="fr"><head><title>Essai</title></head><body><main>{body}</main></body></html>')
    return page


@pytest.mark.parametrize(
    "box",
    [
        '<div style="width:80px; overflow:hidden; white-space:nowrap">{}</div>',
        '<div style="width:80px; overflow:hidden; white-space:nowrap; text-overflow:ellipsis"><span>{}</span></div>',
        '<div style="width:80px; height:20px; overflow:clip">{}</div>',
        '<svg width="80" height="20"><text x="0" y="15">{}</text></svg>',
        '<button style="width:80px; white-space:nowrap">{}</button>',
        '<table style="table-layout:fixed; width:80px"><tr><td style="white-space:nowrap">{}</td></tr></table>',
        '<input type="text" style="width:80px" value="{}">',
    ],
)
def test_a_text_that_is_cut_is_seen(page: Page, box: str) -> None:
    (fault,) = clipped(shown(page, box.format(LONG)))
    assert fault.startswith(LONG)
    assert clipped(shown(page, box.format("ici"))) == []


@pytest.mark.parametrize(
    "box",
    [
        '<div style="width:80px">{}</div>',
        '<div style="width:80px; overflow:auto; white-space:nowrap" tabindex="0">{}</div>',
        '<div style="width:1px; height:1px; overflow:hidden; white-space:nowrap">{}</div>',
        '<div style="width:80px; overflow:hidden; visibility:hidden; white-space:nowrap">{}</div>',
        '<details><summary>plus</summary><p style="width:80px; overflow:hidden; white-space:nowrap">{}</p></details>',
    ],
)
def test_a_text_that_can_be_read_or_is_not_shown_is_left_alone(page: Page, box: str) -> None:
    assert clipped(shown(page, box.format(LONG))) == []


def test_what_must_be_scrolled_sideways_is_seen(page: Page) -> None:
    wide = '<div style="width:5000px">large</div>'
    assert len(sideways(shown(page, wide))) == 1  # the page itself
    scrolled = '<div {} style="overflow-x:auto; width:200px">' + wide + "</div>"
    assert len(sideways(shown(page, scrolled.format('class="vg-scroll"')))) == 1  # out of the keyboard's reach
    told = 'class="vg-scroll" tabindex="0" role="region" aria-label="Tableau"'
    assert sideways(shown(page, scrolled.format(told))) == []


def test_headings_out_of_order_are_seen(page: Page) -> None:
    assert disorder(shown(page, "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>")) == []
    assert disorder(shown(page, "<h1>a</h1><h3>b</h3>")) == ["h1 > h3 b"]
    assert disorder(shown(page, "<h2>a</h2>")) == ["h0 > h2 a"]
    assert disorder(shown(page, "<h1>a</h1><h1>b</h1>")) == ["h1 > h1 b"]


def test_a_chart_without_a_name_is_seen(page: Page) -> None:
    chart = '<div data-testid="stPlotlyChart" role="figure" {}></div>'
    assert len(unnamed(shown(page, chart.format("")))) == 1
    assert unnamed(shown(page, chart.format('aria-label="Faits par mois"'))) == []


def test_axe_finds_what_is_grave(page: Page) -> None:
    assert violations(shown(page, "<h1>Titre</h1>")) == []
    (fault,) = violations(shown(page, '<h1>Titre</h1><img src="data:,">'))
    assert fault.startswith("image-alt")
    (fault,) = violations(shown(page, '<h1>Titre</h1><p style="color:#999; background:#fff">pâle</p>'))
    assert fault.startswith("color-contrast")
