"""The form's streams come back as one text, whatever of them was drawn; what no form has made is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.spec import WizardSpec
from portal.records.reference.operations import load_reference
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from portal_plugins.demo.wizards import WIZARDS
from tests.factories.drafts import form_of, make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
STREAMS = ("steps", "private")


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a draft with every type of question, rules and papers."""
    spec = next(each for each in WIZARDS if each.key == "demo.every_type")
    return make_draft(editor, replace(spec, key="bureau.every_type"))


@pytest.fixture
def browser(editor: User) -> Client:
    """Return the editor's browser."""
    return browser_of(editor)


def read(draft: WizardDraft) -> WizardSpec:
    """Return the definition that the draft makes as it was saved last."""
    draft.refresh_from_db()
    return read_draft(data_of(draft.get_latest_revision_as_object())).spec


def test_what_was_never_opened_is_saved_as_it_was(browser: Client, draft: WizardDraft) -> None:
    load_reference(at=timezone.now())
    before = read(draft)
    states = {
        f"{name}-state": json.dumps(
            getattr(draft, name).stream_block.get_form_state(getattr(draft, name))
        )
        for name in STREAMS
    }

    response = browser.post(f"/admin/builder/edit/{draft.pk}/", form_of(draft, **states))

    assert response.status_code == 302
    assert draft.revisions.count() == 2
    assert read(draft).steps == before.steps
    assert read(draft).private == before.private


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"steps": 1}',
        '[{"type": "fields"}]',
        '[{"type": "gone", "value": 1, "id": "a"}]',
        "[" * 100_000,
    ],
)
def test_a_text_that_no_form_has_made_is_refused(
    browser: Client, draft: WizardDraft, text: str
) -> None:
    posted = form_of(draft, **{"steps-state": text})

    response = browser.post(f"/admin/builder/edit/{draft.pk}/", posted)

    assert response.status_code == 400
    assert draft.revisions.count() == 1
