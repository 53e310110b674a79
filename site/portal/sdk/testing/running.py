"""Checks of a plugin's wizards as they run, over HTTP: a draft resumes, and the read-back shows what was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, override

from portal.definitions.fields import AnsweringContext, get_field_type
from portal.definitions.spec import FieldSpec, StepKind, WizardSpec
from portal.definitions.texts import LANGUAGES, in_language
from portal.sdk.testing.cast import make_applicant, nothing_kept
from portal.sdk.testing.pages import plain, without_blanks
from portal.sdk.testing.reaching import Path, find_paths
from portal.sdk.testing.subject import Finding, Subject
from portal.sdk.testing.walking import Walk, WentWrongError, as_posted, publish
from portal.wizards.addresses import REVIEW

__all__ = ["check_read_back", "check_resumes", "find_unspoken", "list_spoken"]


def check_resumes(subject: Subject) -> Iterator[Finding]:
    """Save every step, leave, come back in another browser: each page opens with what was answered."""
    yield from _walk_all("resumes", subject, _find_lost)


def check_read_back(subject: Subject) -> Iterator[Finding]:
    """Save every step and look for every answer on the read-back; no two choices may read alike."""
    for spec in subject.wizards:
        for question in spec.fields():
            for language in LANGUAGES:
                labels = [in_language(each.label, language) for each in question.choices]
                if len(set(labels)) < len(labels):
                    place = f"{spec.key}.{question.id}"
                    yield Finding("read_back", place, f"two choices read alike in {language!r}")
    yield from _walk_all("read_back", subject, _find_unshown)


Judge = Callable[[Walk, Path, AnsweringContext], Iterator[tuple[str, str]]]


def _walk_all(name: str, subject: Subject, judge: Judge) -> Iterator[Finding]:
    for spec in subject.wizards:
        with nothing_kept():
            publish(subject)
            yield from [
                Finding(name, f"{spec.key}.{place}", detail)
                for place, detail in _walk_paths(spec, judge)
            ]


def _walk_paths(spec: WizardSpec, judge: Judge) -> Iterator[tuple[str, str]]:
    """Take each way as an applicant of its own, since a second draft of a service is the first one."""
    ways = len(find_paths(spec, make_applicant(spec).context()))
    for number in range(ways):
        applicant = make_applicant(spec)
        context = applicant.context()
        path = find_paths(spec, context)[number]
        try:
            found = list(judge(Walk(applicant, spec), path, context))
        except WentWrongError as error:
            found = [(path.steps[0].id if path.steps else "", str(error))]
        yield from found
        if found:
            return


def _find_lost(walk: Walk, path: Path, context: AnsweringContext) -> Iterator[tuple[str, str]]:
    *saved, last = path.steps
    for step in saved:
        walk.save(step, path.answers[step.id])
    walk.open(last.id)
    walk.type_and_leave(last, path.answers[last.id])
    walk.change_browser()
    walk.open()
    for step in path.steps:
        if step.kind is StepKind.DECLARATION:
            continue
        wanted = without_blanks(as_posted(step, path.answers[step.id]))
        shown = without_blanks(walk.open(step.id).posted(f"{step.id}-"))
        for name in sorted({*wanted, *shown}):
            if shown.get(name) != wanted.get(name):
                detail = f"opened with {shown.get(name)}, answered was {wanted.get(name)}"
                yield f"{step.id}.{name}", detail


def _find_unshown(walk: Walk, path: Path, context: AnsweringContext) -> Iterator[tuple[str, str]]:
    for step in path.steps:
        walk.save(step, path.answers[step.id])
    yield from find_unspoken(path, context, walk.open(REVIEW).lines)


def find_unspoken(
    path: Path, context: AnsweringContext, lines: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield each answer of a way that no line with its question's label speaks, by place."""
    for step in path.steps:
        for question in step.fields:
            stored = path.answers[step.id].get(question.id)
            if stored is None:
                continue
            label = plain(in_language(question.label, context.language))
            wanted = list_spoken(question, stored, context)
            shown = [answer for said, answer in lines if said == label]
            if not label or not all(wanted):
                yield f"{step.id}.{question.id}", "the question or its answer has no words"
            elif not any(all(word in answer for word in wanted) for answer in shown):
                yield f"{step.id}.{question.id}", f"{wanted} is not shown, but {shown}"


def list_spoken(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    """Return the words in which an answer must be read back, worked out from the answer itself.

    A type that is not known here must be shown as its own ``display`` words it.
    """
    speak = _SPOKEN.get(question.type)
    with override(context.language):
        if speak is None:
            words = [get_field_type(question.type).display(question, stored, context)]
        else:
            words = speak(question, stored, context)
    return [plain(word) for word in words]


def _text(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [str(stored)]


def _day(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    year, _month, day = str(stored).split("-")
    return [year.lstrip("0"), day.lstrip("0")]


def _month(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [str(stored).partition("-")[0].lstrip("0")]


def _decimal(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    whole, _point, decimals = str(stored).removeprefix("-").partition(".")
    return list(filter(None, (whole[-3:].lstrip("0"), decimals))) or ["0"]


def _dollars(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    dollars, cents = divmod(abs(stored), 100)
    return ["$", f"{dollars % 1_000}.{cents:02}"]


def _yes_no(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [gettext("Yes") if stored else gettext("No")]


def _labels(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    chosen = stored if isinstance(stored, list) else [stored]
    labels = {each.value: in_language(each.label, context.language) for each in question.choices}
    return [labels.get(value, "") for value in chosen]


def _endorsement(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [row.label for row in context.endorsements if row.code == stored]


def _organization(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    named = [row.label for row in context.organizations if row.code == stored.get("code")]
    return named or [stored["name"]]


def _parts(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return list(stored.values())


def _masked(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [context.ssns[stored]]


def _file_names(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [held.name for held in context.documents if held.public_id in stored]


def _in_rows(question: FieldSpec, stored: Any, context: AnsweringContext) -> list[str]:
    return [
        word
        for row in stored
        for inner in question.rows
        if inner.id in row
        for word in _SPOKEN[inner.type](inner, row[inner.id], context)
    ]


_SPOKEN: Mapping[str, Callable[[FieldSpec, Any, AnsweringContext], list[str]]] = {
    **dict.fromkeys(("text", "long_text", "name", "email", "phone", "state", "zip_code"), _text),
    "signature": _text,
    "ssn": _masked,
    "integer": _text,
    "decimal": _decimal,
    "money": _dollars,
    "month": _month,
    "date": _day,
    "yes_no": _yes_no,
    "rows": _in_rows,
    "choice": _labels,
    "multi_choice": _labels,
    "credential": _text,
    "document": _file_names,
    "address": _parts,
    "endorsement": _endorsement,
    "organization": _organization,
}
