"""Invented renewals: at every stage, and such as the real operations would have left them."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from portal.definitions.compiled import get_compiled
from portal.definitions.evaluation import HeldAnswers, evaluate_answers
from portal.definitions.fields import AnsweringContext
from portal.lifecycle.cases import get_case
from portal.lifecycle.demo import DemoFilings
from portal.lifecycle.facts import held_credentials
from portal.lifecycle.integrity import check_integrity
from portal.records.credentials.queries import list_held_credentials
from portal.records.credentials.status import Status
from portal.records.demo.population import build_population
from portal.records.models import Application, Decision, StepAnswers, TimelineEvent
from portal.records.reference.operations import load_reference
from portal.users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = date(2026, 6, 1)


@pytest.fixture
def filed(specialist: User) -> list[Application]:
    """Return the applications of six hundred invented people."""
    load_reference(at=timezone.now())
    file_again(specialist)
    return list(Application.objects.select_related("credential", "person", "version"))


def file_again(specialist: User) -> int:
    """Build the population and return how many people are new."""
    filings = DemoFilings(actor_id=specialist.pk)
    return build_population(people=600, today=TODAY, at=timezone.now(), follow=filings.file)


def test_there_are_some_at_every_stage_and_the_records_agree(filed: list[Application]) -> None:
    assert {each.stage for each in filed} == set(Application.Stage.values)
    assert set(Decision.objects.values_list("outcome", flat=True)) == set(Decision.Outcome.values)
    assert list(check_integrity(at=timezone.now())) == []


def test_another_run_files_nothing_more(filed: list[Application], specialist: User) -> None:
    assert file_again(specialist) == 0
    assert Application.objects.count() == len(filed)


@pytest.mark.proof
def test_what_was_submitted_could_have_been(filed: list[Application]) -> None:
    for application in filed:
        if application.submitted_at is None:
            continue
        case = get_case(application.pk, on=TODAY)
        number = application.credential.number if application.credential else ""
        seen = [each for each in case.context.credentials if each.number == number]
        assert [each.expires_on.isoformat() for each in seen if each.expires_on] == [
            application.snapshot["credential_expires_on"]
        ]
        held = {
            step: HeldAnswers(answers, is_checked=True) for step, answers in case.answers.items()
        }
        assert evaluate_answers(case.compiled, held, case.context).problems == {}


def test_drafts_lack_the_declaration_alone(filed: list[Application]) -> None:
    drafts = [each for each in filed if each.stage == Application.Stage.DRAFT]
    for draft in drafts:
        rows = StepAnswers.objects.filter(application=draft)
        held = {each.step: HeldAnswers(each.answers, is_checked=True) for each in rows}
        context = AnsweringContext(
            on=TODAY, language="en", credentials=held_credentials(draft.person_id, TODAY)
        )
        compiled = get_compiled(draft.version_id, draft.version.content_hash)
        assert list(evaluate_answers(compiled, held, context).problems) == ["acknowledgment"]


def test_certificates_stand_as_their_applications_left_them(filed: list[Application]) -> None:
    statuses: Counter[str] = Counter()
    for application in filed:
        assert application.credential is not None
        held = {row.number: row for row in list_held_credentials(application.person_id, on=TODAY)}
        row = held[application.credential.number]
        if application.stage in {Application.Stage.SUBMITTED, Application.Stage.ASSESSMENT}:
            statuses[row.status] += 1
            is_over = row.expires_on is not None and row.expires_on < TODAY
            assert row.status == (Status.IN_PROCESS if is_over else Status.ACTIVE)
    assert set(statuses) == {Status.IN_PROCESS, Status.ACTIVE}


def test_timeline_tells_each_stage_in_order(filed: list[Application]) -> None:
    for application in filed:
        events = TimelineEvent.objects.filter(application=application)
        moments = [event.happened_at for event in events]
        assert moments == sorted(moments)
        assert bool(moments) is (application.submitted_at is not None)
        if application.submitted_at is not None:
            assert localdate(application.submitted_at) <= TODAY
