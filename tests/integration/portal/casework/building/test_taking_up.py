"""An earlier state of a draft, opened from its history, is saved as the latest."""

import json

import pytest

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.definitions.spec import StepSpec
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import TAUGHT, form_of, make_draft
from tests.integration.portal.casework.building.test_comparing import change, latest, reword
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


def steps_of(draft: WizardDraft) -> tuple[StepSpec, ...]:
    """Return the steps that a state of a draft makes."""
    return read_draft(data_of(draft)).spec.steps


def test_an_earlier_state_is_taken_up_again(editor: User) -> None:
    draft = make_draft(editor, TAUGHT)
    first = latest(draft)
    later = change(draft, editor, reword)
    assert steps_of(later) != steps_of(first)
    address = f"/admin/builder/history/{draft.pk}/revisions/{first.latest_revision_id}/revert/"
    state = json.dumps(first.steps.stream_block.get_form_state(first.steps))

    response = browser_of(editor).post(address, form_of(first, **{"steps-state": state}))

    assert response.status_code == 302
    assert steps_of(latest(draft)) == steps_of(first)
    assert draft.revisions.count() == 3
