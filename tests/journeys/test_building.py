"""An editor makes "Approval of a one-off coaching course" from nothing, and changes it while people apply."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from portal.records.jobs.running import EMBEDDED_JOBS
from portal.records.models import Application, WizardVersion
from portal.users.models import User
from tests.journeys import applying
from tests.journeys.building import Editor
from tests.journeys.windows import Window

MOST_ACTS = 119
PLANTED = int(os.environ.get("PLANTED_ACTS", "0"))
"""What P11 has the editor press besides, to see that it is counted, and that the limit holds."""
KEY = "bureau.approval_of_a_one_off_coaching_course"
SERVICE = "Approval of a one-off coaching course"
FORM = ".builder-picker, .builder-left"
PAGE = "/have-a-course-approved/"
DAY = {"month": "5", "day": "6", "year": "2026"}
PATIENCE_MS = 30_000

pytestmark = pytest.mark.usefixtures("public_pages")


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    """Leave saving to the button, so that each act of the editor is one."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def worker() -> Iterator[None]:
    """Have jobs done beside the served site, once the journey starts them."""
    yield
    EMBEDDED_JOBS.end()


def write_service(editor: Editor) -> None:
    """Say what the service is."""
    editor.type("title_en", SERVICE)
    editor.type("title_es", "Aprobación de un curso único para entrenadores")
    editor.type("summary_en", "Ask whether a course that is on no list counts for your permit.")
    editor.type("summary_es", "Pregunte si un curso que no está en la lista cuenta.")


def build_steps(editor: Editor) -> None:
    """Build three steps: a contact from the record, a group of sessions, a document with an alternative."""
    for _each in range(1 + PLANTED):
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
    for part, text in DAY.items():
        editor.type(f"the_course-sessions-0-day_{part}", text)
    editor.type("the_course-sessions-0-clock_hours", "15")
    editor.press(page.get_by_role("button", name="Save and continue"))
    editor.press(page.get_by_role("button", name="Save and continue"))
    expect(page.get_by_text("An applicant could send this.")).to_be_visible()


def record_an_empty_run(editor: Editor) -> None:
    """Record what comes of somebody who answers nothing."""
    page = editor.page
    editor.press(page.get_by_role("link", name="Open the preview"))
    editor.pick("step", "Check your answers")
    editor.press(page.get_by_role("button", name="Show"))
    expect(page.get_by_text("an applicant could not send this")).to_be_visible()
    record(editor, "Nothing answered", "Nada contestado")


def record(editor: Editor, english: str, spanish: str) -> None:
    """Record what the preview shows."""
    editor.type("name_en", english)
    editor.type("name_es", spanish)
    with editor.page.expect_navigation():
        editor.press(editor.page.get_by_role("button", name="Record the scenario"))


def change_the_course(editor: Editor) -> None:
    """Reword a question of the published wizard, and add one that must be answered."""
    editor.press(editor.page.get_by_role("link", name="Wizards", exact=True))
    editor.press(editor.page.get_by_role("link", name=SERVICE).first)
    editor.open_tab("Steps")
    course = editor.unfold("steps-1")
    title = editor.unfold(f"{course}-questions-0")
    editor.write(f"{title}-label", "Name of the course", "Nombre del curso")
    editor.ask(f"{course}-questions", "Short text", "Who gives it?", "¿Quién lo imparte?")
    editor.save()


def renew_scenarios(editor: Editor) -> None:
    """Walk one scenario again, answering what is new; let the other expect what comes of it now."""
    page = editor.page
    editor.press(page.get_by_role("link", name="Check and publish"))
    editor.press(page.get_by_role("link", name="Walk it again Online course"))
    editor.type("the_course-who_gives_it", "Shoreline College")
    editor.press(page.get_by_role("button", name="Save and continue"))
    editor.press(page.get_by_role("button", name="Save and continue"))
    expect(page.get_by_text("An applicant could send this.")).to_be_visible()
    with page.expect_navigation():
        editor.press(page.get_by_role("button", name="Record the scenario"))
    with page.expect_navigation():
        editor.press(page.get_by_role("button", name="Expect what comes of it now"))


def attach(editor: Editor, service: str) -> None:
    """Write a page that attaches the wizard, and send it to the review."""
    page = editor.page
    editor.press(page.get_by_role("link", name="Add a service page"))
    editor.type("title", "Have a course approved")
    editor.type("summary", "For coaches whose course is on no list.")
    editor.pick("service_key", service)
    editor.press(page.get_by_role("button", name="More actions"))
    with page.expect_navigation():
        editor.press(page.get_by_role("button", name="Submit to"))


