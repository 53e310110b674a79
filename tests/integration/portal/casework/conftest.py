"""Browsers of staff, and the addresses of the staff screens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.records.applications.models import Application
from portal.users.models import User
from tests.factories.applications import make_application

QUEUE = "/admin/applications/"


def browser_of(account: User, *, kind: type[Client] = Client, **options: Any) -> Client:
    """Return a browser that is signed in."""
    client = kind(**options)
    client.force_login(account)
    return client


def file_url(application: Application, act: str = "") -> str:
    """Return the address of an application's page, or of an act on it."""
    return f"{QUEUE}{application.public_id}/{act + '/' if act else ''}"


@pytest.fixture
def application(applicant: User) -> Application:
    """Return the applicant's submitted renewal."""
    return make_application(applicant)


@pytest.fixture
def staff(specialist: User) -> Client:
    """Return the specialist's browser."""
    return browser_of(specialist)


@pytest.fixture
def as_role(request: pytest.FixtureRequest, db: None) -> Callable[[str], Client]:
    """Return a function that gives the browser of somebody in a role."""
    return lambda role: browser_of(request.getfixturevalue(role))


def closed_status(role: str) -> int:
    """Return how a screen is closed to a role: the admin sends its own people home, others stop at its door."""
    return 302 if role in {"editor", "fiscal_clerk", "registry_verifier"} else 403
