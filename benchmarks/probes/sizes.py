"""Publishes definitions of any size in this process, checks and opens their steps, and counts what each costs."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from statistics import median
from typing import Any
from unittest import mock
from weakref import WeakKeyDictionary

from config.loading import load_apps

load_apps()

from django.http import QueryDict  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.counting import count_calls, measure_cpu, watch_statements  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.sized_definition import fill_in_step, sized_wizard  # noqa: E402
from portal.definitions.compiled import get_compiled  # noqa: E402
from portal.definitions.fields import AnsweringContext  # noqa: E402
from portal.definitions.forms import StepForm  # noqa: E402
from portal.definitions.publishing import publish_wizard  # noqa: E402
from portal.definitions.spec import WizardSpec  # noqa: E402
from portal.lifecycle.drafts import start_draft  # noqa: E402
from portal.records.applications.models import Application, StepAnswers  # noqa: E402
from portal.records.wizards.models import Wizard, WizardVersion  # noqa: E402
from portal.wizards import rendering  # noqa: E402

IN_A_ROW = 8
applicant = make_applicant("sizes")
browser: Client = open_browser(applicant)
editions = count()


def _edition(steps: int, questions: int) -> WizardSpec:
    """Return the definition with an expected length of its own, so that publishing it makes a version."""
    return replace(sized_wizard(steps, questions), minutes=10 + next(editions))


def _publish(spec: WizardSpec) -> WizardVersion:
    return publish_wizard(
        spec=spec,
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )


def publish(steps: int, questions: int) -> dict[str, float]:
    """Return what publishing a new edition costs: CPU milliseconds, Python calls, statements."""
    first, second, third = (_edition(steps, questions) for _each in range(3))
    with watch_statements() as watched:
        _publish(first)
    return {
        "ms": measure_cpu(lambda: _publish(third))[0],
        "calls": count_calls(lambda: _publish(second))[0],
        "statements": watched.inside,
    }


class Middle:
    """A draft of the newest edition, answered up to a step in its middle."""

    def __init__(self, steps: int, questions: int) -> None:
        self.questions, self.number = questions, steps // 2
        version = _publish(_edition(steps, questions))
        self.compiled = get_compiled(version.pk, version.content_hash)
        at = timezone.now()
        Application.objects.filter(service_key=version.wizard.key).delete()
        self.draft = start_draft(
            person_id=applicant.person_id,
            service_key=version.wizard.key,
            credential_number=None,
            at=at,
        )
        StepAnswers.objects.bulk_create(
            StepAnswers(
                application=self.draft,
                step=f"s{before}",
                answers=self._stored(before),
                version=1,
                checked_at=at,
                saved_at=at,
            )
            for before in range(self.number)
        )

    def form(self, number: int) -> StepForm:
        """Return the form of a step as it is posted."""
        data = QueryDict(mutable=True)
        for name, value in fill_in_step(number, self.questions).items():
            data[f"s{number}-{name}"] = value
        context = AnsweringContext(on=timezone.localdate(), language="en")
        return self.compiled.form_class(f"s{number}", "en")(
            data, prefix=f"s{number}", context=context
        )

    def _stored(self, number: int) -> dict[str, Any]:
        form = self.form(number)
        assert form.is_valid(), form.errors
        return form.stored()

    def check(self) -> None:
        """Check the middle step as it is posted, read from the request's data."""
        assert self.form(self.number).is_valid()

    def open(self) -> None:
        """Open the page of the middle step."""
        answer = browser.get(f"/applications/{self.draft.public_id}/s{self.number}/")
        assert answer.status_code == 200, answer.status_code


made: dict[tuple[int, int], Middle] = {}


def _middle(steps: int, questions: int) -> Middle:
    """Return the draft of a size; its step was opened and checked once, so that everything is compiled."""
    if (steps, questions) not in made:
        middle = made[(steps, questions)] = Middle(steps, questions)
        middle.check()
        middle.open()
    return made[(steps, questions)]


def check(steps: int, questions: int) -> dict[str, float]:
    """Return what checking one posted step costs."""
    middle = _middle(steps, questions)
    return {
        "ms": measure_cpu(middle.check)[0],
        "calls": count_calls(middle.check)[0],
    }


def open_step(steps: int, questions: int) -> dict[str, float]:
    """Return what opening the page of one step costs."""
    middle = _middle(steps, questions)
    with watch_statements() as watched:
        middle.open()
    return {
        "ms": median(measure_cpu(middle.open)[0] for _each in range(IN_A_ROW)),
        "calls": count_calls(middle.open)[0],
        "statements": watched.total,
    }


def open_redrawn(steps: int, questions: int) -> dict[str, int]:
    """Return the calls of the same page where nothing that was drawn is kept: each field by its template."""
    middle = _middle(steps, questions)
    with (
        mock.patch.object(rendering, "_compiled", WeakKeyDictionary()),
        mock.patch.object(rendering, "_is_fixed", return_value=False),
    ):
        middle.open()
        return {"calls": count_calls(middle.open)[0]}


if __name__ == "__main__":
    answer_requests(
        {"publish": publish, "check": check, "open_step": open_step, "open_redrawn": open_redrawn}
    )
