"""The one-off coaching course by keyboard alone: built, attached, applied for, and changed while somebody applies."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from portal.records.jobs.running import EMBEDDED_JOBS
from portal.records.models import Application, WizardVersion
from portal.users.models import User
from tests.journeys import hands
from tests.journeys.building_hands import Keyboard
from tests.journeys.test_building import DAY, KEY, PAGE, PATIENCE_MS, SERVICE, facts_of, worker
from tests.journeys.windows import Window

__all__ = ["worker"]

TITLE = "Have a course approved"
SPANISH = "Aprobación de un curso único para entrenadores"
COURSE = "steps-1-value-questions"
PAPERS = "steps-2-value"

pytestmark = pytest.mark.usefixtures("public_pages")


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def write(keys: Keyboard, name: str, english: str, spanish: str) -> None:
    """Write a text in both languages."""
    keys.fill(f"{name}en", english)
    keys.fill(f"{name}es", spanish)


def ask(keys: Keyboard, stream: str, number: int, block: str, words: tuple[str, str]) -> str:
    """Add a question with its words, and return the name of its value."""
    keys.add(stream, block)
    write(keys, f"{stream}-{number}-value-label-", *words)
    return f"{stream}-{number}-value"


def build(keys: Keyboard) -> None:
    """Say what the service is, and build its steps but for the papers."""
    write(keys, "title_", SERVICE, SPANISH)
    write(keys, "summary_", "Ask whether a course counts.", "Pregunte si un curso cuenta.")
    keys.back("Service")
    keys.press("ArrowRight")
    keys.add("steps", "Questions")
    write(keys, "steps-0-value-title-", "Your contact", "Su contacto")
    keys.add("steps-0-value-questions", "Email address")
    keys.add("steps", "Questions")
    write(keys, "steps-1-value-title-", "The course", "El curso")
    ask(keys, COURSE, 0, "Short text", ("Title of the course", "Título del curso"))
    ask(keys, COURSE, 1, "Yes or no", ("Is it given online?", "¿Es en línea?"))
    place = ask(keys, COURSE, 2, "Short text", ("Where is it given?", "¿Dónde se imparte?"))
    keys.only_when(place, "Is it", "no")
    sessions = ask(keys, COURSE, 3, "Repeating group", ("Sessions", "Sesiones"))
    ask(keys, f"{sessions}-rows", 0, "Date", ("Day", "Día"))
    ask(keys, f"{sessions}-rows", 1, "Whole number", ("Clock hours", "Horas"))


def ask_for_papers(keys: Keyboard) -> None:
    """Build the step of one document with an alternative."""
    keys.add("steps", "Documents")
    write(keys, f"{PAPERS}-title-", "What the course teaches", "Qué enseña el curso")
    for number, words in enumerate((("Outline", "Programa"), ("Letter", "Carta"))):
        paper = ask(keys, f"{PAPERS}-questions", number, "Documents", words)
        keys.go_to(f"{paper}-required")
        keys.press("Space")
        keys.go_to(f"{paper}-settings-kinds")
        keys.page.keyboard.type("Something")
    needed = f"{PAPERS}-requirements-0-value"
    keys.add_alone(f"{PAPERS}-requirements")
    write(keys, f"{needed}-title-", "an outline or a letter", "un programa o una carta")
    for words in ("Outline", "Letter"):
        keys.pick("Question of this wizard", words)
    keys.only_when(needed, "Is it", "no")


def record(keys: Keyboard, english: str, spanish: str) -> None:
    """Record what the preview shows."""
    write(keys, "name_", english, spanish)
    keys.activate("Record the scenario")


def record_scenarios(keys: Keyboard) -> None:
    """Walk the preview once to the end, and once without an answer."""
    keys.activate("Preview")
    keys.activate("Save and continue")
    keys.fill("the_course-title_of_the_course", "Child development for coaches")
    keys.reach("Yes")
    keys.press("Space")
    for part, text in DAY.items():
        keys.fill(f"the_course-sessions-0-day_{part}", text)
    keys.fill("the_course-sessions-0-clock_hours", "15")
    keys.activate("Save and continue")
    keys.activate("Save and continue")
    record(keys, "Online course", "Curso en línea")
    keys.activate("Open the preview")
    keys.pick("Step", "Check")
    keys.activate("Show")
    record(keys, "Nothing answered", "Nada contestado")


def attach(keys: Keyboard) -> None:
    """Write a page that attaches the wizard, and send it to the review."""
    keys.activate("Add a service page")
    keys.fill("title", TITLE)
    keys.fill("summary", "For coaches whose course is on no list.")
    keys.go_to("service_key")
    keys.page.keyboard.type(SERVICE)
    keys.reach("More actions")
    keys.press("Enter")
    keys.activate("Submit to")


def approve(window: Window, reviewer: User) -> None:
    """Let the second person read the page and put it on the site."""
    window.enter(reviewer)
    window.go("/admin/")
    keys = Keyboard(window.page)
    keys.activate(TITLE)
    window.settle()
    keys.reach("More actions")
    keys.press("Enter")
    keys.activate("Approve and Publish")


def start(window: Window, applicant: User) -> Application:
    """Begin from the page on the site, and answer up to the papers."""
    window.enter(applicant)
    window.go(PAGE)
    keys = hands.Keyboard(window.page)
    for name in ("Start now", "Start the application", "Continue"):
        keys.activate(name)
    keys.type("Email address", "maren@example.org")
    keys.activate("Save and continue")
    keys.type("Title of the course", "Child development for coaches")
    keys.reach("Yes")
    keys.press("Space")
    for part, text in DAY.items():
        keys.type(part.capitalize(), text)
    keys.type("Clock hours", "15")
    keys.activate("Save and continue")
    return Application.objects.get(person=applicant.person)


def send(window: Window) -> Application:
    """Go past the papers, and send it."""
    keys = hands.Keyboard(window.page)
    keys.activate("Save and continue")
    keys.activate("Submit application")
    public_id = window.path.strip("/").rpartition("/")[2]
    return Application.objects.get(public_id=public_id)


def change_the_course(keys: Keyboard) -> None:
    """Reword a question of the published wizard, and add one that must be answered."""
    keys.activate("Wizards")
    keys.activate(SERVICE)
    keys.reach("Service")
    keys.press("ArrowRight")
    keys.act("steps-1", "FOLD", key="Tab")
    keys.act(f"{COURSE}-0", "FOLD", key="Tab")
    write(keys, f"{COURSE}-0-value-label-", "Name of the course", "Nombre del curso")
    ask(keys, COURSE, 4, "Short text", ("Who gives it?", "¿Quién lo imparte?"))
    keys.activate("Save draft")


def publish_the_change(keys: Keyboard) -> None:
    """Walk one scenario again, let the other expect what comes of it, read the plan, and publish."""
    keys.activate("Check and publish")
    keys.activate("Walk it again Online course")
    keys.fill("the_course-who_gives_it", "Shoreline College")
    for name in ("Save and continue", "Save and continue", "Record the scenario"):
        keys.activate(name)
    keys.activate("Expect what comes of it now")
    expect(keys.page.get_by_text("1 application under way is touched.")).to_be_visible()
    keys.activate("Publish this version")
    EMBEDDED_JOBS.start()
    moved = keys.page.get_by_text("1 draft was gone through.")
    expect(moved).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.proof
@pytest.mark.long
@pytest.mark.usefixtures("worker")
def test_the_whole_journey_takes_no_mouse(
    desktop: Window,
    second_desktop: Window,
    phone: Window,
    content_reviewer: User,
    admin: User,
    applicant: User,
    other_applicant: User,
) -> None:
    desktop.enter(content_reviewer)
    desktop.go("/admin/builder/add/")
    keys = Keyboard(desktop.page)
    build(keys)
    ask_for_papers(keys)
    keys.activate("Save draft")
    record_scenarios(keys)
    keys.activate("Publish the wizard")
    attach(keys)
    approve(second_desktop, admin)
    start(phone, applicant)
    sent = send(phone)
    before = facts_of(sent)
    draft = start(phone, other_applicant)

    change_the_course(keys)
    publish_the_change(keys)
    phone.go(f"/applications/{draft.public_id}/")
    person = hands.Keyboard(phone.page)
    person.activate("The course")
    person.type("Who gives it?", "Shoreline College")
    person.activate("Save and continue")
    other = send(phone)

    assert facts_of(sent) == before
    assert other.version.number == 2
    assert WizardVersion.objects.filter(wizard__key=KEY).count() == 2
