"""A reviewer who comments on a page still approves it; whoever wrote it reads why they cannot."""

from typing import Any

import pytest
from django.urls import reverse

from content.pages.article import ArticlePage
from content.trees import synchronize_languages
from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.pages import make_article
from tests.integration.content.editing.conftest import (
    add_article,
    browser_of,
    change_article,
    fill_article,
    get_article,
)

pytestmark = pytest.mark.django_db

SEND, ACT = "action-submit", "action-workflow-action"
SENT, WROTE = "You sent this version to the review", "You wrote the latest version of this page"
APPROVE = 'data-workflow-action-name="approve"'


def comment(text: str = "Which months?") -> dict[str, Any]:
    """Return what the form sends for one new comment."""
    one = {
        "id": "",
        "text": text,
        "contentpath": "title",
        "position": "",
        "DELETE": "",
        "resolved": "",
        "replies": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    return {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0": one}


def send(account: User, **fields: Any) -> ArticlePage:
    """Write an article and send it to the review."""
    add_article(browser_of(account), fill_article(**fields), SEND)
    return get_article()


def autosave(account: User, page: ArticlePage, **fields: Any) -> Any:
    """Send the form as its script does by itself."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = browser_of(account).post(
        address, fill_article(**fields), headers={"Accept": "application/json"}
    )
    assert answer.json()["success"] is True
    return answer


def approve(account: User, page: ArticlePage) -> None:
    """Press the button of the home page."""
    names = [page.pk, "approve", page.current_workflow_task_state.pk]
    browser_of(account).post(
        reverse("wagtailadmin_pages:workflow_action", args=names), {"comment": ""}
    )


def read_form(account: User, page: ArticlePage) -> str:
    """Return the form of a page as somebody opens it."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return str(browser_of(account).get(address).content.decode())


def test_reviewer_who_only_commented_approves(editor: User, content_reviewer: User) -> None:
    page = send(editor)
    autosave(content_reviewer, page, comments=comment())
    page = get_article()
    assert page.latest_revision.user == content_reviewer
    assert page.wagtail_admin_comments.get().text == "Which months?"

    form = read_form(content_reviewer, page)
    assert (APPROVE in form, SENT in form, WROTE in form) == (True, False, False)
    approve(content_reviewer, page)

    assert get_article().live is True


def test_reviewer_comments_and_approves_in_one(editor: User, content_reviewer: User) -> None:
    page = send(editor)
    data = {**fill_article(comments=comment()), "workflow-action-name": "approve"}

    change_article(browser_of(content_reviewer), page, data, ACT)

    assert get_article().live is True


def test_reviewer_who_commented_and_then_wrote_reads_why_not(
    editor: User, content_reviewer: User
) -> None:
    page = send(editor)
    autosave(content_reviewer, page, comments=comment())
    autosave(content_reviewer, get_article(), title="Mended")

    form = read_form(content_reviewer, get_article())
    assert (APPROVE in form, WROTE in form) == (False, True)
    approve(content_reviewer, get_article())

    assert get_article().live is False


def test_reviewers_words_stay_theirs_when_another_comments(
    editor: User, content_reviewer: User
) -> None:
    page, other = send(editor), make_account(Role.CONTENT_REVIEWER, username="other_reviewer")
    autosave(content_reviewer, page, title="Mended")
    autosave(other, get_article(), title="Mended", comments=comment())

    approve(content_reviewer, get_article())
    assert get_article().live is False
    approve(other, get_article())
    assert (get_article().live, get_article().title) == (True, "Mended")


@pytest.mark.parametrize(
    "change",
    [{"slug": "dates", "summary": "Other words."}, {"go_live_at": "2030-01-02 03:04"}],
)
def test_every_change_that_readers_may_notice_is_writing(
    editor: User, content_reviewer: User, change: dict[str, str]
) -> None:
    page = send(editor)
    autosave(content_reviewer, page, **change)

    assert WROTE in read_form(content_reviewer, get_article())


def test_reviewer_who_sent_the_page_reads_why_not(content_reviewer: User) -> None:
    page = send(content_reviewer)

    form = read_form(content_reviewer, page)

    assert (APPROVE in form, SENT in form) == (False, True)


def test_editor_who_cannot_review_reads_no_reason(editor: User) -> None:
    page = send(editor)

    assert SENT not in read_form(editor, page)


def test_reviewer_who_sent_a_translation_reads_why_not(content_reviewer: User) -> None:
    page = make_article(slug="dates")
    synchronize_languages()
    spanish = page.get_translations().get()
    reviewer = browser_of(content_reviewer)
    reviewer.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [spanish.locale_id]})
    opened = reviewer.get(f"/admin/pages/{spanish.pk}/edit/")
    reviewer.post(f"/admin/localize/translate/{opened.context['translation'].pk}/review/")

    screen = read_form(content_reviewer, spanish)

    assert ("Approve and publish" in screen, SENT in screen) == (False, True)
