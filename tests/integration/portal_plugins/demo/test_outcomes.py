"""What the demo plugin shows, over HTTP: success, refusal and crash, and that none of them harms anything else."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from content.addresses import prefix_address
from content.pages.service import ServicePage
from portal.definitions.spec import WizardSpec
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.audit.models import AuditEvent
from portal.records.people.models import Person
from portal.sdk.testing.cast import make_applicant
from portal.sdk.testing.walking import Walk, WentWrongError
from portal.users.models import User
from portal_plugins.demo.wizards import WIZARDS
from tests.demo_pages import lay_out_demo_pages
from tests.factories.applications import shown_changes
from tests.factories.pages import make_service_page

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[4]
SUCCEEDS, REFUSES, CRASHES, *_OTHERS = WIZARDS
PHONE = {"phone": "203-555-0199", "may_call": True, "best_time": "evening"}
REVIEW = {"step_view-current_step": "review"}
UNAVAILABLE = "temporarily unavailable"


def begin(spec: WizardSpec, **answers: Any) -> Walk:
    """Return an applicant's draft of a wizard with these answers, every statement accepted."""
    walk = Walk(make_applicant(spec), spec)
    for step in spec.steps:
        accepted = {step.id: step.declaration.version} if step.declaration else {}
        walk.save(step, accepted or answers)
    return walk


def stored(walk: Walk) -> Application:
    """Return the application as it is stored."""
    return Application.objects.get(public_id=walk.public_id)


def decide(specialist: User, walk: Walk, outcome: str) -> Any:
    """Decide an application as a specialist does."""
    browser = Client(raise_request_exception=False)
    browser.force_login(specialist)
    address = f"/admin/applications/{walk.public_id}/decide/"
    application = Application.objects.get(public_id=walk.public_id)
    given = {"outcome": outcome, "reason": "As asked."}
    return browser.post(address, {**given, **shown_changes(browser, application)})


def test_wizard_that_succeeds_changes_the_record_once_it_is_approved(specialist: User) -> None:
    walk = begin(SUCCEEDS, **PHONE)

    walk.submit()
    person = Person.objects.get(pk=walk.applicant.person.pk)
    assert person.phone != PHONE["phone"]

    assert decide(specialist, walk, "approved").status_code == 302
    person.refresh_from_db()
    assert person.phone == PHONE["phone"]


def test_question_that_depends_on_another_is_read_back_only_where_it_was_asked() -> None:
    may = begin(SUCCEEDS, **PHONE).open("review")
    may_not = begin(SUCCEEDS, phone="203-555-0199", may_call=False).open("review")

    assert "When is the best time?" in dict(may.lines)
    assert "When is the best time?" not in dict(may_not.lines)


@pytest.mark.parametrize("spec", [REFUSES, CRASHES], ids=["refuses", "crashes"])
def test_failure_on_submission_is_told_plainly_and_costs_nothing(spec: WizardSpec) -> None:
    walk = begin(spec, moment="submitted")
    events = AuditEvent.objects.count()

    with pytest.raises(WentWrongError, match="503"):
        walk.submit()

    page = walk.browser.post(f"/applications/{walk.public_id}/review/", REVIEW).content.decode()
    assert UNAVAILABLE in page
    assert "What you have saved is kept." in page
    assert stored(walk).submitted_at is None
    assert AuditEvent.objects.count() == events
    walk.save(spec.steps[0], {"moment": "approved"})
    walk.submit()
    assert stored(walk).submitted_at is not None


@pytest.mark.parametrize(
    ("spec", "status", "words"),
    [
        (REFUSES, 409, "Nothing was decided: the records do not allow what would follow."),
        (CRASHES, 503, "It cannot be decided until the fault is mended."),
    ],
    ids=["refuses", "crashes"],
)
def test_failure_on_approval_is_told_plainly_and_decides_nothing(
    specialist: User, spec: WizardSpec, status: int, words: str
) -> None:
    walk = begin(spec, moment="approved")
    walk.submit()

    response = decide(specialist, walk, "approved")

    assert response.status_code == status
    assert words in response.content.decode()
    assert not Decision.objects.exists()
    assert decide(specialist, walk, "denied").status_code == 302
    assert Decision.objects.get().outcome == "denied"


def test_page_shows_the_rest_where_the_tool_crashes(visitor: Client) -> None:
    make_service_page(
        title="Broken", slug="broken", service_key="demo.broken_tool", summary="The rest stands."
    )

    response = visitor.get("/broken/")

    assert response.status_code == 200
    assert UNAVAILABLE in response.content.decode()
    assert "The rest stands." in response.content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "When should it fail?"), ("es", "¿Cuándo debe fallar?")]
)
def test_wizards_speak_both_languages(language: str, said: str) -> None:
    walk = Walk(make_applicant(CRASHES), CRASHES)

    page = walk.browser.get(prefix_address(f"/applications/{walk.public_id}/moment/", language))

    assert said in page.content.decode()


@pytest.mark.proof
def test_no_page_of_the_demonstration_attaches_the_plugin() -> None:
    lay_out_demo_pages()

    attached = set(ServicePage.objects.values_list("service_key", flat=True))

    assert attached
    assert not {key for key in attached if key.startswith("demo.")}


def test_production_leaves_the_plugin_out_unless_told_otherwise() -> None:
    code = (
        "from config.settings.concerns.apps import INSTALLED_APPS\n"
        "print('portal_plugins.demo' in INSTALLED_APPS)"
    )
    path = os.pathsep.join([str(ROOT / "site"), str(ROOT)])

    def loads(settings: str) -> str:
        environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": settings}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert loads("config.settings.production") == "False"
    assert loads("config.settings.dev") == "True"
