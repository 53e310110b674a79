"""What a service may have follow beyond certificates: items are claimed, a registry ID is issued."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.definitions.texts import text
from portal.lifecycle.decisions import decide_application
from portal.lifecycle.effects import (
    AskAgain,
    ClaimExperience,
    ClaimQualification,
    ClaimTraining,
    Effect,
    IssueRegistryId,
    describe,
)
from portal.lifecycle.errors import IncompleteApplicationError, ServiceUnavailableError
from portal.lifecycle.execution import EffectRefusedError
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application
from portal.records.audit.models import AuditEvent
from portal.records.evidence.models import EvidenceItem, Experience, Qualification, Training
from portal.records.people.registry_ids import REGISTRY_IDS
from portal.users.models import User
from tests.factories.applications import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Answer = Callable[..., None]

TEACHER = ClaimExperience("Teacher", "Maple Street Center", date(2024, 8, 1), full_time_percent=50)
DEGREE = ClaimQualification("BA", "Ashford College", "Child studies", date(2020, 5, 30))
COURSE = ClaimTraining("First aid", "Red Cross", date(2026, 1, 2), Decimal("2.5"), date(2028, 1, 2))


def submit(account: User, language: str = "en") -> Application:
    """Submit a new draft of the account's person, and return what is stored."""
    draft = make_draft(account)
    submit_application(
        public_id=draft.public_id, account_id=account.pk, language=language, at=timezone.now()
    )
    draft.refresh_from_db()
    return draft


def approve(application: Application, by: User) -> None:
    """Approve now."""
    decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="",
        decided_by_id=by.pk,
        at=timezone.now(),
    )


def test_submission_claims_items_under_its_reference(
    applicant: User, plugin_answers: Answer
) -> None:
    plugin_answers([TEACHER, DEGREE, COURSE])

    application = submit(applicant)

    items: list[EvidenceItem] = [
        Experience.objects.get(),
        Qualification.objects.get(),
        Training.objects.get(),
    ]
    for item in items:
        assert (item.person, item.state) == (applicant.person, "claimed")
        assert item.application_reference == application.reference
    experience, qualification, training = items
    assert experience.organization_name == "Maple Street Center"
    assert experience.full_time_percent == 50
    assert (qualification.institution, qualification.institution_name) == (None, "Ashford College")
    assert (training.hours, training.expires_on) == (Decimal("2.5"), date(2028, 1, 2))


def test_repeated_submission_claims_nothing_twice(applicant: User, plugin_answers: Answer) -> None:
    plugin_answers([COURSE])
    application = submit(applicant)

    submit_application(
        public_id=application.public_id,
        account_id=applicant.pk,
        language="en",
        at=timezone.now(),
    )

    assert Training.objects.count() == 1


@pytest.mark.parametrize(
    "effect",
    [
        ClaimTraining("x" * 201, "Red Cross", date(2026, 1, 2)),
        ClaimTraining("First aid", "Red Cross", date(2026, 1, 2), Decimal(0)),
        ClaimExperience("Teacher", "", date(2024, 8, 1)),
        ClaimExperience("Teacher", "Maple", date(2024, 8, 1), date(2024, 7, 31)),
        ClaimQualification("BA", ""),
    ],
    ids=["too long", "no hours", "no employer", "dates out of order", "no institution"],
)
def test_claim_that_the_records_refuse_undoes_the_submission(
    applicant: User, plugin_answers: Answer, effect: Effect
) -> None:
    plugin_answers([COURSE, effect])

    with pytest.raises(ServiceUnavailableError):
        submit(applicant)

    assert Application.objects.get().submitted_at is None
    assert not Training.objects.exists()


@pytest.mark.parametrize(("language", "said"), [("en", "Dates first."), ("es", "Fechas antes.")])
def test_submission_is_asked_again_in_the_applicants_language(
    applicant: User, plugin_answers: Answer, language: str, said: str
) -> None:
    plugin_answers([COURSE, AskAgain("contact", text("Dates first.", "Fechas antes."))])

    with pytest.raises(IncompleteApplicationError) as refusal:
        submit(applicant, language)

    assert (refusal.value.step, refusal.value.message) == ("contact", said)
    assert Application.objects.get().submitted_at is None
    assert not Training.objects.exists()


def test_asking_again_decides_nothing(
    applicant: User, specialist: User, plugin_answers: Answer
) -> None:
    application = submit(applicant)
    plugin_answers([AskAgain("contact", text("Again.", "Otra vez."))])

    with pytest.raises(EffectRefusedError):
        approve(application, specialist)

    application.refresh_from_db()
    assert application.stage == Application.Stage.SUBMITTED


def test_approval_issues_a_registry_id(
    applicant: User, specialist: User, plugin_answers: Answer
) -> None:
    application = submit(applicant)
    plugin_answers([IssueRegistryId()])

    approve(application, specialist)

    person = applicant.person
    person.refresh_from_db()
    assert REGISTRY_IDS.is_well_formed(person.registry_id)
    event = AuditEvent.objects.get(action="person.registry_id_issued")
    assert (event.record_id, event.actor_id) == (str(person.public_id), specialist.pk)


def test_registry_id_is_kept_for_life(
    applicant: User, specialist: User, plugin_answers: Answer
) -> None:
    plugin_answers([IssueRegistryId()])
    approve(submit(applicant), specialist)
    applicant.person.refresh_from_db()
    first = applicant.person.registry_id

    approve(submit(applicant), specialist)

    applicant.person.refresh_from_db()
    assert applicant.person.registry_id == first
    assert AuditEvent.objects.filter(action="person.registry_id_issued").count() == 1


def test_effects_are_described_as_json_data() -> None:
    assert describe(COURSE) == {
        "effect": "ClaimTraining",
        "course": "First aid",
        "provider": "Red Cross",
        "completed_on": "2026-01-02",
        "hours": "2.5",
        "expires_on": "2028-01-02",
    }
