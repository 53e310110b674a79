"""Prepares drafts for people who answer over HTTP, changes their wizard under way, and says what is stored."""

from __future__ import annotations

import random
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from allauth.account.models import EmailAddress  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, make_drafts  # noqa: E402
from benchmarks.definitions import service_key, wizard_of  # noqa: E402
from benchmarks.drafting import PASSWORD, STEPS, Drafting  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.visitors import CalledBrowser  # noqa: E402
from portal.definitions.publishing import publish_wizard  # noqa: E402
from portal.definitions.spec import FieldSpec, WizardSpec  # noqa: E402
from portal.definitions.texts import text  # noqa: E402
from portal.lifecycle import drafts  # noqa: E402
from portal.lifecycle.moving import list_drafts, move_draft  # noqa: E402
from portal.lifecycle.runs import Run  # noqa: E402
from portal.records.applications.models import Application, StepAnswers  # noqa: E402
from portal.records.wizards.models import Wizard  # noqa: E402
from portal.users.models import User  # noqa: E402


def prepare(names: list[str]) -> dict[str, str]:
    """Give each a draft with nothing answered; return their public ids by name."""
    made = {}
    for name in names:
        applicant = make_applicant(name)
        applicant.account.set_password(PASSWORD)
        applicant.account.save(update_fields=["password"])
        EmailAddress.objects.create(
            user=applicant.account, email=f"{name}@example.org", verified=True, primary=True
        )
        made[name] = str(make_drafts(applicant, STEPS, 1, answered=0)[0].public_id)
    return made


def edit(number: int) -> int:
    """Publish the wizard with a question more, and move every draft that is on another version to it."""
    version = publish_wizard(
        spec=_changed(number),
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )
    for draft_id in list_drafts(version):
        move_draft(draft_id=draft_id, version=version, choices={}, actor_id=None, at=timezone.now())
    return Application.objects.filter(version=version).count()


def _changed(number: int) -> WizardSpec:
    spec = wizard_of(STEPS)
    place = number % STEPS
    more = FieldSpec(
        id=f"more_{number}",
        type="text",
        label=text(f"More {number}", f"Más {number}"),
        required=False,
    )
    step = spec.steps[place]
    steps = list(spec.steps)
    steps[place] = replace(step, fields=(*step.fields, more))
    return replace(spec, steps=tuple(steps))


def stored(name: str) -> dict[str, dict[str, Any]]:
    """Return what is kept of each step of somebody's draft, or what was attested where it is sent."""
    draft = Application.objects.get(person__account__username=name, service_key=service_key(STEPS))
    if draft.snapshot:
        attested: dict[str, Any] = draft.snapshot["answers"]
        return {step: {"answers": given, "typed": {}} for step, given in attested.items()}
    rows = StepAnswers.objects.filter(application=draft)
    return {row.step: {"answers": row.answers, "typed": row.unfinished} for row in rows}


def walk(count: int, seed: int, *, checks: bool = True, writes: bool = True) -> dict[str, int]:
    """Let people answer in this process; count what was overwritten, and what is not stored though it was said to be.

    Without ``checks`` a save is written whatever version its form was opened with; without ``writes`` none is.
    """
    names = [f"called-{checks}-{writes}-{number}".lower() for number in range(count)]
    found = {"overwritten": 0, "lost": 0}
    with _protection(checks=checks, writes=writes):
        for number, (name, public_id) in enumerate(prepare(names).items()):
            client = Client(HTTP_HOST="localhost")
            account = User.objects.get(username=name)
            browser = CalledBrowser(client, partial(client.force_login, account))
            drafting = Drafting(browser, name, public_id, random.Random(seed + number))
            drafting.run()
            found["overwritten"] += drafting.overwritten
            found["lost"] += len(list(drafting.lost(stored(name))))
    return found


def _protection(*, checks: bool, writes: bool) -> AbstractContextManager[Any]:
    write = drafts._write_answers  # noqa: SLF001 (the protection is what is switched off)

    def write_anyway(
        run: Run, step: str, answers: Any, _expected: int, *facts: Any, **named: Any
    ) -> None:
        row = StepAnswers.objects.filter(application_id=run.id, step=step).first()
        write(run, step, answers, row.version if row else 0, *facts, **named)

    def write_nothing(*_facts: Any, **_named: Any) -> None:
        """Leave everything as it is."""

    if checks and writes:
        return nullcontext()
    return mock.patch.object(drafts, "_write_answers", write_anyway if writes else write_nothing)


if __name__ == "__main__":
    answer_requests({each.__name__: each for each in (prepare, edit, stored, walk)})
