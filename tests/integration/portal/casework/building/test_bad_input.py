"""What editors and reviewers get wrong: named at its place on the page that publishes, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from portal.definitions.rules import Answer
from portal.definitions.rules.build import answer, eq, record
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.records.models import WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import COURSE, TAUGHT, make_draft
from tests.integration.portal.casework.building.test_preview import record as record_run
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db

ONE, TWO = (
    FieldSpec(id=each, type="text", label=text(each.title(), f"{each} es"))
    for each in ("one", "two")
)
LATER = eq(answer("two"), "x")
CIRCLE = "It rests on “Two”, which itself rests on it: a circle. Change one of their rules."
ITSELF = "Its rule or formula rests on itself. Choose a question that comes before it."
SUM = FieldSpec(
    id="sum",
    type="calculated",
    label=text("Sum", "Suma"),
    calculation=Answer("sum"),
    options={"gives": "integer"},
)
NO_PATH = (
    "A rule reads something that the records do not have, or have no longer: "
    "change the rule, or remove it."
)
NO_BINDING = "It cannot be filled in from there: choose another entry of the record, or none."
WRONG: dict[str, tuple[tuple[FieldSpec, ...], str]] = {
    "two that wait for each other": (
        (replace(ONE, condition=LATER), replace(TWO, condition=eq(answer("one"), "x"))),
        CIRCLE,
    ),
    "one that waits for itself": (
        (replace(ONE, condition=eq(answer("one"), "x")), TWO),
        ITSELF,
    ),
    "a calculation of itself": ((SUM, TWO), ITSELF),
    "one that waits for a later one": (
        (replace(ONE, condition=LATER), TWO),
        "A rule reads “Two”, which comes later or is gone.",
    ),
    "a path of a rule that went away": (
        (replace(ONE, condition=eq(record("person.shoe_size"), "x")), TWO),
        NO_PATH,
    ),
    "a path of a binding that went away": (
        (replace(ONE, binding="person.shoe_size"), TWO),
        NO_BINDING,
    ),
}


def page_of(browser: Client, draft: WizardDraft) -> str:
    """Return the page that publishes."""
    return browser.get(f"/admin/builder/{draft.pk}/publish/").content.decode()


def press(browser: Client, draft: WizardDraft, revision_id: int | None = None) -> str:
    """Publish what was looked at, and return the page that follows."""
    looked_at = {"revision": revision_id or draft.latest_revision_id}
    url = f"/admin/builder/{draft.pk}/publish/"
    return browser.post(url, looked_at, follow=True).content.decode()


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_once_at_its_place_and_publishes_nothing(
    editor: User, content_reviewer: User, case: str
) -> None:
    questions, told = WRONG[case]
    step = replace(COURSE.steps[0], fields=questions)
    draft = make_draft(editor, replace(COURSE, steps=(step,)))
    browser = browser_of(content_reviewer)
    block = draft.steps[0].value["questions"][0].id

    pages = [page_of(browser, draft), press(browser, draft)]

    assert browser.get(f"/admin/builder/{draft.pk}/state/").json()["faults"] == {block: [told]}
    for page in pages:
        assert page.count(told) == 1
        assert f"/admin/builder/edit/{draft.pk}/#block-{block}-section" in page
    assert browser.get(f"/admin/builder/edit/{draft.pk}/").status_code == 200
    assert not WizardVersion.objects.filter(wizard__key=COURSE.key).exists()
    assert WizardDraft.objects.get(pk=draft.pk).latest_revision_id == draft.latest_revision_id


def test_path_that_an_editor_chose_and_that_went_away_is_told(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = replace(TWO, condition=eq(record("person.address_town"), "Salem"))
    step = replace(COURSE.steps[0], fields=(ONE, asked))
    draft = make_draft(editor, replace(COURSE, steps=(step,)))
    browser = browser_of(editor)
    assert NO_PATH not in page_of(browser, draft)

    monkeypatch.setattr("portal.definitions.building.rule_reading.ACCESS_TYPES", {})

    assert page_of(browser, draft).count(NO_PATH) == 1


def test_rule_follows_a_question_that_is_renamed(editor: User, content_reviewer: User) -> None:
    draft, browser = make_draft(editor, TAUGHT), browser_of(content_reviewer)

    for said in ("Is it taught at a distance?", "Is it taught from afar?"):
        changed = draft.get_latest_revision_as_object()
        (online,) = [
            each for each in changed.steps[0].value["questions"] if each.block_type == "yes_no"
        ]
        online.value["label"]["en"] = said
        changed.save_revision(user=editor)
        draft.refresh_from_db()
        state = browser.get(f"/admin/builder/{draft.pk}/state/").json()
        assert (state["left"], set(state["rules"].values())) == (
            0,
            {f"Asked only when: {said} is no"},
        )
        assert "is published. Whoever starts from now on gets it." in press(browser, draft)
        draft.refresh_from_db()

    names = {
        each.definition["steps"][0]["fields"][2]["id"]
        for each in WizardVersion.objects.filter(wizard__key=TAUGHT.key)
    }
    assert names == {"is_it_taught_at_a_distance"}


@pytest.mark.parametrize("act", ["expect-anew", "forget-scenario"])
def test_scenario_of_a_question_that_is_gone_is_mended_where_it_is_told(
    editor: User, content_reviewer: User, act: str
) -> None:
    draft, browser = make_draft(editor), browser_of(editor)
    record_run(browser, draft, name_of_it="Snow", clock_hours="5")
    draft.refresh_from_db()
    changed = draft.get_latest_revision_as_object()
    del changed.steps[0].value["questions"][0]
    changed.save_revision(user=editor)
    draft.refresh_from_db()

    page = page_of(browser, draft)
    assert '<a href="#scenario-online">Scenario: Online</a>: It speaks of a question' in page
    assert 'id="scenario-online"' in page
    assert "It cannot be published yet." in press(browser_of(content_reviewer), draft)
    assert not WizardVersion.objects.filter(wizard__key=COURSE.key).exists()
    assert f"/admin/builder/{draft.pk}/{act}/" in page

    browser.post(f"/admin/builder/{draft.pk}/{act}/", {"scenario": "online"})

    assert "The wizard is complete, in both languages." in page_of(browser, draft)
    draft.refresh_from_db()
    left = [each["answers"] for each in draft.get_latest_revision_as_object().scenarios]
    assert left == ([{"the_course": {"clock_hours": 5}}] if act == "expect-anew" else [])


def test_second_of_two_reviewers_publishes_nothing_twice(
    editor: User, content_reviewer: User, admin: User
) -> None:
    draft = make_draft(editor)
    looked_at = draft.latest_revision_id
    first, second = browser_of(content_reviewer), browser_of(admin)
    page_of(first, draft)
    page_of(second, draft)

    said = [press(each, draft, looked_at) for each in (first, second)]

    assert "Version 1 is published. Whoever starts from now on gets it." in said[0]
    assert "Nothing new: version 1, which says the same, is the one on offer." in said[1]
    assert WizardVersion.objects.filter(wizard__key=COURSE.key).count() == 1
