"""Chromium for figures and journeys: started so that no other machine is reached, and judged by axe.

What a journey clicks, and what a figure counts, is theirs.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["find_chromium", "find_violations", "launch", "open_chromium", "scrolls_sideways"]

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first needs a third of the time for a window: it draws no frame around the page."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # no other machine is ever reached
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OPTIONS = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
HAS_AXE = "'axe' in window"
TO_THE_TOP = """() => document.querySelectorAll("*").forEach(each => {
  if (each.scrollTop) each.scrollTop = 0;
})"""
"""Nothing lies half behind what stays at the top of a page, or of a part of it that scrolls by itself."""
AT_REST = """() => Promise.allSettled(
  document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .map(each => each.finished)
)"""
VIOLATIONS = """([part, options]) => axe.run(part, options).then(
  ({violations}) => ({violations})
)"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def find_chromium() -> str | None:
    """Return the path of the machine's Chromium; CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Any) -> Browser:
    """Start the machine's Chromium, which may reach nothing but this machine."""
    browser: Browser = playwright.chromium.launch(
        executable_path=find_chromium(), args=list(ARGUMENTS)
    )
    return browser


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Give a Chromium, and close it in the end."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def find_violations(page: Page, width: int, *, within: str = "html") -> AxeResults:
    """Return what axe finds against WCAG 2.0 to 2.2 at A and AA, once the page rests at that width."""
    assert page.viewport_size is not None
    page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
    page.evaluate(TO_THE_TOP)
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(AT_REST)
    return AxeResults(page.evaluate(VIOLATIONS, [within, OPTIONS]))


def scrolls_sideways(page: Page) -> bool:
    """Tell whether something is wider than the window."""
    return bool(page.evaluate(SIDEWAYS) > 0)
