"""A submitted application as staff see it: what was attested, the record beside it, what would follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.utils.timezone import localdate

from portal.definitions.compiled import CompiledWizard, get_compiled
from portal.definitions.fields import AnsweringContext, HeldCredential, get_field_type
from portal.definitions.record_paths import SSN, parts_of, with_credential_facts
from portal.definitions.spec import StepSpec
from portal.lifecycle.documents import document_kinds, sent_documents
from portal.lifecycle.effects import CaseFacts, Effect, WriteBack, plan_effects
from portal.lifecycle.facts import held_credentials
from portal.lifecycle.listing import listed_rows
from portal.lifecycle.runs import record_of
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application
from portal.records.prepared_objects import PreparedObjects
from portal.records.ssn.keeping import masks_of, recorded_reference

__all__ = ["Case", "get_case", "list_references", "plan_for"]


@dataclass(frozen=True, slots=True)
class Case:
    """A submitted application with its definition; ``context`` holds the facts of the filing day."""

    application: Application
    compiled: CompiledWizard
    context: AnsweringContext
    on: date

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """Return the attested answers by step and field id."""
        snapshot: dict[str, Any] = self.application.snapshot or {}
        answers: dict[str, dict[str, Any]] = snapshot.get("answers", {})
        return answers

    @property
    def steps(self) -> list[StepSpec]:
        """Return the steps that applied when it was submitted."""
        snapshot: dict[str, Any] = self.application.snapshot or {}
        return [self.compiled.steps[step] for step in snapshot.get("steps", [])]

    @property
    def left_as_recorded(self) -> dict[str, Any]:
        """Return, by path, what bound answers left as it stood on record: they ask for no change of it.

        The record may have changed since, by its holder or by the decision on another application.
        """
        snapshot: dict[str, Any] = self.application.snapshot or {}
        provenance = snapshot.get("provenance", {})
        return {
            path: value or ""
            for step in self.steps
            for question in step.fields
            if provenance.get(question.id) == "record"
            for path, value in parts_of(
                question.binding, self.answers.get(step.id, {}).get(question.id)
            )
        }


def list_references(
    steps: Iterable[StepSpec], answers: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Return what stands for the Social Security numbers among some answers."""
    return [
        str(given)
        for step in steps
        for question in step.fields
        if get_field_type(question.type).needs_ssns
        and (given := answers.get(step.id, {}).get(question.id))
    ]


def get_case(application_id: int, *, on: date, language: str = "en") -> Case:
    """Return the case; raise Application.DoesNotExist for a draft or an unknown id."""
    found = _SUBMITTED.fetch(application_id=application_id)
    if not found:
        raise Application.DoesNotExist(f"no submitted application {application_id}")
    application = found[0]
    assert application.submitted_at is not None
    filed_on = localdate(application.submitted_at)
    person_id = application.person_id
    held = held_credentials(person_id, filed_on) if person_id else []
    credentials = _as_attested(application, held)
    number = application.credential.number if application.credential else None
    compiled = get_compiled(application.version_id, application.version.content_hash)
    sent = list_references(compiled.spec.steps, (application.snapshot or {}).get("answers", {}))
    own = {SSN: recorded_reference(application.holder.pk)} if compiled.needs_ssns else {}
    context = AnsweringContext(
        on=filed_on,
        language=language,
        record=with_credential_facts({**record_of(application.person), **own}, credentials, number),
        credentials=credentials,
        documents=sent_documents(application.pk, on=filed_on) if compiled.needs_documents else (),
        document_kinds=document_kinds(),
        ssns=masks_of(person_id=application.holder.pk, application_id=application.pk, sent=sent)
        if compiled.needs_ssns
        else {},
        **listed_rows(frozenset[str]().union(*compiled.needs_lists.values()), on=filed_on),
    )
    return Case(application, compiled, context, on)


def _select_submitted(application_id: int) -> QuerySet[Application]:
    return Application.objects.select_related(
        "person", "credential__credential_type", "assigned_to", "version"
    ).filter(pk=application_id, submitted_at__isnull=False)


_SUBMITTED = PreparedObjects(_select_submitted, application_id=BigIntegerField())


def _as_attested(application: Application, held: list[HeldCredential]) -> list[HeldCredential]:
    """Return the credentials with the chosen one's expiry date as the applicant saw it.

    A decision on the day of filing moves the date of that very day.
    """
    snapshot: dict[str, Any] = application.snapshot or {}
    number, expiry = snapshot.get("credential"), snapshot.get("credential_expires_on")
    if not expiry:
        return held
    attested = date.fromisoformat(expiry)
    return [replace(each, expires_on=attested) if each.number == number else each for each in held]


def plan_for(case: Case, occasion: str) -> list[Effect]:
    """Return what the service's plugin would have follow from a decision today.

    Raises PluginFailedError where the plugin fails or is absent: then nothing may be decided.
    """
    application = case.application
    for plugin_id in case.compiled.missing_plugins:
        raise PluginFailedError(plugin_id)
    number = application.credential.number if application.credential else None
    facts = CaseFacts(
        reference=application.reference or "",
        answers={
            field_id: value for step in case.answers.values() for field_id, value in step.items()
        },
        record=case.context.record,
        credential=next((held for held in case.context.credentials if held.number == number), None),
        filed_on=case.context.on,
        on=case.on,
    )
    planned = plan_effects(application.service_key, occasion, facts)
    left = case.left_as_recorded
    return [
        each
        for each in planned
        if not (isinstance(each, WriteBack) and left.get(each.path) == each.value)
    ]
