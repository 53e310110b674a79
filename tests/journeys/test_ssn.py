"""A Social Security number on screen: masked for the applicant, shown once to a supervisor; the list of readings."""

import pytest
from django.urls import reverse

from portal.users.models import User
from tests.factories.asking import DASHED, MASKED, ask
from tests.journeys.windows import Window

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("size", ["desktop", pytest.param("phone")])
def test_supervisor_reads_a_number_once(
    request: pytest.FixtureRequest, site: str, size: str, applicant: User, supervisor: User
) -> None:
    window: Window = request.getfixturevalue(size)
    asked = ask(applicant)
    asked.post()
    window.enter(applicant)
    window.go(asked.url("who"))
    window.see("kept")
    assert MASKED in window.text()
    asked.send()

    window.enter(supervisor)
    window.go(reverse("casework:file", args=[asked.application.public_id]))
    window.click(window.page.get_by_role("link", name="Show the number"))
    window.picture("asking")
    assert DASHED not in window.text()
    window.page.get_by_label("To match test scores").check()
    window.click(window.page.get_by_role("button", name="Show the number"))
    window.picture("shown")
    assert DASHED in window.text()

    window.go(reverse("ssn_readings"))
    window.picture("readings")
    assert "To match test scores" in window.text()
