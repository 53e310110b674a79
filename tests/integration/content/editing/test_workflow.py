"""The review by a second person: who sends, who approves, who publishes, and that nobody passes by."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage

from content.editing.workflow import REVIEWERS, WORKFLOW_NAME, SecondPersonApproval, ensure_workflow
from content.notices.models import Notice
from content.pages.article import ArticlePage
from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.notices import make_notice
from tests.factories.pages import make_article
from tests.integration.content.editing.conftest import (
    add_article,
    browser_of,
    change_article,
    fill_article,
    get_article,
)

pytestmark = pytest.mark.django_db

PRESS = {"publish": "action-publish", "send": "action-submit", "act": "action-workflow-action"}


def act(account: User, page: ArticlePage, action: str, comment: str = "") -> Any:
    """Do what the reviewer's buttons do, without opening the form."""
    state = page.current_workflow_task_state
    names = [page.pk, action, state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=names)
    return browser_of(account).post(address, {"comment": comment})


def send(account: User, *blocks: Any, **fields: Any) -> ArticlePage:
    """Write an article and send it to the review."""
    add_article(browser_of(account), fill_article(*blocks, **fields), PRESS["send"])
    return get_article()


def read_form(account: User) -> str:
    """Return the form of the article."""
    address = reverse("wagtailadmin_pages:edit", args=[get_article().pk])
    return browser_of(account).get(address).text


def test_migrations_put_every_page_under_review() -> None:
    place = WorkflowPage.objects.get()
    task = SecondPersonApproval.objects.get()

    assert (place.page, place.workflow.name) == (Page.get_first_root_node(), WORKFLOW_NAME)
    assert [group.name for group in task.groups.all()] == [REVIEWERS] == [Role.CONTENT_REVIEWER]


def test_workflow_of_the_bureaus_own_choice_stays() -> None:
    own = Workflow.objects.create(name="Ours")
    WorkflowPage.objects.update(workflow=own)

    ensure_workflow()

    assert WorkflowPage.objects.get().workflow == own


def test_editor_cannot_publish_without_the_review(editor: User) -> None:
    add_article(browser_of(editor), fill_article(), PRESS["publish"])

    assert get_article().live is False


def test_reviewer_cannot_publish_without_the_review(content_reviewer: User) -> None:
    page = make_article(title="Before", slug="dates")

    change_article(browser_of(content_reviewer), page, fill_article(), PRESS["publish"])

    assert get_article().title == "Before"


def test_page_is_public_once_a_second_person_approved_it(
    editor: User, content_reviewer: User
) -> None:
    page = send(editor)
    assert (page.live, page.workflow_in_progress) == (False, True)

    answer = act(content_reviewer, page, "approve")

    assert answer.status_code == 302
    assert browser_of(content_reviewer).get("/dates/").status_code == 200


def test_reviewer_asks_for_changes(editor: User, content_reviewer: User) -> None:
    page = send(editor)

    act(content_reviewer, page, "reject")

    state = get_article().current_workflow_state
    assert (state.status, get_article().live) == ("needs_changes", False)
    assert "content_reviewer asks for changes." in read_form(editor)


def test_words_of_the_reviewer_stand_on_the_form_until_the_page_is_sent_again(
    editor: User, content_reviewer: User
) -> None:
    page = send(editor)
    assert "asks for changes" not in read_form(editor)
    asked = "content_reviewer asks for changes: “Say &lt;which&gt; June.”"

    act(content_reviewer, page, "reject", comment="Say <which> June.")
    assert asked in read_form(editor)
    change_article(browser_of(editor), page, fill_article(), PRESS["send"])

    assert "asks for changes" not in read_form(editor)


@pytest.mark.parametrize("role", [Role.CONTENT_REVIEWER, Role.ADMIN])
def test_nobody_approves_a_page_of_their_own(role: Role) -> None:
    account = make_account(role)
    page = send(account)

    answer = act(account, page, "approve")

    assert answer.status_code in {302, 403}
    assert get_article().live is False


