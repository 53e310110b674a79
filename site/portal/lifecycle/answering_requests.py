"""What an asked person does with the link: find the request, answer it once, or decline.

Of any number of posts at once one conditional UPDATE gets through; every other finds what was answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from portal.definitions.compiled import get_compiled
from portal.definitions.tracing import trace_asked
from portal.lifecycle.assignment import UNDECIDED, store_derived
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.events import request_lapsed
from portal.lifecycle.request_links import digest_of
from portal.lifecycle.requests import note
from portal.records.applications.models import Application, TimelineEvent
from portal.records.applications.requests import ThirdPartyRequest

__all__ = [
    "RequestOverError",
    "UnknownRequestError",
    "answer_request",
    "check_answerable",
    "decline_request",
    "find_request",
]

LONGEST_TOKEN = 100


class UnknownRequestError(LifecycleError):
    """No request has this link: it was mistyped, or a newer link was sent."""


class RequestOverError(LifecycleError):
    """The request is answered, declined, too old, or not needed any more; ``request`` tells which."""

    def __init__(self, request: ThirdPartyRequest) -> None:
        super().__init__(request.pk)
        self.request = request


def find_request(token: str) -> ThirdPartyRequest:
    """Return the request of a link, with its application; raise UnknownRequestError."""
    if len(token) > LONGEST_TOKEN:
        raise UnknownRequestError
    rows = ThirdPartyRequest.objects.select_related("application__person", "application__version")
    found = rows.filter(token_digest=digest_of(token)).first()
    if found is None:
        raise UnknownRequestError
    return found


def check_answerable(request: ThirdPartyRequest, *, at: datetime) -> None:
    """Raise RequestOverError unless the request can be answered now."""
    is_wanted = request.application.stage in UNDECIDED
    if not request.is_open or request.expires_at <= at or not is_wanted:
        raise RequestOverError(request)


@transaction.atomic
def answer_request(*, token: str, answers: Mapping[str, Any], at: datetime) -> None:
    """Store checked answers, once, with how the rules came out; raise UnknownRequestError or RequestOverError."""
    asked = find_request(token)
    version = asked.application.version
    compiled = get_compiled(version.pk, version.content_hash)
    trace = trace_asked(compiled, asked.step, answers, on=localdate(at))
    request = _claim(token, at, answered_at=at, answers=dict(answers), trace=trace)
    note(request, TimelineEvent.Kind.REFERENCE_ANSWERED, None, at)
    store_derived(request.application, None)


@transaction.atomic
def decline_request(*, token: str, at: datetime) -> None:
    """End the request without an answer, and have the applicant told; raise as answering does."""
    request = _claim(token, at, declined_at=at)
    note(request, TimelineEvent.Kind.REFERENCE_DECLINED, None, at)
    store_derived(request.application, None)
    request_lapsed.send(sender=ThirdPartyRequest, request=request, at=at)


def _claim(token: str, at: datetime, **changes: Any) -> ThirdPartyRequest:
    """Change the row only while it is open; the application is held, as by whoever decides it."""
    request = find_request(token)
    application = Application.objects.select_for_update().get(pk=request.application_id)
    is_open = ThirdPartyRequest.objects.filter(
        pk=request.pk,
        token_digest=request.token_digest,
        answered_at=None,
        declined_at=None,
        expired_at=None,
        withdrawn_at=None,
        expires_at__gt=at,
    )
    if application.stage not in UNDECIDED or not is_open.update(**changes):
        raise RequestOverError(find_request(token))
    request.refresh_from_db()
    request.application = application
    return request
