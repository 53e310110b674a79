"""Tries to have a wizard submitted with a step missing or wrong: by subsets of steps, and by wandering about."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import chain, combinations, count
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.test import Client  # noqa: E402 (the apps are loaded above)
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, open_browser, publish  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.typed_answers import right_answers, right_post, wrong_post  # noqa: E402
from portal.definitions.compiled import CompiledWizard, get_compiled  # noqa: E402
from portal.definitions.evaluation import AnswersEvaluation, evaluate_answers  # noqa: E402
from portal.definitions.fields import get_field_type  # noqa: E402
from portal.definitions.rules import Facts, is_true  # noqa: E402
from portal.definitions.spec import StepSpec  # noqa: E402
from portal.lifecycle import submission  # noqa: E402
from portal.records.applications.models import Application, StepAnswers  # noqa: E402
from portal.records.reference.operations import load_reference  # noqa: E402
from portal.records.wizards.models import Wizard  # noqa: E402
from portal.wizards import running  # noqa: E402

REVIEW = {"step_view-current_step": "review"}
SEEN_FEE = re.compile(r'name="(fee_cents)" value="(\d+)"')
"""What the read-back says that it costs, which is sent along with it."""
numbers = count(1)
Answers = dict[str, dict[str, Any]]


def wizards() -> list[str]:
    """Return the keys of all published wizards, the longest last, one of the benchmarks' own among them.

    The reference rows are recorded first: a wizard that costs something cannot be sent without its fees.
    """
    publish(3)
    load_reference(at=timezone.now())
    rows = Wizard.objects.order_by("key").values_list("key", "current_version__definition__steps")
    return [key for key, _steps in sorted(rows, key=lambda row: len(row[1]))]


class Draft:
    """A draft of a wizard with right answers at hand for each of its steps."""

    def __init__(self, key: str, *, yes: bool) -> None:
        version = Wizard.objects.select_related("current_version").get(key=key).current_version
        assert version is not None
        self.compiled: CompiledWizard = get_compiled(version.pk, version.content_hash)
        applicant = make_applicant(f"skipper{next(numbers)}")
        self.browser: Client = open_browser(applicant)
        at = timezone.now()
        self.row = Application.objects.create(
            person_id=applicant.person_id,
            version=version,
            service_key=key,
            started_at=at,
            saved_at=at,
        )
        self.right: Answers = {
            step.id: right_answers(step, applicant, yes=yes) for step in self.steps
        }

    @property
    def steps(self) -> tuple[StepSpec, ...]:
        """Return every step of the definition."""
        return self.compiled.spec.steps

    def url(self, step: str) -> str:
        """Return the address of a step."""
        return f"/applications/{self.row.public_id}/{step}/"

    def keep(self, answered: set[str]) -> None:
        """Store these steps as saved and checked."""
        at = timezone.now()
        StepAnswers.objects.bulk_create(
            StepAnswers(
                application=self.row,
                step=step,
                answers=self.right[step],
                version=1,
                checked_at=at,
                saved_at=at,
            )
            for step in answered
        )

    def version(self, step: str) -> int:
        """Return the version of a step's stored answers."""
        row = StepAnswers.objects.filter(application=self.row, step=step).first()
        return row.version if row else 0

    def submit(self) -> bool:
        """Open the read-back and post it; tell whether the application is submitted now."""
        shown: Any = self.browser.get(self.url("review"))
        self.browser.post(
            self.url("review"), REVIEW | dict(SEEN_FEE.findall(shown.content.decode()))
        )
        self.row.refresh_from_db()
        return self.row.submitted_at is not None

    def applying(self, answers: Answers) -> list[StepSpec]:
        """Return the steps that must be complete, judged by the definition alone."""
        steps: list[StepSpec] = []
        values: dict[str, Any] = {}
        for step in self.steps:
            facts = Facts(answers=values, records={}, as_of=timezone.localdate())
            if step.condition is None or is_true(step.condition, facts):
                steps.append(step)
                values |= answers.get(step.id, {})
        return steps

    def lacks(self, answers: Answers) -> bool:
        """Tell whether an applying step is missing, or holds anything but its right answers."""
        return any(
            step.id not in answers or not self._is_right(step, answers[step.id])
            for step in self.applying(answers)
        )

    def _is_right(self, step: StepSpec, given: dict[str, Any]) -> bool:
        right = self.right[step.id]
        asked = {each.id for each in step.fields if each.required and each.condition is None}
        unasked = {each.id for each in step.fields if not get_field_type(each.type).asks}
        answered = given.keys() - unasked
        return asked - unasked <= answered and all(right.get(k) == given[k] for k in answered)


