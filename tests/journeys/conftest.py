"""What journeys share: the served site, a Chromium, and windows by the size and abilities of the browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from benchmarks.browser import launch
from tests.demo_pages import lay_out_demo_pages
from tests.journeys.windows import PHONE, Window, open_window

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var" / "journeys"
STYLESHEET = ROOT / "static-build" / "uswds" / "portal.css"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Return the machine's Chromium.

    Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    """
    assert STYLESHEET.is_file(), "make setup compiles the stylesheet that journeys look at"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: LiveServer, settings: Any) -> str:
    """Return the address of the served site."""
    settings.PORTAL_BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def public_pages(site: str) -> None:
    """Write the demonstration's public pages."""
    lay_out_demo_pages()


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """Return the folder for this test's pictures."""
    return PICTURES / f"{request.path.stem}-{request.node.name}".replace("/", "-")


@pytest.fixture
def desktop(chromium: Browser, site: str, pictures: Path) -> Iterator[Window]:
    """Return a window of a desktop's size."""
    with open_window(chromium, site, pictures) as window:
        yield window


@pytest.fixture
def second_desktop(chromium: Browser, site: str, pictures: Path) -> Iterator[Window]:
    """Return a window in somebody else's browser."""
    with open_window(chromium, site, pictures / "second") as window:
        yield window


@pytest.fixture
def phone(chromium: Browser, site: str, pictures: Path) -> Iterator[Window]:
    """Return a window of a phone's size, touched by fingers."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    with open_window(chromium, site, pictures, **options) as window:
        yield window


@pytest.fixture
def without_script(chromium: Browser, site: str, pictures: Path) -> Iterator[Window]:
    """Return a window of a browser that runs no script."""
    with open_window(chromium, site, pictures, java_script_enabled=False) as window:
        yield window


@pytest.fixture
def spanish(chromium: Browser, site: str, pictures: Path) -> Iterator[Window]:
    """Return a window of somebody who reads Spanish: pages below /es/, and the admin as the browser asks for it."""
    with open_window(chromium, site, pictures, locale="es-ES") as window:
        window.language = "es"
        yield window
