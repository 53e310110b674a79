"""Two tabs, an ended session, a pause: a person sees what happened, and nothing that was typed is lost."""

import pytest

from portal.records.applications.models import Application, StepAnswers
from portal.users.models import User
from tests.factories.credentials import make_credential
from tests.journeys import applying
from tests.journeys.windows import Window

pytestmark = pytest.mark.proof


@pytest.fixture
def contact(desktop: Window, applicant: User) -> Window:
    """Return a window at the contact step of a renewal."""
    held = make_credential(applicant.person)
    desktop.enter(applicant)
    applying.start(desktop)
    applying.choose_certificate(desktop, held.number)
    return desktop


def stored_town() -> str:
    """Return the town that the step holds."""
    return str(StepAnswers.objects.get(step="contact").answers["address_town"])


@pytest.mark.parametrize(
    ("choice", "town"),
    [
        ("Keep what I typed here", "Stamford"),
        ("Keep what was saved there", "New Haven"),
    ],
)
def test_second_tab_chooses_between_both_versions(contact: Window, choice: str, town: str) -> None:
    other = contact.open_tab()
    other.go(contact.path)
    applying.fill_contact(contact, address_town="Stamford")
    applying.fill_contact(other, address_town="New Haven")
    applying.save(other)

    applying.save(contact)
    if choice.startswith("Keep what I"):
        contact.see("conflict")
        contact.page.set_viewport_size({"width": 320, "height": 800})
        contact.picture("conflict-narrow")
    versions = [cell.inner_text() for cell in contact.page.locator("main td").all()]
    assert versions == ["New Haven", "Stamford"]
    contact.click(contact.page.get_by_text(choice, exact=True))

    assert stored_town() == town


def test_session_that_ends_mid_step_keeps_what_was_typed(contact: Window, applicant: User) -> None:
    step = contact.path
    applying.fill_contact(contact, address_town="Colchester")
    contact.lose_session()
    applying.save(contact)
    assert contact.path == "/account/login/"
    applying.sign_in(contact, applicant.username)

    assert contact.path == step
    contact.see("kept-typing")
    assert contact.page.input_value("[name=contact-address_town]") == "Colchester"
    applying.save(contact)
    assert stored_town() == "Colchester"


def test_typing_is_kept_while_it_goes_on(contact: Window) -> None:
    contact.page.fill("[name=contact-address_town]", "Bolton")
    contact.page.get_by_text("Saved at").wait_for()
    contact.picture("saved-at")
    contact.page.reload()

    assert contact.page.input_value("[name=contact-address_town]") == "Bolton"


@pytest.mark.long
def test_typing_after_the_session_ended_says_so(contact: Window) -> None:
    contact.lose_session()
    contact.page.fill("[name=contact-address_town]", "Bolton")
    contact.page.get_by_text("You have been signed out.").wait_for()

    assert len(contact.faults) == 1
    assert contact.faults.pop().startswith("401 for ")


@pytest.mark.long
def test_back_keeps_typing_and_save_for_later_leads_to_the_parts(contact: Window) -> None:
    contact.page.fill("[name=contact-address_town]", "Avon")
    applying.press(contact, "Back")
    assert contact.path.endswith("/certificate/")
    applying.save(contact)
    assert contact.page.input_value("[name=contact-address_town]") == "Avon"
    applying.press(contact, "Save for later")

    contact.see("task-list-in-progress")
    contact.go("/account/")
    contact.see("account-with-draft")
    applying.follow(contact, "Continue")
    assert "You have completed 1 of 5 parts." in contact.text()


def finish(contact: Window) -> None:
    """Answer what is left, up to the read-back."""
    applying.fill_contact(contact)
    applying.save(contact)
    applying.answer_questions(contact)
    applying.save(contact)
    applying.acknowledge(contact)


@pytest.mark.long
def test_back_button_after_submitting_leads_to_the_status(contact: Window) -> None:
    finish(contact)
    applying.submit(contact)

    contact.page.go_back()
    assert contact.page.locator(".portal-reference").is_visible()


def test_two_clicks_on_submit_send_one_application(contact: Window) -> None:
    finish(contact)

    contact.page.locator("main form .usa-button--big").dblclick()
    contact.page.locator(".portal-reference").wait_for()
    assert Application.objects.get().timeline.filter(kind="submitted").count() == 1
