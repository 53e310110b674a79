"""The cast: one fixture a role, so that an access test reads like a sentence. tests.factories makes their records."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account, make_educator


@pytest.fixture
def visitor() -> Client:
    """Return the browser of somebody without an account."""
    return Client()


@pytest.fixture
def applicant(db: None) -> User:
    """Return an educator with an account and a record."""
    return make_educator(username="applicant")


@pytest.fixture
def other_applicant(db: None) -> User:
    """Return another educator, who must never see the first one's file."""
    return make_educator(username="other_applicant", first_name="Tobias", last_name="Quill")


@pytest.fixture
def specialist(db: None) -> User:
    """Return somebody who reviews and decides applications."""
    return make_account(Role.SPECIALIST)


@pytest.fixture
def supervisor(db: None) -> User:
    """Return somebody who oversees the specialists."""
    return make_account(Role.SUPERVISOR)


@pytest.fixture
def fiscal_clerk(db: None) -> User:
    """Return somebody who receives payments."""
    return make_account(Role.FISCAL_CLERK)


@pytest.fixture
def registry_verifier(db: None) -> User:
    """Return somebody who verifies what early-childhood professionals claim."""
    return make_account(Role.REGISTRY_VERIFIER)


@pytest.fixture
def editor(db: None) -> User:
    """Return somebody who edits the public pages."""
    return make_account(Role.EDITOR)


@pytest.fixture
def coaches_editor(db: None) -> User:
    """Return somebody who edits the pages for coaches and no others."""
    return make_account(Role.COACHES_EDITOR)


@pytest.fixture
def content_reviewer(db: None) -> User:
    """Return somebody who reviews what editors send."""
    return make_account(Role.CONTENT_REVIEWER)


@pytest.fixture
def district_officer(db: None) -> User:
    """Return somebody who acts for a school district."""
    return make_account(Role.DISTRICT_OFFICER)


@pytest.fixture
def program_administrator(db: None) -> User:
    """Return somebody who runs an early-childhood program."""
    return make_account(Role.PROGRAM_ADMINISTRATOR)


@pytest.fixture
def analyst(db: None) -> User:
    """Return somebody who studies the workforce."""
    return make_account(Role.ANALYST)


@pytest.fixture
def admin(db: None) -> User:
    """Return somebody who may do everything."""
    return make_account(Role.ADMIN)


@pytest.fixture(scope="session", autouse=True)
def _portal_is_loaded() -> None:
    """Read addresses and templates once as a server does, before a test takes a plugin away."""
    from django.template import engines  # deferred: settings are ready only inside a test
    from django.urls import get_resolver  # deferred for the same reason

    engines.all()
    _ = get_resolver().url_patterns


@pytest.fixture(autouse=True)
def _settings_language() -> Iterator[None]:
    """Leave no language behind: a request in Spanish activates it for its thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Start each test without the limits that an earlier one used up, its open circuits and what it remembered."""
    from django.core.cache import caches  # deferred: settings are ready only inside a test

    from portal.plugins.breaker import forget_circuits  # deferred for the same reason
    from portal.sdk.freshness import forget  # deferred for the same reason

    for name in caches:
        caches[name].clear()
    forget()
    forget_circuits()
