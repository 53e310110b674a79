"""An editor builds "Approval of a one-off coaching course" from nothing, and people apply with it while it changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from content.pages.service import ServicePage
from portal.records.jobs.running import run_next_job
from portal.records.models import Application, WizardDraft, WizardVersion
from portal.users.models import User
from tests.factories.pages import get_home
from tests.journeys.building import Editor
from tests.journeys.windows import Window

MOST_ACTS = 120
KEY = "bureau.approval_of_a_one_off_coaching_course"
FORM = ".builder-picker, .builder-left"

pytestmark = pytest.mark.usefixtures("public_pages")


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    """Leave saving to the button, so that each act of the editor is one."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def write_service(editor: Editor) -> None:
    """Say what the service is."""
    editor.type("title_en", "Approval of a one-off coaching course")
    editor.type("title_es", "Aprobación de un curso único para entrenadores")
    editor.type("summary_en", "Ask whether a course that is on no list counts for your permit.")
    editor.type("summary_es", "Pregunte si un curso que no está en la lista cuenta.")


def build_steps(editor: Editor) -> None:
    """Build three steps: a contact from the record, a group of sessions, a document with an alternative."""
    editor.open_tab("Steps")
    contact = editor.add("steps", "Questions")
    editor.write(f"{contact}-title", "Your contact", "Su contacto")
    editor.add(f"{contact}-questions", "Email address")
    course = editor.add("steps", "Questions")
    editor.write(f"{course}-title", "The course", "El curso")
    asked = f"{course}-questions"
    editor.ask(asked, "Short text", "Title of the course", "Título del curso")
    editor.ask(asked, "Yes or no", "Is it given online?", "¿Es en línea?")
    place = editor.ask(asked, "Short text", "Where is it given?", "¿Dónde se imparte?")
    editor.only_when(place, "Is it given online?", "no")
    sessions = editor.ask(asked, "Repeating group", "Sessions", "Sesiones")
    editor.ask(f"{sessions}-rows", "Date", "Day", "Día")
    editor.ask(f"{sessions}-rows", "Whole number", "Clock hours", "Horas")
    papers = editor.add("steps", "Documents")
    editor.write(f"{papers}-title", "What the course teaches", "Qué enseña el curso")
    for english, spanish in (("Outline", "Programa"), ("Letter", "Carta")):
        paper = editor.ask(f"{papers}-questions", "Documents", english, spanish)
        editor.pick(f"{paper}-settings-kinds", "Something else")
        editor.press(editor.page.locator(f'[name="{paper}-required"]'))
    needed = editor.append(f"{papers}-requirements")
    editor.write(f"{needed}-title", "an outline or a letter", "un programa o una carta")
    for place_of, words in enumerate(("Outline", "Letter")):
        editor.pick_beside(f"{needed}-alternatives-{place_of}-value-0-value", words)
    editor.only_when(needed, "Is it given online?", "no")


def record_scenarios(editor: Editor) -> None:
    """Walk the preview once to the end, and once with another answer."""
    page = editor.page
    editor.press(page.get_by_role("link", name="Preview"))
    editor.press(page.get_by_role("button", name="Save and continue"))
    editor.type("the_course-title_of_the_course", "Child development for coaches")
    editor.press(page.locator('[name="the_course-is_it_given_online"][value=yes] + label'))
    for part, text in (("day_month", "5"), ("day_day", "6"), ("day_year", "2026")):
        editor.type(f"the_course-sessions-0-{part}", text)
    editor.type("the_course-sessions-0-clock_hours", "15")
    editor.press(page.get_by_role("button", name="Save and continue"))
    editor.press(page.get_by_role("button", name="Save and continue"))
    expect(page.get_by_text("An applicant could send this.")).to_be_visible()


def record_an_empty_run(editor: Editor) -> None:
    """Record what comes of somebody who answers no more than the first step."""
    page = editor.page
    editor.press(page.get_by_role("link", name="Open the preview"))
    editor.press(page.get_by_role("button", name="Save and continue"))
    expect(page.get_by_role("heading", name="The course", exact=True)).to_be_visible()
    editor.pick("step", "Check your answers")
    editor.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_text("an applicant could not send this")).to_be_visible()
    record(editor, "Nothing of the course", "Nada del curso")


def attach(editor: Editor) -> str:
    """Make a page that attaches the wizard, and return its path; its review by a second person has its own journey."""
    editor.type("title", "Approval of a one-off course")
    editor.type("summary", "For a course that is on no list.")
    editor.pick("service_key", "Approval of a one-off coaching course")
    editor.press(editor.page.get_by_role("button", name="Save draft"))
    expect(editor.page.get_by_text("created.")).to_be_visible()
    page: ServicePage = ServicePage.objects.get(service_key=KEY)
    page.get_latest_revision().publish()
    return str(page.get_url_parts()[2])


