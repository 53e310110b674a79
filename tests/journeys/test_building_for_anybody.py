"""An editor opens a wizard to people without an account: what needs one is refused at its place, the rest is used."""

import pytest

from portal.records.models import Application, Wizard
from portal.users.models import User
from tests.factories.drafts import TAUGHT, make_draft
from tests.journeys.building import Editor
from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")


def save(window: Window) -> None:
    """Save the draft."""
    window.click(window.page.get_by_role("button", name="Save draft").first)


@pytest.mark.proof
def test_editor_opens_a_wizard_to_anybody(
    desktop: Window, second_desktop: Window, content_reviewer: User, settings: object
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # type: ignore[attr-defined]
    draft = make_draft(content_reviewer, TAUGHT)
    desktop.enter(content_reviewer)
    editor = Editor(desktop.page)
    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    desktop.page.get_by_role("tab", name="Who and when").click()
    editor.pick("applicants", "anybody, with an account or without")
    desktop.picture("who-may-fill-it-in")
    save(desktop)
    desktop.go(f"/admin/builder/{draft.pk}/publish/")
    desktop.see("one-at-a-time-refused", within="main")
    assert "Without an account nobody can tell how many one person has" in desktop.text()

    desktop.go(f"/admin/builder/edit/{draft.pk}/")
    desktop.page.get_by_role("tab", name="Who and when").click()
    editor.pick("drafts", "as many as they like")
    save(desktop)
    desktop.go(f"/admin/builder/{draft.pk}/publish/")
    desktop.see("ready", within="main")
    desktop.click(desktop.page.get_by_role("main").get_by_role("button", name="Publish"))

    draft.refresh_from_db()
    wizard = Wizard.objects.get(key=draft.key)
    assert wizard.current_version is not None
    assert wizard.current_version.definition["applicants"] == "anybody"
    second_desktop.go(f"/services/{draft.key}/start/")
    second_desktop.click(second_desktop.page.get_by_role("button", name="Start", exact=True))
    assert Application.objects.get(service_key=draft.key).person_id is None
