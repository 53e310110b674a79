"""Applications of people without an account: each is bound to a key that only one browser's session has.

The key stands in the session, its digest on the application; whoever has no key finds nothing. Coming back by a link
is in ``resuming``.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.definitions.compiled import get_compiled
from portal.definitions.open_checks import contact_question
from portal.definitions.texts import reader_language
from portal.lifecycle.drafts import check_admission, hold_wizard
from portal.lifecycle.errors import (
    AccountNeededError,
    NotPayableError,
    ServiceArchivedError,
    ServiceUnavailableError,
)
from portal.lifecycle.runs import Run
from portal.records.applications.models import Application

__all__ = [
    "check_costs_nothing",
    "digest_of_key",
    "keep_contact",
    "list_begun_visits",
    "new_key",
    "start_visit",
]

KEY_BYTES = 32


def new_key() -> str:
    """Return a new key of a visitor's session, which nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


def digest_of_key(key: str) -> str:
    """Return the digest under which an application knows a key."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def start_visit(*, service_key: str, visitor_key: str, at: datetime) -> Application:
    """Return a new draft of somebody without an account, whose key has this digest.

    Raises AccountNeededError where the service takes an account, and otherwise as ``start_draft`` does.
    """
    wizard = hold_wizard(service_key)
    version = wizard.current_version
    if version is None:
        raise ServiceUnavailableError(service_key)
    spec = get_compiled(version.pk, version.content_hash).spec
    if not spec.is_for_anybody:
        raise AccountNeededError(service_key)
    if wizard.archived_at is not None:
        raise ServiceArchivedError(service_key)
    check_admission(spec, None, None, at)
    return Application.objects.create(
        visitor_key=visitor_key,
        version_id=version.pk,
        service_key=service_key,
        language=reader_language(),
        started_at=at,
        saved_at=at,
    )


def list_begun_visits(service_key: str, keys: Mapping[str, str]) -> list[Application]:
    """Return the open drafts of a service that a session has keys of, by public id; 1 SQL, none without a key."""
    if not keys:
        return []
    drafts = Application.objects.filter(
        public_id__in=keys, service_key=service_key, submitted_at=None
    )
    own = {public_id: digest_of_key(key) for public_id, key in keys.items()}
    return [each for each in drafts.order_by("-id") if own[str(each.public_id)] == each.visitor_key]


def check_costs_nothing(run: Run, total_cents: int) -> None:
    """Raise NotPayableError where somebody without an account would have to pay: there is nobody to give it back to."""
    if run.is_visit and total_cents:
        raise NotPayableError(run.service_key)


def keep_contact(run: Run, answers: Mapping[str, Mapping[str, Any]]) -> str:
    """Return where to write to about what is being sent, by the record or as a visitor's answers give it.

    Of a visitor it is kept, in the caller's transaction; without an answer, the address that a link went to stays.
    """
    place = contact_question(run.compiled.spec) if run.is_visit else None
    given = str(answers.get(place[0], {}).get(place[1]) or "").lower() if place else ""
    if given and given != run.contact_email:
        Application.objects.filter(pk=run.id).update(contact_email=given)
    return given or run.address
