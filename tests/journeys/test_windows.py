"""Controls: a journey fails where it must, with each protection of its windows in turn."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.windows import Window, open_window

SPOIL = """html => {
  const main = document.querySelector('main');
  main.innerHTML = html;
  return Promise.allSettled([...main.querySelectorAll('img')].map(each => each.decode()));
}"""


def spoil(window: Window, html: str) -> None:
    """Put something into the open page that should not be there; wait until its pictures are asked for."""
    window.page.evaluate(SPOIL, html)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<h1>A</h1><img src='data:,'>", "image-alt"),
        ("<h1>A</h1><input>", "label"),
        ("<h1 class='usa-sr-only'>A</h1><p lang='xx'>A</p>", "valid-lang"),
    ],
)
def test_inaccessible_page_is_noticed(desktop: Window, html: str, rule: str) -> None:
    desktop.go("/account/login/")
    spoil(desktop, html)

    with pytest.raises(AssertionError, match=rule):
        desktop.see("spoiled")


def test_page_too_wide_for_a_phone_is_noticed(desktop: Window) -> None:
    desktop.go("/account/login/")
    spoil(desktop, "<h1>A</h1><pre>" + "wide " * 200 + "</pre>")

    with pytest.raises(AssertionError, match="sideways at 320"):
        desktop.see("spoiled")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p style='color: red'>A</p>", "Content Security Policy"),
        ("<img src='/static/no-such-picture.png' alt=''>", "404 for "),
    ],
)
def test_fault_of_a_page_fails_the_journey(
    chromium: Browser, site: str, tmp_path: Path, html: str, fault: str
) -> None:
    with pytest.raises(AssertionError, match=fault):
        visit_spoiled(chromium, site, tmp_path, html)


def test_request_to_another_machine_fails_the_journey(
    chromium: Browser, site: str, tmp_path: Path
) -> None:
    picture = "<img src='http://192.0.2.1/picture.png' alt=''>"
    with pytest.raises(AssertionError, match="a request left the site"):
        visit_spoiled(chromium, site, tmp_path, picture, bypass_csp=True)


def visit_spoiled(browser: Browser, site: str, pictures: Path, html: str, **options: bool) -> None:
    """Open a window on a page that has a fault, and close it again."""
    with open_window(browser, site, pictures, **options) as window:
        window.go("/account/login/")
        spoil(window, html)
