"""A real worker is killed in the middle of moving drafts: the next goes on, and each draft is moved exactly once."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.lifecycle.moving_many import ask_to_move
from portal.records.applications.moves import DraftMove
from portal.records.audit.models import AuditEvent
from portal.records.jobs.models import Job
from portal.records.jobs.operations import MOST_ATTEMPTS
from portal.records.models import Application, StepAnswers, WizardVersion
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.renewals import NOW, make_application, publish_renewal

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
]
SITE = Path(__file__).resolve().parents[4] / "site"
WORKER = """
import os, signal, sys
from contextlib import nullcontext
from types import SimpleNamespace
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from portal.lifecycle import moving_many
from portal.records.jobs.operations import JobRun
connection.settings_dict["NAME"] = sys.argv[1]
dies_at, is_apart, reach = int(sys.argv[2]), sys.argv[3] == "apart", JobRun.reach
def die(run, done, checkpoint):
    if done == dies_at:
        os.kill(os.getpid(), signal.SIGKILL)
    reach(run, done, checkpoint)
JobRun.reach = die
if is_apart:
    moving_many.transaction = SimpleNamespace(atomic=nullcontext)
call_command("run_jobs", "--once")
"""
WHY = FieldSpec(id="why", type="text", label=text("Why now?", "¿Por qué?"))


def start_worker(*, dies_at: int = 0, is_apart: bool = False) -> subprocess.Popen[bytes]:
    """Start a worker on the test's database; it kills itself between a move and its checkpoint, if told to."""
    name = str(connection.settings_dict["NAME"])
    how = "apart" if is_apart else "together"
    command = [sys.executable, "-c", WORKER, name, str(dies_at), how]
    return subprocess.Popen(command, cwd=SITE)


def ask(applicant: User, many: int) -> tuple[Job, WizardVersion]:
    """Return a job that moves that many answered drafts to a version which asks something more."""
    old = publish_renewal()
    for number in range(many):
        draft = make_application(make_educator(username=f"one{number}").person, old, None)
        StepAnswers.objects.create(
            application=draft,
            step="contact",
            version=1,
            answers={"phone": f"860-555-{number:04}"},
            checked_at=NOW,
            saved_at=NOW,
        )
    spec = load_wizard(old.definition)
    (contact,) = spec.steps
    new = publish_wizard(
        spec=replace(spec, steps=(replace(contact, fields=(*contact.fields, WHY)),)),
        origin="plugin",
        required_plugins={},
        actor_id=None,
        at=NOW,
    )
    return ask_to_move(new, choices={}, owner_id=applicant.pk, at=timezone.now()), new


def let_lease_run_out(job: Job) -> None:
    """Let the minutes go by after which another worker may take the job."""
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(lease_until=past)


def assert_each_moved_once(new: WizardVersion, many: int) -> None:
    """Compare every draft, its answers, its history and the audit trail with one move each."""
    drafts = list(Application.objects.order_by("pk"))
    assert [(draft.version_id, draft.lock_version) for draft in drafts] == [(new.pk, 1)] * many
    kept = StepAnswers.objects.order_by("application_id").values_list("version", "unfinished")
    assert [(version, held) for version, held in kept] == [
        (2, {"phone": [f"860-555-{number:04}"]}) for number in range(many)
    ]
    assert DraftMove.objects.count() == many
    events = AuditEvent.objects.filter(action="application.moved")
    assert Counter(events.values_list("record_id", flat=True)) == Counter(
        str(draft.pk) for draft in drafts
    )


@pytest.mark.proof
def test_worker_killed_over_and_over_moves_each_of_some_hundred_drafts_once(
    applicant: User,
) -> None:
    many, chance, told = 200, random.Random(7), [0]
    job, new = ask(applicant, many)
    for _kill in range(MOST_ATTEMPTS + 2):
        worker = start_worker()
        goal = told[-1] + chance.randrange(5, 25)
        while worker.poll() is None and Job.objects.get(pk=job.pk).done < goal:
            time.sleep(0.01)
        worker.send_signal(signal.SIGKILL)
        assert worker.wait(30) == -signal.SIGKILL
        told.append(Job.objects.get(pk=job.pk).done)
        assert Application.objects.filter(version=new).count() == told[-1]
        let_lease_run_out(job)

    assert told == sorted(set(told))
    assert start_worker().wait(60) == 0
    job.refresh_from_db()
    assert (job.state, job.done, job.checkpoint["counts"]) == ("done", many, {"moved": many})
    assert_each_moved_once(new, many)


def go_on_after_a_kill(applicant: User, *, is_apart: bool) -> tuple[Job, WizardVersion]:
    """Return the job of five drafts whose worker died between a move and what it notes of it."""
    job, new = ask(applicant, 5)
    assert start_worker(dies_at=3, is_apart=is_apart).wait(60) == -signal.SIGKILL
    let_lease_run_out(job)
    assert start_worker(is_apart=is_apart).wait(60) == 0
    job.refresh_from_db()
    return job, new


@pytest.mark.proof
def test_move_and_its_checkpoint_are_one(applicant: User) -> None:
    job, new = go_on_after_a_kill(applicant, is_apart=False)

    assert (job.state, job.checkpoint["counts"]) == ("done", {"moved": 5})
    assert_each_moved_once(new, 5)


@pytest.mark.proof
def test_control_without_one_transaction_a_move_is_told_of_nowhere(applicant: User) -> None:
    job, new = go_on_after_a_kill(applicant, is_apart=True)

    assert (job.state, job.checkpoint["counts"]) == ("done", {"moved": 4})
    assert Application.objects.filter(version=new).count() == 5
