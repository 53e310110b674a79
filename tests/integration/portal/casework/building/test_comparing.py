"""Two states of a draft are compared in the words of its form; the history has every state."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from portal.casework.building.recording import record_run
from portal.definitions.building.comparing import compare_drafts
from portal.definitions.building.drafts import data_of, start_draft
from portal.definitions.building.previews import begin_preview
from portal.definitions.building.publishing import publish_draft
from portal.definitions.building.reading import read_draft
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import TAUGHT, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
Edit = Callable[[WizardDraft], None]


def latest(draft: WizardDraft) -> WizardDraft:
    """Return a draft as it was saved last."""
    found: WizardDraft = WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    return found


def reword(draft: WizardDraft) -> None:
    """Reword a question whose id nothing has settled yet."""
    draft.steps[0].value["questions"][0].value["label"]["en"] = "What is it called?"


def remove(draft: WizardDraft) -> None:
    """Remove a question."""
    del draft.steps[0].value["questions"][1]


def leave_unfinished(draft: WizardDraft) -> None:
    """Leave a rule without its question."""
    rule = draft.steps[1].value["condition"][0]
    rule.value["question"] = ""


def change(draft: WizardDraft, by: User, *edits: Edit) -> WizardDraft:
    """Save a draft once more, changed."""
    changed = latest(draft)
    for edit in edits:
        edit(changed)
    changed.save_revision(user=by, log_action=True)
    return latest(draft)


def test_a_question_that_is_reworded_before_publication_is_the_same_question(editor: User) -> None:
    draft = make_draft(editor, TAUGHT)
    before = latest(draft)

    compared = compare_drafts(before, change(draft, editor, reword, remove), "en")

    assert [(line.where, line.what, line.before, line.after) for line in compared.changes] == [
        ("The course › Clock hours", "Question removed", "", ""),
        ("The course › What is it called?", "Wording", "Name of it", "What is it called?"),
    ]
    assert compared.unread == 0


def test_what_is_unfinished_is_counted(editor: User) -> None:
    draft = make_draft(editor, TAUGHT)
    before = latest(draft)

    assert compare_drafts(before, change(draft, editor, leave_unfinished), "en").unread == 1


def test_page_says_it_in_words_and_leads_back(editor: User) -> None:
    draft = make_draft(editor, TAUGHT)
    first = latest(draft).latest_revision_id
    last = change(draft, editor, reword).latest_revision_id
    browser, history = browser_of(editor), f"/admin/builder/history/{draft.pk}/revisions"

    page = browser.get(f"{history}/compare/{first}...{last}/").content.decode()

    assert "Name of it" in page
    assert "What is it called?" in page
    assert f'href="{history}/{first}/revert/"' in page
    assert not re.search("[0-9a-f]{8}-[0-9a-f]{4}-", page.partition("<main")[2])
    again = browser.get(f"{history}/compare/{last}...latest/").content.decode()
    assert "Nothing." in again
    assert "/revert/" not in again


def entries(browser: Client, draft: WizardDraft) -> list[str]:
    """Return what the history of a draft lists."""
    page = browser.get(f"/admin/builder/history/{draft.pk}/").content.decode()
    listed = page.partition('<table class="listing')[2].partition("</table>")[0]
    return re.findall(r"\b(Created|Edited)\b", re.sub("<[^>]*>", " ", listed))


def test_history_has_the_first_state_and_those_of_scenarios(
    editor: User, content_reviewer: User
) -> None:
    made = make_draft(editor, TAUGHT)
    version = publish_draft(
        draft_id=made.pk,
        revision_id=made.latest_revision_id or 0,
        actor=content_reviewer,
        at=timezone.now(),
    )
    WizardDraft.objects.all().delete()
    draft = start_draft(version=version, actor=editor, at=timezone.now())
    spec = read_draft(data_of(latest(draft))).spec
    scenario = begin_preview(spec, on=timezone.localdate(), has_record=True)
    record_run(draft_id=draft.pk, scenario=scenario, name={"en": "It", "es": "Ello"}, actor=editor)

    assert entries(browser_of(editor), draft) == ["Edited", "Created"]
