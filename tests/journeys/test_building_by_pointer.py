"""The builder by pointer: a block is dragged to another place, and stays there."""

from __future__ import annotations

from typing import Any

import pytest

from portal.definitions.building.drafts import data_of
from portal.definitions.building.reading import read_draft
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.building import Editor
from tests.journeys.windows import Window

BELOW = 20
SETTLING_MS = 500


@pytest.fixture(autouse=True)
def _nothing_is_saved_by_itself(settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def drag(window: Window, block: str, onto: str) -> None:
    """Drag a block by its handle to just below the handle of another."""
    handles = [
        window.page.locator(
            f'[data-streamfield-child]:has(> [name="{each}-type"]) > section > .w-panel__header'
            ' [data-streamfield-action="DRAG"]'
        )
        for each in (block, onto)
    ]
    handles[0].hover()
    window.page.mouse.down()
    box = handles[1].bounding_box()
    assert box is not None
    window.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + BELOW, steps=12)
    window.page.wait_for_timeout(SETTLING_MS)
    window.page.mouse.up()
    window.page.wait_for_timeout(SETTLING_MS)


@pytest.mark.long
@pytest.mark.usefixtures("site")
def test_steps_are_dragged_to_another_place(desktop: Window, editor: User) -> None:
    draft = make_draft(editor, TAUGHT)
    desktop.enter(editor)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    form = Editor(desktop.page)
    form.open_tab("Steps")

    drag(desktop, "steps-0", "steps-1")
    desktop.see("dragged", within="main")
    form.save()

    saved = WizardDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    steps = [step.title["en"] for step in read_draft(data_of(saved)).spec.steps]
    assert steps == [step.title["en"] for step in reversed(TAUGHT.steps)]
