"""Who may see how services go, and that the page tells what became of applications without telling whose they were."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.lifecycle.funnel import forget_old_refusals, read_funnel
from portal.records.models import Application, StepAnswers, StepRefusal, WizardVersion
from portal.users.models import User
from tests.factories.renewals import make_application
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
PART = ("contact", "course", "reasons")


@pytest.fixture
def version() -> WizardVersion:
    """Return a service of three parts, each with one question."""
    steps = tuple(
        StepSpec(
            id=name,
            title=text(f"Part <{name}>", f"Parte <{name}>"),
            fields=(
                FieldSpec(id=f"{name}_said", type="text", label=text(f"Your {name}", "Dicho")),
            ),
        )
        for name in PART
    )
    spec = WizardSpec(
        key="test.course", title=text("Course", "Curso"), summary=text("It.", "Eso."), steps=steps
    )
    return publish_wizard(
        spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=timezone.now()
    )


def begin(
    user: User, version: WizardVersion, parts: int, *, ago: timedelta, reference: str = ""
) -> Application:
    """Return an application whose first parts were finished ten minutes after one another."""
    application = make_application(user.person, version, None, reference=reference)
    begun = timezone.now() - ago
    saved = begun
    for number, part in enumerate(PART[:parts], start=1):
        saved = begun + timedelta(minutes=10 * number)
        StepAnswers.objects.create(
            application=application,
            step=part,
            version=1,
            answers={},
            checked_at=saved,
            saved_at=saved,
        )
    sent = {"submitted_at": saved + timedelta(minutes=2)} if reference else {}
    Application.objects.filter(pk=application.pk).update(started_at=begun, saved_at=saved, **sent)
    return application


def look(user: User, version: WizardVersion, **asked: str) -> str:
    """Return the page of the service, its white space folded."""
    answer = browser_of(user).get(f"/admin/funnels/{version.wizard_id}/", asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_parts_tell_who_finished_who_stopped_and_how_long_it_took(
    version: WizardVersion, applicant: User, other_applicant: User, editor: User
) -> None:
    begin(applicant, version, 3, ago=timedelta(days=20), reference="AB-123456")
    begin(other_applicant, version, 1, ago=timedelta(days=9))
    begin(applicant, version, 3, ago=timedelta(days=8))
    begin(applicant, version, 0, ago=timedelta(hours=2))
    begin(applicant, version, 2, ago=timedelta(days=60))

    page = look(editor, version)

    assert "<div><dt>Begun</dt><dd>4</dd></div> <div><dt>Sent</dt><dd>1</dd></div>" in page
    assert "<dt>Under way</dt><dd>1</dd>" in page
    assert "<dt>Half of them sent it within</dt><dd>32 min</dd>" in page
    assert '<th scope="row">Part &lt;contact&gt;</th><td>3</td><td>0</td><td>10 min</td>' in page
    assert '<th scope="row">Part &lt;course&gt;</th><td>2</td><td>1</td><td>10 min</td>' in page
    assert '<th scope="row">Read-back, and sending it</th><td>1</td><td>1</td><td>–</td>' in page
    assert "<dt>Begun</dt><dd>5</dd>" in look(editor, version, days="90")
    assert "<dt>Begun</dt><dd>4</dd>" in look(editor, version, days="' OR 1=1")
    assert str(applicant.person) not in page


def test_what_was_to_be_corrected_is_counted_by_question_without_whose_it_was(
    version: WizardVersion, applicant: User, editor: User
) -> None:
    draft = begin(applicant, version, 0, ago=timedelta(hours=1))
    browser = browser_of(applicant)
    address = f"/applications/{draft.public_id}/contact/"
    post = {"step_view-current_step": "contact", "step_version": "0", "contact-contact_said": ""}

    refused = [browser.post(address, post) for _ in range(2)]
    browser.post(address, {**post, "contact-contact_said": "It is said."})

    assert [answer.status_code for answer in refused] == [422, 422]
    assert StepRefusal.objects.count() == 2
    columns = {field.name for field in StepRefusal._meta.get_fields()}
    assert columns == {"id", "version", "step", "questions", "on_day"}
    assert '<th scope="row">Your contact</th><td>Part &lt;contact&gt;</td><td>2</td>' in look(
        editor, version
    )


def test_list_leads_to_each_service(
    version: WizardVersion, applicant: User, supervisor: User
) -> None:
    begin(applicant, version, 1, ago=timedelta(days=3))

    page = browser_of(supervisor).get("/admin/funnels/").content.decode()

    line = (
        f'<a href="/admin/funnels/{version.wizard_id}/?days=30">Course</a></th><td>1</td><td>0</td>'
    )
    assert line in page


def test_whoever_lacks_the_permission_sees_neither_page_nor_menu(
    version: WizardVersion, specialist: User, editor: User, visitor: Client
) -> None:
    for address in ("/admin/funnels/", f"/admin/funnels/{version.wizard_id}/"):
        assert browser_of(specialist).get(address).status_code == 302
        assert visitor.get(address).status_code == 302
    assert "/admin/funnels/" not in browser_of(specialist).get("/admin/").content.decode()
    assert "/admin/funnels/" in browser_of(editor).get("/admin/").content.decode()
    assert browser_of(editor).get("/admin/funnels/999999/").status_code == 404


def test_statements_do_not_grow_with_applications(version: WizardVersion, applicant: User) -> None:
    begin(applicant, version, 3, ago=timedelta(days=1))
    _count(version)  # a process reads a definition once
    few = _count(version)
    for _ in range(5):
        begin(applicant, version, 2, ago=timedelta(days=1))

    assert _count(version) == few


def test_old_counts_are_forgotten(version: WizardVersion) -> None:
    today = date(2026, 11, 30)
    for days in (399, 401):
        StepRefusal.objects.create(version=version, step="contact", on_day=today - timedelta(days))

    assert forget_old_refusals(on=today) == 1


def _count(version: WizardVersion) -> int:
    now = timezone.now()
    with CaptureQueriesContext(connection) as asked:
        read_funnel(version.wizard, since=now - timedelta(days=30), at=now)
    return len(asked)
