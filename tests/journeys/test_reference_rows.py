"""A reference row changes: a specialist proposes with the keyboard, a supervisor reads and approves."""

import pytest
from django.utils import timezone

from portal.records.reference.operations import load_reference
from portal.users.models import User
from tests.journeys.windows import Window

ROWS = "/admin/records/credentialtypeterms/?q=professional"
PROPOSALS = "/admin/records/referencechange/"


@pytest.fixture(autouse=True)
def reference_rows(db: None) -> None:
    """Load what the files say."""
    load_reference(at=timezone.now())


def propose(window: Window, **facts: str) -> None:
    """Fill in the open form and send it by the keyboard alone."""
    for name, text in facts.items():
        window.page.fill(f"[name={name}]", text)
    window.page.locator("[name=reason]").focus()
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")


@pytest.mark.proof
def test_specialist_proposes_and_supervisor_approves(
    desktop: Window, second_desktop: Window, specialist: User, supervisor: User
) -> None:
    desktop.enter(specialist)
    desktop.go(ROWS)
    desktop.see("list", within="main")
    desktop.click(desktop.page.get_by_role("link", name="Propose a change").last)
    propose(desktop, valid_from="", reason="The validity becomes ten years.")
    desktop.see("proposal-refused", within=".casework-reference")
    assert "This field is required." in desktop.text()

    propose(desktop, valid_from="2027-07-01", validity_months="120", source="Public Act 27-1")
    desktop.see("own-proposal", within=".casework-reference")
    assert desktop.page.locator("mark").all_inner_texts() == ["120", "Public Act 27-1"]

    second_desktop.enter(supervisor)
    second_desktop.go("/admin/")
    second_desktop.see("home", within="main")
    second_desktop.click(
        second_desktop.page.get_by_role("link", name="Credential type professional")
    )
    second_desktop.page.get_by_label("Approve").check()
    second_desktop.click(second_desktop.page.get_by_role("button", name="Record the answer"))
    second_desktop.see("proposals-after-approval", within="main")

    desktop.go(ROWS)
    desktop.click(desktop.page.get_by_role("link", name="Inspect").first)
    desktop.see("row", within=".casework-reference")
    assert "from July 1, 2027" in desktop.text()
    assert "What was known before" in desktop.text()


@pytest.mark.long
def test_proposal_in_spanish(spanish: Window, specialist: User) -> None:
    window = spanish
    window.enter(specialist)
    window.go(ROWS)
    window.click(window.page.get_by_role("link", name="Proponer un cambio").last)
    window.page.fill("[name=valid_from]", "2027-07-01")
    window.page.fill("[name=validity_months]", "120")
    window.page.fill("[name=reason]", "Cambia la ley.")
    window.click(window.page.get_by_role("button", name="Proponer"))

    assert "Retirarla" in window.text()
    window.go(PROPOSALS)
    assert "espera a una segunda persona" in window.text()


@pytest.mark.long
def test_proposal_without_script(without_script: Window, specialist: User) -> None:
    without_script.enter(specialist)
    without_script.go(ROWS)
    without_script.click(without_script.page.get_by_role("link", name="Propose a change").last)
    without_script.page.fill("[name=valid_from]", "2027-07-01")
    without_script.page.fill("[name=reason]", "The law changes.")
    without_script.click(without_script.page.get_by_role("button", name="Propose", exact=True))

    assert "Take it back" in without_script.text()
