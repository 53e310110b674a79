"""Says how an application came to be what it is: from the version, the answers and the trace that are kept with it.

The rules are judged once more over what was attested, and whether they come out alike is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.timezone import localdate

from portal.definitions.fields import AnsweringContext
from portal.definitions.rules import Facts, Reason, ValueType, value_from_data
from portal.definitions.serialization import content_hash
from portal.definitions.texts import in_language
from portal.definitions.tracing import (
    TraceLine,
    describe_asked,
    describe_trace,
    is_about_access,
    trace_access,
    trace_answers,
    trace_asked,
    trace_private,
)
from portal.lifecycle.cases import Case
from portal.lifecycle.private import find_private_answers
from portal.lifecycle.requests import list_requests
from portal.records.applications.requests import ThirdPartyRequest

__all__ = [
    "AskedExplanation",
    "Explanation",
    "explain_asked",
    "explain_case",
    "is_private_replayed",
    "list_trace_lines",
]

RECORD = "record"
"""The source of a reading that came from the records."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is kept of an application's rules, and whether it agrees with itself.

    ``is_as_attested``: the submission has the digest it was sent with. ``is_as_published``: so has the definition.
    ``is_replayed``: the rules come out as they did, or None where no trace was kept.
    """

    lines: list[TraceLine]
    is_as_attested: bool
    is_as_published: bool
    is_replayed: bool | None


@dataclass(frozen=True, slots=True)
class AskedExplanation:
    """The same of what somebody else answered: under which title and when, and how the rules came out."""

    title: str
    request: ThirdPartyRequest
    lines: list[TraceLine]
    is_replayed: bool | None


def list_trace_lines(case: Case, language: str) -> list[TraceLine]:
    """Return how the rules came out when the application was sent; nothing where no trace was kept."""
    return describe_trace(case.compiled.spec, _kept(case), language)


def explain_case(case: Case, language: str) -> Explanation:
    """Return how the application came to be what it is."""
    application, kept = case.application, _kept(case)
    again = _judge_again(case, kept)
    return Explanation(
        lines=describe_trace(case.compiled.spec, kept, language),
        is_as_attested=content_hash(application.snapshot) == application.snapshot_hash,
        is_as_published=content_hash(application.version.definition)
        == application.version.content_hash,
        is_replayed=again == kept if kept or not again else None,
    )


def explain_asked(case: Case, language: str) -> list[AskedExplanation]:
    """Return how the rules came out over what each other person answered; no query where nobody is asked."""
    if not case.compiled.asks_others:
        return []
    asked = list_requests(case.application.pk)
    return [_explain_request(case, each, language) for each in asked if each.answered_at]


def _explain_request(case: Case, request: ThirdPartyRequest, language: str) -> AskedExplanation:
    step = case.compiled.steps[request.step]
    on = localdate(request.answered_at)
    again = trace_asked(case.compiled, request.step, request.answers, on=on)
    return AskedExplanation(
        title=in_language(step.title, language),
        request=request,
        lines=describe_asked(step, request.trace, language),
        is_replayed=again == request.trace if request.trace or not again else None,
    )


def is_private_replayed(case: Case) -> bool | None:
    """Tell whether the rules of the reviewers' questions come out as when they were answered; None without a trace."""
    kept = find_private_answers(case.application.pk) if case.compiled.spec.private else None
    if kept is None or not kept.trace:
        return None
    context = replace(_as_read(case, kept.trace), on=localdate(kept.saved_at))
    again = trace_private(case.compiled, case.answers, kept.answers, context)
    return bool(again == kept.trace)


def _judge_again(case: Case, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the trace of the rules judged once more; those of access where they are in what is kept."""
    context = _as_read(case, kept)
    again = trace_answers(case.compiled, case.answers, context)
    if not any(map(is_about_access, kept)):
        return again
    facts = Facts({}, context.record, context.on)
    return [*trace_access(case.compiled.spec, facts), *again]


def _as_read(case: Case, kept: list[dict[str, Any]]) -> AnsweringContext:
    """Return the context of the filing day with what the rules read of the records then: those go on changing."""
    read = {
        reading["name"]: value_from_data(ValueType(reading["type"]), reading["value"])
        if reading["type"]
        else None
        for each in kept
        for leaf in each["trace"]
        for reading in leaf["readings"]
        if reading["source"] == RECORD and not reading["cut"]
        if reading["type"] or reading["reason"] == Reason.UNANSWERED.value
    }
    return replace(case.context, record={**case.context.record, **read})


def _kept(case: Case) -> list[dict[str, Any]]:
    snapshot: dict[str, Any] = case.application.snapshot or {}
    kept: list[dict[str, Any]] = snapshot.get("trace", [])
    return kept
