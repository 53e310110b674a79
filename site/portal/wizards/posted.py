"""What a browser posted of a step: whether it is a form of that step, opened when, and what was typed into it.

What follows from it is for ``running``; files are for ``uploads``.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from portal.definitions.forms import StepForm
from portal.lifecycle.drafts import keep_unfinished
from portal.lifecycle.runs import Run

__all__ = ["keep_typed", "names_only_own", "read_version"]

VERSION = re.compile(r"[0-9]{1,9}", re.ASCII)


def read_version(posted: QueryDict) -> int | None:
    """Return the version of the step's stored answers that the page was opened with; None where it names none."""
    version = posted.get("step_version", "")
    return int(version) if VERSION.fullmatch(version) else None


def names_only_own(posted: QueryDict, step: str, form_class: Any) -> bool:
    """Tell whether a post has no field under the step's name that the step has not."""
    prefix = f"{step}-"
    own = {name[len(prefix) :] for name in posted if name.startswith(prefix)}
    return bool(own <= form_class.controls | form_class.passed_over)


def keep_typed(request: HttpRequest, run: Run, form: StepForm) -> None:
    """Keep what was typed into a step as it is, unchecked."""
    keep_unfinished(
        public_id=run.public_id,
        account_id=int(request.user.pk or 0),
        step=form.step.id,
        typed=form.raw(),
        at=timezone.now(),
    )
