"""An editor writes what is mailed about a wizard; whoever applies reads it in their language, in the mail itself."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.notifications.delivery import deliver_due
from portal.records.models import Application, WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import COURSE, make_draft
from tests.journeys import applying
from tests.journeys.building import UNSTUCK, Editor
from tests.journeys.building_hands import Keyboard
from tests.journeys.windows import PHONE, Window

pytestmark = pytest.mark.usefixtures("site")
ARRIVED = "The application has arrived"
WORDS = (
    "Dear {applicant}, bring <b>nothing</b>: {reference} is enough.",
    "Hola, {applicant}: no traiga <b>nada</b>; basta con {reference}.",
)


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def mail_folder(settings: Any, tmp_path: Path) -> Path:
    """Let mail go into a folder, as it may in the demonstration, and return the folder."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a wizard that somebody has built and nobody has published."""
    return make_draft(editor, COURSE)


def look(window: Window, state: str) -> None:
    """Look closely at the form on a desktop and on a phone."""
    size = window.page.viewport_size
    for width, height in ((1280, 900), tuple(PHONE.values())):
        window.page.set_viewport_size({"width": width, "height": height})
        window.page.evaluate(UNSTUCK)
        window.see(f"{state}-{width}", within="main")
    assert size is not None
    window.page.set_viewport_size(size)


def open_messages(window: Window, draft: WizardDraft) -> None:
    """Open the form at its messages."""
    window.go(f"/admin/builder/edit/{draft.pk}/")
    window.page.get_by_role("tab", name="Messages", exact=True).click()


def write(editor: Editor) -> None:
    """Write words of the service for when an application has arrived, one of them wrong at first."""
    page = editor.page
    name = editor.add("messages", ARRIVED)
    editor.write(f"{name}-subject", "We have {refrence}", "Tenemos {reference}")
    editor.write(f"{name}-body", *WORDS)
    editor.save()
    page.get_by_role("tab", name="Messages", exact=True).click()
    expect(page.get_by_text("“{refrence}” stands for nothing here.")).to_be_visible()


def mend(window: Window, editor: Editor) -> None:
    """Follow the task that is left to the message, and write the name as it is."""
    page = window.page
    window.click(page.get_by_role("link", name="Check and publish"))
    window.see("left-to-do", within="main")
    window.click(page.get_by_role("link", name=f"Message “{ARRIVED}”"))
    window.settle()
    subject = page.locator('[name="messages-0-value-subject-en"]')
    expect(subject).to_be_visible()
    look(window, "written")
    editor.type("messages-0-value-subject-en", "We have {reference}")
    editor.save()


def preview(window: Window, editor: Editor) -> None:
    """See what will be mailed, in both languages."""
    page = window.page
    editor.press(page.get_by_role("link", name="Preview"))
    editor.pick("step", "What is mailed")
    editor.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_text("bring <b>nothing</b>: EXAMPLE234 is enough.")).to_be_visible()
    window.see("preview")
    editor.pick("language", "Español")
    editor.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_text("no traiga <b>nada</b>; basta con EXAMPLE234.")).to_be_visible()
    window.see("preview-in-spanish")
    page.set_viewport_size(PHONE)
    window.see("preview-on-a-phone")
    page.set_viewport_size({"width": 1280, "height": 900})


def publish(window: Window, draft: WizardDraft) -> None:
    """Publish the draft as it is."""
    window.go(f"/admin/builder/{draft.pk}/publish/")
    window.click(window.page.get_by_role("button", name="Publish"))


def apply(window: Window, applicant: User, key: str) -> Application:
    """Answer the one step, and send it."""
    window.enter(applicant)
    window.go(f"/services/{key}/start/")
    window.click(window.page.locator("main form button"))
    window.click(window.page.locator("main a.usa-button"))
    window.page.fill("[name=the_course-name_of_it]", "Child development")
    window.page.fill("[name=the_course-clock_hours]", "15")
    applying.save(window)
    return applying.submit(window)


def read_mail(folder: Path) -> dict[str, tuple[str, str]]:
    """Send what waits, and return subject and text of what lies in the folder, by recipient."""
    deliver_due(at=timezone.now())
    said = [
        message_from_bytes(part.strip(), policy=policy.default)
        for file in folder.iterdir()
        for part in file.read_bytes().split(b"-" * 79)
        if part.strip()
    ]
    return {str(each["To"]): (str(each["Subject"]), str(each.get_content())) for each in said}


@pytest.mark.long
def test_what_an_editor_writes_is_what_people_get_by_mail(
    desktop: Window,
    phone: Window,
    spanish: Window,
    draft: WizardDraft,
    content_reviewer: User,
    applicant: User,
    other_applicant: User,
    mail_folder: Path,
) -> None:
    desktop.enter(content_reviewer)
    open_messages(desktop, draft)
    look(desktop, "empty")
    editor = Editor(desktop.page)
    write(editor)
    mend(desktop, editor)
    preview(desktop, editor)
    publish(desktop, draft)

    key = WizardVersion.objects.get(wizard__key__startswith="bureau.").wizard.key
    english = apply(phone, applicant, key)
    hispanic = apply(spanish, other_applicant, key)

    mailed = read_mail(mail_folder)
    for sent, number, subject in ((english, 0, "We have"), (hispanic, 1, "Tenemos")):
        name, reference = sent.person.full_name, str(sent.reference)
        said = WORDS[number].format(applicant=name, reference=reference)
        found = mailed[sent.person.email or sent.person.account.email]
        assert found[0] == f"{subject} {reference}"
        assert said in found[1]


@pytest.mark.long
def test_a_message_is_written_by_keyboard(
    desktop: Window, draft: WizardDraft, content_reviewer: User
) -> None:
    desktop.enter(content_reviewer)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    keys = Keyboard(desktop.page)
    keys.reach("Service")
    keys.press("ArrowLeft")
    expect(desktop.page.get_by_role("tab", name="Messages", exact=True)).to_be_focused()

    keys.add("messages", "The application is approved")
    for part, words in (("subject", ("Yes", "Sí")), ("body", ("Go on.", "Siga."))):
        for language, text in zip(("en", "es"), words, strict=True):
            keys.fill(f"messages-0-value-{part}-{language}", text)
    keys.reach("", field="messages-0-value-replaces")
    keys.press("Space")
    keys.activate("Save draft")

    saved = WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    (block,) = saved.messages
    assert block.value["subject"]["es"] == "Sí"
    assert block.value["replaces"] is True
