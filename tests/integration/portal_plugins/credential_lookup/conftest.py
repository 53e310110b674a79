"""The page that attaches the look-up, on a fixed day, with certificates to find."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from portal.records.credentials.models import Credential
from tests.factories import records as make
from tests.factories.pages import make_service_page

TODAY = date(2026, 11, 1)
NOON = "2026-11-01T12:00:00-05:00"

Hold = Callable[..., Credential]
Search = Callable[..., str]


@pytest.fixture(autouse=True)
def _first_of_november(db: None) -> Iterator[None]:
    """Stand still at noon of the first of November 2026, in the bureau's time zone."""
    make.make_type_terms(title="Professional Educator Certificate")
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def hold() -> Hold:
    """Return a function that makes a person with one certificate."""

    def make_holder(last_name: str = "Voss", first_name: str = "Ada", **facts: Any) -> Credential:
        person = make.make_named(last_name, first_name, **facts.pop("person", {}))
        return make.make_held(person, **facts)

    return make_holder


@pytest.fixture
def look_up(visitor: Client) -> Search:
    """Return a function that searches on the look-up page and gives back what it shows."""
    make_service_page(
        title="Look up a certificate", slug="look-up", service_key="credential_lookup.search"
    )

    def search(status: int = 200, **question: str) -> str:
        response = visitor.get("/look-up/", question)
        assert response.status_code == status
        return response.content.decode()

    return search
