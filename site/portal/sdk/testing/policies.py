"""What a wizard says of who may use it and until when, set aside so that the kit can go through it; and its reviewers'
questions, which no applicant goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from portal.definitions.spec import PRIVATE, WizardSpec
from portal.sdk.testing.cast import made_context
from portal.sdk.testing.samples import list_accepted
from portal.sdk.testing.subject import Finding, Subject

__all__ = ["check_private", "open_to_all"]


def open_to_all(spec: WizardSpec) -> WizardSpec:
    """Return the wizard without its rules of access and its days: the kit's applicant is nobody in particular."""
    return replace(spec, access=(), opens_on=None, closes_on=None)


def check_private(subject: Subject) -> Iterator[Finding]:
    """See that every question for reviewers takes some answer."""
    for spec in subject.wizards:
        context = made_context(spec)
        for question in spec.private:
            if not any(each is not None for each in list_accepted(question, context)):
                place = f"{spec.key}.{PRIVATE}.{question.id}"
                yield Finding("private", place, "takes none of the answers tried")
