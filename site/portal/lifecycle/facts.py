"""Gathers the facts that definitions and plugins are judged by; they read no database themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.definitions.evaluation import AnswersEvaluation
from portal.definitions.fields import AnsweringContext, HeldCredential
from portal.definitions.record_paths import SSN, with_credential_facts
from portal.lifecycle.documents import document_kinds, held_documents
from portal.lifecycle.effects import CaseFacts
from portal.lifecycle.listing import listed_rows
from portal.lifecycle.runs import Run
from portal.records.credentials.holdings import HeldCredential as StoredCredential
from portal.records.credentials.queries import list_held_credentials
from portal.records.credentials.renewal import WindowState
from portal.records.credentials.status import Status
from portal.records.ssn.keeping import masks_of, recorded_reference

__all__ = [
    "answering_context",
    "as_held",
    "case_facts",
    "chosen_credential",
    "held_credentials",
]

RENEWABLE = frozenset({Status.ACTIVE, Status.IN_PROCESS, Status.EXPIRED})


def answering_context(
    run: Run, *, on: date, language: str, step: str | None = None
) -> AnsweringContext:
    """Return the facts around the answers of a run: all, or those that one step asks for.

    Two queries where credentials are wanted, one where documents are, two where the number is, one for each list to
    choose from.
    """
    with_credentials = _is_wanted(run.compiled.needs_credentials, step)
    with_documents = _is_wanted(run.compiled.needs_documents, step)
    with_number = _is_wanted(run.compiled.needs_ssns, step)
    own = {SSN: recorded_reference(run.holder_id)} if with_number else {}
    credentials = held_credentials(run.holder_id, on) if with_credentials else []
    return AnsweringContext(
        on=on,
        language=language,
        record=with_credential_facts({**run.record, **own}, credentials, run.credential_number),
        credentials=credentials,
        documents=held_documents(run.holder_id, on=on) if with_documents else (),
        document_kinds=document_kinds() if with_documents else {},
        ssns=masks_of(person_id=run.holder_id, application_id=run.id) if with_number else {},
        **listed_rows(_lists_wanted(run.compiled.needs_lists, step), on=on),
    )


def _is_wanted(steps: Collection[str], step: str | None) -> bool:
    return bool(steps) if step is None else step in steps


def _lists_wanted(lists: Mapping[str, frozenset[str]], step: str | None) -> frozenset[str]:
    return frozenset[str]().union(*lists.values()) if step is None else lists.get(step, frozenset())


def held_credentials(person_id: int, on: date) -> list[HeldCredential]:
    """Return the person's credentials, each with the reason why it can't be renewed that day."""
    return [as_held(row, on) for row in list_held_credentials(person_id, on=on)]


def as_held(row: StoredCredential, on: date) -> HeldCredential:
    """Return a stored credential as a question sees it."""
    return HeldCredential(
        number=row.number,
        type_key=row.type_key,
        title=row.title,
        endorsements=", ".join(each.title or each.code for each in row.endorsements),
        expires_on=row.expires_on,
        **_terms(row),
        refusal=_refusal(row, on),
        status=row.staff_status.value,
        status_label=str(row.staff_status.label),
    )


def _terms(row: StoredCredential) -> dict[str, int | None]:
    """Return what the dated terms of the day say, or nothing where none cover it."""
    names = ("validity_months", "renewal_hours", "refresher_months")
    return {name: getattr(row.terms, name) for name in names} if row.terms else {}


def _refusal(row: StoredCredential, on: date) -> str:
    if row.staff_status not in RENEWABLE:
        return _("Certificate %(number)s cannot be renewed: its status is %(status)s.") % {
            "number": row.number,
            "status": row.status.label,
        }
    window = row.renewal
    if window.state is WindowState.NOT_RENEWABLE:
        return _("Certificate %(number)s is of a type that is not renewed.") % {
            "number": row.number
        }
    if window.state is WindowState.TOO_EARLY and window.opens_on is not None:
        return _(
            "It is too early to renew certificate %(number)s. Come back on %(day)s or later."
        ) % {
            "number": row.number,
            "day": date_format(window.opens_on, "DATE_FORMAT"),
        }
    return ""


def chosen_credential(run: Run, context: AnsweringContext) -> HeldCredential | None:
    """Return the credential that the application is about."""
    return next(
        (held for held in context.credentials if held.number == run.credential_number), None
    )


def case_facts(
    run: Run,
    evaluation: AnswersEvaluation,
    context: AnsweringContext,
    *,
    reference: str,
    on: date,
) -> CaseFacts:
    """Return what a plugin is told about the case."""
    answers = {
        field_id: value
        for step_answers in evaluation.answers.values()
        for field_id, value in step_answers.items()
    }
    return CaseFacts(
        reference=reference,
        answers=answers,
        record=run.record,
        credential=chosen_credential(run, context),
        filed_on=run.filed_on(on),
        on=on,
    )
