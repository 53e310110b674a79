"""The API as a program asks it, on a fixed day, with certificates to find."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from portal.records.credentials.models import Credential
from tests.factories import records as make

TODAY = date(2026, 11, 1)
NOON = "2026-11-01T12:00:00-05:00"

Ask = Callable[..., HttpResponse]
Hold = Callable[..., Credential]


@pytest.fixture(autouse=True)
def _first_of_november(db: None) -> Iterator[None]:
    """Stand still at noon of the first of November 2026, in the bureau's time zone."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def hold() -> Hold:
    """Return a function that makes a person with one certificate."""
    make.make_type_terms(title="Professional Educator Certificate")

    def make_holder(last_name: str = "Voss", first_name: str = "Ada", **facts: Any) -> Credential:
        return make.make_held(
            make.make_named(last_name, first_name, **facts.pop("person", {})), **facts
        )

    return make_holder


@pytest.fixture
def ask(visitor: Client) -> Ask:
    """Return a function that asks an address of the API."""

    def get(path: str, **query: str) -> HttpResponse:
        return visitor.get(f"/api/v1{path}", query)

    return get
