"""A service with rules, days and drafts in the browser: on a phone, in Spanish, and what its reviewers note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.definitions.spec import DraftPolicy
from portal.users.models import User
from tests.factories.applications import make_disclosing_application
from tests.factories.policies import HOLDERS, START, Seeker, publish_grant
from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")


@pytest.mark.long
def test_start_page_tells_on_a_phone_what_is_open_and_to_whom(
    phone: Window, applicant: User
) -> None:
    today = timezone.localdate()
    publish_grant(drafts=DraftPolicy.MANY, closes_on=today)
    Seeker(applicant).begin()
    draft = Seeker(applicant).begin()
    phone.enter(applicant)
    phone.go(START)
    phone.see("open until today")
    phone.go("/account/")
    phone.see("two drafts told apart")
    publish_grant(access=(HOLDERS,))
    phone.go(START)
    phone.see("refused")
    assert phone.page.get_by_role("button", name="Start the application").count() == 0
    phone.click(phone.page.get_by_role("link", name="Continue", exact=True))
    assert phone.page.url.endswith(draft)
    phone.see("draft that was begun before")


@pytest.mark.long
def test_closed_service_is_read_in_spanish(spanish: Window, applicant: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    publish_grant(closes_on=yesterday)
    spanish.enter(applicant)
    spanish.go(START)
    spanish.see("closed")
    assert spanish.page.get_by_text("El plazo de solicitud ha terminado").is_visible()


@pytest.mark.proof
def test_reviewer_notes_what_the_applicant_never_sees(
    desktop: Window, specialist: User, applicant: User
) -> None:
    application = make_disclosing_application(applicant)
    desktop.enter(specialist)
    desktop.go(f"/admin/applications/{application.public_id}/")
    desktop.see("questions for reviewers")
    panel = desktop.page.locator("#private-section")
    panel.get_by_label("Yes").check()
    panel.get_by_label("What the comparison showed").fill("The docket says 2005.")
    desktop.click(panel.get_by_role("button", name="Save for reviewers"))
    desktop.see("saved for reviewers")
    assert panel.get_by_label("What the comparison showed").input_value() == "The docket says 2005."
