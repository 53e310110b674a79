"""What is posted from an application's page: taking up and deciding, and every way it is refused."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.lifecycle.effects import WriteBack
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.users.models import User
from portal_plugins.certification.effects import EFFECTS
from tests.factories.accounts import make_person
from tests.factories.applications import SERVICE, make_application, shown_changes
from tests.integration.portal.casework.conftest import browser_of, closed_status, file_url

APPROVE = {"outcome": "approved", "reason": ""}
DENY = {"outcome": "denied", "reason": "The degree was not conferred."}


def assert_undecided(application: Application) -> None:
    """Check that nothing was decided or assigned."""
    application.refresh_from_db()
    assert application.stage == Application.Stage.SUBMITTED
    assert not Decision.objects.exists()


def words(content: bytes) -> str:
    """Return a page's text on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def test_approving_leads_back_to_the_queue_with_a_confirmation(
    staff: Client, application: Application, specialist: User
) -> None:
    data = {**APPROVE, **shown_changes(staff, application)}
    response = staff.post(file_url(application, "decide"), data, follow=True)

    assert response.redirect_chain == [("/admin/applications/", 302)]
    assert f"Application {application.reference} is approved." in words(response.content)
    assert Decision.objects.get().decided_by == specialist


def test_denying_stores_the_reason(staff: Client, application: Application) -> None:
    staff.post(file_url(application, "decide"), DENY)

    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason) == ("denied", DENY["reason"])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"outcome": "denied", "reason": ""}, "Say why the application is denied."),
        ({"outcome": "denied", "reason": " \n "}, "Say why the application is denied."),
        ({"outcome": "", "reason": "x"}, "Choose whether to approve or to deny."),
        ({}, "Choose whether to approve or to deny."),
        ({"outcome": "maybe"}, "Select a valid choice."),
        ({"outcome": "denied", "reason": "x" * 2001}, "at most 2000 characters"),
        ({"outcome": "denied", "reason": "\0"}, "Null characters are not allowed."),
    ],
)
def test_incomplete_decision_is_asked_for_again(
    staff: Client, application: Application, data: dict[str, str], message: str
) -> None:
    response = staff.post(file_url(application, "decide"), data)

    assert response.status_code == 422
    assert message in words(response.content)
    assert_undecided(application)


def test_what_was_typed_is_kept_when_asked_again(staff: Client, application: Application) -> None:
    response = staff.post(file_url(application, "decide"), {"reason": "The degree is missing."})

    assert b"The degree is missing." in response.content


def test_own_file_is_refused_with_the_reason(specialist: User) -> None:
    make_person(specialist)
    own = make_application(specialist)
    staff = browser_of(specialist)

    assert b"This is your own application" in staff.get(file_url(own)).content
    for act, data in (("decide", APPROVE), ("take-up", {})):
        response = staff.post(file_url(own, act), data)
        assert response.status_code == 403
        assert "a colleague must decide it" in words(response.content)
    assert_undecided(own)


def test_second_decider_is_told_who_decided(
    staff: Client, application: Application, supervisor: User
) -> None:
    decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="",
        decided_by_id=supervisor.pk,
        at=timezone.now(),
    )

    for act, data in (("decide", DENY), ("take-up", {})):
        response = staff.post(file_url(application, act), data)
        assert response.status_code == 409
        assert f"{supervisor.username} has already decided this application" in words(
            response.content
        )
    assert Decision.objects.get().decided_by == supervisor


def test_failing_plugin_is_told_plainly_and_nothing_is_decided(
    staff: Client, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EFFECTS, SERVICE, object())

    page = staff.get(file_url(application))
    response = staff.post(file_url(application, "decide"), APPROVE)

    assert (page.status_code, response.status_code) == (200, 503)
    assert "It cannot be decided until the fault is mended." in words(page.content)
    assert "It cannot be decided until the fault is mended." in words(response.content)
    assert_undecided(application)


def test_refused_effect_is_told_and_nothing_is_decided(
    staff: Client, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        EFFECTS[SERVICE], "on_approved", lambda _case: [WriteBack("person.email", "nobody")]
    )

    response = staff.post(file_url(application, "decide"), APPROVE)

    assert response.status_code == 409
    assert "Nothing was decided" in words(response.content)
    assert_undecided(application)


@pytest.mark.parametrize("act", ["decide", "take-up"])
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_nothing_but_a_post_acts(
    staff: Client, application: Application, act: str, method: str
) -> None:
    response = getattr(staff, method)(file_url(application, act))

    assert response.status_code == 405
    assert_undecided(application)


@pytest.mark.parametrize("act", ["decide", "take-up"])
def test_post_without_token_is_refused(
    specialist: User, application: Application, act: str
) -> None:
    staff = browser_of(specialist, enforce_csrf_checks=True)

    response = staff.post(file_url(application, act), APPROVE)

    assert response.status_code == 403
    assert_undecided(application)


@pytest.mark.parametrize("act", ["decide", "take-up"])
def test_who_does_not_review_the_service_is_told(
    registry_verifier: User, act: str, application: Application
) -> None:
    response = browser_of(registry_verifier).post(file_url(application, act), {})

    assert response.status_code == 403
    assert "Your role does not decide this application." in words(response.content)
    assert_undecided(application)


@pytest.mark.parametrize(
    "role", ["applicant", "other_applicant", "fiscal_clerk", "editor", "analyst"]
)
@pytest.mark.parametrize("act", ["decide", "take-up"])
def test_acting_is_closed_to(
    role: str, act: str, as_role: Callable[[str], Client], application: Application
) -> None:
    response = as_role(role).post(file_url(application, act), APPROVE)

    assert response.status_code == closed_status(role)
    assert_undecided(application)


def test_taking_up_shows_whose_it_is(
    staff: Client, application: Application, supervisor: User
) -> None:
    response = staff.post(file_url(application, "take-up"), follow=True)

    assert "You have taken up this application." in words(response.content)
    theirs = browser_of(supervisor).get(file_url(application))
    assert "Take it over" in words(theirs.content)
