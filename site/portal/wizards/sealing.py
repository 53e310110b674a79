"""Social Security numbers in a post: each goes into the vault before anything else, and its reference takes its place.

So no form, page, conflict or kept typing ever carries one, and an error elsewhere on the step does not lose it.
"""

from __future__ import annotations

from django.http import QueryDict
from django.utils import timezone

from portal.definitions.fields import get_field_type
from portal.definitions.fields.ssns import TYPED_SUFFIX
from portal.lifecycle.runs import Run
from portal.lifecycle.ssns import keep_number
from portal.records.ssn.numbers import InvalidNumberError

__all__ = ["seal_typed"]


def seal_typed(posted: QueryDict, run: Run, step: str) -> QueryDict:
    """Return the post with a reference in place of each number; what cannot be one stays, for the form to refuse."""
    sealed = posted
    for question in run.compiled.steps[step].fields:
        if not get_field_type(question.type).needs_ssns:
            continue
        name = f"{step}-{question.id}"
        typed = posted.get(f"{name}{TYPED_SUFFIX}", "").strip()
        if not typed:
            continue
        try:
            reference = keep_number(
                run=run, step=step, question=question.id, typed=typed, at=timezone.now()
            )
        except InvalidNumberError:
            continue
        sealed = sealed if sealed is not posted else posted.copy()
        sealed[name] = reference
        sealed[f"{name}{TYPED_SUFFIX}"] = ""
    return sealed
