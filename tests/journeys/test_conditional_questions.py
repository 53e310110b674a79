"""A step whose questions depend on each other: shown at once where script runs, as ever where it does not."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.http import QueryDict
from playwright.sync_api import Browser, Page, Request, expect

from portal.definitions.compiled import CompiledWizard
from portal.definitions.fields import AnsweringContext
from portal.definitions.forms import StepForm
from portal.records.applications.models import Application
from portal.users.models import User
from portal.wizards.rendering import render_form
from tests.factories.conditions import SPEC, make_conditions_draft, offer_conditions
from tests.journeys import applying
from tests.journeys.windows import Window

pytestmark = pytest.mark.proof

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = (ROOT / "static" / "portal" / "rules.js").read_text(encoding="utf-8")
CONDITIONAL = frozenset(
    question.id for question in SPEC.step("work").fields if question.condition is not None
)
IN_ROWS = frozenset(f"jobs-{place}-{name}" for place in range(2) for name in ("shifts", "ended"))
"""The questions of the rows that stand at first."""
FOR_THE_SERVER = "hush"
WIZARD = CompiledWizard(0, 1, SPEC)
FILLINGS, SEED, MOST_STOPS = 200, 11, 60
BOXES: dict[str, tuple[str, ...]] = {
    "employed": ("", "yes", "no"),
    "employer": ("Alder", "Birch ", "Cedar"),
    "began_month": ("", "2", "03"),
    "began_day": ("1", "2", "30"),
    "began_year": ("2024", "2023", "26"),
    "week": ("", "0", "19", "20", "x"),
    "rate": ("", "12.5", "12,5", "1,250.00", " +12.49", ".5", "x"),
    "pay": ("", "$1,000.00", "999.99", "1000", "1,00", "1000.5"),
    "since_month": ("", "3", "03", "13"),
    "since_year": ("2025", "2024", "25"),
    "grade": ("", "low", "high"),
    "languages": ("", "es", "pt"),
    "state": ("", "ct", "NY"),
    "jobs-0-employer": ("", " ", "A"),
    "jobs-0-hours": ("", "20", "41"),
    "jobs-1-employer": ("", "B"),
    "jobs-1-hours": ("", "21"),
    "jobs-0-shifts": ("", "2", "3"),
    "jobs-1-shifts": ("", "3"),
    "jobs-1-ended_year": ("", "2020"),
}
ALWAYS = {
    **dict.fromkeys(("town", "reason", "mentor", "subject", "license", "overtime", "gap"), "said"),
    **dict.fromkeys(("union", "exam"), "yes"),
    **dict.fromkeys(("nick", "raised", "bonus", "senior"), "said"),
    "hush": "said",
}
FILL = """values => {
  const form = document.forms[0];
  form.reset();
  for (const control of form.elements) {
    const value = values[control.name.slice("work-".length)] ?? "";
    if (/radio|checkbox/.test(control.type)) { control.checked = control.value === value; }
    else { control.value = value; }
  }
  form.dispatchEvent(new Event("input", {bubbles: true}));
  const posted = [...new FormData(form)];
  const shown = [...form.querySelectorAll("[data-question]:not([hidden])")].map(part => part.dataset.question);
  return JSON.stringify([posted, shown]);
}"""


@pytest.fixture
def draft(applicant: User) -> Application:
    """Return a draft at the step with the conditions."""
    offer_conditions()
    return make_conditions_draft(applicant)


def open_step(window: Window, applicant: User, draft: Application) -> None:
    """Open the step, signed in."""
    window.enter(applicant)
    window.go(f"/applications/{draft.public_id}/work/")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on a control of that name; every stop on the way can be seen."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.checkVisibility()")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is not among the stops")


def shown(window: Window) -> set[str]:
    """Return the questions on a condition that stand on the page."""
    parts = window.page.locator("[data-question]:visible")
    return {str(part.get_attribute("data-question")) for part in parts.all()}


def answers_of(draft: Application) -> dict[str, Any]:
    """Return what is stored of the step."""
    answers: dict[str, Any] = draft.step_answers.get(step="work").answers
    return answers


def test_question_appears_while_another_is_answered_by_keyboard_alone(
    desktop: Window, applicant: User, draft: Application
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    open_step(desktop, applicant, draft)
    keys, page = desktop.page.keyboard, desktop.page
    page.route("**/autosave/", lambda route: route.abort())
    desktop.settle()
    assert shown(desktop) == {FOR_THE_SERVER}
    desktop.see("nothing-answered")
    page.on("request", note)

    tab_to(page, "work-employed")
    keys.press("Space")
    assert shown(desktop) == {FOR_THE_SERVER, "employer"}
    keys.press("Tab")
    assert page.evaluate("document.activeElement.name") == "work-employer"
    keys.type("Alder")
    assert shown(desktop) == {FOR_THE_SERVER, "employer", "town"}
    keys.press("Tab")
    assert page.evaluate("document.activeElement.name") == "work-town"
    keys.type("Avon")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.name") == "work-began_month"
    assert [each for each in asked if not each.endswith("/autosave/")] == []

    page.unroute("**/autosave/")
    desktop.see("answered")
    tab_to(page, "work-hush")
    keys.press("Enter")
    page.wait_for_url("**/review/")
    assert answers_of(draft) == {"employed": True, "employer": "Alder", "town": "Avon"}


def test_answer_to_a_question_that_went_is_kept_in_its_box_and_not_taken(
    desktop: Window, applicant: User, draft: Application
) -> None:
    open_step(desktop, applicant, draft)
    page = desktop.page
    yes, no = (
        page.locator(f"[name=work-employed][value={each}] + label") for each in ("yes", "no")
    )
    yes.click()
    page.fill("[name=work-employer]", "Alder")
    no.click()
    expect(page.locator("[name=work-employer]")).to_be_hidden()
    assert shown(desktop) == {FOR_THE_SERVER, "reason"}
    assert page.get_by_role("textbox", name="Employer").count() == 2  # those of the rows
    yes.click()
    expect(page.locator("[name=work-employer]")).to_have_value("Alder")

    no.click()
    applying.save(desktop)
    assert answers_of(draft) == {"employed": False}


def test_question_of_a_row_appears_in_that_row_alone(
    desktop: Window, applicant: User, draft: Application
) -> None:
    open_step(desktop, applicant, draft)
    page = desktop.page
    assert shown(desktop) == {FOR_THE_SERVER}

    page.fill("[name=work-jobs-1-hours]", "20")
    assert shown(desktop) == {FOR_THE_SERVER, "jobs-1-shifts"}
    page.fill("[name=work-jobs-1-shifts]", "3")
    page.fill("[name=work-jobs-1-ended_year]", "2020")
    desktop.see("within-a-row")
    applying.save(desktop)
    assert shown(desktop) == {FOR_THE_SERVER, "jobs-0-shifts", "jobs-0-ended"}
    desktop.see("mistake-in-a-row")

    page.fill("[name=work-jobs-0-hours]", "19")
    applying.save(desktop)
    assert answers_of(draft)["jobs"] == [{"hours": 19}]


def test_mistake_beside_a_question_that_went_goes_with_it(
    desktop: Window, applicant: User, draft: Application
) -> None:
    open_step(desktop, applicant, draft)
    page = desktop.page
    page.locator("[name=work-employed][value=yes] + label").click()
    applying.save(desktop)
    mistake = page.locator("[data-error-summary] li")
    expect(mistake).to_be_visible()
    assert shown(desktop) == {FOR_THE_SERVER, "employer"}
    desktop.see("mistake")

    page.locator("[name=work-employed][value=no] + label").click()
    expect(mistake).to_be_hidden()


def test_without_script_every_question_stands_and_the_server_takes_what_it_asks(
    without_script: Window, applicant: User, draft: Application
) -> None:
    open_step(without_script, applicant, draft)
    assert shown(without_script) == CONDITIONAL | IN_ROWS
    page = without_script.page
    page.locator("[name=work-employed][value=yes] + label").click()
    page.fill("[name=work-employer]", "Alder")
    page.fill("[name=work-town]", "Avon")
    page.fill("[name=work-reason]", "Not asked for")

    applying.save(without_script)

    assert answers_of(draft) == {"employed": True, "employer": "Alder", "town": "Avon"}


@pytest.fixture
def blank_page(chromium: Browser) -> Iterator[Page]:
    """Return a page of no site."""
    page = chromium.new_page()
    yield page
    page.close()


def draw_step(page: Page, form: StepForm) -> None:
    """Draw the step as the portal does, without its script."""
    mirror = WIZARD.mirror("work")
    assert mirror is not None
    page.set_content(f"<!doctype html><form>{render_form(form)}{mirror.draw(form)}</form>")


def make_form(data: QueryDict | None) -> StepForm:
    """Return the step's form, as it stands after the answers before it."""
    context = AnsweringContext(on=date(2026, 2, 1), language="en")
    earlier = {"teaches": True, "nickname": "Birch", "secret": "x"}
    return WIZARD.form_class("work", "en")(data, prefix="work", context=context, earlier=earlier)


