"""An applicant in a wizard that costs something; the fees on record are those of the portal's own file."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.definitions.spec import WizardSpec
from portal.records.applications.models import Application
from portal.sdk.testing.cast import make_applicant
from portal.sdk.testing.walking import Walk
from portal_plugins.demo.wizards import WIZARDS

Begin = Callable[..., Walk]
BY_KEY = {spec.key: spec for spec in WIZARDS}


@pytest.fixture
def walk() -> Walk:
    """Return an applicant who has sent what costs 50 dollars."""
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    return walk


def begin_service(key: str, **answers: Any) -> Walk:
    """Return an applicant's draft of a demo wizard of one step, with these answers."""
    spec: WizardSpec = BY_KEY[key]
    walk = Walk(make_applicant(spec), spec)
    walk.save(spec.steps[0], answers)
    return walk


def stored(walk: Walk) -> Application:
    """Return the application as it is stored."""
    return Application.objects.get(public_id=walk.public_id)


def post_review(walk: Walk, **posted: str) -> Any:
    """Post the read-back as a browser would, with these controls."""
    walk.browser.raise_request_exception = False
    form = {"step_view-current_step": "review", **posted}
    return walk.browser.post(f"/applications/{walk.public_id}/review/", form)


def raising(error: Exception) -> Any:
    """Return a method that raises."""

    def act(*_args: Any, **_kwargs: Any) -> Any:
        raise error

    return act
