"""Asking others: the requests of a submitted application, sent, sent again, handed to somebody else, ended.

What the asked person does is in ``answering_requests``; reminders and expiry are in ``request_times``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.definitions.compiled import get_compiled
from portal.definitions.spec import RequestSpec, StepSpec
from portal.lifecycle.assignment import UNDECIDED, store_derived
from portal.lifecycle.errors import LifecycleError
from portal.lifecycle.events import request_sent
from portal.lifecycle.request_links import digest_of, make_token
from portal.lifecycle.request_states import MOST_PEOPLE, MOST_SENDS, RequestState, state_of
from portal.records.applications.models import Application, TimelineEvent
from portal.records.applications.requests import ThirdPartyRequest
from portal.records.audit.operations import record_event

__all__ = [
    "RequestRefusedError",
    "can_replace_person",
    "can_send_again",
    "end_requests",
    "list_requests",
    "note",
    "replace_person",
    "request_of",
    "send_again",
    "send_requests",
]

Kind = TimelineEvent.Kind


class RequestRefusedError(LifecycleError):
    """The request cannot be sent again or to somebody else; the message says why."""


def list_requests(application_id: int) -> list[ThirdPartyRequest]:
    """Return everybody who was asked for an application, by step and in order."""
    rows = ThirdPartyRequest.objects.filter(application_id=application_id)
    return list(rows.order_by("step", "number"))


def request_of(request: ThirdPartyRequest) -> RequestSpec:
    """Return what the definition says of a request; its application must be loaded with its version."""
    version = request.application.version
    found = get_compiled(version.pk, version.content_hash).steps[request.step].request
    assert found is not None
    return found


def send_requests(
    application: Application,
    steps: Iterable[StepSpec],
    answers: Mapping[str, Mapping[str, Any]],
    *,
    language: str,
    actor_id: int,
    at: datetime,
) -> int:
    """Ask whoever a submitted application names, in the transaction that submits it; return how many.

    Somebody whose name was not asked for, or not given, is addressed by the e-mail address.
    """
    sent = 0
    for step in steps:
        if step.request is None:
            continue
        given, asked = answers.get(step.id, {}), step.request
        if not given.get(asked.email):
            continue
        email = given[asked.email]
        whom = (given.get(asked.name) or email, email, given.get(asked.organization) or "")
        _ask(application, step.id, asked, whom, language=language, actor_id=actor_id, at=at)
        sent += 1
    return sent


def can_send_again(request: ThirdPartyRequest) -> bool:
    """Tell whether the link may go out once more."""
    return request.is_open and request.sends < MOST_SENDS


def can_replace_person(request: ThirdPartyRequest) -> bool:
    """Tell whether somebody else may be named instead; ``request`` must be the last of its step."""
    return state_of(request) is not RequestState.ANSWERED and request.number < MOST_PEOPLE


@transaction.atomic
def send_again(*, request_id: int, application_id: int, actor_id: int, at: datetime) -> None:
    """Send a new link in place of the former one; raise RequestRefusedError."""
    request = _hold(request_id, application_id)
    if not can_send_again(request):
        raise RequestRefusedError(_("This request was sent as often as it may be, or is over."))
    request.sends += 1
    request.token_digest = digest_of(make_token(str(request.public_id), request.sends))
    request.sent_at, ends = at, timedelta(days=request_of(request).days)
    request.due_at = max(request.due_at, at + timedelta(days=1))
    request.expires_at = max(request.expires_at, request.due_at + ends)
    request.save()
    note(request, Kind.REFERENCE_ASKED, actor_id, at)
    request_sent.send(sender=ThirdPartyRequest, request=request, is_reminder=False, at=at)


@transaction.atomic
def replace_person(
    *,
    request_id: int,
    application_id: int,
    name: str,
    email: str,
    organization: str,
    actor_id: int,
    at: datetime,
) -> None:
    """Ask somebody else instead; the former link ends. Raises RequestRefusedError."""
    former = _hold(request_id, application_id)
    later = ThirdPartyRequest.objects.filter(
        application_id=application_id, step=former.step, number__gt=former.number
    )
    if later.exists() or not can_replace_person(former):
        raise RequestRefusedError(
            _("Nobody else can be named here: it is answered, or as many were named as may be.")
        )
    if former.is_open:
        former.withdrawn_at = at
        former.save(update_fields=["withdrawn_at"])
    _ask(
        former.application,
        former.step,
        request_of(former),
        (name, email, organization),
        language=former.language,
        actor_id=actor_id,
        at=at,
        number=former.number + 1,
    )
    store_derived(former.application, None)


def end_requests(application_id: int, *, at: datetime) -> int:
    """End every open request of an application that needs none any more; answers stay. Returns how many."""
    rows = ThirdPartyRequest.objects.filter(application_id=application_id)
    nothing = {"answered_at": None, "declined_at": None, "expired_at": None, "withdrawn_at": None}
    return rows.filter(**nothing).update(withdrawn_at=at)


def note(
    request: ThirdPartyRequest, kind: TimelineEvent.Kind, actor_id: int | None, at: datetime
) -> None:
    """Write what happened to a request into the timeline and the audit trail."""
    TimelineEvent.objects.create(
        application_id=request.application_id, kind=kind, actor_id=actor_id, happened_at=at
    )
    record_event(
        action=f"application.{kind.value}",
        record_type="application",
        record_id=str(request.application_id),
        state={
            "request": str(request.public_id),
            "step": request.step,
            "number": request.number,
            "sends": request.sends,
            "answers": request.answers,
            "trace": request.trace,
        },
        actor_id=actor_id,
        at=at,
    )


def _hold(request_id: int, application_id: int) -> ThirdPartyRequest:
    """Return a request of an undecided application, both held until the transaction ends."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("version")
        .get(pk=application_id)
    )
    if application.stage not in UNDECIDED:
        raise RequestRefusedError(_("The application is decided."))
    request = (
        ThirdPartyRequest.objects.select_for_update()
        .filter(pk=request_id, application_id=application_id)
        .first()
    )
    if request is None:
        raise RequestRefusedError(_("There is no such request."))
    request.application = application
    return request


def _ask(
    application: Application,
    step: str,
    asked: RequestSpec,
    whom: tuple[str, str, str],
    *,
    language: str,
    actor_id: int,
    at: datetime,
    number: int = 1,
) -> None:
    """Make a request and announce it; its token is never stored."""
    public_id = uuid.uuid4()
    due_at = at + timedelta(days=asked.days)
    request = ThirdPartyRequest.objects.create(
        public_id=public_id,
        application=application,
        step=step,
        number=number,
        name=whom[0],
        email=whom[1],
        organization=whom[2],
        language=language,
        token_digest=digest_of(make_token(str(public_id), 1)),
        sent_at=at,
        due_at=due_at,
        expires_at=due_at + timedelta(days=asked.days),
    )
    kind = Kind.REFERENCE_ASKED if number == 1 else Kind.REFERENCE_REPLACED
    note(request, kind, actor_id, at)
    request_sent.send(sender=ThirdPartyRequest, request=request, is_reminder=False, at=at)
