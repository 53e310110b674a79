"""Checks of a plugin's pure calls: effects are values of the catalog, the same each time, without the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.db import connection, connections

from portal.definitions.fields import AnsweringContext, HeldCredential
from portal.definitions.record_paths import CHOSEN_CREDENTIAL
from portal.definitions.spec import WizardSpec
from portal.lifecycle.effects import CaseFacts, Effect, WriteBack
from portal.lifecycle.runs import PERSON_COLUMNS
from portal.sdk.testing.cast import made_context
from portal.sdk.testing.reaching import find_paths, walk_answers
from portal.sdk.testing.samples import list_accepted
from portal.sdk.testing.subject import Finding, Subject, read_wizards_again

__all__ = ["DatabaseAskedError", "check_effects", "check_no_queries", "made_cases", "no_database"]

OCCASIONS = ("submitted", "approved", "denied")
REFERENCE = "TEST-2345"


class DatabaseAskedError(RuntimeError):
    """A pure call asked the database."""


@contextmanager
def no_database() -> Iterator[list[str]]:
    """Refuse every statement inside, and list what was asked, even where the error is swallowed."""
    asked: list[str] = []

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        raise DatabaseAskedError(sql)

    with ExitStack() as blocks:
        for each in connections.all():
            blocks.enter_context(each.execute_wrapper(refuse))
        yield asked


def made_cases(spec: WizardSpec) -> Iterator[CaseFacts]:
    """Yield cases that the wizard can bring about: each way through it, each answer of each question."""
    context = made_context(spec)
    for path in find_paths(spec, context):
        yield _case(spec, path.flat, context)
        for question in spec.fields():
            for answer in list_accepted(question, context):
                given = {**path.flat, question.id: answer}
                yield _case(spec, walk_answers(spec, given, context).flat, context)


def _case(spec: WizardSpec, answers: dict[str, Any], context: AnsweringContext) -> CaseFacts:
    return CaseFacts(
        reference=REFERENCE,
        answers=answers,
        record=context.record,
        credential=_chosen(spec, answers, context),
        filed_on=context.on,
        on=context.on,
    )


def _chosen(
    spec: WizardSpec, answers: dict[str, Any], context: AnsweringContext
) -> HeldCredential | None:
    chosen = {answers.get(q.id) for q in spec.fields() if q.binding == CHOSEN_CREDENTIAL}
    held = [each for each in context.credentials if each.number in chosen]
    return next(iter(held or (context.credentials if spec.renews else ())), None)


def _calls(subject: Subject) -> Iterator[tuple[str, CaseFacts, Callable[[CaseFacts], Any]]]:
    for spec in subject.wizards:
        service = subject.effects.get(spec.key)
        if service is not None:
            for case in made_cases(spec):
                for occasion in OCCASIONS:
                    name = f"on_{occasion}"
                    yield f"{spec.key}.{name}", case, getattr(service, name, _missing)


def _missing(case: CaseFacts) -> Any:
    raise NotImplementedError("it is not defined")


def check_effects(subject: Subject) -> Iterator[Finding]:
    """Call every occasion with made cases and look at what is answered; a fault is told once a place."""
    told: set[str] = set()
    for place, case, call in _calls(subject):
        fault = _fault(call, case)
        if fault and place not in told:
            told.add(place)
            yield Finding("effects", place, fault)


def _fault(call: Callable[[CaseFacts], Any], case: CaseFacts) -> str:
    try:
        answered, again = list(call(case)), list(call(case))
    except Exception as error:  # noqa: BLE001 (whatever a plugin raises is what is to be told)
        return f"raised {error!r}"
    if answered != again:
        return "answered differently to the same case"
    return next(filter(None, (_wrong(effect, case) for effect in answered)), "")


def _wrong(effect: Any, case: CaseFacts) -> str:
    """Return what is wrong with one effect, or nothing."""
    if not isinstance(effect, Effect):
        return f"{effect!r} is no effect of the catalog"
    if isinstance(effect, WriteBack):
        sound = effect.path in PERSON_COLUMNS and isinstance(effect.value, str)
        return "" if sound else f"{effect!r} writes no text to a path of the records"
    own = case.credential.number if case.credential else None
    number = getattr(effect, "credential_number", own)  # others are about the person alone
    return "" if number == own else f"{effect!r} is not about the case's certificate"


def check_no_queries(subject: Subject) -> Iterator[Finding]:
    """Make every pure call with the database closed: reading the wizards, and each occasion.

    Blind: what a module outside the plugin's package asked when it was first imported.
    """
    with no_database() as asked:
        with suppress(DatabaseAskedError), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not asked:
            yield Finding("no_queries", subject.plugin_id, "the block lets statements through")
    with no_database() as asked, suppress(DatabaseAskedError):
        read_wizards_again(subject)
    for statement in asked[:1]:
        yield Finding("no_queries", f"{subject.plugin_id}.wizards", f"asked {statement}")
    told: set[str] = set()
    for place, case, call in _calls(subject):
        with no_database() as asked, suppress(Exception):
            list(call(case))
        if asked and place not in told:
            told.add(place)
            yield Finding("no_queries", place, f"asked {asked[0]}")
