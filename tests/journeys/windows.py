"""A browser window whose faults fail the test: requests to other machines, script errors, refused content.

Other sites that a journey leads to are named in ``others``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

from content.addresses import prefix_address
from portal.users.models import User
from tests.journeys.accessibility import check_accessible

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE_MS = 20_000
STEP_MS = 50
STATUS_LINE = "Failed to load resource"
"""Chromium reports a page's own status of 404 or 409 like this; `_note_response` judges the parts of a page."""


class Window:
    """One window of somebody's browser; `see` looks closely at the state it is in."""

    def __init__(self, page: Page, address: str, pictures: Path) -> None:
        self.page = page
        self.faults: list[str] = []
        self.others: list[str] = []
        self._address, self._pictures = address, pictures
        self.language = "en"
        self._seen = 0
        self._under_way: set[Request] = set()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._note_request)
        page.on("requestfinished", self._note_end)
        page.on("requestfailed", self._note_end)
        page.on("response", self._note_response)

    def go(self, path: str) -> None:
        """Open an address of the site, in the language of this window."""
        if self.language != "en":
            path = prefix_address(path, self.language)
        self.page.goto(f"{self._address}{path}")

    def click(self, target: Locator) -> None:
        """Click on what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            target.click()

    @property
    def path(self) -> str:
        """Return the address without the site's own."""
        return urlsplit(self.page.url).path

    def enter(self, account: User) -> None:
        """Be signed in, where signing in is not what the journey is about."""
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self._address}
        self.page.context.add_cookies([cookie])

    def lose_session(self) -> None:
        """Forget who is signed in, as when the session has ended."""
        self.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def open_tab(self) -> "Window":
        """Return another tab of the same browser."""
        tab = Window(self.page.context.new_page(), self._address, self._pictures / "tab")
        tab.faults, tab.others = self.faults, self.others
        return tab

    def text(self) -> str:
        """Return what the page's main part says."""
        return self.page.get_by_role("main").inner_text()

    def heading(self) -> str:
        """Return the page's main heading."""
        return self.page.locator("h1").inner_text()

    def see(self, state: str, *, within: str | None = None) -> None:
        """Take a picture of a page state and check it; the picture is for people to look at."""
        self.page.mouse.move(0, 0)  # nothing is hovered over by chance
        self.picture(state)
        check_accessible(self.page, state, within=within)

    def picture(self, state: str, **options: Any) -> Path:
        """Take a picture of the whole page."""
        self._seen += 1
        file = self._pictures / f"{self._seen:02}-{state}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file, **{"full_page": True, **options})
        return file

    def settle(self) -> None:
        """Wait until the page has asked for all it shows and was answered, so that no fault comes late."""
        for _ in range(PATIENCE_MS // STEP_MS):
            self.page.wait_for_timeout(STEP_MS)
            if not self._under_way:
                return

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(STATUS_LINE):
            self.faults.append(f"console {message.type} on {self.page.url}: {message.text}")

    def _note_request(self, request: Request) -> None:
        self._under_way.add(request)
        own = (f"{self._address}/", "data:", "blob:")
        if not request.url.startswith((*own, *self.others)):
            self.faults.append(f"a request left the site: {request.url}")

    def _note_end(self, request: Request) -> None:
        self._under_way.discard(request)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status} for {response.url} on {self.page.url}")
        if response.status == 500:
            self.faults.append(f"{response.status} for {response.url}")


@contextmanager
def open_window(browser: Browser, address: str, pictures: Path, **options: Any) -> Iterator[Window]:
    """Open a window in a browser session of its own; in the end nothing may have gone wrong in it."""
    calm = {"locale": "en-US", "viewport": DESKTOP, "reduced_motion": "reduce"}
    context = browser.new_context(**{**calm, **options})
    context.set_default_timeout(PATIENCE_MS)
    window = Window(context.new_page(), address, pictures)
    try:
        yield window
        window.settle()
        assert not window.faults, "\n".join(window.faults)
    finally:
        context.close()