def approve(window: Window, reviewer: User, title: str) -> None:
    """Let the second person read the page and put it on the site."""
    window.enter(reviewer)
    window.go("/admin/")
    window.click(window.page.get_by_role("link", name=title).first)
    window.settle()
    window.page.get_by_role("button", name="More actions").click()
    window.click(window.page.get_by_role("button", name="Approve and Publish"))


def start(window: Window, applicant: User) -> Application:
    """Begin from the page on the site, and answer up to the papers."""
    window.enter(applicant)
    window.go(PAGE)
    applying.follow(window, "Start now")
    applying.press(window, "Start the application")
    applying.follow(window, "Continue")
    window.page.fill("[name=your_contact-email_address]", "maren@example.org")
    applying.save(window)
    window.page.fill("[name=the_course-title_of_the_course]", "Child development for coaches")
    window.page.locator("[name=the_course-is_it_given_online][value=yes] + label").click()
    for part, text in DAY.items():
        window.page.fill(f"[name=the_course-sessions-0-day_{part}]", text)
    window.page.fill("[name=the_course-sessions-0-clock_hours]", "15")
    window.see("course")
    applying.save(window)
    return Application.objects.get(person=applicant.person)


def send(window: Window) -> Application:
    """Go past the papers, and send it."""
    applying.save(window)
    window.see("read-back")
    return applying.submit(window)


def answer_what_is_new(window: Window, draft: Application) -> None:
    """Find everything answered but the question that was added, and answer it."""
    window.go(f"/applications/{draft.public_id}/")
    window.see("asked-again")
    applying.follow(window, "The course")
    assert window.page.get_by_label("Name of the course").input_value().startswith("Child")
    asked = "main form input[type=text]:visible:not([name*=sessions-1])"  # a row to add, if any
    empty = [each for each in window.page.locator(asked).all() if not each.input_value()]
    assert [each.get_attribute("name") for each in empty] == ["the_course-who_gives_it"]
    window.page.fill("[name=the_course-who_gives_it]", "Shoreline College")
    applying.save(window)


def build_and_publish(desktop: Window, publisher: User) -> Editor:
    """Build the wizard from nothing, record two scenarios, and publish it."""
    desktop.enter(publisher)
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
    editor.press(desktop.page.get_by_role("button", name="Publish the wizard"))
    expect(desktop.page.get_by_text("Version 1 is published.")).to_be_visible()
    return editor


def publish_the_change(desktop: Window, editor: Editor) -> None:
    """Read the plan, publish, and watch the application under way move."""
    main = desktop.page.get_by_role("main")
    expect(main.get_by_text("1 application under way is touched.")).to_be_visible()
    desktop.see("plan", within="main")
    with desktop.page.expect_navigation():
        editor.press(desktop.page.get_by_role("button", name="Publish this version"))
    EMBEDDED_JOBS.start()
    expect(main.get_by_text("1 draft was gone through.")).to_be_visible(timeout=PATIENCE_MS)
    desktop.see("moved", within="main")
    desktop.click(main.get_by_role("link", name="Back to the version"))
    expect(main.get_by_text("Nothing. Publishing would change nothing.")).to_be_visible()


def facts_of(sent: Application) -> tuple[object, ...]:
    """Return what was sent and attested."""
    sent.refresh_from_db()
    answers = sent.step_answers.order_by("step").values_list("step", "answers", "version")
    return sent.version_id, sent.snapshot, sent.snapshot_hash, list(answers)


def judge(editor: Editor, stretch: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Say how much the editor has done until here, and fail where that is too much."""
    with capsys.disabled():
        print(f"\neditor's acts, {stretch}: {editor.acts}")
    assert editor.acts <= MOST_ACTS, f"too many acts {stretch}"


@pytest.mark.proof
@pytest.mark.usefixtures("worker")
def test_an_editor_builds_attaches_and_changes_a_wizard_that_no_code_mentions(
    desktop: Window,
    second_desktop: Window,
    phone: Window,
    content_reviewer: User,
    admin: User,
    applicant: User,
    other_applicant: User,
    capsys: pytest.CaptureFixture[str],
) -> None:
    editor = build_and_publish(desktop, content_reviewer)
    judge(editor, "from nothing to published", capsys)
    attach(editor, SERVICE)
    approve(second_desktop, admin, "Have a course approved")
    start(phone, applicant)
    sent = send(phone)
    before = facts_of(sent)
    draft = start(phone, other_applicant)

    change_the_course(editor)
    renew_scenarios(editor)
    publish_the_change(desktop, editor)
    answer_what_is_new(phone, draft)
    other = send(phone)

    judge(editor, "from nothing to a change that is published", capsys)
    assert facts_of(sent) == before
    assert other.version.number == 2
