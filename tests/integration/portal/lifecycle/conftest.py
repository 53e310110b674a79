"""A submitted renewal, and a way to say what the service's plugin answers."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.lifecycle.effects import CaseFacts, Effect
from portal.records.applications.models import Application
from portal.users.models import User
from portal_plugins.certification.effects import EFFECTS
from tests.factories.applications import SERVICE, make_application


@pytest.fixture
def application(applicant: User) -> Application:
    """Return the applicant's submitted renewal."""
    return make_application(applicant)


@pytest.fixture
def plugin_answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets the plugin answer these effects, or raise, on every occasion."""

    def answer(effects: list[Effect] | None = None, error: Exception | None = None) -> None:
        def planned(_case: CaseFacts) -> list[Any]:
            if error is not None:
                raise error
            return list(effects or [])

        stand_in = type(
            "StandIn",
            (),
            {f"on_{name}": staticmethod(planned) for name in ("submitted", "approved", "denied")},
        )
        monkeypatch.setitem(EFFECTS, SERVICE, stand_in())

    return answer
