"""A copy's draft takes over what its plugin has changed since: shown in words, decided clash by clash, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from portal.definitions.building.drafts import data_of
from portal.definitions.building.publishing import publish_draft
from portal.definitions.building.reading import read_draft
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import text
from portal.records.models import AuditEvent, Wizard
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.copies import copy_and_move_on, move_on
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return the draft of a copy, with a title of its own and a longer limit, of a wizard that has moved on."""
    return copy_and_move_on(editor)


def url(draft: WizardDraft) -> str:
    """Return the page's address."""
    return f"/admin/builder/{draft.pk}/merge/"


def posted(page: Any, **changes: str) -> dict[str, Any]:
    """Return what the page's form posts, with what was chosen."""
    rows = page.context["rows"]
    return {
        "state": page.context["state"],
        "clash": [each.words.key for each in rows],
        **changes,
    }


def spec_of(draft: WizardDraft) -> WizardSpec:
    """Return the definition of the draft as it was saved last."""
    again = WizardDraft.objects.get(pk=draft.pk)
    return read_draft(data_of(again.get_latest_revision_as_object())).spec


def test_clash_is_told_in_words_decided_and_taken_into_the_draft(
    draft: WizardDraft, editor: User, content_reviewer: User
) -> None:
    browser = browser_of(editor)
    page = browser.get(url(draft))
    said = page.content.decode()
    assert "Title (English)" in said
    assert "Question added" in said
    assert [each.words.ours for each in page.context["rows"]] == [("Renew with us",)]

    undecided = browser.post(url(draft), posted(page))
    assert undecided.status_code == 422
    assert "1 choice is still to be made" in undecided.content.decode()
    assert spec_of(draft).title["en"] == "Renew with us"

    theirs = {"side-0": "theirs"}
    shown = browser.post(url(draft), posted(page, show="1", **theirs))
    assert next(str(each) for each in shown.context["outcome"]).endswith("Renew at once")
    assert spec_of(draft).title["en"] == "Renew with us"

    taken = browser.post(url(draft), posted(page, **theirs), follow=True)
    assert "It is taken over into the draft." in taken.content.decode()
    merged = spec_of(draft)
    assert merged.title["en"] == "Renew at once"
    assert merged.steps[0].introduction["en"] == "Ours."
    assert [each.id for each in merged.steps[0].fields][-1] == "why"
    assert AuditEvent.objects.filter(action="wizard.draft_merged").count() == 1

    again = WizardDraft.objects.get(pk=draft.pk)
    publish_draft(
        draft_id=draft.pk,
        revision_id=again.latest_revision_id or 0,
        actor=content_reviewer,
        at=timezone.now(),
    )
    copied_from = Wizard.objects.get(key=again.key).copied_from
    assert copied_from == Wizard.objects.get(key="test.renew").current_version
    assert "Take over what is new" not in browser.get("/admin/builder/").content.decode()


def test_list_form_and_publication_offer_it_once_the_plugin_moved_on(
    draft: WizardDraft, editor: User
) -> None:
    browser = browser_of(editor)

    for address in ("/admin/builder/", f"/admin/builder/edit/{draft.pk}/", url_of_publish(draft)):
        assert f'href="{url(draft)}"' in browser.get(address).content.decode(), address


def url_of_publish(draft: WizardDraft) -> str:
    """Return the address of the page that publishes."""
    return f"/admin/builder/{draft.pk}/publish/"


def test_what_moved_meanwhile_is_looked_at_again(draft: WizardDraft, editor: User) -> None:
    browser = browser_of(editor)
    page = browser.get(url(draft))
    move_on(title=text("Once more", "Otra vez"), why=False)

    answer = browser.post(url(draft), posted(page, **{"side-0": "theirs"}), follow=True)

    assert "One side has changed since." in answer.content.decode()
    assert spec_of(draft).title["en"] == "Renew with us"


def test_unfinished_rule_is_not_lost(draft: WizardDraft, editor: User) -> None:
    own = draft.get_latest_revision_as_object()
    rule = {"type": "answer", "value": {"question": "", "op": "eq", "value": ""}, "id": "r"}
    own.steps[0].value["condition"] = own.steps[0].value["condition"].stream_block.to_python([rule])
    own.save_revision(user=editor)
    browser = browser_of(editor)

    page = browser.get(url(draft)).content.decode()
    answer = browser.post(url(draft), {"state": "x"})

    assert "A rule of the draft is unfinished" in page
    assert answer.status_code == 422
    assert WizardDraft.objects.get(pk=draft.pk).template == draft.template


def test_locked_draft_is_only_looked_at(
    draft: WizardDraft, editor: User, content_reviewer: User
) -> None:
    draft.locked, draft.locked_by, draft.locked_at = True, content_reviewer, timezone.now()
    draft.save()
    browser = browser_of(editor)
    page = browser.get(url(draft))

    answer = browser.post(url(draft), posted(page, **{"side-0": "theirs"}))

    assert f"was locked</b> by <b>{content_reviewer.get_username()}" in answer.content.decode()
    assert spec_of(draft).title["en"] == "Renew with us"
