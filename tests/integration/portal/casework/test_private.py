"""The questions for reviewers: asked of reviewers alone, saved under a lock, read when closed, and never let out."""

import json
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.decisions import decide_application
from portal.notifications.models import OutboxMessage
from portal.records.applications.models import Application
from portal.records.applications.private import PrivateAnswers
from portal.records.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.accounts import make_account, make_person
from tests.factories.applications import make_application, make_disclosing_application
from tests.integration.portal.casework.conftest import browser_of, closed_status, file_url

pytestmark = pytest.mark.django_db

SECRET = "quokkaphone docket differs"
PANEL = "For reviewers only"
YES = {"version": "0", "private-compared": "yes", "private-compared_note": SECRET}


@pytest.fixture
def application(applicant: User) -> Application:
    """Return a renewal whose applicant has something to explain."""
    return make_disclosing_application(applicant)


def save(browser: Client, application: Application, **changes: str) -> int:
    """Post the questions and return the status."""
    return browser.post(file_url(application, "private"), {**YES, **changes}).status_code


def page_of(browser: Client, application: Application) -> str:
    """Return the application's page."""
    return browser.get(file_url(application)).content.decode()


def test_reviewer_answers_and_reads_who_did(
    staff: Client, application: Application, specialist: User
) -> None:
    assert PANEL in page_of(staff, application)
    answer = staff.post(file_url(application, "private"), YES, follow=True)

    assert answer.redirect_chain == [(f"{file_url(application)}#private-section", 302)]
    assert 'id="private-section"' in answer.content.decode()
    assert "Saved for reviewers. The applicant does not see it." in answer.content.decode()
    assert SECRET in answer.content.decode()
    assert "Saved by specialist," in answer.content.decode()
    kept = PrivateAnswers.objects.get()
    assert (kept.answers, kept.version, kept.saved_by) == (
        {"compared": True, "compared_note": SECRET},
        1,
        specialist,
    )
    event = AuditEvent.objects.get(action="application.private_answers_saved")
    assert (event.record_id, event.actor_id) == (str(application.pk), specialist.pk)


def test_every_save_counts_and_the_same_answers_again_change_nothing(
    staff: Client, application: Application
) -> None:
    statuses = [
        save(staff, application),
        save(staff, application),
        save(staff, application, **{"version": "1", "private-compared_note": "Agrees."}),
    ]

    assert statuses == [302, 302, 302]
    assert PrivateAnswers.objects.get().version == 2
    assert AuditEvent.objects.filter(action="application.private_answers_saved").count() == 2


