"""Keeps what is being typed, for browsers with script; without it nothing else changes."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_POST

from portal.definitions.fields.ssns import is_typed_ssn
from portal.lifecycle.drafts import keep_unfinished
from portal.wizards.visiting import has_owner, owner_of

__all__ = ["autosave", "typed_on_step"]

MOST_FIELDS, LONGEST = 100, 20_000
"""How many controls of a step are kept, and how many characters of all of them with their names."""


@require_POST
def autosave(request: HttpRequest, public_id: uuid.UUID, step: str) -> JsonResponse:
    """Keep the step's typing unchecked and answer when; 401 signed out, 404 for no open draft or step.

    The session, the user and one UPDATE are all the statements this needs.
    """
    if not has_owner(request, public_id):
        return JsonResponse({"error": "signed_out"}, status=401)
    typed = typed_on_step(step, request.POST)
    now = timezone.now()
    kept = keep_unfinished(
        public_id=public_id, **owner_of(request, public_id), step=step, typed=typed, at=now
    )
    if not kept:
        raise Http404("no open draft")
    return JsonResponse({"saved_at": time_format(timezone.localtime(now), "TIME_FORMAT")})


def typed_on_step(step: str, data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed by control, but for Social Security numbers; nothing where it is more than a step takes."""
    prefix = f"{step}-"
    typed = {
        name.removeprefix(prefix): values
        for name, values in list(data.lists())[:MOST_FIELDS]
        if name.startswith(prefix) and any(values) and not is_typed_ssn(name)
    }
    size = sum(len(name) + sum(map(len, values)) for name, values in typed.items())
    return typed if size <= LONGEST else {}