def asked_in_rows(form: StepForm) -> set[str]:
    """Return which of the questions on a condition the server asks in each row, by their places on the page."""
    group = form["jobs"]
    asked = set()
    for place in range(2):
        posted = {
            name.removeprefix(f"work-jobs-{place}-"): form.data.getlist(name)
            for name in form.data
            if name.startswith(f"work-jobs-{place}-")
        }
        row = group.field.posted(posted, f"work-jobs-{place}")
        assert row.is_valid(), row.errors
        asked |= {f"jobs-{place}-{name}" for name in row.cleaned_data}
    return asked & IN_ROWS


def test_question_that_the_server_asks_for_is_never_hidden(blank_page: Page) -> None:
    draw_step(blank_page, make_form(QueryDict("work-employed=yes")))
    blank_page.evaluate("document.querySelector('[name=work-employed]:checked').checked = false")
    blank_page.evaluate(SCRIPT)

    assert blank_page.locator("[data-question]:visible").count() == len(CONDITIONAL | IN_ROWS)


def test_browser_shows_what_the_server_asks_however_the_step_is_filled_in(
    blank_page: Page,
) -> None:
    draw_step(blank_page, make_form(None))
    blank_page.evaluate(SCRIPT)
    chance = Random(SEED)
    compared, differences, ever = 0, [], set()
    for _filling in range(FILLINGS):
        values = {name: chance.choice(options) for name, options in BOXES.items()} | ALWAYS
        if values["jobs-1-ended_year"]:
            values |= {"jobs-1-ended_month": "2", "jobs-1-ended_day": "3"}
        posted, visible = json.loads(blank_page.evaluate(FILL, values))
        data = QueryDict(mutable=True)
        for name, value in posted:
            data.appendlist(name, value)
        form = make_form(data)
        if "jobs" in form.errors:  # an answer half filled in is none to the server
            continue
        compared += 1
        asked = CONDITIONAL & form.stored().keys() | {FOR_THE_SERVER} | asked_in_rows(form)
        ever |= asked
        if asked != set(visible):
            differences.append((values, sorted(asked ^ set(visible))))

    assert differences == []
    assert compared > FILLINGS / 4
    assert ever == CONDITIONAL | IN_ROWS