def test_save_over_a_colleagues_shows_both_and_replaces_nothing(
    staff: Client, application: Application
) -> None:
    colleague = browser_of(make_account(Role.SPECIALIST, username="colleague"))
    save(colleague, application)

    typed = {**YES, "private-compared": "no", "private-compared_note": "Nothing found."}
    answer = staff.post(file_url(application, "private"), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A colleague has saved these questions meanwhile." in page
    assert (SECRET in page, "Nothing found." in page) == (True, True)
    assert PrivateAnswers.objects.get().answers["compared_note"] == SECRET
    assert 'name="version" value="1"' in page
    assert staff.post(file_url(application, "private"), typed | {"version": "1"}).status_code == 302
    assert PrivateAnswers.objects.get().answers["compared_note"] == "Nothing found."


def test_missing_answer_is_asked_for_and_what_was_typed_stays(
    staff: Client, application: Application
) -> None:
    answer = staff.post(file_url(application, "private"), {**YES, "private-compared": ""})

    assert answer.status_code == 422
    assert "Nothing was saved yet." in answer.content.decode()
    assert SECRET in answer.content.decode()
    assert not PrivateAnswers.objects.exists()


@pytest.mark.parametrize("version", ["", "-1", "x", "٣", "1" * 40])
def test_post_that_no_page_sends_is_not_found(
    staff: Client, application: Application, version: str
) -> None:
    assert save(staff, application, version=version) == 404
    assert not PrivateAnswers.objects.exists()


def test_nothing_is_asked_where_the_applicant_had_nothing_to_explain(
    staff: Client, other_applicant: User
) -> None:
    plain = make_application(other_applicant)

    assert PANEL not in page_of(staff, plain)
    assert save(staff, plain) == 302
    assert PrivateAnswers.objects.get().answers == {}


def test_closed_application_shows_them_to_read(
    staff: Client, application: Application, specialist: User
) -> None:
    save(staff, application)
    decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    page = page_of(staff, application)

    assert SECRET in page
    assert 'name="private-compared"' not in page
    assert save(staff, application, version="1", **{"private-compared": "no"}) == 409
    assert PrivateAnswers.objects.get().answers["compared"] is True


@pytest.mark.parametrize(
    "role", ["editor", "fiscal_clerk", "district_officer", "program_administrator", "applicant"]
)
def test_screen_is_closed_to_other_roles(
    as_role: Callable[[str], Client], application: Application, role: str
) -> None:
    assert save(as_role(role), application) == closed_status(role)
    assert not PrivateAnswers.objects.exists()


def test_who_opens_files_but_does_not_decide_them_sees_and_saves_nothing(
    staff: Client, application: Application, registry_verifier: User
) -> None:
    save(staff, application)
    browser = browser_of(registry_verifier)

    page = page_of(browser, application)

    assert application.reference in page
    assert (PANEL in page, SECRET in page) == (False, False)
    refused = browser.post(file_url(application, "private"), YES | {"version": "1"})
    assert refused.status_code == 403
    assert "Your role does not decide this application." in refused.content.decode()
    assert SECRET not in refused.content.decode()
    assert PrivateAnswers.objects.get().version == 1


def test_reviewer_never_sees_what_colleagues_note_on_the_own_application(
    specialist: User,
) -> None:
    make_person(specialist)
    own = make_disclosing_application(specialist)
    colleague = browser_of(make_account(Role.SPECIALIST, username="colleague"))
    assert save(colleague, own) == 302
    browser = browser_of(specialist)

    assert SECRET not in page_of(browser, own)
    refused = browser.post(file_url(own, "private"), {**YES, "version": "1"})
    assert refused.status_code == 403
    assert SECRET not in refused.content.decode()


def list_applicants_pages(application: Application, browser: Client) -> dict[str, str]:
    """Return every page that the applicant has of it and of the account, by its address."""
    public = f"/applications/{application.public_id}/"
    addresses = [
        public,
        *(f"{public}{step}/" for step in ("statement", "review", "private")),
        "/account/",
        "/account/documents/",
        "/account/record/",
        "/account/files/",
        "/api/v1/services",
        f"/api/v1/services/{application.service_key}",
    ]
    return {address: browser.get(address, follow=True).content.decode() for address in addresses}


@pytest.mark.parametrize("is_decided", [False, True])
def test_private_answers_are_nowhere_that_the_applicant_looks(
    staff: Client,
    application: Application,
    applicant: User,
    specialist: User,
    capsys: pytest.CaptureFixture[str],
    is_decided: bool,
) -> None:
    save(staff, application)
    if is_decided:
        decide_application(
            application_id=application.pk,
            outcome="denied",
            reason="The papers differ.",
            decided_by_id=specialist.pk,
            at=timezone.now(),
        )
    pages = list_applicants_pages(application, browser_of(applicant))
    application.refresh_from_db()
    call_command("explain", application.reference)

    assert "A fine in 2004, paid." in pages[f"/applications/{application.public_id}/"]
    leaks = [address for address, page in pages.items() if SECRET in page or PANEL in page]
    assert leaks == []
    label = "Compared with the papers"
    assert [address for address, page in pages.items() if label in page] == []
    assert SECRET not in json.dumps(application.snapshot)
    assert "compared" not in json.dumps(application.snapshot)
    assert SECRET not in capsys.readouterr().out
    assert SECRET not in str(list(OutboxMessage.objects.values()))
    assert SECRET in page_of(staff, application)
