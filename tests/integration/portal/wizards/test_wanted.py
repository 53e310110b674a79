"""What an application still needs in documents, told exactly: before, on its parts and its step, and once sent."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.outcomes import accept_document, reject_document
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application, StepAnswers
from portal.records.documents.models import Document, DocumentUse
from portal.sdk.testing.cast import give_document
from portal.users.models import User
from tests.factories.coaching import SERVICE, make_draft, make_permit
from tests.integration.portal.casework.conftest import browser_of, file_url
from tests.integration.portal.casework.test_decision import words

pytestmark = pytest.mark.django_db
BOTH = "One card for both CPR and first aid"
PARTLY = f"Given: “CPR card”. Still needed: “First aid card”; or instead: “{BOTH}”."
CERTIFICATE = "Still needed: Certificate of the concussion refresher"


@pytest.fixture
def coach(applicant: User) -> User:
    """Return a coach."""
    return applicant


@pytest.fixture
def member(coach: User) -> Client:
    """Return the coach's browser."""
    return browser_of(coach)


@pytest.fixture
def draft(coach: User) -> Application:
    """Return a draft whose last part, the papers, was not finished: only a card of two is there."""
    draft = make_draft(coach, make_permit(coach))
    card = give_document(draft.person_id, "cpr_card")
    StepAnswers.objects.filter(application=draft, step="papers").update(
        answers={}, checked_at=None, unfinished={"cpr_card": [str(card.public_id)]}
    )
    return draft


def read(client: Client, path: str) -> str:
    """Return what a page says."""
    response: Any = client.get(path)
    assert response.status_code == 200
    return unescape(words(response.content))


def test_list_of_parts_says_exactly_what_is_missing(member: Client, draft: Application) -> None:
    page = read(member, f"/applications/{draft.public_id}/")

    assert PARTLY in page
    assert CERTIFICATE in page


def test_step_says_exactly_what_is_missing(member: Client, draft: Application) -> None:
    path = f"/applications/{draft.public_id}/papers/"
    page = read(member, path)
    assert PARTLY in page
    assert page.count("Hand in up to 2 files here.") == 4  # each question says so before

    sent = {"step_view-current_step": "papers", "step_version": "1"}
    card = Document.objects.get(kind="cpr_card")
    response = member.post(path, {**sent, "papers-cpr_card": str(card.public_id)})

    assert (
        unescape(words(response.content)).count(PARTLY) == 3
    )  # on top, in the summary, at the field


def test_file_that_can_not_be_handed_in_is_not_given(member: Client, draft: Application) -> None:
    Document.objects.filter(kind="cpr_card").update(scan_state="suspect")

    page = read(member, f"/applications/{draft.public_id}/")

    assert PARTLY not in page
    assert "Still needed: One card for both CPR and first aid, or a card for each" in page


def test_start_page_says_what_is_on_the_account(member: Client, coach: User) -> None:
    make_permit(coach)
    give_document(coach.person.pk, "cpr_card")
    give_document(coach.person.pk, "concussion")

    page = read(member, f"/services/{SERVICE}/start/")

    assert "Certificate of the concussion refresher on your account" in page
    assert f"to be added {PARTLY}" in page
    visitor = read(Client(), f"/services/{SERVICE}/start/")
    assert "Certificate of the concussion refresher to be added" in visitor
    assert PARTLY not in visitor


def test_sent_application_says_what_became_of_each_need(
    member: Client, coach: User, specialist: User
) -> None:
    permit = make_permit(coach)
    cards = {
        name: [str(give_document(coach.person.pk, name).public_id)]
        for name in ("cpr_card", "first_aid_card")
    }
    draft = make_draft(coach, permit, papers={"both_card": [], **cards})
    submit_application(
        public_id=draft.public_id, account_id=coach.pk, language="en", at=timezone.now()
    )
    draft.refresh_from_db()
    Document.objects.update(scan_state="clean", scanned_at=timezone.now())
    uses = {use.question: use for use in DocumentUse.objects.filter(application=draft)}
    by = {"by_id": specialist.pk, "at": timezone.now()}
    accept_document(use_id=uses["refresher_certificate"].pk, expires_on=None, **by)
    staff, own = file_url(draft), f"/applications/{draft.public_id}/"
    assert "or a card for each: not looked at yet" in read(browser_of(specialist), staff)

    reject_document(use_id=uses["first_aid_card"].pk, reason="expired", note="", **by)
    translation = give_document(coach.person.pk, "translation")  # it stands for nothing by itself
    translation.translation_of = uses["first_aid_card"].document
    translation.save()
    beside = {"document": translation, "question": "first_aid_card"}
    DocumentUse.objects.create(application=draft, **beside)

    for page in (read(member, own), read(browser_of(specialist), staff)):
        assert PARTLY in page
    assert "Certificate of the concussion refresher accepted" in read(member, own)
    assert "Certificate of the concussion refresher: accepted" in read(
        browser_of(specialist), staff
    )
