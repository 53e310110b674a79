"""A preview walks a draft from any step, for anybody, on any day, and stores nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from portal.definitions.rules.build import answer, eq
from portal.definitions.spec import FieldSpec, StepSpec
from portal.definitions.texts import text
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import COURSE, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
ONLINE = FieldSpec(id="online", type="yes_no", label=text("Online?", "¿En línea?"))
EMAIL = FieldSpec(id="email", type="email", label=text("Email", "Correo"), binding="person.email")
PLACE = StepSpec(
    id="place",
    title=text("The place", "El lugar"),
    condition=eq(answer("online"), False),
    fields=(FieldSpec(id="town", type="text", label=text("Town", "Localidad")),),
)
ASKING = replace(
    COURSE,
    steps=(replace(COURSE.steps[0], fields=(EMAIL, ONLINE)), PLACE),
    private=(FieldSpec(id="note", type="text", label=text("Note", "Nota")),),
)
STEP = "the_course"


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a draft with a step that is asked on a condition."""
    return make_draft(editor, ASKING)


@pytest.fixture
def browser(editor: User) -> Client:
    """Return the editor's browser."""
    return browser_of(editor)


def address(draft: WizardDraft) -> str:
    """Return where the preview of a draft is."""
    return f"/admin/builder/{draft.pk}/preview/"


def heading(page: str) -> str:
    """Return the main heading of a page."""
    found = re.search(r"<h1>(.*?)</h1>", page)
    return found[1] if found else ""


def state_of(page: str) -> str:
    """Return the answers that a page carries."""
    found = re.search(r'name="state" value="([^"]*)"', page)
    return found[1] if found else ""


