"""An editor looks at a draft from its middle, as others, on another day and in Spanish; nothing is stored by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from portal.definitions.fee_spec import FeeSpec
from portal.definitions.rules.build import answer, as_of, eq, ge
from portal.definitions.spec import FieldSpec, StepSpec
from portal.definitions.texts import text
from portal.sdk.testing.cast import fill_fee_schedule
from portal.users.models import User
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.windows import Window

LAW = date(2030, 7, 1)
MIDDLE = StepSpec(
    id="law",
    title=text("The new law", "La nueva ley"),
    fields=(
        FieldSpec(id="speed", type="yes_no", label=text("Is it urgent?", "¿Es urgente?")),
        FieldSpec(
            id="reason",
            type="text",
            label=text("Why by the new law?", "¿Por qué según la nueva ley?"),
            condition=ge(as_of(), LAW),
        ),
    ),
)
SERVICE = replace(
    TAUGHT,
    steps=(TAUGHT.steps[0], MIDDLE, TAUGHT.steps[1]),
    fees=(
        FeeSpec(id="always", item="duplicate"),
        FeeSpec(id="urgent", item="review", condition=eq(answer("speed"), True)),
        FeeSpec(id="law", item="cross_endorsement", condition=ge(as_of(), LAW)),
    ),
)
UNFINISHED = FieldSpec(id="kind", type="choice", label={"en": "Which kind?"})
NEW_LAW, PRIVATE = "Why by the new law?", "Questions that only reviewers see"


def count_rows() -> dict[str, int]:
    """Return how many rows each table of the portal has, that of sessions among them."""
    models = (each for each in apps.get_models() if not each._meta.proxy and each._meta.managed)
    return {each._meta.label: each._default_manager.count() for each in models}


def turn_to(window: Window, *, step: str = "", **chosen: str) -> None:
    """Choose in the bar above the preview, and show it."""
    for name, value in chosen.items():
        control = window.page.locator(f"#preview-{name}")
        control.fill(value) if name == "on" else control.select_option(value)
    if step:
        window.page.locator("#preview-step").select_option(label=step)
    window.click(window.page.locator("button[name=go]"))


def save(window: Window) -> None:
    """Save the step that stands there."""
    window.click(window.page.locator("button[name=save]"))


def choose_yes(window: Window, question: str) -> None:
    """Answer a question with yes."""
    window.page.locator("fieldset", has_text=question).locator("[value=yes] + label").click()


def answer_course(window: Window) -> None:
    """Answer the first step."""
    window.page.get_by_label("Name of it").fill("Coaching")
    window.page.get_by_label("Clock hours").fill("12")
    choose_yes(window, "Is it given online?")
    save(window)


def steps_of(window: Window) -> list[str]:
    """Return what the bar offers to go to."""
    return window.page.locator("#preview-step option").all_inner_texts()


@pytest.mark.proof
@pytest.mark.usefixtures("site")
def test_draft_is_walked_from_its_middle_in_every_way_and_nothing_is_stored(
    desktop: Window, editor: User
) -> None:
    fill_fee_schedule()
    draft = make_draft(editor, SERVICE)
    desktop.enter(editor)
    desktop.go("/admin/builder/")
    before = count_rows()

    desktop.go(f"/admin/builder/{draft.pk}/preview/")
    turn_to(desktop, step="The new law", on="2030-06-30")
    assert desktop.heading() == "The new law"
    assert NEW_LAW not in desktop.text()
    turn_to(desktop, on="2030-07-01")
    assert NEW_LAW in desktop.text()
    save(desktop)
    desktop.see("refused", within=None)
    assert "Enter" in desktop.page.locator("#problems").inner_text()
    choose_yes(desktop, "Is it urgent?")
    desktop.page.get_by_label(NEW_LAW).fill("It asks for it.")
    save(desktop)
    turn_to(desktop, step="The course")
    answer_course(desktop)
    turn_to(desktop, step="Check your answers")
    assert "$200.00" in desktop.text()
    turn_to(desktop, on="2030-06-30")
    assert "$100.00" in desktop.text()
    desktop.see("bill-of-that-day", within=None)

    assert PRIVATE not in steps_of(desktop)
    desktop.go(f"/admin/builder/{draft.pk}/preview/?step=private")
    assert desktop.page.get_by_label("Note").count() == 0
    turn_to(desktop, who="reviewer")
    turn_to(desktop, step=PRIVATE)
    assert desktop.page.get_by_label("Note").count() == 1
    desktop.see("reviewer", within=None)
    turn_to(desktop, who="nobody", language="es")
    turn_to(desktop, step="La nueva ley")
    assert desktop.heading() == "La nueva ley"
    assert "¿Es urgente?" in desktop.text()
    desktop.see("spanish", within=None)

    assert count_rows() == before


@pytest.mark.usefixtures("site")
def test_unfinished_draft_is_walked_as_far_as_it_can(phone: Window, editor: User) -> None:
    first = SERVICE.steps[0]
    half = replace(SERVICE, steps=(replace(first, fields=(*first.fields, UNFINISHED)), MIDDLE))
    draft = make_draft(editor, half)
    phone.enter(editor)
    phone.go("/admin/builder/")
    before = count_rows()

    phone.go(f"/admin/builder/{draft.pk}/preview/")
    assert "Clock hours" in phone.text()
    assert "Which kind?" not in phone.text()
    assert "1 question is unfinished and cannot be shown yet." in phone.text()
    answer_course(phone)
    assert phone.heading() == "The new law"
    phone.see("half", within=None)

    assert count_rows() == before


def test_rows_are_counted_of_every_table(editor: User) -> None:
    before = count_rows()

    make_draft(editor)

    grown: dict[str, Any] = {name: n for name, n in count_rows().items() if n != before[name]}
    assert "records.WizardDraft" in grown
