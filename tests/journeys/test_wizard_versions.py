"""A supervisor sees what a new version of a wizard changes, has the drafts moved, and their owner goes on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.records.jobs.running import EMBEDDED_JOBS
from portal.records.models import Application, StepAnswers
from portal.users.models import User
from tests.factories.renewals import make_application, publish_renewal
from tests.factories.scenarios import SPEC as TRIED
from tests.journeys.windows import Window

PATIENCE_MS = 30_000
WHY = FieldSpec(id="why", type="text", label=text("Why now?", "¿Por qué ahora?"))


@pytest.fixture
def worker() -> Iterator[None]:
    """Have jobs done beside the served site, once the journey starts them."""
    yield
    EMBEDDED_JOBS.end()


@pytest.fixture
def draft(site: str, applicant: User) -> Application:
    """Return a draft on a version that another has replaced, which asks for more."""
    now = timezone.now()
    first = publish_renewal()
    spec = load_wizard(first.definition)
    (contact,) = spec.steps
    more = replace(spec, steps=(replace(contact, fields=(*contact.fields, WHY)),))
    publish_wizard(spec=more, origin="plugin", required_plugins={}, actor_id=None, at=now)
    draft = make_application(applicant.person, first, None)
    StepAnswers.objects.create(
        application=draft,
        step="contact",
        version=1,
        answers={"phone": "860-555-0100"},
        checked_at=now,
        saved_at=now,
    )
    return draft


@pytest.mark.long
@pytest.mark.usefixtures("worker")
def test_supervisor_moves_drafts_and_their_owner_goes_on(
    desktop: Window, phone: Window, supervisor: User, applicant: User, draft: Application
) -> None:
    page = desktop.page
    desktop.enter(supervisor)
    newer = draft.version.wizard.versions.get(number=2)
    desktop.go(f"/admin/records/wizardversion/inspect/{newer.pk}/")
    desktop.see("version")
    desktop.click(page.get_by_role("link", name="Move 1 draft to this version"))
    page.get_by_label("Decide otherwise: Contact › Why now?, Question added").select_option("keep")
    desktop.click(page.get_by_role("button", name="Count again"))
    assert "and 1 would stay." in page.get_by_role("main").inner_text()
    desktop.see("impact")
    page.get_by_label("Decide otherwise: Contact › Why now?, Question added").select_option("")
    with page.expect_navigation():
        page.get_by_role("button", name="Move the drafts").press("Enter")
    EMBEDDED_JOBS.start()
    page.get_by_role("main").get_by_text("1 draft was gone through.").wait_for(timeout=PATIENCE_MS)
    desktop.see("moved")

    phone.enter(applicant)
    phone.go(f"/applications/{draft.public_id}/")
    phone.see("asked-again")
    phone.click(phone.page.get_by_role("link", name="Contact"))
    assert phone.page.get_by_label("Telephone").input_value() == "860-555-0100"
    phone.page.get_by_label("Why now?").fill("My permit ends")
    phone.see("step")


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_scenarios_of_a_version_are_read_on_any_screen(
    desktop: Window, phone: Window, specialist: User
) -> None:
    version = publish_wizard(
        spec=TRIED, origin="editor", required_plugins={}, actor_id=None, at=timezone.now()
    )
    for name, window in {"wide": desktop, "narrow": phone}.items():
        window.enter(specialist)
        window.go(f"/admin/records/wizardversion/inspect/{version.pk}/")
        row = window.page.get_by_role("row", name="Stays where they are")
        assert "Documents needed: Papers › either" in row.inner_text()
        assert row.get_by_role("cell").last.inner_text() == "Yes"
        window.see(f"scenarios-{name}")
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not window.page.evaluate(wide)
