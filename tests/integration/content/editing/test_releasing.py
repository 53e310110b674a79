"""A page's draft as a part of a release: public with everything else, and never over what somebody else did since."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from content.editing.releasing import PageKind
from content.pages.article import ArticlePage
from portal.accounts.roles import Role
from portal.records.models import Release
from portal.records.releases.judging import find_faults, list_parts
from portal.records.releases.kinds import PartRefusedError
from portal.records.releases.operations import plan_release, release_due, release_now
from portal.users.models import User
from tests.factories.pages import make_article

pytestmark = pytest.mark.django_db
KIND = PageKind()


@pytest.fixture
def planner(supervisor: User) -> User:
    """Return somebody who oversees services and reviews pages."""
    supervisor.groups.add(Group.objects.get(name=Role.CONTENT_REVIEWER))
    return supervisor


@pytest.fixture
def page(editor: User) -> ArticlePage:
    """Return a public page with a draft that an editor wrote."""
    return write(make_article(title="Before", slug="dates"), editor, title="After")


def write(page: ArticlePage, author: User, **fields: Any) -> ArticlePage:
    """Save a draft."""
    draft = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=author, clean=False)
    return ArticlePage.objects.get(pk=page.pk)


def plan(page: Page, planner: User) -> Release:
    """Plan a release of the page's draft for tomorrow."""
    now = timezone.now()
    return plan_release(
        name="Rules of July",
        due_at=now + timedelta(days=1),
        parts=[KIND.pick(str(page.pk))],
        planner=planner,
        at=now,
    )


def faults_of(page: Page, planner: User) -> list[str]:
    """Return the names of what stands in the way of the page's draft tomorrow."""
    part = KIND.pick(str(page.pk))
    at = timezone.now() + timedelta(days=1)
    return [each.fault.name for each in find_faults([part], planner=planner, at=at)]


def test_draft_is_public_once_its_release_was_due(
    page: ArticlePage, planner: User, visitor: Client
) -> None:
    plan(page, planner)
    assert "After" not in visitor.get("/dates/").content.decode()

    (release,) = release_due(at=timezone.now() + timedelta(days=2))

    page.refresh_from_db()
    assert release.state == Release.State.RELEASED
    assert "After" in visitor.get("/dates/").content.decode()
    assert page.has_unpublished_changes is False


def test_new_page_appears(editor: User, planner: User, visitor: Client) -> None:
    page = make_article(title="New", slug="new")
    page.unpublish()
    page = write(page, editor, title="New one")
    release = plan(page, planner)

    release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert "New one" in visitor.get("/new/").content.decode()


def test_page_that_was_changed_meanwhile_is_a_conflict(
    page: ArticlePage, planner: User, editor: User, visitor: Client
) -> None:
    release = plan(page, planner)
    write(page, editor, title="Later")

    done = release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert (done.state, done.failure) == (Release.State.FAILED, "changed_meanwhile")
    assert done.failure_place == f"page {page.pk}"
    assert "Before" in visitor.get("/dates/").content.decode()


def test_page_that_was_published_meanwhile_is_a_conflict(
    page: ArticlePage, planner: User, visitor: Client
) -> None:
    release = plan(page, planner)
    page.latest_revision.publish()

    done = release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert (done.state, done.failure) == (Release.State.FAILED, "published_meanwhile")


def test_page_that_is_gone_is_named(page: ArticlePage, planner: User) -> None:
    release = plan(page, planner)
    page.delete()

    done = release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert (done.state, done.failure) == (Release.State.FAILED, "gone")
    assert KIND.describe(list_parts(done)[0]) == "Page “After (en)”"


def test_conflict_that_comes_between_judgment_and_publication_is_seen(
    page: ArticlePage, planner: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = plan(page, planner)
    write(page, editor, title="Later")
    monkeypatch.setattr(PageKind, "check", lambda *_given, **_named: [])

    done = release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert (done.state, done.failure) == (Release.State.FAILED, "changed_meanwhile")


def test_whoever_may_not_publish_the_page_may_not_plan_it(
    page: ArticlePage, supervisor: User
) -> None:
    assert faults_of(page, supervisor) == ["not_allowed"]


def test_permission_is_asked_again_at_the_release(page: ArticlePage, planner: User) -> None:
    release = plan(page, planner)
    planner.groups.remove(Group.objects.get(name=Role.CONTENT_REVIEWER))

    done = release_now(public_id=release.public_id, actor=None, at=timezone.now())

    assert (done.state, done.failure) == (Release.State.FAILED, "not_allowed")


def test_nobody_plans_a_page_that_they_wrote(page: ArticlePage, planner: User) -> None:
    own = write(page, planner, title="My own")

    assert faults_of(own, planner) == ["own_page"]


def test_administrator_needs_no_second_person(page: ArticlePage, admin: User) -> None:
    own = write(page, admin, title="My own")

    assert faults_of(own, admin) == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"go_live_at": timezone.now() + timedelta(days=3)}, "own_schedule"),
        ({"expire_at": timezone.now() + timedelta(hours=1)}, "expired"),
        ({"summary": ""}, "incomplete"),
    ],
)
def test_draft_that_would_not_appear_is_named(
    page: ArticlePage, editor: User, planner: User, fields: dict[str, Any], name: str
) -> None:
    assert faults_of(write(page, editor, **fields), planner) == [name]


def test_draft_that_some_readers_could_not_use_is_named(
    page: ArticlePage, editor: User, planner: User
) -> None:
    body = [("text", '<p><a href="https://example.org/">click here</a></p>')]

    assert faults_of(write(page, editor, body=body), planner) == ["not_accessible"]


def test_page_without_changes_is_no_part(planner: User) -> None:
    with pytest.raises(PartRefusedError, match="no_draft"):
        KIND.pick(str(make_article(title="Done").pk))
    with pytest.raises(PartRefusedError, match="gone"):
        KIND.pick("987654")


def test_choices_are_drafts_that_one_may_publish(
    page: ArticlePage, planner: User, specialist: User
) -> None:
    make_article(title="Without changes")

    assert KIND.choices(planner) == [(str(page.pk), "After (en)")]
    assert KIND.choices(specialist) == []


def test_preview_names_the_fields_that_differ(page: ArticlePage, planner: User) -> None:
    preview = KIND.preview(KIND.pick(str(page.pk)))

    assert [(line.where, line.what) for line in preview.lines] == [("Title", "changed")]
    assert (
        preview.url == f"/admin/pages/{page.pk}/revisions/compare/live...{page.latest_revision_id}/"
    )
