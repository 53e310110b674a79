"""An editor names a fee that some are charged, and publishes; who meets its rule pays it, who does not pays nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from portal.records.ledger.models import ChargeLine
from portal.records.models import Application, Payment, WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.sdk.testing.cast import fill_fee_schedule
from portal.users.models import User
from tests.factories.costs import COSTLY
from tests.factories.drafts import make_draft
from tests.journeys import applying
from tests.journeys.building import Editor
from tests.journeys.windows import Window

FREE = replace(COSTLY, fees=(), key="bureau.something_that_costs")

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def name_a_fee(window: Window, draft: WizardDraft) -> None:
    """Add a fee under its tab: what, and when; read what stands beside it."""
    window.go(f"/admin/builder/edit/{draft.pk}/")
    editor = Editor(window.page)
    editor.open_tab("Fees")
    window.see("no-fee", within="main")
    fee = editor.add_alone("fees")
    editor.pick(f"{fee}-item", "Application review: $50.00 today")
    editor.only_when(fee, "In a hurry?", "yes")
    editor.save()
    editor.open_tab("Fees")
    said = "Today: $50.00. When: In a hurry? is yes."
    expect(window.page.locator(".builder-sentence", has_text=said)).to_be_visible()
    window.see("a-fee", within="main")


def preview(window: Window, draft: WizardDraft) -> None:
    """Answer as somebody in a hurry would."""
    window.go(f"/admin/builder/{draft.pk}/preview/")
    window.page.locator("[name$=in_a_hurry][value=yes] + label").click()
    window.click(window.page.get_by_role("button", name="Save and continue"))
    assert "What it costs on this day" in window.text()
    assert "To pay: $50.00." in window.text()
    window.see("previewed")


def publish(window: Window, draft: WizardDraft) -> None:
    """Read what it costs today, and publish."""
    window.go(f"/admin/builder/{draft.pk}/publish/")
    main = window.page.get_by_role("main")
    expect(main.get_by_role("heading", name="What it costs today")).to_be_visible()
    window.see("publish", within="main")
    window.click(main.get_by_role("button", name="Publish the wizard"))
    expect(window.page.get_by_text("Version 1 is published.")).to_be_visible()


def send(window: Window, applicant: User, *, hurry: str, said: str) -> Application:
    """Apply with an answer, reading what it comes to."""
    window.enter(applicant)
    window.go(f"/services/{FREE.key}/start/")
    assert "No fee (by your answers also: Application review, $50.00)" in window.text()
    applying.press(window, "Start the application")
    applying.follow(window, "Continue")
    window.page.locator(f"[name$=in_a_hurry][value={hurry}] + label").click()
    applying.save(window)
    assert said in window.text()
    window.see("read-back")
    window.click(window.page.locator("main form .usa-button--big"))
    return Application.objects.get(person=applicant.person)


def pay(window: Window, application: Application) -> None:
    """Pay on the sandbox's page, where sending it has led."""
    assert window.path == f"/applications/{application.public_id}/pay/"
    window.page.locator("[value='portal.sandbox'] + label").click()
    window.click(window.page.locator("main form button"))
    applying.press(window, "Pay")
    window.see("paid")


@pytest.mark.long
def test_who_meets_the_rule_pays_and_who_does_not_pays_nothing(
    desktop: Window,
    phone: Window,
    editor: User,
    content_reviewer: User,
    applicant: User,
    other_applicant: User,
) -> None:
    fill_fee_schedule()
    draft = make_draft(editor, FREE)
    desktop.enter(editor)
    name_a_fee(desktop, draft)
    preview(desktop, draft)
    desktop.enter(content_reviewer)
    publish(desktop, draft)
    phone.enter(content_reviewer)
    phone.go(f"/admin/builder/edit/{draft.pk}/#tab-fees")
    phone.settle()
    phone.see("a-fee", within="#tab-fees")

    hurried = send(phone, applicant, hurry="yes", said="To pay: $50.00.")
    pay(phone, hurried)
    patient = send(phone, other_applicant, hurry="no", said="No fee")

    assert WizardVersion.objects.get(wizard__key=FREE.key).number == 1
    assert [line.cents for line in ChargeLine.objects.filter(application=hurried)] == [5_000]
    assert Payment.objects.get().application == hurried
    assert not ChargeLine.objects.filter(application=patient).exists()
    assert patient.reference
