"""Drafts come to another version of their wizard: carried, asked again, kept, or put back; never what was sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.definitions.differences import find_differences
from portal.definitions.impact import Treatment
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import text
from portal.lifecycle import moving
from portal.lifecycle.drafts import keep_unfinished, save_step
from portal.lifecycle.errors import DraftMovedError
from portal.lifecycle.moving import MovedOnError, MoveOutcome, move_draft, take_back_move
from portal.lifecycle.moving_many import ask_to_move, assess_moves
from portal.lifecycle.runs import get_run
from portal.records.applications.moves import DraftMove
from portal.records.audit.models import AuditEvent
from portal.records.jobs.models import Job
from portal.records.jobs.operations import JobRun, claim_job
from portal.records.jobs.running import run_next_job
from portal.records.models import Application, StepAnswers, WizardVersion
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.renewals import NOW, make_application, publish_renewal

pytestmark = pytest.mark.django_db
WHY = FieldSpec(id="why", type="text", label=text("Why now?", "¿Por qué?"))
MORE = StepSpec(id="more", title=text("More", "Más"), fields=(replace(WHY, id="note"),))
PHONE = {"phone": "860-555-0100"}


def publish(spec: WizardSpec) -> WizardVersion:
    """Publish a definition."""
    return publish_wizard(spec=spec, origin="plugin", required_plugins={}, actor_id=None, at=NOW)


def begin(applicant: User, version: WizardVersion, **steps: Mapping[str, Any]) -> Application:
    """Return a draft whose steps were saved with these answers."""
    draft = make_application(applicant.person, version, None)
    for step, answers in steps.items():
        StepAnswers.objects.create(
            application=draft, step=step, version=1, answers=answers, checked_at=NOW, saved_at=NOW
        )
    return draft


@pytest.fixture
def first() -> WizardVersion:
    """Return a version that asks for a telephone number."""
    return publish_renewal()


@pytest.fixture
def more(first: WizardVersion) -> WizardVersion:
    """Return the next version, which asks why on the same step and has another step."""
    spec = load_wizard(first.definition)
    (contact,) = spec.steps
    return publish(replace(spec, steps=(replace(contact, fields=(*contact.fields, WHY)), MORE)))


@pytest.fixture
def reworded(first: WizardVersion) -> WizardVersion:
    """Return a next version in other words."""
    return publish(
        replace(load_wizard(first.definition), title=text("Renew it", "Renovar"), minutes=3)
    )


def move(
    draft: Application, version: WizardVersion, **choices: Treatment
) -> tuple[MoveOutcome, tuple[str, ...]]:
    """Move a draft and return what became of it."""
    moved = move_draft(
        draft_id=draft.pk, version=version, choices=choices, actor_id=None, at=timezone.now()
    )
    return moved.outcome, moved.asked_again


def test_draft_goes_on_as_it_is_where_only_words_changed(
    applicant: User, first: WizardVersion, reworded: WizardVersion
) -> None:
    draft = begin(applicant, first, contact=PHONE)
    before = list(draft.step_answers.values())

    assert move(draft, reworded) == (MoveOutcome.MOVED, ())

    draft.refresh_from_db()
    assert draft.version == reworded
    assert list(draft.step_answers.values()) == before
    assert draft.saved_at == NOW
    assert AuditEvent.objects.filter(action="application.moved").count() == 1


def test_owner_is_asked_again_and_finds_what_was_answered(
    applicant: User, client: Client, first: WizardVersion, more: WizardVersion
) -> None:
    draft = begin(applicant, first, contact=PHONE)

    assert move(draft, more) == (MoveOutcome.MOVED, ("contact",))

    client.force_login(applicant)
    tasks = client.get(f"/applications/{draft.public_id}/").content.decode()
    page = client.get(f"/applications/{draft.public_id}/contact/").content.decode()
    assert "In progress" in tasks
    assert 'value="860-555-0100"' in page
    assert "Why now?" in page
    saved = client.post(
        f"/applications/{draft.public_id}/contact/",
        {
            "step_view-current_step": "contact",
            "step_version": "2",
            "contact-phone": "860-555-0100",
            "contact-why": "Work",
        },
    )
    assert saved.headers["Location"] == f"/applications/{draft.public_id}/more/"


def test_page_that_was_open_meanwhile_saves_over_nothing(
    applicant: User, client: Client, first: WizardVersion, more: WizardVersion
) -> None:
    draft = begin(applicant, first, contact=PHONE)
    move(draft, more)
    client.force_login(applicant)

    answer = client.post(
        f"/applications/{draft.public_id}/contact/",
        {
            "step_view-current_step": "contact",
            "step_version": "1",
            "contact-phone": "860-555-0199",
            "contact-why": "Work",
        },
    )

    assert answer.status_code == 409
    assert "860-555-0199" in answer.content.decode()


def test_save_that_meets_a_move_is_refused_and_what_was_typed_is_kept(
    applicant: User,
    client: Client,
    first: WizardVersion,
    more: WizardVersion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = begin(applicant, first)
    run = get_run(draft.public_id, applicant.pk)
    move(draft, more)
    saving = {"run": run, "step": "contact", "answers": PHONE, "credential_number": None}
    with pytest.raises(DraftMovedError):
        save_step(**saving, expected_version=0, at=NOW)
    assert not draft.step_answers.exists()

    monkeypatch.setattr("portal.wizards.running.load_run", lambda *_arguments: run)
    client.force_login(applicant)
    answer = client.post(
        f"/applications/{draft.public_id}/contact/",
        {
            "step_view-current_step": "contact",
            "step_version": "0",
            "contact-phone": "860-555-0100",
        },
    )
    monkeypatch.undo()

    assert answer.headers["Location"] == f"/applications/{draft.public_id}/"
    tasks = client.get(f"/applications/{draft.public_id}/").content.decode()
    assert "The form changed while you were saving." in tasks
    page = client.get(f"/applications/{draft.public_id}/contact/").content.decode()
    assert 'value="860-555-0100"' in page


def test_control_without_the_version_a_save_lands_unchecked_on_another_definition(
    applicant: User, first: WizardVersion, more: WizardVersion
) -> None:
    draft = begin(applicant, first)
    run = get_run(draft.public_id, applicant.pk)
    move(draft, more)

    save_step(
        run=replace(run, version_id=more.pk, version_content_hash=more.content_hash),
        step="contact",
        answers=PHONE,
        expected_version=0,
        credential_number=None,
        at=NOW,
    )

    row = draft.step_answers.get()
    assert row.checked_at is not None
    assert "why" not in row.answers


def test_change_that_somebody_keeps_drafts_from_leaves_them_where_they_are(
    applicant: User, first: WizardVersion, more: WizardVersion
) -> None:
    draft = begin(applicant, first, contact=PHONE)
    changes = find_differences(load_wizard(first.definition), load_wizard(more.definition))
    added = next(each for each in changes if each.place == "contact.why")

    assert move(draft, more, **{added.key: Treatment.KEEP}) == (MoveOutcome.KEPT, ())

    draft.refresh_from_db()
    assert draft.version == first
    assert not DraftMove.objects.exists()


def test_what_was_sent_never_moves(
    applicant: User, first: WizardVersion, reworded: WizardVersion
) -> None:
    sent = make_application(applicant.person, first, None, reference="7KQ2M9XTWB")

    assert move(sent, reworded) == (MoveOutcome.GONE, ())

    sent.refresh_from_db()
    assert sent.version == first


def test_move_is_put_back_with_everything_that_was_held(
    applicant: User, first: WizardVersion, more: WizardVersion
) -> None:
    draft = begin(applicant, first, contact=PHONE)
    contents = ("step", "answers", "unfinished", "checked_at", "saved_at")
    before = list(draft.step_answers.values(*contents))
    move(draft, more)

    take_back_move(draft_id=draft.pk, actor_id=None, at=timezone.now())

    draft.refresh_from_db()
    assert draft.version == first
    assert list(draft.step_answers.values(*contents)) == before
    assert draft.step_answers.get().version > 2
    assert AuditEvent.objects.filter(action="application.moved_back").count() == 1
    with pytest.raises(MovedOnError):
        take_back_move(draft_id=draft.pk, actor_id=None, at=timezone.now())


@pytest.mark.parametrize("what", ["save", "typing"])
def test_move_is_not_put_back_once_the_owner_went_on(
    applicant: User, first: WizardVersion, more: WizardVersion, what: str
) -> None:
    draft = begin(applicant, first, contact=PHONE)
    move(draft, more)
    later = timezone.now() + timedelta(seconds=1)
    if what == "save":
        run = get_run(draft.public_id, applicant.pk)
        save_step(
            run=run,
            step="more",
            answers={"note": "x"},
            expected_version=0,
            credential_number=None,
            at=later,
        )
    else:
        keep_unfinished(
            public_id=draft.public_id,
            account_id=applicant.pk,
            step="more",
            typed={"note": ["x"]},
            at=later,
        )

    with pytest.raises(MovedOnError):
        take_back_move(draft_id=draft.pk, actor_id=None, at=later)

    assert draft.step_answers.filter(step="more").exists()


def test_impact_counts_what_would_become_of_the_drafts(
    first: WizardVersion, more: WizardVersion
) -> None:
    for number in range(3):
        begin(make_educator(username=f"one{number}"), first, contact=PHONE)
    begin(make_educator(username="two"), first)
    begin(make_educator(username="three"), more)

    impact = assess_moves(more, choices={}, at=NOW, most=3)

    assert (impact.drafts, impact.looked_at, impact.moved, impact.asked_again) == (4, 3, 3, 3)
    whole = assess_moves(more, choices={}, at=NOW)
    assert (whole.looked_at, whole.asked_again, whole.kept) == (4, 3, 0)
    line = whole.lines["contact.why:added:"]
    assert line.counts == {Treatment.ASK_AGAIN: 3, Treatment.CARRY: 1}
    assert Application.objects.filter(version=first).count() == 4


def test_job_moves_every_draft_and_goes_on_where_a_worker_died(
    applicant: User,
    first: WizardVersion,
    reworded: WizardVersion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drafts = [begin(make_educator(username=f"one{number}"), first) for number in range(5)]
    job = ask_to_move(reworded, choices={}, owner_id=applicant.pk, at=timezone.now())
    reach = JobRun.reach

    def die(run: JobRun, done: int, checkpoint: Mapping[str, Any]) -> None:
        if done == 3:
            raise KeyboardInterrupt
        reach(run, done, checkpoint)

    monkeypatch.setattr(JobRun, "reach", die)
    with pytest.raises(KeyboardInterrupt):
        run_next_job(at=timezone.now())
    monkeypatch.undo()
    assert Application.objects.filter(version=reworded).count() == 2

    assert run_next_job(at=timezone.now() + timedelta(minutes=5))

    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert (job.done, job.checkpoint["counts"]) == (5, {"moved": 5})
    assert Application.objects.filter(version=reworded).count() == len(drafts)
    assert claim_job(at=timezone.now()) is None


def test_draft_that_cannot_be_judged_stays_and_the_others_move(
    applicant: User,
    first: WizardVersion,
    reworded: WizardVersion,
    other_applicant: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stuck, free = begin(applicant, first), begin(other_applicant, first)
    job = ask_to_move(reworded, choices={}, owner_id=applicant.pk, at=timezone.now())
    plan = "portal.lifecycle.moving._plan"

    def fail(draft: Application, *arguments: Any) -> Any:
        if draft.pk == stuck.pk:
            raise DraftMovedError
        return original(draft, *arguments)

    original = moving._plan
    monkeypatch.setattr(plan, fail)
    run_next_job(at=timezone.now())

    job.refresh_from_db()
    assert job.checkpoint["counts"] == {"failed": 1, "moved": 1}
    stuck.refresh_from_db()
    free.refresh_from_db()
    assert (stuck.version, free.version) == (first, reworded)


def test_command_tells_moves_and_takes_back(
    applicant: User, first: WizardVersion, more: WizardVersion
) -> None:
    begin(applicant, first, contact=PHONE)

    def say(*arguments: str) -> list[str]:
        said = StringIO()
        call_command("move_drafts", "test.renew", *arguments, stdout=said)
        return said.getvalue().splitlines()

    assert say("--dry-run") == [
        "1 drafts on other versions; of 1 looked at 1 would move (1 asked again), 0 stay",
        "  more:added:: carry 1",
        "  contact.why:added:: ask_again 1",
        "  more.note:added:: carry 1",
    ]
    assert say("--decide=contact.why:added:=keep") == ["0 drafts moved, 1 stay where they are"]
    assert say() == ["1 drafts moved, 0 stay where they are"]
    assert say("--take-back") == ["1 drafts put back, 0 were gone on with and stay"]
    assert say("--to=1") == ["0 drafts moved, 0 stay where they are"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["test.absent"], "No wizard 'test.absent' is published."),
        (["test.renew", "--to=7"], "test.renew has no version 7."),
        (["test.renew", "--decide=contact.why"], "'contact.why' is no decision"),
        (["test.renew", "--decide=contact.why:added:=drop"], "is no decision"),
    ],
)
def test_command_names_what_is_wrong(first: WizardVersion, arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("move_drafts", *arguments)
