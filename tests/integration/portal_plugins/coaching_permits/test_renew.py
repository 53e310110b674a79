"""Renewing a coaching permit: what is asked, what is refused and why, and what approval changes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.lifecycle.submission import submit_application
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.credentials.models import Credential, CredentialEvent, CredentialTypeTerms
from portal.records.dated.months import add_months
from portal.records.evidence.models import Training
from portal.users.models import User
from tests.factories.applications import all_uses
from tests.factories.coaching import in_days, make_draft, make_permit

pytestmark = pytest.mark.django_db


@pytest.fixture
def permit(applicant: User) -> Credential:
    """Return the coach's permit."""
    return make_permit(applicant)


@pytest.fixture
def coach(applicant: User) -> Client:
    """Return the coach's browser."""
    client = Client()
    client.force_login(applicant)
    return client


def post(coach: Client, draft: Application, step: str, button: str = "", **typed: Any) -> Any:
    """Save a step as the browser would, or press a button that leads to a step."""
    address = f"/applications/{draft.public_id}/{step}/"
    named = {f"{step}-{name}": value for name, value in typed.items()}
    meta = {"step_view-current_step": step, "step_version": "1"}
    pressed = {"wizard_goto_step": button} if button else {}
    return coach.post(address, {**named, **meta, **pressed})


def rows(*courses: tuple[str, int], on: date | None = None) -> dict[str, Any]:
    """Return typed rows of training."""
    day = on or in_days(-30)
    return {
        f"training-{place}-{name}": value
        for place, (course, hours) in enumerate(courses)
        for name, value in {
            "provider": "Coaching program",
            "course": course,
            "completed_on_month": day.month,
            "completed_on_day": day.day,
            "completed_on_year": day.year,
            "hours": hours,
        }.items()
    }


def submit(draft: Application, coach: User) -> None:
    """Send the application."""
    submit_application(
        public_id=draft.public_id, account_id=coach.pk, language="en", at=timezone.now()
    )
    draft.refresh_from_db()


def test_approved_renewal_extends_the_permit_by_its_validity(
    applicant: User, specialist: User, permit: Credential
) -> None:
    draft = make_draft(applicant, permit)
    submit(draft, applicant)

    decide_application(
        application_id=draft.pk,
        outcome=Decision.Outcome.APPROVED,
        reason="The papers were seen at the counter.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
        not_needed=all_uses(draft),
    )

    before = permit.expires_on
    assert before is not None
    permit.refresh_from_db()
    assert permit.expires_on == add_months(before, 60)
    assert list(permit.events.values_list("kind", flat=True)) == ["issued", "extended"]


def test_filing_claims_each_item_and_leaves_the_permit(applicant: User, permit: Credential) -> None:
    draft = make_draft(applicant, permit)
    submit(draft, applicant)

    assert not CredentialEvent.objects.exclude(kind="issued").exists()
    claimed = Training.objects.order_by("id")
    assert list(claimed.values_list("course", "hours", "state", "expires_on")) == [
        ("Heat illness", 9, "claimed", None),
        ("Growing up strong", 6, "claimed", None),
        ("Concussion refresher", None, "claimed", None),
        ("CPR", None, "claimed", in_days(300)),
        ("First aid", None, "claimed", in_days(300)),
    ]
    assert {item.application_reference for item in claimed} == {draft.reference}


def test_expired_permit_can_be_renewed(applicant: User, coach: Client) -> None:
    permit = make_permit(applicant, days_left=-900)
    draft = make_draft(applicant, permit)

    content = coach.get(f"/applications/{draft.public_id}/permit/").content.decode()

    assert permit.number in content
    submit(draft, applicant)
    assert draft.stage == Application.Stage.SUBMITTED


def test_hours_are_added_up_and_held_against_the_dated_terms(
    applicant: User, coach: Client, permit: Credential
) -> None:
    draft = make_draft(applicant, permit)

    response = post(coach, draft, "training", **rows(("Heat", 9), ("Growth", 5)))
    assert response.status_code == 422
    assert (
        "The hours add up to fewer than the 15 that a renewal takes." in response.content.decode()
    )

    CredentialTypeTerms.objects.filter(credential_type__key="coaching_5yr").update(renewal_hours=14)
    response = post(coach, draft, "training", **rows(("Heat", 9), ("Growth", 5)))
    assert response.status_code == 302


def test_same_content_counts_once(applicant: User, coach: Client, permit: Credential) -> None:
    draft = make_draft(applicant, permit)

    response = post(coach, draft, "training", **rows(("Heat", 9), ("heat", 9)))

    assert "Row 2 repeats row 1." in response.content.decode()


def test_wrong_row_is_marked_in_its_place_and_nothing_is_lost(
    applicant: User, coach: Client, permit: Credential
) -> None:
    draft = make_draft(applicant, permit)

    response = post(coach, draft, "training", **rows(("Heat", 9), ("Growth", 0)))

    content = response.content.decode()
    assert 'href="#id_training-training-1-hours"' in content
    assert "Course 2, Clock hours" in content
    assert 'value="Growth"' in content


@pytest.mark.parametrize("card", ["cpr", "first_aid"])
def test_online_only_certification_is_refused(
    applicant: User, coach: Client, permit: Credential, card: str
) -> None:
    draft = make_draft(applicant, permit)
    days = {"completed_on": in_days(-100), "expires_on": in_days(100)}
    boxes = {
        f"{card}_{name}_{part}": getattr(day, part)
        for name, day in days.items()
        for part in ("month", "day", "year")
    }

    response = post(
        coach, draft, card, **{f"{card}_provider": "Web", f"{card}_method": "online", **boxes}
    )

    assert "Online-only certification is not accepted." in response.content.decode()


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ("refresher", {"refreshed_on": (timezone.localdate() - timedelta(days=1900)).isoformat()}),
        ("cpr", {"cpr_expires_on": in_days(-1).isoformat()}),
        ("first_aid", {"first_aid_expires_on": in_days(-1).isoformat()}),
        ("first_aid", {"first_aid_method": "online"}),
        ("training", {"training": []}),
    ],
    ids=["old refresher", "CPR ran out", "first aid ran out", "online only", "no training"],
)
def test_what_no_longer_holds_at_submission_is_asked_again(
    applicant: User, coach: Client, permit: Credential, step: str, changed: dict[str, Any]
) -> None:
    draft = make_draft(applicant, permit, **{step: changed})

    response = coach.post(
        f"/applications/{draft.public_id}/review/", {"step_view-current_step": "review"}
    )

    assert response["Location"].endswith(f"/{step}/")
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_another_row_is_asked_for_without_losing_what_was_typed(
    applicant: User, coach: Client, permit: Credential
) -> None:
    draft = make_draft(applicant, permit)

    courses = [(f"Course {number}", 1) for number in range(4)]

    response = post(coach, draft, "training", button="training", **rows(*courses))

    assert response["Location"].endswith("/training/")
    content = coach.get(response["Location"]).content.decode()
    assert [f'value="Course {number}"' in content for number in range(4)] == [True] * 4
    assert "training-training-4-course" in content
    assert "training-training-5-course" not in content


def test_rows_typed_after_the_session_ended_are_there_after_signing_in(
    applicant: User, permit: Credential, client: Client
) -> None:
    draft = make_draft(applicant, permit)

    signed_out = post(client, draft, "training", **rows(("Heat illness", 9)))
    client.force_login(applicant)

    assert "/account/login/" in signed_out["Location"]
    content = client.get(f"/applications/{draft.public_id}/training/").content.decode()
    assert 'value="Heat illness"' in content
