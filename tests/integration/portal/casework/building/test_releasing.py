"""A draft is a part of a release: published at its moment with the others, unless it changed or its planner may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.definitions.building.publishing import PUBLISH
from portal.records.models import Release, WizardVersion
from portal.records.releases.operations import release_due
from portal.records.wizards.drafts import WizardDraft
from portal.users.models import User
from tests.factories.drafts import make_draft
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
NEW = "/admin/releases/new/"


@pytest.fixture
def draft(editor: User) -> WizardDraft:
    """Return a draft that is complete."""
    return make_draft(editor)


def plan(draft: WizardDraft, by: User) -> Any:
    """Plan a release of a draft for next year."""
    facts = {"name": "Courses", "day": f"{timezone.now().year + 1}-07-01", "time": "10:00"}
    return browser_of(by).post(NEW, {**facts, "parts_wizard_draft": draft.pk})


def become_due() -> list[Release]:
    """Let the moment of the planned release come."""
    Release.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    return release_due(at=timezone.now())


def count_versions() -> int:
    """Return how many versions were published."""
    return WizardVersion.objects.filter(wizard__key="bureau.one_off_course").count()


def test_the_publish_page_leads_to_a_release(draft: WizardDraft, content_reviewer: User) -> None:
    browser = browser_of(content_reviewer)
    link = f"{NEW}?parts_wizard_draft={draft.pk}"

    assert link in browser.get(f"/admin/builder/{draft.pk}/publish/").content.decode()
    form = browser.get(link).context["form"]
    assert form["parts_wizard_draft"].value() == [str(draft.pk)]
    assert "parts_wizard" not in form.fields


def test_a_draft_is_published_at_its_moment(draft: WizardDraft, content_reviewer: User) -> None:
    assert plan(draft, content_reviewer).status_code == 302
    page = browser_of(content_reviewer).get(f"/admin/builder/{draft.pk}/publish/")
    assert "The release “Courses” publishes it on" in page.content.decode()
    assert count_versions() == 0

    (release,) = become_due()

    assert (release.state, count_versions()) == (Release.State.RELEASED, 1)
    draft.refresh_from_db()
    assert draft.live is True


def test_a_draft_that_changed_is_not_published(
    draft: WizardDraft, editor: User, content_reviewer: User
) -> None:
    plan(draft, content_reviewer)
    draft.summary_en = "In other words."
    draft.save_revision(user=editor)

    (release,) = become_due()

    assert (release.failure, count_versions()) == ("changed_meanwhile", 0)


def test_who_may_publish_no_longer_has_nothing_published(
    draft: WizardDraft, content_reviewer: User
) -> None:
    plan(draft, content_reviewer)
    content_reviewer.groups.clear()

    (release,) = become_due()

    assert (release.failure, count_versions()) == ("not_allowed", 0)


def test_who_oversees_services_plans_no_draft(draft: WizardDraft, supervisor: User) -> None:
    assert not supervisor.has_perm(PUBLISH)

    assert plan(draft, supervisor).status_code == 422
    assert Release.objects.count() == 0


def test_who_publishes_wizards_sees_their_own_releases(
    draft: WizardDraft, content_reviewer: User, admin: User
) -> None:
    plan(draft, admin)
    release = Release.objects.get()
    browser = browser_of(content_reviewer)

    assert browser.get(f"/admin/releases/{release.public_id}/").status_code == 404
    assert browser.post(f"/admin/releases/{release.public_id}/release/").status_code == 404
    assert "Courses" not in browser.get("/admin/releases/").content.decode()
    assert count_versions() == 0
