"""Social Security numbers as an application sees them: kept while it is a draft, on record once it is approved.

Reading one back is no matter of this: ``portal.records.ssn.reading``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from portal.definitions.evaluation import HeldAnswers
from portal.lifecycle.cases import Case, list_references
from portal.lifecycle.errors import AlreadySubmittedError, ServiceUnavailableError
from portal.lifecycle.runs import Run
from portal.records.applications.models import Application
from portal.records.ssn.keeping import drop_unused, keep_ssn, record_ssn

__all__ = ["drop_other_numbers", "keep_number", "record_numbers"]


def keep_number(*, run: Run, step: str, question: str, typed: str, at: datetime) -> str:
    """Put what was typed into the vault and return what stands for it; raise InvalidNumberError.

    What the step holds of the question stays as well, until another answer is saved over it.
    """
    if not run.is_available:
        raise ServiceUnavailableError(run.service_key)
    if not Application.objects.filter(pk=run.id, submitted_at__isnull=True).exists():
        raise AlreadySubmittedError(run.public_id)
    held = run.held.get(step, HeldAnswers())
    unfinished = held.unfinished.get(question) or []
    return keep_ssn(
        person_id=run.holder_id,
        application_id=run.id,
        question=question,
        typed=typed,
        used={str(each) for each in (held.answers.get(question, ""), *unfinished)},
        at=at,
    )


def drop_other_numbers(run: Run, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Destroy the numbers that a draft kept and did not hand in, in the transaction that submits it."""
    if run.compiled.needs_ssns:
        used = list_references(run.compiled.spec.steps, answers)
        drop_unused(application_id=run.id, used=used)


def record_numbers(
    case: Case, *, declined: Collection[str], actor_id: int | None, at: datetime
) -> None:
    """Make the number that an approved application gave the person's on record, in the decision's transaction.

    ``declined`` are the paths of the records that whoever decided did not take over.
    """
    steps = [
        replace(step, fields=tuple(each for each in step.fields if each.binding not in declined))
        for step in case.steps
    ]
    for reference in list_references(steps, case.answers):
        record_ssn(
            person_id=case.application.holder.pk,
            reference=reference,
            application_reference=case.application.reference or "",
            actor_id=actor_id,
            at=at,
        )
