"""What plugins add to the demonstration: applications of the cast to their services, and rows of tables of their own.

Each plugin is filled in one transaction, in which the portal files; one that fails is left out whole, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any

from django.db import transaction

from portal.accounts.operations.demo import check_demo_allowed, get_demo_email
from portal.lifecycle.drafts import start_draft
from portal.lifecycle.runs import Run, get_run
from portal.lifecycle.submission import submit_application
from portal.plugins.guard import PluginFailedError, call_pure
from portal.plugins.registry import plugin_modules
from portal.records.applications.models import Application, StepAnswers
from portal.users.models import User

__all__ = ["DemoFiling", "DemoFill", "FilledPlugin", "fill_demo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFiling:
    """An application that somebody of the cast sends, once: ``account`` is a name such as ``applicant``.

    ``answers`` are given by step, then by question, as they are stored; what a question takes from the record may be
    left out.
    """

    account: str
    service_key: str
    answers: Mapping[str, Mapping[str, Any]]
    language: str = "en"


DemoFill = Callable[[datetime], Iterable[DemoFiling]]
"""Write rows of the plugin's own tables, if any, and return what the portal is to file; safe to repeat."""


@dataclass(frozen=True, slots=True)
class FilledPlugin:
    """How many applications a plugin had filed, or the kind of error for which it was left out."""

    plugin_id: str
    filed: int = 0
    error: str = ""


def fill_demo(*, at: datetime) -> Iterator[FilledPlugin]:
    """Fill the demonstration with what each plugin adds; raise DemoRefusedError outside a demonstration."""
    check_demo_allowed()
    for plugin, module in plugin_modules("demo"):
        try:
            with transaction.atomic():
                filed = call_pure(f"{plugin.label}:demo", _fill, module, at)
        except PluginFailedError as failure:
            yield FilledPlugin(plugin.label, error=type(failure.__cause__).__name__)
        else:
            yield FilledPlugin(plugin.label, filed)


def _fill(module: ModuleType, at: datetime) -> int:
    fill: DemoFill = module.DEMO
    return sum(_file(filing, at) for filing in fill(at))


def _file(filing: DemoFiling, at: datetime) -> bool:
    """File as the person would; tell whether it is new."""
    account = User.objects.select_related("person").get(email=get_demo_email(filing.account))
    person = account.person
    if Application.objects.filter(person=person, service_key=filing.service_key).exists():
        return False
    draft = start_draft(
        person_id=person.pk, service_key=filing.service_key, credential_number=None, at=at
    )
    run = get_run(draft.public_id, account.pk)
    StepAnswers.objects.bulk_create(
        StepAnswers(
            application_id=run.id,
            step=step,
            answers={**_from_record(run, step), **given},
            version=1,
            checked_at=at,
            saved_at=at,
        )
        for step, given in filing.answers.items()
    )
    submit_application(
        public_id=run.public_id, account_id=account.pk, language=filing.language, at=at
    )
    return True


def _from_record(run: Run, step: str) -> dict[str, Any]:
    found = ((field.id, run.record.get(field.binding)) for field in run.compiled.steps[step].fields)
    return {name: value for name, value in found if value not in (None, "")}
