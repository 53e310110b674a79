"""A duplicate: asked for from a certificate, paid at once, and then issued without anybody's decision."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from portal.definitions.publishing import publish_wizard
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.errors import PaymentOpenError
from portal.lifecycle.paying import settle_by_rule
from portal.notifications.models import OutboxMessage
from portal.records.audit.models import AuditEvent
from portal.records.credentials.models import Credential, CredentialEvent
from portal.records.models import Application, ChargeLine, Decision, Wizard
from portal.users.models import User
from portal_plugins.certification.fees import FEES
from portal_plugins.certification.wizards import WIZARDS
from tests.factories.certification import DUPLICATE, ask_for_duplicate, draft_of_duplicate, send
from tests.factories.credentials import make_credential
from tests.factories.paying import pay

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SPECS = {spec.key: spec for spec in WIZARDS}


@pytest.fixture
def held(applicant: User) -> Credential:
    """Return a certificate of the applicant that is valid for three years."""
    return make_credential(applicant.person, days_left=1_000)


@pytest.fixture
def browser(applicant: User) -> Client:
    """Return the applicant's browser."""
    client = Client()
    client.force_login(applicant)
    return client


def end(held: Credential) -> None:
    """Revoke a certificate."""
    CredentialEvent.objects.create(
        credential=held,
        kind="revoked",
        effective_on=timezone.localdate() - timedelta(days=1),
        recorded_at=timezone.now(),
    )


def kinds(held: Credential) -> list[str]:
    """Return what happened to a certificate."""
    return list(held.events.order_by("id").values_list("kind", flat=True))


def test_button_on_a_certificate_starts_with_that_one_chosen(
    browser: Client, applicant: User, held: Credential
) -> None:
    other = make_credential(applicant.person, days_left=900)

    page = browser.get("/account/").content.decode()
    started = browser.post(f"/services/{DUPLICATE}/start/", {"credential": held.number})

    assert page.count("Request a duplicate<span") == 2
    assert Application.objects.get().credential == held
    step = browser.get(f"{started['Location']}certificate/").content.decode()
    assert f'value="{held.number}"' in step
    chosen = step.split(f'value="{held.number}"')[1].split(">")[0]
    assert "checked" in chosen
    assert f'value="{other.number}"' in step


def test_certificate_that_was_revoked_offers_no_duplicate(
    browser: Client, held: Credential
) -> None:
    end(held)

    page = browser.get("/account/").content.decode()

    assert "Request a duplicate<span" not in page


def test_paid_duplicate_is_issued_without_a_decision_of_anybody(
    browser: Client, applicant: User, held: Credential, visitor: Client
) -> None:
    application = ask_for_duplicate(applicant, held)
    assert (application.statuses, application.action_required_by) == (["payment_due"], "applicant")
    assert ChargeLine.objects.get().due_at is not None

    pay(application)

    application.refresh_from_db()
    decision = Decision.objects.get()
    today = timezone.localdate()
    assert (decision.outcome, decision.decided_by, application.stage) == (
        "approved",
        None,
        "closed",
    )
    assert kinds(held) == ["issued", "duplicated"]
    event = held.events.get(kind="duplicated")
    assert (event.effective_on, event.application_reference) == (today, application.reference)
    assert AuditEvent.objects.get(action="credential.duplicated").actor_id is None
    verify = visitor.get(f"/verify/{held.number}/").content.decode()
    assert f"<strong>Duplicate</strong> issued on {date_format(today)}" in verify
    status = browser.get(f"/applications/{application.public_id}/").content.decode()
    assert "Your duplicate is issued." in status
    assert f"/verify/{held.number}/" in status
    assert "Duplicate issued on" in browser.get("/account/").content.decode()
    written = OutboxMessage.objects.get(kind="application_approved")
    assert written.context["is_duplicate"] == "yes"


def test_staff_read_that_a_rule_approved_it(
    applicant: User, held: Credential, specialist: User
) -> None:
    application = ask_for_duplicate(applicant, held)
    pay(application)
    staff = Client()
    staff.force_login(specialist)

    page = staff.get(f"/admin/applications/{application.public_id}/").content.decode()

    assert "by a rule of the service, without anybody’s decision." in page
    assert f"A duplicate of certificate {held.number} is issued." in page


def test_part_payment_issues_nothing_and_the_rest_does(applicant: User, held: Credential) -> None:
    application = ask_for_duplicate(applicant, held)

    assert not pay(application, 2_000)
    assert kinds(held) == ["issued"]
    assert pay(application)

    assert kinds(held) == ["issued", "duplicated"]


def test_paying_notes_and_settling_again_change_nothing(applicant: User, held: Credential) -> None:
    application = ask_for_duplicate(applicant, held)
    pay(application)

    assert not settle_by_rule(application_id=application.pk, at=timezone.now())

    assert kinds(held) == ["issued", "duplicated"]
    assert Decision.objects.count() == 1


def test_certificate_that_was_revoked_meanwhile_is_left_to_a_specialist(
    applicant: User, held: Credential
) -> None:
    application = ask_for_duplicate(applicant, held)
    end(held)

    pay(application)

    application.refresh_from_db()
    assert (application.stage, application.statuses) == ("submitted", ["waiting_for_review"])
    assert kinds(held) == ["issued", "revoked"]


def test_nobody_approves_what_is_not_paid(
    applicant: User, held: Credential, specialist: User
) -> None:
    application = ask_for_duplicate(applicant, held)

    with pytest.raises(PaymentOpenError):
        decide_application(
            application_id=application.pk,
            outcome="approved",
            reason="",
            decided_by_id=specialist.pk,
            at=timezone.now(),
        )

    assert kinds(held) == ["issued"]
    assert not Decision.objects.exists()


@pytest.fixture
def begun_before_fees(applicant: User, held: Credential) -> Application:
    """Return a draft on a version that is of a time when definitions named no fees; another is on offer since."""
    own = SPECS[DUPLICATE]
    for spec in (replace(own, fees=(), scenarios=()), own):
        publish_wizard(
            spec=spec,
            origin=Wizard.Origin.PLUGIN,
            required_plugins={},
            actor_id=None,
            at=timezone.now(),
        )
        if not spec.fees:
            draft = draft_of_duplicate(applicant, held)
    assert "fees" not in draft.version.definition
    assert draft.version_id != Wizard.objects.get(key=DUPLICATE).current_version_id
    return draft


def test_draft_of_a_version_that_names_no_fees_is_charged_what_a_duplicate_costs(
    begun_before_fees: Application, browser: Client, applicant: User, held: Credential
) -> None:
    page = f"/applications/{begun_before_fees.public_id}/review/"
    assert "$50.00" in browser.get(page).content.decode()

    sent = send(begun_before_fees, applicant, 5_000)

    assert (sent.statuses, kinds(held)) == (["payment_due"], ["issued"])
    assert ChargeLine.objects.get().cents == 5_000
    pay(sent)
    assert kinds(held) == ["issued", "duplicated"]


def test_it_would_be_sent_free_of_charge_without_the_word_of_the_module(
    begun_before_fees: Application, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(FEES, DUPLICATE)

    sent = send(begun_before_fees, applicant, 0)

    assert (sent.statuses, ChargeLine.objects.exists()) == (["waiting_for_review"], False)
