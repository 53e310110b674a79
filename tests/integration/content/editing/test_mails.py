"""Comments and reviews are mailed through the portal's mail, each in its reader's language."""

from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from wagtail.models import PageSubscription
from wagtail.users.models import UserProfile

from portal.accounts.roles import Role
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.pages import make_article
from tests.integration.content.editing.conftest import (
    add_article,
    browser_of,
    change_article,
    fill_article,
)

pytestmark = pytest.mark.django_db

COMMENT = {
    "comments-TOTAL_FORMS": "1",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
    "comments-0-id": "",
    "comments-0-contentpath": "title",
    "comments-0-text": "Is June right?",
    "comments-0-position": "",
    "comments-0-DELETE": "",
    "comments-0-resolved": "",
    "comments-0-replies-TOTAL_FORMS": "0",
    "comments-0-replies-INITIAL_FORMS": "0",
    "comments-0-replies-MIN_NUM_FORMS": "0",
    "comments-0-replies-MAX_NUM_FORMS": "",
}


def read_in(account: User, language: str) -> User:
    """Set the language of somebody's admin."""
    profile = UserProfile.get_for_user(account)
    profile.preferred_language = language
    profile.save()
    return account


def by_reader(mails: list[Any]) -> dict[str, EmailMessage]:
    """Return the mails by who gets them."""
    return {mail.to[0]: mail for mail in mails}


def test_comment_is_mailed_to_each_reader_in_their_language(
    editor: User, content_reviewer: User, mailoutbox: list[Any]
) -> None:
    spanish = read_in(make_account(Role.CONTENT_REVIEWER, username="spanish_reviewer"), "es")
    page = make_article(title="Before", slug="dates")
    for account in (content_reviewer, spanish, editor):
        PageSubscription.objects.create(page=page, user=account, comment_notifications=True)

    change_article(browser_of(editor), page, {**fill_article(), **COMMENT})

    mails = by_reader(mailoutbox)
    assert set(mails) == {content_reviewer.email, spanish.email}
    assert all("Is June right?" in mail.body for mail in mails.values())
    assert {mail.from_email for mail in mails.values()} == {settings.DEFAULT_FROM_EMAIL}
    english, translated = mails[content_reviewer.email].subject, mails[spanish.email].subject
    assert "comments" in english
    assert "comentarios" in translated


def test_reviewers_are_mailed_what_waits(
    editor: User, content_reviewer: User, mailoutbox: list[Any]
) -> None:
    add_article(browser_of(editor), fill_article(), "action-submit")

    mail = by_reader(mailoutbox)[content_reviewer.email]
    assert "Renewal dates" in mail.subject
    assert mail.from_email == settings.DEFAULT_FROM_EMAIL


def test_mail_server_that_is_away_stops_no_review(
    editor: User, content_reviewer: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> int:
        raise OSError("away")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)

    answer = add_article(browser_of(editor), fill_article(), "action-submit")

    assert answer.status_code == 302
