"""A submitted application as staff read it: the attested answers, the facts of the filing day."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from portal.lifecycle.cases import get_case, plan_for
from portal.lifecycle.effects import ExtendCredential
from portal.lifecycle.submission import submit_application
from portal.records.applications.models import Application, StepAnswers
from portal.users.models import User
from tests.factories.applications import make_application, make_draft


def test_case_shows_what_was_attested_whatever_happened_to_the_draft_rows(applicant: User) -> None:
    application = make_application(applicant, phone="860-555-0100")
    StepAnswers.objects.filter(application=application, step="contact").update(answers={})

    case = get_case(application.pk, on=timezone.localdate())

    assert case.answers["contact"]["phone"] == "860-555-0100"
    assert [step.id for step in case.steps] == [
        "certificate",
        "contact",
        "disclosures",
        "acknowledgment",
    ]


def test_case_of_a_draft_does_not_exist(applicant: User) -> None:
    draft = make_draft(applicant)

    with pytest.raises(Application.DoesNotExist):
        get_case(draft.pk, on=timezone.localdate())


def test_evening_filing_on_the_last_day_is_in_time_by_the_bureaus_clock(applicant: User) -> None:
    """Nine in the evening in New York is tomorrow in Greenwich."""
    evening = datetime(2027, 3, 11, 2, 0, tzinfo=UTC)
    draft = make_draft(applicant, at=evening)
    draft.credential.expires_on = date(2027, 3, 10)
    draft.credential.issued_on = date(2022, 3, 10)
    draft.credential.save()
    draft.credential.events.all()._raw_delete(using="default")

    submit_application(
        public_id=draft.public_id, account_id=applicant.pk, language="en", at=evening
    )

    case = get_case(draft.pk, on=date(2027, 4, 20))
    assert case.context.on == date(2027, 3, 10)
    assert draft.credential.events.filter(kind="filed", effective_on=date(2027, 3, 10)).exists()
    extension = plan_for(case, "approved")[0]
    assert extension == ExtendCredential(draft.credential.number, date(2032, 3, 10))
