"""A supervisor switches a service off and on again; an applicant keeps the draft meanwhile."""

import re

import pytest

from portal.plugins.guard import call_decorating
from portal.users.models import User
from tests.factories.applications import make_draft
from tests.journeys.windows import Window


def crash() -> None:
    """Stand for a plugin's piece with a fault."""
    raise LookupError


@pytest.mark.proof
def test_supervisor_switches_a_service_off_and_on(
    desktop: Window, phone: Window, supervisor: User, applicant: User
) -> None:
    draft = make_draft(applicant)
    call_decorating("credential_lookup:tools", crash)
    desktop.enter(supervisor)
    desktop.go("/admin/plugins/")
    desktop.see("services-and-plugins", within="main")
    desktop.click(
        desktop.page.get_by_role("button", name=re.compile("Switch off.*Professional Educator"))
    )
    desktop.see("switched-off", within="main")

    phone.enter(applicant)
    phone.go(f"/applications/{draft.public_id}/")
    phone.see("draft-of-a-service-that-is-off")
    assert "This service is temporarily unavailable" in phone.text()

    desktop.click(
        desktop.page.get_by_role("button", name=re.compile("Switch on.*Professional Educator"))
    )
    phone.go(f"/applications/{draft.public_id}/")
    assert "This service is temporarily unavailable" not in phone.text()
