"""A specialist works through lists: pages, searches, ticks what to take up, and has a file made; by keyboard too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from portal.records.jobs.running import EMBEDDED_JOBS
from portal.records.models import Application
from portal.users.models import User
from tests.factories import records as make
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application
from tests.factories.evidence import make_check, make_test_result, make_training
from tests.journeys.windows import Window

PATIENCE_MS = 30_000


@pytest.fixture
def worker() -> Iterator[None]:
    """Have jobs done beside the served site, once the journey starts them."""
    yield
    EMBEDDED_JOBS.end()


@pytest.fixture
def waiting(site: str) -> list[Application]:
    """Return three applications that wait."""
    return [make_application(make_educator(username=f"educator{number}")) for number in range(3)]


def wait_for(page: Page, words: str) -> None:
    """Wait until the progress says so."""
    page.get_by_role("main").get_by_text(words).wait_for(timeout=PATIENCE_MS)


@pytest.mark.long
@pytest.mark.usefixtures("worker")
def test_specialist_takes_up_what_is_ticked_and_has_a_file_made(
    desktop: Window, specialist: User, waiting: list[Application]
) -> None:
    page = desktop.page
    desktop.enter(specialist)
    desktop.go("/admin/applications/")
    for application in waiting[:2]:
        page.get_by_label(f"Tick {application.reference}").press("Space")
    desktop.see("ticked")
    with page.expect_navigation():
        page.get_by_role("button", name="Take up", exact=True).press("Enter")
    desktop.see("taking-up")
    EMBEDDED_JOBS.start()
    wait_for(page, "2 applications were gone through.")
    desktop.see("taken-up")
    desktop.click(page.get_by_role("link", name="Show what I have taken up"))
    page.get_by_label("Keep this filter as").fill("Mine")
    desktop.click(page.get_by_role("button", name="Keep", exact=True))
    desktop.see("kept-filter")
    assert page.locator(".listing tbody tr").count() == 2

    desktop.click(page.get_by_role("button", name="Excel (XLSX), in the background"))
    wait_for(page, "Your file is ready: 2 rows.")
    desktop.see("file-ready")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download applications.xlsx").click()
    assert download.value.suggested_filename == "applications.xlsx"


def test_specialist_pages_and_searches_people_without_script(
    without_script: Window, specialist: User
) -> None:
    for number in range(45):
        make.make_named(f"Smith{number:02}", "Ann")
    page = without_script.page
    without_script.enter(specialist)
    without_script.go("/admin/records/person/")
    without_script.click(page.get_by_role("link", name="Last", exact=True))
    assert "Smith44" in page.locator("table.listing tbody").inner_text()
    without_script.click(page.get_by_role("link", name="Previous"))
    assert "Smith20" in page.locator("table.listing tbody").inner_text()


@pytest.mark.long
@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("size", [{"width": 360, "height": 760}, {"width": 1280, "height": 900}])
def test_verifier_rejects_what_is_ticked_on_any_screen(
    desktop: Window, registry_verifier: User, size: ViewportSize
) -> None:
    page = desktop.page
    page.set_viewport_size(size)
    make_training(course="Reading in early years", person=make.make_named("Quill", "Ada"))
    make_training(course="First aid", person=make.make_named("Marbury", "Zoë"))
    desktop.enter(registry_verifier)
    desktop.go("/admin/records/training/")
    page.get_by_label("State").select_option("claimed")
    desktop.click(page.get_by_role("button", name="Show", exact=True))
    page.get_by_label("Tick First aid, Zoë Marbury").check()
    desktop.see(f"training-{size['width']}")
    desktop.click(page.get_by_role("button", name="Reject …"))
    desktop.see(f"why-{size['width']}")
    page.get_by_label("Why they are rejected").fill("No certificate of the course.")
    EMBEDDED_JOBS.start()
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").click()
    wait_for(page, "1 item was gone through.")
    desktop.see(f"rejected-{size['width']}")
    desktop.click(page.get_by_role("link", name="Back to the list"))
    assert page.locator("table.listing tbody tr").count() == 2


@pytest.mark.long
def test_verifier_settles_a_score_and_a_check_on_their_pages(
    desktop: Window, registry_verifier: User
) -> None:
    page = desktop.page
    quill = make.make_named("Quill", "Ada")
    make_test_result(person=quill)
    make_check(person=quill)
    desktop.enter(registry_verifier)
    desktop.go("/admin/records/testresult/?state=claimed")
    desktop.see("scores")
    desktop.click(page.get_by_role("link", name="Inspect").first)
    desktop.see("score")
    page.locator("summary", has_text="Reject").click()
    desktop.click(page.get_by_role("button", name="Reject the item"))
    desktop.see("score-without-a-reason")
    page.get_by_label("Why it is rejected").fill("The provider withdrew it.")
    desktop.click(page.get_by_role("button", name="Reject the item"))
    assert "Rejected: P 890." in page.inner_text("body")
    desktop.see("score-rejected")

    desktop.go("/admin/records/backgroundcheck/")
    desktop.see("checks")
    desktop.click(page.get_by_role("link", name="Inspect").first)
    desktop.click(page.get_by_role("button", name="Accept"))
    assert "Accepted: state." in page.inner_text("body")
    desktop.see("check-accepted")


@pytest.mark.long
def test_supervisor_is_asked_for_the_colleague(
    desktop: Window, supervisor: User, waiting: list[Application]
) -> None:
    page = desktop.page
    desktop.enter(supervisor)
    desktop.go("/admin/applications/")
    page.get_by_label(f"Tick {waiting[0].reference}").check()
    desktop.click(page.get_by_role("button", name="Hand over …"))
    desktop.see("whom")
    assert page.get_by_text("1 application is ticked.").is_visible()
    page.get_by_label("Colleague").select_option(label=supervisor.username)


@pytest.mark.proof
def test_lists_in_every_state_are_accessible(
    desktop: Window, specialist: User, waiting: list[Application]
) -> None:
    make_training()
    desktop.enter(specialist)
    for name, address in (
        ("queue", "/admin/applications/"),
        ("queue-filtered", "/admin/applications/?stage=submitted&holder=nobody"),
        ("queue-nothing", "/admin/applications/?q=zzqx"),
        ("people", "/admin/records/person/"),
        ("people-nobody", "/admin/records/person/?q=zzqx"),
        ("certificates", "/admin/records/credential/"),
        ("training", "/admin/records/training/?state=claimed"),
        ("memberships", "/admin/records/membership/?q=zzqx"),
        ("person", f"/admin/records/person/inspect/{waiting[0].person_id}/"),
        ("certificate", f"/admin/records/credential/inspect/{waiting[0].credential_id}/"),
        ("trail", "/admin/records/auditevent/"),
    ):
        desktop.go(address)
        desktop.see(name)
