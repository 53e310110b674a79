"""An editor builds and publishes "Approval of a one-off coaching course" from nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from portal.records.models import WizardVersion
from portal.users.models import User
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


def record(editor: Editor, english: str, spanish: str) -> None:
    """Record what the preview shows."""
    editor.type("name_en", english)
    editor.type("name_es", spanish)
    with editor.page.expect_navigation():
        editor.press(editor.page.get_by_role("button", name="Record the scenario"))


def test_an_editor_builds_and_publishes_a_wizard_from_nothing(
    desktop: Window, content_reviewer: User, capsys: pytest.CaptureFixture[str]
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
    editor.press(desktop.page.get_by_role("button", name="Publish the wizard"))
    expect(desktop.page.get_by_text("Version 1 is published.")).to_be_visible()
    with capsys.disabled():
        print(f"\neditor's acts, from nothing to published: {editor.acts}")
    assert WizardVersion.objects.filter(wizard__key=KEY).count() == 1
    assert editor.acts < MOST_ACTS
