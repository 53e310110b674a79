"""The demonstration of every type of question: each page can be used and read, as it opens, refused and read back."""

import pytest
from django.utils import timezone

from portal.definitions.fields import known_field_types
from portal.definitions.publishing import sync_wizards
from portal.lifecycle.drafts import start_draft
from portal.records.applications.models import Application
from portal.users.models import User
from portal_plugins.demo.every_type import EVERY_TYPE
from tests.journeys.applying import save
from tests.journeys.windows import Window

WRONG = {
    "words-signature": "Somebody Else",
    "words-ssn-typed_ssn": "666-05-1120",
    "numbers-decimal": "1,2.3",
    "numbers-money": "1250.5",
    "numbers-month_month": "13",
    "numbers-month_year": "26",
}
RIGHT = {
    "words-signature": "okafor lind, MAREN",
    "words-ssn-typed_ssn": "078-05-1120",
    "numbers-decimal": "1,250.50",
    "numbers-money": "$1,250.00",
    "numbers-month_month": "2",
    "numbers-month_year": "2026",
}
READ_BACK = (
    "okafor lind, MAREN",
    "***-**-1120",
    "1250.5",
    "$1,250.00",
    "$15,000.00",
    "February 2026",
)


@pytest.fixture
def draft(site: str, applicant: User) -> Application:
    """Return a draft of the demonstration."""
    at = timezone.now()
    sync_wizards(offered=[("demo", "1.0", EVERY_TYPE)], at=at)
    return start_draft(
        person_id=applicant.person.pk, service_key=EVERY_TYPE.key, credential_number=None, at=at
    )


def fill(window: Window, typed: dict[str, str]) -> None:
    """Type into the boxes of the step that is open."""
    for name, value in typed.items():
        window.page.fill(f"[name={name}]", value)


def step_of(window: Window) -> str:
    """Return the step that is open."""
    return window.path.strip("/").rpartition("/")[2]


def test_every_type_is_shown() -> None:
    assert {question.type for question in EVERY_TYPE.questions()} == known_field_types()


@pytest.mark.proof
@pytest.mark.parametrize("size", ["desktop", pytest.param("phone", marks=pytest.mark.long)])
def test_every_type_can_be_used_refused_and_read_back(
    request: pytest.FixtureRequest, size: str, applicant: User, draft: Application
) -> None:
    window: Window = request.getfixturevalue(size)
    window.enter(applicant)
    window.go(f"/applications/{draft.public_id}/{EVERY_TYPE.steps[0].id}/")

    for step in EVERY_TYPE.steps:
        assert step_of(window) == step.id
        window.see(step.id)
        if wrong := {name: text for name, text in WRONG.items() if name.startswith(step.id)}:
            fill(window, wrong)
            save(window)
            assert step_of(window) == step.id
            window.see(f"{step.id}-refused")
            fill(window, {name: text for name, text in RIGHT.items() if name.startswith(step.id)})
        save(window)

    window.see("review")
    assert [said for said in READ_BACK if said not in window.text()] == []


@pytest.mark.long
def test_every_type_is_asked_in_spanish(
    desktop: Window, applicant: User, draft: Application
) -> None:
    desktop.language = "es"
    desktop.enter(applicant)

    for step in EVERY_TYPE.steps:
        desktop.go(f"/applications/{draft.public_id}/{step.id}/")
        desktop.see(step.id)
        save(desktop)

    assert step_of(desktop) == "review"
