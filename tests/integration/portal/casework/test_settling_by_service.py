"""Whose claims staff settle: those of applications whose service they work on, by every way that leads to an item."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from portal.definitions.reviewing import DECIDE
from portal.lifecycle import policies, settling
from portal.records.applications.models import Application
from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.operations import VERIFY, check_can_settle
from portal.records.evidence.queries import list_claimed_items
from portal.records.models import AuditEvent, Training
from portal.users.models import User
from tests.factories.evidence import make_training
from tests.factories.joining import make_joining, offer_joining
from tests.integration.portal.casework.conftest import browser_of, file_url
from tests.integration.portal.casework.test_decision import words

pytestmark = pytest.mark.django_db
CLOSED = "Your role does not settle what applications of this service claim."
REASON = {"reason": "The transcript is missing."}


@pytest.fixture
def of_deciders(applicant: User, monkeypatch: pytest.MonkeyPatch) -> Application:
    """Return an application with claims, of a service that deciders review."""
    offer_joining(monkeypatch, reviewers=DECIDE)
    return make_joining(applicant)


@pytest.fixture
def of_verifiers(
    of_deciders: Application, other_applicant: User, monkeypatch: pytest.MonkeyPatch
) -> Application:
    """Return one of the next version of that service, which verifiers review."""
    assert of_deciders.reference
    offer_joining(monkeypatch, reviewers=VERIFY)
    return make_joining(other_applicant)


def items_of(application: Application) -> list[ClaimedItem]:
    """Return what the application claims."""
    return list_claimed_items(application.person_id, application.reference or "")


def course_of(application: Application) -> ClaimedItem:
    """Return the course that the application claims."""
    return next(item for item in items_of(application) if item.kind.value == "training")


def on_its_application(browser: Client, application: Application, act: str) -> int:
    """Settle the course on the application's page."""
    item = course_of(application)
    address = file_url(application, f"evidence/{item.kind.value}/{item.id}/{act}")
    return browser.post(address, REASON).status_code


def on_its_own_page(browser: Client, application: Application, act: str) -> int:
    """Settle the course on its own page."""
    address = f"/admin/records/training/inspect/{course_of(application).id}/"
    return browser.post(address, {act: "1", **REASON}).status_code


def in_bulk(browser: Client, application: Application, act: str) -> int:
    """Settle the course as one of the ticked; the page of the job tells what was refused."""
    data = {"tick": [str(course_of(application).id)], "answered": "1", **REASON}
    answer = browser.post(f"/admin/evidence/training/{act}/", data)
    call_command("run_jobs", once=True)
    page = words(browser.get(answer["Location"]).content)
    return 403 if CLOSED in page else answer.status_code


every_way = pytest.mark.parametrize("way", [on_its_application, on_its_own_page, in_bulk])
every_act = pytest.mark.parametrize("act", ["verify", "reject"])


@every_act
@every_way
def test_verifier_settles_nothing_of_another_service(
    registry_verifier: User, of_deciders: Application, way: Callable[..., int], act: str
) -> None:
    assert way(browser_of(registry_verifier), of_deciders, act) == 403

    assert course_of(of_deciders).is_open
    assert not AuditEvent.objects.filter(action__startswith="evidence.").exists()


@every_act
@every_way
@pytest.mark.parametrize("role", ["registry_verifier", "specialist"])
def test_those_of_the_service_settle_its_claims(
    as_role: Callable[[str], Client],
    of_verifiers: Application,
    role: str,
    way: Callable[..., int],
    act: str,
) -> None:
    assert way(as_role(role), of_verifiers, act) == 302

    assert not course_of(of_verifiers).is_open


@every_way
def test_control_notices_claims_that_whoever_verifies_settles(
    registry_verifier: User,
    of_deciders: Application,
    monkeypatch: pytest.MonkeyPatch,
    way: Callable[..., int],
) -> None:
    monkeypatch.setattr(
        settling,
        "check_can_settle_claims",
        lambda user, application: check_can_settle(user, application.person.account_id),
    )

    assert way(browser_of(registry_verifier), of_deciders, "verify") == 302
    assert not course_of(of_deciders).is_open


@every_act
def test_who_decides_the_service_and_verifies_nothing_settles_none(
    specialist: User, of_deciders: Application, act: str
) -> None:
    for group in specialist.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="verify_evidence"))

    on_its_application(browser_of(specialist), of_deciders, act)

    assert course_of(of_deciders).is_open


def test_pages_say_why_nothing_is_offered(
    registry_verifier: User, of_deciders: Application, of_verifiers: Application
) -> None:
    browser = browser_of(registry_verifier)
    other, own = (browser.get(file_url(each)) for each in (of_deciders, of_verifiers))
    item = f"/admin/records/training/inspect/{course_of(of_deciders).id}/"

    assert CLOSED in words(other.content)
    assert "/evidence/" not in other.content.decode()
    assert CLOSED not in words(own.content)
    assert "/evidence/" in own.content.decode()
    assert CLOSED in words(browser.get(item).content)
    assert "Accept or reject" not in words(browser.get(item).content)


def test_list_has_no_box_beside_what_another_service_claimed(
    registry_verifier: User,
    specialist: User,
    of_deciders: Application,
    of_verifiers: Application,
) -> None:
    on_file = make_training()  # no application claimed it: who verifies settles it
    another, own = course_of(of_deciders).id, course_of(of_verifiers).id

    def ticks(account: User) -> set[int]:
        page = browser_of(account).get("/admin/records/training/").content.decode()
        rows = Training.objects.values_list("pk", flat=True)
        return {pk for pk in rows if f'name="tick" value="{pk}"' in page}

    assert ticks(registry_verifier) == {own, on_file.pk}
    assert ticks(specialist) == {another, own, on_file.pk}


@pytest.mark.parametrize("held", [{DECIDE, VERIFY}, {DECIDE}, {VERIFY}, set()])
def test_condition_of_lists_agrees_with_the_rule(
    of_deciders: Application, of_verifiers: Application, held: set[str]
) -> None:
    class Reader:
        is_active, pk = True, 0
        has_perm = staticmethod(held.__contains__)

    found = Training.objects.filter(policies.settles_evidence(Reader()))

    assert {item.application_reference for item in found} == {
        each.reference
        for each in (of_deciders, of_verifiers)
        if policies.can_open_documents(Reader(), each)
    }