def subsets(key: str, most: int, *, protected: bool = True) -> dict[str, int]:
    """Submit with each subset of steps missing; count wrong completions and wrong refusals."""
    found = {"tried": 0, "wrong": 0, "right": 0, "refused": 0}
    steps = [step.id for step in Draft(key, yes=False).steps]
    every = chain.from_iterable(combinations(steps, size) for size in range(len(steps) + 1))
    for number, missing in enumerate(every):
        if number >= most:
            break
        with _protection(protected=protected):
            _try(key, set(missing), found, yes=bool(number % 2))
    return found


def _try(key: str, missing: set[str], found: dict[str, int], *, yes: bool) -> None:
    draft = Draft(key, yes=yes)
    answered = {step.id for step in draft.steps} - missing
    draft.keep(answered)
    answers = {step: draft.right[step] for step in answered}
    is_incomplete = any(step.id in missing for step in draft.applying(answers))
    is_submitted = draft.submit()
    found["tried"] += 1
    found["wrong"] += is_submitted and is_incomplete
    found["right"] += is_submitted and not is_incomplete
    found["refused"] += not is_submitted and not is_incomplete


@contextmanager
def _protection(*, protected: bool) -> Iterator[None]:
    """Remove both guards where asked: the order of steps in the view, and the re-check at submit."""
    with ExitStack() as stack:
        if not protected:
            judge = evaluate_answers

            def blind(*facts: Any) -> AnswersEvaluation:
                judged = judge(*facts)
                answers = {step.id: judged.answers.get(step.id, {}) for step in judged.steps}
                return replace(judged, problems={}, answers=answers)

            stack.enter_context(mock.patch.object(submission, "evaluate_answers", blind))
            no_gate = mock.patch.object(running, "first_incomplete_before", return_value=None)
            stack.enter_context(no_gate)
        yield


def walks(key: str, count: int, seed: int) -> dict[str, int]:
    """Wander so many times; count completions, and those in which a step is missing or wrong."""
    source = random.Random(seed)
    found = {"walks": 0, "completed": 0, "wrong": 0, "errors": 0}
    for _walk in range(count):
        draft = Draft(key, yes=source.random() < 0.5)
        found["errors"] += _wander(draft, source)
        draft.row.refresh_from_db()
        found["walks"] += 1
        if draft.row.submitted_at is not None:
            snapshot: Any = draft.row.snapshot
            found["completed"] += 1
            found["wrong"] += draft.lacks(snapshot["answers"])
    return found


def _wander(draft: Draft, source: random.Random) -> int:
    """Do up to thirty things, mostly the next right one; return the answers that were faults (5xx)."""
    faults, onward = 0, 0
    for _action in range(source.randint(5, 20)):
        step = source.choice(draft.steps)
        if source.random() < 0.6:
            step = draft.steps[min(onward, len(draft.steps) - 1)]
            onward += 1
            answer = draft.browser.post(draft.url(step.id), _form(draft, step))
        else:
            answer = _stray(draft, step, source)
        faults += answer.status_code >= 500
        if source.random() < 0.2 and draft.submit():
            break
    return faults


def _stray(draft: Draft, step: StepSpec, source: random.Random) -> Any:
    """Do something out of order."""
    other = source.choice(draft.steps)
    kind = source.randrange(8)
    if kind == 0:
        return draft.browser.get(draft.url(step.id))
    if kind == 1:
        return draft.browser.get(draft.url("review"))
    if kind == 2:
        wrong = wrong_post(step, draft.right[step.id], draft.version(step.id))
        return draft.browser.post(draft.url(step.id), wrong)
    if kind == 3:
        return draft.browser.post(
            draft.url(step.id), {**_form(draft, step), "wizard_goto_step": other.id}
        )
    if kind == 4:
        form = {**_form(draft, step), "step_view-current_step": other.id}
        return draft.browser.post(draft.url(step.id), form)
    if kind == 5:
        return draft.browser.post(
            draft.url(step.id) + "autosave/", wrong_post(step, draft.right[step.id], 0)
        )
    if kind == 6:
        return draft.browser.post(draft.url("review"), {**REVIEW, "wizard_goto_step": "review"})
    return draft.browser.post(draft.url(other.id), _form(draft, step))


def _form(draft: Draft, step: StepSpec) -> dict[str, Any]:
    return right_post(step, draft.right[step.id], draft.version(step.id))


if __name__ == "__main__":
    answer_requests({"wizards": wizards, "subsets": subsets, "walks": walks})
