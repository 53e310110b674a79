"""Joining the registry: what is asked, what is refused, and what becomes of each item."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from content.addresses import prefix_address
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application
from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.models import Experience
from portal.records.evidence.queries import list_claimed_items
from portal.users.models import User
from tests.factories.joining import settle_all
from tests.factories.registry import COLLEGE, COURSE, PROGRAM, SERVICE, days_ago, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def browser(applicant: User) -> Client:
    """Return the applicant's browser."""
    client = Client()
    client.force_login(applicant)
    return client


def submit(draft: Application, account: User) -> Application:
    """Send the application."""
    submit_application(
        public_id=draft.public_id, account_id=account.pk, language="en", at=timezone.now()
    )
    draft.refresh_from_db()
    return draft


def press_submit(browser: Client, draft: Application, language: str = "en") -> Any:
    """Press the button of the read-back."""
    return browser.post(
        prefix_address(f"/applications/{draft.public_id}/review/", language),
        {"step_view-current_step": "review"},
        follow=True,
    )


def test_every_row_is_claimed_under_the_application(applicant: User) -> None:
    application = submit(make_draft(applicant), applicant)

    items = list_claimed_items(applicant.person.pk, application.reference or "")

    assert [(item.kind, item.title, item.state) for item in items] == [
        (EvidenceKind.EXPERIENCE, f"Teacher, {PROGRAM}", "claimed"),
        (
            EvidenceKind.QUALIFICATION,
            f"Associate of Science, Child studies, {COLLEGE}",
            "claimed",
        ),
        (EvidenceKind.TRAINING, f"{COURSE}, Bright Start", "claimed"),
    ]
    assert Experience.objects.get().full_time_percent == 50


def test_somebody_new_to_the_field_joins_without_items(
    applicant: User, registry_verifier: User
) -> None:
    nothing = {group: {group: []} for group in ("employment", "education", "training")}
    application = submit(make_draft(applicant, **nothing), applicant)

    decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="",
        decided_by_id=registry_verifier.pk,
        at=timezone.now(),
    )

    applicant.person.refresh_from_db()
    assert applicant.person.registry_id


def test_member_is_approved_with_a_rejected_item(
    applicant: User, registry_verifier: User, browser: Client
) -> None:
    application = submit(make_draft(applicant), applicant)
    settle_all(application, registry_verifier, reject=("training",))

    decision = decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="",
        decided_by_id=registry_verifier.pk,
        at=timezone.now(),
    )

    applicant.person.refresh_from_db()
    assert applicant.person.email == "teacher@example.org"
    assert [item["state"] for item in decision.evidence] == ["verified", "verified", "rejected"]
    page = browser.get("/account/").content.decode()
    assert applicant.person.registry_id in page
    assert "The transcript is missing." in page
    status = browser.get(f"/applications/{application.public_id}/").content.decode()
    assert "What follows from it is on your account." in status
    assert "public look-up." not in status


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Your last day at Maple Street Center"), ("es", "Su último día en Maple Street")],
)
def test_employment_that_ends_before_it_begins_is_asked_again(
    applicant: User, browser: Client, language: str, said: str
) -> None:
    position = {
        "position": "Teacher",
        "organization": PROGRAM,
        "starts_on": days_ago(10).isoformat(),
        "ends_on": days_ago(11).isoformat(),
        "full_time_percent": 100,
    }
    draft = make_draft(applicant, employment={"employment": [position]})

    response = press_submit(browser, draft, language)

    assert response.redirect_chain[-1][0].endswith("/employment/")
    assert said in response.content.decode()
    draft.refresh_from_db()
    assert draft.submitted_at is None
    assert not Experience.objects.exists()


def test_employer_in_the_message_is_escaped(applicant: User, browser: Client) -> None:
    position = {
        "position": "Teacher",
        "organization": "<script>alert(1)</script>",
        "starts_on": days_ago(10).isoformat(),
        "ends_on": days_ago(11).isoformat(),
        "full_time_percent": 100,
    }
    draft = make_draft(applicant, employment={"employment": [position]})

    assert b"<script>alert(1)" not in press_submit(browser, draft).content


@pytest.mark.parametrize(
    ("step", "changes"),
    [
        ("employment", {"full_time_percent": 101}),
        ("employment", {"organization": "x" * 201}),
        ("employment", {"starts_on": "2999-01-01"}),
        ("education", {"degree": "x" * 61}),
        ("education", {"field_of_study": "x" * 101}),
        ("training", {"hours": 0}),
        ("training", {"provider": "x" * 151}),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_row_that_the_records_do_not_take_is_refused_at_its_step(
    applicant: User, browser: Client, step: str, changes: dict[str, Any]
) -> None:
    draft = make_draft(applicant)
    answers = draft.step_answers.get(step=step)
    answers.answers[step][0] |= changes
    answers.save()

    response = press_submit(browser, draft)

    assert response.redirect_chain[-1][0].endswith(f"/{step}/")
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_who_advises_is_not_asked_where_they_work(applicant: User) -> None:
    draft = make_draft(applicant)
    draft.step_answers.filter(step="membership").update(answers={"role": "technical_assistance"})

    assert "setting" not in submit(draft, applicant).snapshot["answers"]["membership"]


def test_service_is_free_and_speaks_both_languages(browser: Client) -> None:
    for language, title in (("en", "Join the Early"), ("es", "Unirse al Registro")):
        response = browser.get(prefix_address(f"/services/{SERVICE}/start/", language))
        page = response.content.decode()
        assert title in page
        assert "$" not in page