def test_reviewer_who_changed_the_page_leaves_the_approval_to_another(
    editor: User, content_reviewer: User
) -> None:
    page, other = send(editor), make_account(Role.CONTENT_REVIEWER, username="other_reviewer")
    change_article(browser_of(content_reviewer), page, fill_article(title="Mended"))

    act(content_reviewer, get_article(), "approve")
    assert get_article().live is False
    act(other, get_article(), "approve")

    assert (get_article().live, get_article().title) == (True, "Mended")


def test_task_refuses_ones_own_page_although_the_button_was_hidden(content_reviewer: User) -> None:
    page = send(content_reviewer)
    task = page.current_workflow_task

    with pytest.raises(PermissionDenied):
        task.on_action(page.current_workflow_task_state, content_reviewer, "approve")


def test_control_wagtails_own_task_lets_reviewers_approve_their_own(
    content_reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = send(content_reviewer)
    monkeypatch.setattr("content.editing.workflow.is_own", lambda *_args: False)

    act(content_reviewer, page, "approve")

    assert get_article().live is True


def test_page_that_some_readers_cannot_use_is_not_approved(
    editor: User, content_reviewer: User
) -> None:
    page = send(editor)
    page.body = [("text", '<p><a href="/x/">click here</a></p>')]
    page.save_revision(user=editor)

    answer = act(content_reviewer, page, "approve")

    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert get_article().live is False


def test_notice_that_some_readers_cannot_use_goes_back_to_its_own_form(
    editor: User, content_reviewer: User
) -> None:
    kind = ContentType.objects.get_for_model(Notice)
    WorkflowContentType.objects.create(
        content_type=kind, workflow=WorkflowPage.objects.get().workflow
    )
    notice = make_notice(link_text="What to do", link_address="/help/")
    notice.link_text = "click here"
    notice.save_revision(user=editor)
    notice.get_workflow().start(notice, editor)
    names = [notice.pk, "approve", notice.current_workflow_task_state.pk]
    address = reverse("wagtailsnippets_content_notice:workflow_action", args=names)

    answer = browser_of(content_reviewer).post(address, {"comment": ""})

    form = reverse("wagtailsnippets_content_notice:edit", args=[notice.pk])
    assert (answer.status_code, answer.headers["Location"]) == (302, form)
    assert Notice.objects.get().link_text == "What to do"
    assert Notice.objects.get().workflow_in_progress is True


def test_several_pages_at_once_are_not_published_past_the_review(content_reviewer: User) -> None:
    make_article(slug="dates").unpublish()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    browser_of(content_reviewer).post(f"{address}?id={get_article().pk}", {})

    assert get_article().live is False


def test_copy_is_not_published_past_the_review(content_reviewer: User) -> None:
    page = make_article(slug="dates")
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": page.get_parent().pk,
        "publish_copies": "on",
    }

    browser_of(content_reviewer).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)

    assert not ArticlePage.objects.filter(slug="copy", live=True).exists()


def test_reviewer_takes_a_page_off_the_site(content_reviewer: User) -> None:
    page = make_article(slug="dates")

    browser_of(content_reviewer).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert get_article().live is False


def test_page_cannot_end_at_the_moment_in_which_it_begins(editor: User) -> None:
    moment = "2030-01-02 03:04"

    answer = add_article(
        browser_of(editor), fill_article(go_live_at=moment, expire_at=moment), PRESS["send"]
    )

    assert "expire_at" in answer.context["form"].errors
    assert not ArticlePage.objects.filter(slug="dates").exists()


def test_form_that_is_saved_by_itself_approves_nothing(
    editor: User, content_reviewer: User
) -> None:
    page = send(editor)
    count = page.revisions.count()
    pressed = {PRESS["act"]: "true", "workflow-action-name": "approve"}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    reviewer = browser_of(content_reviewer)

    by_itself = reviewer.post(
        address, {**fill_article(), **pressed}, headers={"Accept": "application/json"}
    )
    page = get_article()
    assert by_itself.status_code == 400
    assert (page.live, page.workflow_in_progress, page.revisions.count()) == (False, True, count)

    reviewer.post(address, {**fill_article(), **pressed})
    assert get_article().live