def count_rows() -> dict[str, int]:
    """Return how many rows each table holds."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def walk(browser: Client, draft: WizardDraft, **answers: str) -> str:
    """Answer the first step, and return the page that follows."""
    opened = browser.get(address(draft)).content.decode()
    named = {f"{STEP}-{name}": value for name, value in answers.items()}
    posted = {"state": state_of(opened), "at": STEP, "save": "1", **named}
    return browser.post(address(draft), posted).content.decode()


def test_a_step_opens_with_what_is_on_record(browser: Client, draft: WizardDraft) -> None:
    assert 'value="maren@example.org"' in browser.get(address(draft)).content.decode()
    fresh = browser.get(address(draft), {"who": "nobody"}).content.decode()
    assert 'value="maren@example.org"' not in fresh


@pytest.mark.parametrize(
    ("online", "expected"), [("no", "The place"), ("yes", "Check your answers")]
)
def test_the_next_step_follows_from_the_answers(
    browser: Client, draft: WizardDraft, online: str, expected: str
) -> None:
    assert heading(walk(browser, draft, email="maren@example.org", online=online)) == expected


def test_a_wrong_answer_is_told_at_its_place(browser: Client, draft: WizardDraft) -> None:
    page = walk(browser, draft, email="nobody", online="no")

    assert heading(page) == "The course"
    assert "Enter a valid email address." in page


def test_any_step_opens_in_either_language(browser: Client, draft: WizardDraft) -> None:
    posted = {"go": "1", "step": "the_place", "language": "es", "on": "2026-07-01"}

    page = browser.post(address(draft), posted).content.decode()

    assert heading(page) == "El lugar"
    assert 'value="2026-07-01"' in page


def test_reviewers_see_their_own_questions(browser: Client, draft: WizardDraft) -> None:
    seen = {"go": "1", "step": "private"}

    assert "Note" in browser.post(address(draft), {**seen, "who": "reviewer"}).content.decode()
    assert heading(browser.post(address(draft), seen).content.decode()) == "The course"


def test_nothing_is_stored(browser: Client, draft: WizardDraft) -> None:
    browser.get(address(draft))
    before = count_rows()

    page = walk(browser, draft, email="maren@example.org", online="no")
    posted = {"state": state_of(page), "at": "the_place", "save": "1", "the_place-town": "Avon"}
    page = browser.post(address(draft), posted).content.decode()

    assert "An applicant could send this." in page
    assert count_rows() == before


def test_a_recorded_run_is_a_new_revision(browser: Client, draft: WizardDraft) -> None:
    before = count_rows()
    page = walk(browser, draft, email="maren@example.org", online="yes")
    posted = {"state": state_of(page), "record": "1", "name_en": "Online", "name_es": "En línea"}

    browser.post(address(draft), posted)

    assert count_rows() != before
    draft.refresh_from_db()
    (scenario,) = draft.get_latest_revision_as_object().scenarios
    assert scenario["expected"] == {"steps": ["the_course"]}
    assert scenario["answers"] == {"the_course": {"email": "maren@example.org", "online": True}}


def record(browser: Client, draft: WizardDraft, **answers: str) -> None:
    """Record a run of the draft under a name."""
    page = walk(browser, draft, **answers)
    names = {"name_en": "Online", "name_es": "En línea"}
    browser.post(address(draft), {"state": state_of(page), "record": "1", **names})


def ask_more(draft: WizardDraft, editor: User) -> None:
    """Let the draft ask for what its scenario does not answer."""
    more = FieldSpec(id="host", type="text", label=text("Host", "Anfitrión"))
    asked = replace(ASKING.steps[0], fields=(*ASKING.steps[0].fields, more))
    other = make_draft(editor, replace(ASKING, key="bureau.other", steps=(asked, PLACE)))
    draft.refresh_from_db()
    latest = draft.get_latest_revision_as_object()
    added = other.steps[0].value["questions"][2]
    latest.steps[0].value["questions"].append((added.block_type, added.value))
    latest.save_revision(user=editor)
    draft.refresh_from_db()


def scenarios(draft: WizardDraft) -> list[dict[str, Any]]:
    """Return the scenarios of the draft as it was saved last."""
    draft.refresh_from_db()
    listed: list[dict[str, Any]] = draft.get_latest_revision_as_object().scenarios
    return listed


def test_a_scenario_is_walked_again_from_where_it_stops(
    browser: Client, draft: WizardDraft, editor: User
) -> None:
    record(browser, draft, email="other@example.org", online="yes")
    ask_more(draft, editor)

    page = browser.get(address(draft), {"scenario": "online"}).content.decode()
    assert heading(page) == "The course"
    assert 'value="other@example.org"' in page
    answers = {"email": "other@example.org", "online": "yes", "host": "A college"}
    posted = {f"{STEP}-{name}": value for name, value in answers.items()}
    page = browser.post(
        address(draft), {"state": state_of(page), "at": STEP, "save": "1", **posted}
    ).content.decode()
    names = {"name_en": "Online", "name_es": "En línea"}
    browser.post(address(draft), {"state": state_of(page), "record": "1", **names})

    (scenario,) = scenarios(draft)
    assert scenario["answers"][STEP]["host"] == "A college"
    assert scenario["expected"] == {"steps": ["the_course"]}


def test_a_scenario_expects_what_comes_of_it_now(
    browser: Client, draft: WizardDraft, editor: User
) -> None:
    publish, said = f"/admin/builder/{draft.pk}/publish/", "it cannot be published."
    record(browser, draft, email="other@example.org", online="yes")
    assert said not in browser.get(publish).content.decode()
    ask_more(draft, editor)
    assert said in browser.get(publish).content.decode()

    browser.post(f"/admin/builder/{draft.pk}/expect-anew/", {"scenario": "online"})
    browser.post(f"/admin/builder/{draft.pk}/expect-anew/", {"scenario": "no_such"})

    (scenario,) = scenarios(draft)
    assert scenario["expected"]["not_accepted"] == ["the_course.host"]
    assert said not in browser.get(publish).content.decode()


def test_half_a_question_leaves_the_rest_to_see(browser: Client, editor: User) -> None:
    empty = FieldSpec(id="rows", type="rows", label=text("Rows", "Filas"))
    step = replace(COURSE.steps[0], fields=(ONLINE, empty))
    draft = make_draft(editor, replace(COURSE, steps=(step,)))

    page = browser.get(address(draft)).content.decode()

    assert "1 question is unfinished and cannot be shown yet." in page
    assert "Online?" in page


def test_a_forged_state_begins_anew(browser: Client, draft: WizardDraft) -> None:
    response = browser.post(address(draft), {"state": "forged", "go": "1", "step": "nowhere"})

    assert heading(response.content.decode()) == "The course"
