"""What somebody accepted and signed: which texts, of which version, in which language they were shown. Pure.

Kept with a submission as digests of those texts, so that a text which is another one now is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from portal.definitions.fields import get_field_type
from portal.definitions.serialization import content_hash
from portal.definitions.spec import FieldSpec, StepSpec, WizardSpec
from portal.definitions.texts import in_language

__all__ = ["Attested", "attest", "find_altered", "shown_text"]

Attested = Mapping[str, Any]
"""``step``, ``question`` ("" of a declaration), ``version`` of a declaration, ``language`` and ``digest``."""


def attest(
    steps: Iterable[StepSpec],
    answers: Mapping[str, Mapping[str, Any]],
    languages: Mapping[str, str],
    *,
    otherwise: str,
) -> list[dict[str, Any]]:
    """Return each declaration that was accepted and each signature, which is bound to all those declarations.

    ``languages`` says in which language each step was read when it was saved.
    """
    applied = list(steps)
    spoken = {step.id: languages.get(step.id) or otherwise for step in applied}
    accepted = [
        {
            "step": step.id,
            "question": "",
            "version": step.declaration.version,
            "language": spoken[step.id],
            "digest": content_hash(shown_text(step, None, spoken[step.id])),
        }
        for step in applied
        if step.declaration is not None and step.id in answers.get(step.id, {})
    ]
    signed = [
        {
            "step": step.id,
            "question": question.id,
            "version": "",
            "language": spoken[step.id],
            "digest": _bind(step, question, spoken[step.id], accepted),
        }
        for step in applied
        for question in step.fields
        if get_field_type(question.type).needs_record and question.id in answers.get(step.id, {})
    ]
    return [*accepted, *signed]


def shown_text(step: StepSpec, question: FieldSpec | None, language: str) -> dict[str, Any]:
    """Return the words that somebody accepted, or that stood around a signature."""
    if step.declaration is not None:
        texts = (step.declaration.statement, step.declaration.accept)
        statement, accept = (in_language(each, language) for each in texts)
        return {"version": step.declaration.version, "statement": statement, "accept": accept}
    read = [each for each in step.fields if not get_field_type(each.type).has_answer]
    around = [
        step.title,
        step.introduction,
        *(text for each in read for text in (each.label, each.hint)),
    ]
    own = [] if question is None else [question.label, question.hint]
    return {"texts": [in_language(each, language) for each in (*around, *own)]}


def find_altered(spec: WizardSpec, attested: Sequence[Attested]) -> Iterator[Attested]:
    """Yield what was attested of which the definition has other words now."""
    steps = {step.id: step for step in spec.steps}
    accepted = [each for each in attested if not each["question"]]
    for each in attested:
        step = steps.get(each["step"])
        if step is None or _digest(step, each, accepted) != each["digest"]:
            yield each


def _digest(step: StepSpec, each: Attested, accepted: Sequence[Attested]) -> str:
    if not each["question"]:
        return content_hash(shown_text(step, None, each["language"]))
    question = next((one for one in step.fields if one.id == each["question"]), None)
    return "" if question is None else _bind(step, question, each["language"], accepted)


def _bind(step: StepSpec, question: FieldSpec, language: str, accepted: Sequence[Attested]) -> str:
    """Return the digest of a signature: of the words around it, and of every declaration that goes with it."""
    over = [[each["step"], each["version"], each["digest"]] for each in accepted]
    return content_hash({**shown_text(step, question, language), "declarations": over})
