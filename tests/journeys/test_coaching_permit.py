"""The renewal of a coaching permit from its page to the record, with the mistakes that coaches make."""

from datetime import date

import pytest
from playwright.sync_api import FilePayload

from portal.records.applications.models import Application
from portal.records.credentials.models import Credential
from portal.users.models import User
from tests.factories.coaching import in_days, make_permit
from tests.files import make_pdf, make_photo
from tests.journeys import applying, deciding
from tests.journeys.windows import Window

PAGE = "/coaches/renew-permit/"


@pytest.fixture
def permit(applicant: User) -> Credential:
    """Return the permit that the coach renews."""
    return make_permit(applicant)


@pytest.mark.proof
@pytest.mark.usefixtures("public_pages")
def test_permit_is_renewed_from_its_page_to_the_record(
    desktop: Window, second_desktop: Window, applicant: User, specialist: User, permit: Credential
) -> None:
    desktop.enter(applicant)
    desktop.go(PAGE)
    desktop.see("service")
    applying.follow(desktop, "Start now")
    applying.press(desktop, "Start the application")
    applying.follow(desktop, "Continue")
    application = renew(desktop, permit)
    desktop.see("submitted")

    deciding.open_file(second_desktop, specialist, application)
    second_desktop.see("file", within="main")
    assert "1. Who gave it: Coaching program; Title: Heat illness" in second_desktop.text()
    assert "Concussion refresher, Athletic conference" in second_desktop.text()
    deciding.decide(second_desktop, "Approve")

    before = permit.expires_on
    permit.refresh_from_db()
    assert before is not None
    assert permit.expires_on is not None
    assert permit.expires_on > before


def renew(window: Window, permit: Credential) -> Application:
    """Answer every step, with a row too few and a card that was earned online only, and submit."""
    applying.choose_certificate(window, permit.number)
    applying.fill_contact(window)
    save(window)
    window.page.locator("[name=refresher-coaches_football][value=no] + label").click()
    window.page.fill("[name=refresher-refresher_provider]", "Athletic conference")
    fill_day(window, "refresher-refreshed_on", in_days(-100))
    save(window)
    window.see("training")
    fill_course(window, 0, "Heat illness", 9)
    save(window)
    window.see("training-refused")
    assert "fewer than the 15" in window.text()
    fill_course(window, 1, "Growing up strong", 6)
    applying.press(window, "Add another")
    window.see("training-with-another-row")
    window.page.locator("[name=training-training-1-hours]").press("Enter")
    fill_card(window, "cpr", "online")
    window.see("online-only-refused")
    fill_card(window, "cpr", "in_person")
    fill_card(window, "first_aid", "blended")
    hand_in(window)
    applying.acknowledge(window)
    window.see("read-back")
    assert "card.jpg" in window.text()
    return applying.submit(window)


def as_file(name: str) -> FilePayload:
    """Return a file to choose, by the ending of its name."""
    is_photo = name.endswith(".jpg")
    content = make_photo() if is_photo else make_pdf(name)
    return {
        "name": name,
        "mimeType": "image/jpeg" if is_photo else "application/pdf",
        "buffer": content,
    }


def hand_in(window: Window) -> None:
    """Add the papers: too few at first, then a file that is none, then a card and a certificate."""
    window.see("papers")
    save(window)
    window.see("papers-missing")
    assert "Still needed: one card for both CPR and first aid, or a card for each" in window.text()
    window.page.set_input_files("#id_papers-refresher_certificate-file", [as_file("notes.txt")])
    window.page.get_by_text("notes.txt: The name of the file must end in").wait_for()
    window.see("file-refused")
    add(window, "refresher_certificate", "certificate.pdf")
    add(window, "both_card", "card.jpg")
    window.see("papers-added")
    save(window)


def add(window: Window, question: str, name: str) -> None:
    """Choose a file; the script sends it and shows what came of it."""
    part = window.page.locator(f"#id_papers-{question}-part")
    part.evaluate("part => { part.dataset.old = 'yes'; }")
    window.page.set_input_files(f"#id_papers-{question}-file", [as_file(name)])
    window.page.locator(f"#id_papers-{question}-part:not([data-old])").wait_for()


def save(window: Window) -> None:
    """Save the step."""
    applying.press(window, "Save and continue")


def fill_day(window: Window, name: str, day: date) -> None:
    """Type a day into its three boxes."""
    for part in ("month", "day", "year"):
        window.page.fill(f"[name={name}_{part}]", str(getattr(day, part)))


def fill_course(window: Window, row: int, title: str, hours: int) -> None:
    """Type a row of training."""
    name = f"training-training-{row}"
    window.page.fill(f"[name={name}-provider]", "Coaching program")
    window.page.fill(f"[name={name}-course]", title)
    fill_day(window, f"{name}-completed_on", in_days(-40 - row))
    window.page.fill(f"[name={name}-hours]", str(hours))


def fill_card(window: Window, card: str, method: str) -> None:
    """Answer the step of a card and save it."""
    window.page.fill(f"[name={card}-{card}_provider]", "Red Cross")
    window.page.locator(f"[name={card}-{card}_method][value={method}] + label").click()
    fill_day(window, f"{card}-{card}_completed_on", in_days(-60))
    fill_day(window, f"{card}-{card}_expires_on", in_days(200))
    save(window)


@pytest.mark.proof
def test_permit_is_renewed_without_script(
    without_script: Window, applicant: User, permit: Credential
) -> None:
    window = without_script
    window.enter(applicant)
    window.go("/services/coaching_permits.renew/start/")
    window.click(window.page.locator("main form button"))
    window.click(window.page.locator("main a.usa-button"))

    assert renew_plainly(window, permit).submitted_at is not None


def renew_plainly(window: Window, permit: Credential) -> Application:
    """Answer every step without a mistake, and submit."""
    applying.choose_certificate(window, permit.number)
    applying.fill_contact(window)
    save(window)
    window.page.locator("[name=refresher-coaches_football][value=no] + label").click()
    window.page.fill("[name=refresher-refresher_provider]", "Athletic conference")
    fill_day(window, "refresher-refreshed_on", in_days(-100))
    save(window)
    fill_course(window, 0, "Heat illness", 15)
    save(window)
    fill_card(window, "cpr", "in_person")
    fill_card(window, "first_aid", "in_person")
    for question in ("both_card", "refresher_certificate"):
        window.page.set_input_files(f"#id_papers-{question}-file", [as_file(f"{question}.pdf")])
    save(window)
    applying.acknowledge(window)
    return applying.submit(window)