def begin(window: Window, account: User, path: str) -> None:
    """Follow the service page to the first step, and confirm the contact."""
    window.enter(account)
    window.go(path)
    window.click(window.page.get_by_role("main").get_by_role("link", name="Start").first)
    window.click(window.page.locator("main form button"))
    window.click(window.page.locator("main a.usa-button"))
    save(window)


def save(window: Window) -> None:
    """Save the step and go on."""
    window.click(window.page.get_by_role("button", name="Save and continue"))


def answer_course(window: Window) -> None:
    """Answer what is asked of the course, which is online."""
    page = window.page
    page.fill("[name=the_course-title_of_the_course]", "Child development")
    page.locator("[name=the_course-is_it_given_online][value=yes] + label").click()
    for part, text in (("day_month", "5"), ("day_day", "6"), ("day_year", "2026")):
        page.fill(f"[name=the_course-sessions-0-{part}]", text)
    page.fill("[name=the_course-sessions-0-clock_hours]", "15")


def change_wizard(desktop: Window) -> None:
    """Reword the question about the title, ask one more, and publish for those under way too."""
    draft = WizardDraft.objects.get(key=KEY)
    step = draft.steps[1]
    question = step.value["questions"][0]
    desktop.go(f"/admin/builder/edit/{draft.pk}/#block-{question.id}-section")
    editor = Editor(desktop.page)
    name = "steps-1-value-questions-0-value-label"
    desktop.page.locator(f'[name="{name}-en"]').wait_for(state="visible")
    editor.write(name, "What is the course called?", "¿Cómo se llama el curso?")
    editor.ask("steps-1-value-questions", "Short text", "Who gives it?", "¿Quién lo imparte?")
    editor.save()
    editor.press(desktop.page.get_by_role("link", name="Check and publish"))
    expect(desktop.page.get_by_text("1 application under way is touched.")).to_be_visible()
    desktop.see("impact", within="main")
    with desktop.page.expect_navigation():
        editor.press(desktop.page.get_by_role("button", name="Publish this version"))


def record(editor: Editor, english: str, spanish: str) -> None:
    """Record what the preview shows."""
    editor.type("name_en", english)
    editor.type("name_es", spanish)
    with editor.page.expect_navigation():
        editor.press(editor.page.get_by_role("button", name="Record the scenario"))


def test_an_editor_builds_a_wizard_from_nothing(
    desktop: Window,
    phone: Window,
    second_desktop: Window,
    content_reviewer: User,
    applicant: User,
    other_applicant: User,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desktop.enter(content_reviewer)
    desktop.go("/admin/builder/")
    desktop.see("wizards")
    editor = Editor(desktop.page)
    editor.press(desktop.page.get_by_role("link", name="Add wizard").first)
    write_service(editor)
    build_steps(editor)
    desktop.see("built", within=FORM)
    editor.save()
    record_scenarios(editor)
    desktop.see("read-back")
    record(editor, "Online course", "Curso en línea")
    record_an_empty_run(editor)
    desktop.see("publish", within="main")
    assert WizardVersion.objects.filter(wizard__key=KEY).count() == 0
    with desktop.page.expect_navigation():
        editor.press(desktop.page.get_by_role("button", name="Publish the wizard"))
    desktop.go(f"/admin/pages/add/content/servicepage/{get_home().pk}/")
    path = attach(editor)
    with capsys.disabled():
        print(f"\neditor's acts, from nothing to attached: {editor.acts}")
    assert editor.acts < MOST_ACTS

    begin(phone, applicant, path)
    answer_course(phone)
    phone.see("course")
    save(phone)
    save(phone)
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Submit application").click()
    sent = Application.objects.get(person=applicant.person, version__wizard__key=KEY)
    assert sent.submitted_at is not None

    begin(second_desktop, other_applicant, path)
    answer_course(second_desktop)
    save(second_desktop)
    change_wizard(desktop)
    while run_next_job(at=timezone.now()):
        pass
    second_desktop.go(f"/applications/{_draft_of(other_applicant).public_id}/the_course/")
    second_desktop.see("asked-again")
    page = second_desktop.page
    expect(page.get_by_label("What is the course called?")).to_have_value("Child development")
    expect(page.get_by_label("Who gives it?")).to_have_value("")
    before = (sent.version.number, sent.snapshot_hash)
    sent.refresh_from_db()
    assert (sent.version.number, sent.snapshot_hash) == before == (1, before[1])
    assert _draft_of(other_applicant).version.number == 2


def _draft_of(account: User) -> Application:
    """Return somebody's application with the wizard."""
    found: Application = Application.objects.get(person=account.person, version__wizard__key=KEY)
    return found
