"""A district officer looks somebody up on the roster and exports ten thousand rows, watching how far it is."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page

from portal.records.jobs.operations import JobRun
from portal.records.jobs.running import EMBEDDED_JOBS
from portal.records.models import Organization
from portal.users.models import User
from tests.factories.roster import fill_roster, make_district, make_officer
from tests.journeys.windows import Window

pytestmark = pytest.mark.proof

ROWS = 10_000
PATIENCE_MS = 60_000


@pytest.fixture
def officer(site: str) -> User:
    """Return the officer of a district."""
    return make_officer(make_district())


@pytest.fixture
def worker() -> Iterator[None]:
    """Have jobs done beside the served site."""
    yield
    EMBEDDED_JOBS.end()


@pytest.fixture
def progress_seen(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Return what an export waits for once it told how far it is: a fast machine would be done before anybody looks."""
    seen, tell = Event(), JobRun.tell

    def tell_and_wait(run: JobRun, done: int) -> None:
        tell(run, done)
        seen.wait(PATIENCE_MS / 1000)

    monkeypatch.setattr(JobRun, "tell", tell_and_wait)
    return seen


def read(page: Page, name: str) -> list[list[str]]:
    """Download a file and return its cells."""
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download {name}").click()
    return list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))


@pytest.mark.usefixtures("worker")
def test_officer_exports_ten_thousand_rows_and_sees_how_far_it_is(
    desktop: Window, officer: User, progress_seen: Event
) -> None:
    page = desktop.page
    fill_roster(Organization.objects.get(), ROWS)
    desktop.enter(officer)
    desktop.go("/account/")
    desktop.click(page.get_by_role("link", name="Open the roster"))
    desktop.see("roster")
    desktop.click(page.get_by_role("link", name="Last"))
    desktop.see("last-page")
    desktop.click(page.get_by_role("link", name="First"))
    page.get_by_label("Beginning of a last or first name").fill("ash")
    desktop.click(page.get_by_role("search", name="Search the roster").get_by_role("button"))
    desktop.see("found")
    desktop.go("/account/roster/")

    desktop.click(page.get_by_role("button", name="Export as CSV"))
    desktop.see("waiting")
    said = {page.get_by_role("main").get_by_role("status").inner_text()}
    EMBEDDED_JOBS.start()
    link = page.get_by_role("link", name="Download roster.csv")
    page.get_by_text("rows are written").wait_for(timeout=PATIENCE_MS)
    said.add(page.get_by_role("main").get_by_role("status").inner_text())
    desktop.see("under-way")
    progress_seen.set()
    link.wait_for(timeout=PATIENCE_MS)
    desktop.see("ready")

    assert "Your file is next in line." in said
    assert len(read(page, "roster.csv")) == ROWS + 1


def test_export_without_script_and_by_keyboard(without_script: Window, officer: User) -> None:
    page = without_script.page
    fill_roster(Organization.objects.get(), 30)
    without_script.enter(officer)
    without_script.go("/account/roster/?q=a")
    page.get_by_role("button", name="Export for Excel (XLSX)").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "next in line" in without_script.text()
    page.get_by_role("button", name="Take it back").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "You have taken this back" in without_script.text()


def test_roster_on_a_phone(phone: Window, officer: User) -> None:
    fill_roster(Organization.objects.get(), 30)
    phone.enter(officer)
    phone.go("/account/roster/")
    phone.see("roster")
