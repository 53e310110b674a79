"""What was attested, as one JSON value: answers by step, where each came from, about which credential, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from portal.definitions.attesting import attest
from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.record_paths import value_on_record
from portal.definitions.spec import StepSpec

__all__ = ["make_snapshot"]


def make_snapshot(
    compiled: CompiledWizard,
    steps: Iterable[StepSpec],
    answers: Mapping[str, Mapping[str, Any]],
    *,
    context: AnsweringContext,
    credential: tuple[str | None, date | None],
    languages: Mapping[str, str],
    trace: Sequence[Mapping[str, Any]] = (),
    fees: Mapping[str, Any] | None = None,
    at: datetime,
) -> dict[str, Any]:
    """Return the snapshot of the answers to the steps that applied.

    ``credential`` is the number and the expiry date of the one it is about, as the applicant saw them; ``languages``
    in which each step was read; ``trace`` how the rules came out (``portal.definitions.tracing``); ``fees`` what the
    application costs, line by line, or None where its service has no fees.
    """
    number, expires_on = credential
    applied = list(steps)
    provenance = {
        question.id: "record"
        for step in applied
        for question in step.fields
        if question.binding
        and answers[step.id].get(question.id) == value_on_record(question.binding, context.record)
    }
    return {
        "wizard": compiled.spec.key,
        "version": compiled.number,
        "language": context.language,
        "submitted_at": at.isoformat(),
        "steps": [step.id for step in applied],
        "answers": {step: dict(given) for step, given in answers.items()},
        "provenance": provenance,
        "attested": attest(applied, answers, languages, otherwise=context.language),
        "credential": number,
        "credential_expires_on": expires_on.isoformat() if expires_on else None,
        "trace": list(trace),
        "fees": fees,
    }
