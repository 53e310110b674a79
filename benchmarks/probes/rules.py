"""Checks the step of 300 questions and 65 rules in this process, and makes a draft of it for a browser to fill in."""

from __future__ import annotations

import gzip
from datetime import date
from typing import Any

from config.loading import load_apps

load_apps()

from django.conf import settings  # noqa: E402 (the apps are loaded above)
from django.http import QueryDict  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.counting import measure_cpu  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from benchmarks.ruled_step import STEP, WIZARD, fill_in  # noqa: E402
from portal.definitions import forms  # noqa: E402
from portal.definitions.compiled import CompiledWizard  # noqa: E402
from portal.definitions.fields import AnsweringContext  # noqa: E402
from portal.definitions.publishing import publish_wizard  # noqa: E402
from portal.definitions.rechecking import find_standing  # noqa: E402
from portal.definitions.rules import (  # noqa: E402
    Facts,
    evaluate,
    from_data,
    is_true,
    to_data,
)
from portal.lifecycle.drafts import start_draft  # noqa: E402
from portal.records.wizards.models import Wizard  # noqa: E402

CONTEXT = AnsweringContext(on=date(2026, 7, 1), language="en")
CONDITIONS = {each.id: each.condition for each in STEP.fields if each.condition}
compiled = CompiledWizard(0, 1, WIZARD)
form_class = compiled.form_class(STEP.id, "en")


def _form(seed: int) -> forms.StepForm:
    data = QueryDict(mutable=True)
    for name, value in fill_in(seed).items():
        data[f"{STEP.id}-{name}"] = value
    return form_class(data, prefix=STEP.id, context=CONTEXT)


def asked(seed: int) -> list[str]:
    """Return which of the questions with a rule the server asks of one way to fill in the step."""
    form = _form(seed)
    assert form.is_valid(), form.errors
    return sorted(form.stored().keys() & CONDITIONS.keys())


def _judge(values: dict[str, Any]) -> None:
    """Judge every rule in order; an answer counts only where its question is asked."""
    known = {name: value for name, value in values.items() if name not in CONDITIONS}
    facts = Facts(known, CONTEXT.record, CONTEXT.on)
    for name, condition in CONDITIONS.items():
        if is_true(condition, facts) and name in values:
            known[name] = values[name]


def _judge_anew(values: dict[str, Any], trees: dict[str, Any]) -> None:
    """Do as one does who keeps no tree: read every rule again, and judge it in full."""
    facts = Facts(values, CONTEXT.record, CONTEXT.on)
    for tree in trees.values():
        evaluate(from_data(tree), facts)


def measure(seed: int) -> dict[str, float]:
    """Return the CPU milliseconds of the rules alone, of the posted step, and of its check at submit."""
    form = _form(seed)
    form.is_valid()
    stored = form.stored()
    values = forms.rule_values(STEP.fields, stored)
    posted = _form(seed)
    return {
        "rules": measure_cpu(lambda: _judge(values))[0],
        "posted": measure_cpu(posted.is_valid)[0],
        "submitted": measure_cpu(lambda: find_standing(form_class, stored, CONTEXT, {}))[0],
    }


def measure_anew(seed: int) -> float:
    """Return the CPU milliseconds of the same rules where no tree is kept."""
    form = _form(seed)
    form.is_valid()
    values = forms.rule_values(STEP.fields, form.stored())
    trees = {name: to_data(condition) for name, condition in CONDITIONS.items()}
    return measure_cpu(lambda: _judge_anew(values, trees))[0]


def describe() -> dict[str, Any]:
    """Return how large step and rules are, how much its page carries for the browser, and what that costs to draw."""
    mirror = compiled.mirror(STEP.id)
    form = form_class(prefix=STEP.id, context=CONTEXT)
    assert mirror is not None
    return {
        "questions": len(STEP.fields),
        "rules": len(CONDITIONS),
        "nodes": sum(condition.size for condition in CONDITIONS.values()),
        "bytes": len(gzip.compress(mirror.draw(form).encode())),
        "draw": measure_cpu(lambda: mirror.draw(form))[0],
    }


def begin() -> dict[str, Any]:
    """Publish the step, and return the address of a draft of it with a session to open it with."""
    publish_wizard(
        spec=WIZARD,
        origin=Wizard.Origin.EDITOR,
        required_plugins={},
        actor_id=None,
        at=timezone.now(),
    )
    applicant = make_applicant("measured")
    draft = start_draft(
        person_id=applicant.person_id,
        service_key=WIZARD.key,
        credential_number=None,
        at=timezone.now(),
    )
    name = settings.SESSION_COOKIE_NAME
    session = open_browser(applicant).cookies[name].value
    return {
        "path": f"/applications/{draft.public_id}/{STEP.id}/",
        "cookie": name,
        "session": session,
    }


if __name__ == "__main__":
    answer_requests(
        {
            "asked": asked,
            "measure": measure,
            "measure_anew": measure_anew,
            "describe": describe,
            "begin": begin,
        }
    )
