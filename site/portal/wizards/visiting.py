"""Whose application a request is about: the account's that is signed in, or that of a visitor with a key.

Keys stand in the session, by the application's public id; a request that has one for an application is the visitor's.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.lifecycle.visits import digest_of_key
from portal.records.applications.models import Application

__all__ = ["VISITS", "Owner", "has_owner", "keys_of", "owner_of", "remember_visit", "tell_lost"]

VISITS = "visits"
"""What the keys of a visitor's applications are called in the session."""
MOST_VISITS = 20
"""How many of them one session has; the oldest goes first."""


class Owner(TypedDict):
    """Who works on an application, as the operations on it ask."""

    account_id: int | None
    visitor_key: str


def owner_of(request: HttpRequest, public_id: uuid.UUID) -> Owner:
    """Return who may be working on an application; whether it is theirs is for the query to say."""
    key = keys_of(request).get(str(public_id))
    if key:
        return {"account_id": None, "visitor_key": digest_of_key(key)}
    return {"account_id": request.user.pk, "visitor_key": ""}


def has_owner(request: HttpRequest, public_id: uuid.UUID) -> bool:
    """Tell whether anybody is there who may own an application: signed in, or with its key."""
    return str(public_id) in keys_of(request) or request.user.is_authenticated


def keys_of(request: HttpRequest) -> Mapping[str, str]:
    """Return the keys that the visitor's session has, by public id."""
    keys: Mapping[str, str] = request.session.get(VISITS, {})
    return keys


def remember_visit(request: HttpRequest, public_id: uuid.UUID, key: str) -> None:
    """Let the visitor's session open an application from now on; under another session id, which nobody else knows."""
    others = {known: own for known, own in keys_of(request).items() if known != str(public_id)}
    kept = list(others.items())[-(MOST_VISITS - 1) :]
    request.session.cycle_key()
    request.session[VISITS] = {**dict(kept), str(public_id): key}


def tell_lost(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse | None:
    """Return the page (404) for whoever has no key of a visitor's application any more; None for any other address."""
    if not Application.objects.filter(public_id=public_id, person=None).exists():
        return None
    context = {
        "title": _("This form cannot be opened here"),
        "texts": [
            _("It is open in another browser, or it was left for so long that we closed it here."),
            _("If you had a link mailed to you, open that, or have another one mailed."),
        ],
        "action_url": reverse("wizards:lost_link"),
        "action_text": _("Come back to a form"),
    }
    return render(request, "components/plain_page.html", context, status=HTTPStatus.NOT_FOUND)
