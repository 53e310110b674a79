"""Drafts begin from published wizards, survive a plugin that goes, and tell what is left to do at its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from portal.definitions.building.data import DraftData
from portal.definitions.building.drafts import data_of, start_draft
from portal.definitions.building.publishing import publish_draft
from portal.definitions.building.reading import read_draft
from portal.definitions.fee_spec import FeeSpec
from portal.definitions.rules.build import all_of, answer, eq
from portal.definitions.spec import FieldSpec
from portal.definitions.texts import text
from portal.records.models import Wizard, WizardVersion
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import COURSE, TAUGHT, form_of, make_draft
from tests.factories.renewals import publish_renewal
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


def publish(draft: WizardDraft, by: User) -> WizardVersion:
    """Publish a draft as it was saved last."""
    draft.refresh_from_db()
    revision = draft.latest_revision_id or 0
    return publish_draft(draft_id=draft.pk, revision_id=revision, actor=by, at=timezone.now())


def test_a_plugins_wizard_is_a_template(editor: User, content_reviewer: User) -> None:
    template = publish_renewal()

    draft = start_draft(version=template, actor=editor, at=timezone.now())
    published = publish(draft, content_reviewer)

    wizard = Wizard.objects.get(key=draft.key)
    assert draft.key.startswith("bureau.")
    assert (wizard.origin, wizard.copied_from, wizard.is_on) == ("editor", template, True)
    assert published.definition == {**template.definition, "key": draft.key}


def test_an_editors_wizard_is_opened_once(editor: User, content_reviewer: User) -> None:
    version = publish(make_draft(editor), content_reviewer)
    WizardDraft.objects.all().delete()
    browser = browser_of(editor)

    first = browser.post("/admin/builder/begin/", {"version": version.pk})
    second = browser.post("/admin/builder/begin/", {"version": version.pk})

    (draft,) = WizardDraft.objects.all()
    assert first["Location"] == second["Location"] == f"/admin/builder/edit/{draft.pk}/"
    assert read_draft(data_of(draft)).spec == replace(
        COURSE, steps=read_draft(data_of(draft)).spec.steps
    )


def test_ids_stay_once_they_are_published(editor: User, content_reviewer: User) -> None:
    draft = make_draft(editor)
    publish(draft, content_reviewer)
    draft.refresh_from_db()
    changed = draft.get_latest_revision_as_object()
    label = changed.steps[0].value["questions"][0].value["label"]
    label["en"] = "What is it called?"
    changed.save_revision(user=editor)

    draft.refresh_from_db()
    (step,) = read_draft(data_of(draft.get_latest_revision_as_object())).spec.steps

    assert [each.id for each in step.fields] == ["name_of_it", "clock_hours"]
    assert step.fields[0].label["en"] == "What is it called?"


def test_before_that_they_follow_the_words(editor: User) -> None:
    draft = make_draft(editor)
    label = draft.steps[0].value["questions"][0].value["label"]
    label["en"] = "What is it called?"

    (step,) = read_draft(data_of(draft)).spec.steps

    assert [each.id for each in step.fields] == ["what_is_it_called", "clock_hours"]


def test_a_question_of_an_absent_plugin_is_kept(editor: User) -> None:
    absent = FieldSpec(
        id="depth",
        type="gone_plugin.depth",
        label=text("Depth", "Profundidad"),
        options={"unit": "inch"},
        condition=eq(answer("name"), "snow"),
    )
    step = replace(COURSE.steps[0], fields=(*COURSE.steps[0].fields, absent))
    draft = make_draft(editor, replace(COURSE, steps=(step,)))

    again = WizardDraft.objects.get(pk=draft.pk)
    again.save()
    found = read_draft(data_of(WizardDraft.objects.get(pk=draft.pk))).spec.steps[0].fields[2]

    assert (found.type, found.options) == ("gone_plugin.depth", {"unit": "inch"})
    assert found.condition == eq(answer("name_of_it"), "snow")
    page = browser_of(editor).get(f"/admin/builder/{draft.pk}/publish/").content.decode()
    assert "A plugin that it needs is not installed." in page


def test_what_is_missing_is_told_with_a_link_to_its_place(editor: User) -> None:
    half = FieldSpec(id="half", type="text", label={"en": "Half a question"})
    step = replace(COURSE.steps[0], fields=(half,))
    draft = make_draft(editor, replace(COURSE, steps=(step,)))
    browser = browser_of(editor)
    block = draft.steps[0].value["questions"][0].id

    page = browser.get(f"/admin/builder/{draft.pk}/publish/").content.decode()
    state = browser.get(f"/admin/builder/{draft.pk}/state/").json()

    assert f"/admin/builder/edit/{draft.pk}/#block-{block}-section" in page
    assert state["faults"] == {block: ["A text is missing in Spanish."]}
    assert state["left"] == 1


def test_question_that_nobody_would_be_asked_is_told_at_its_place(editor: User) -> None:
    name, *_others = COURSE.steps[0].fields
    snow, rain = eq(answer(name.id), "Snow"), eq(answer(name.id), "Rain")
    never = FieldSpec(
        id="never", type="text", label=text("Never", "Nunca"), condition=all_of(snow, rain)
    )
    step = replace(COURSE.steps[0], fields=(name, never))
    draft = make_draft(editor, replace(COURSE, steps=(step,)))
    browser = browser_of(editor)

    state = browser.get(f"/admin/builder/{draft.pk}/state/").json()

    block = draft.steps[0].value["questions"][1].id
    told = "The question can never be asked: its rules, and those of what it rests on, rule each other out."
    assert state["faults"] == {block: [told]}


def test_rules_are_read_out(editor: User) -> None:
    asked = replace(COURSE.steps[0].fields[1], condition=eq(answer("name"), "Snow"))
    step = replace(COURSE.steps[0], fields=(COURSE.steps[0].fields[0], asked))
    draft = make_draft(editor, replace(COURSE, steps=(step,)))

    state = browser_of(editor).get(f"/admin/builder/{draft.pk}/state/").json()

    assert list(state["rules"].values()) == ["Asked only when: Name of it is Snow"]


def test_a_rule_without_a_value_is_a_fault_of_its_block() -> None:
    rule = {"type": "answer", "value": {"question": "", "op": "eq", "value": ""}, "id": "r"}
    question = {"type": "text", "value": {"label": {"en": "Q"}, "condition": [rule]}, "id": "q"}
    step = {"type": "fields", "value": {"questions": [question]}, "id": "s"}

    read = read_draft(DraftData(key="bureau.one", facts={}, steps=[step]))

    assert [(fault.name, fault.block) for fault in read.faults] == [("unfinished_rule", "r")]
    assert read.spec.fields()[0].condition is None


def test_rule_over_a_question_that_was_removed_says_that_it_is_gone(editor: User) -> None:
    draft = make_draft(editor, TAUGHT)
    changed = draft.get_latest_revision_as_object()
    (online,) = [
        place
        for place, each in enumerate(changed.steps[0].value["questions"])
        if each.block_type == "yes_no"
    ]
    del changed.steps[0].value["questions"][online]
    changed.save_revision(user=editor)
    browser = browser_of(editor)

    state = browser.get(f"/admin/builder/{draft.pk}/state/").json()
    page = browser.get(f"/admin/builder/{draft.pk}/publish/").content.decode()

    said = {sentence for each in state["faults"].values() for sentence in each}
    told = "A rule asks for a question that is gone, or that cannot be used here:"
    assert {each.partition(":")[0] + ":" for each in said} == {told}
    assert page.count(told) == state["left"] == len(state["faults"])
    assert WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object().steps[1].value


def test_the_map_says_in_words_what_it_draws(editor: User) -> None:
    step = replace(COURSE.steps[0], id="more", title=text("More", "Más"))
    asked = replace(
        step,
        condition=eq(answer("name"), "Snow"),
        fields=(FieldSpec(id="why", type="text", label=text("Why?", "¿Por qué?")),),
    )
    draft = make_draft(editor, replace(COURSE, steps=(COURSE.steps[0], asked)))

    page = browser_of(editor).get(f"/admin/builder/{draft.pk}/map/").content.decode()

    assert page.count("<rect") == 2
    assert page.count("Asked only when: Name of it is Snow") == 2


@pytest.mark.parametrize("posted", [{"applicants": "ldap://x/"}, {"drafts": "ldap://x/"}])
def test_what_no_page_offers_is_not_saved(editor: User, posted: dict[str, str]) -> None:
    draft = make_draft(editor)

    answer = browser_of(editor).post(f"/admin/builder/edit/{draft.pk}/", form_of(draft, **posted))

    assert "Choose one of the list." in answer.content.decode()
    revision = WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert (revision.applicants, revision.drafts) == ("signed_in", "one_draft")


def test_draft_that_holds_what_is_not_offered_opens_and_says_so(editor: User) -> None:
    draft = make_draft(editor)
    draft.applicants = draft.drafts = "ldap://x/"
    draft.save()
    draft.save_revision()
    browser = browser_of(editor)

    pages = [
        browser.get(f"/admin/builder/{address}")
        for address in (f"edit/{draft.pk}/", f"{draft.pk}/preview/", f"{draft.pk}/publish/")
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert pages[2].content.decode().count("is none of the list: choose again") == 1


def test_fee_that_nobody_can_be_charged_is_told_at_its_place(editor: User) -> None:
    never = all_of(eq(answer("name"), "Snow"), eq(answer("name"), "Rain"))
    fee = FeeSpec(id="price", item="duplicate", condition=never)
    draft = make_draft(editor, replace(COURSE, fees=(fee,)))

    state = browser_of(editor).get(f"/admin/builder/{draft.pk}/state/").json()

    told = "It can never be charged: its rules, and those of what it rests on, rule each other out."
    assert state["faults"] == {draft.fees[0].id: [told]}
