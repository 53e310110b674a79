"""The supervisor's browser, and what files refer to."""

import pytest
from django.test import Client

from portal.users.models import User
from tests.factories.imports import make_reference


@pytest.fixture
def overseer(supervisor: User) -> Client:
    """Return the browser of who imports."""
    make_reference()
    browser = Client()
    browser.force_login(supervisor)
    return browser
