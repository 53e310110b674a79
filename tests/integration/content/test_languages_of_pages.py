"""Trees of pages in other languages: filled with aliases, and as private as their originals."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models.signals import post_save
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from content.pages.article import ArticlePage
from content.trees import synchronize_languages, watch_privacy
from tests.factories.pages import get_home, make_article, make_cards, make_hub

pytestmark = pytest.mark.django_db


def restrict(page: Page, **fields: object) -> PageViewRestriction:
    """Make a page private as an editor would."""
    fields = {"restriction_type": PageViewRestriction.LOGIN, **fields}
    return PageViewRestriction.objects.create(page=page, **fields)


def alias_of(page: Page) -> Page:
    """Return what stands for a page in Spanish."""
    return Page.objects.get(alias_of=page)


def test_trees_are_filled_once() -> None:
    make_article(parent=make_hub(slug="coaches"), slug="first")

    assert synchronize_languages() == 3
    assert synchronize_languages() == 0


def test_new_page_joins_the_tree_when_it_is_filled_again(visitor: Client) -> None:
    synchronize_languages()
    make_article(slug="late", title="Late news")
    assert visitor.get("/es/late/").status_code == 404

    assert synchronize_languages() == 1
    assert "Late news" in visitor.get("/es/late/").content.decode()


def test_alias_follows_its_original(visitor: Client) -> None:
    page = make_article(slug="news", title="Old title")
    synchronize_languages()
    page.title = "New title"
    page.save_revision().publish()

    assert "New title" in visitor.get("/es/news/").content.decode()


def test_stand_in_of_a_scheduled_page_waits_for_its_time(
    visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    begins = timezone.now() + timedelta(hours=1)
    page = ArticlePage(title="Later", slug="later", summary="For later.", live=False)
    get_home().add_child(instance=page)
    synchronize_languages()
    page.go_live_at, page.expire_at = begins, begins + timedelta(hours=1)
    page.save_revision().publish()
    assert visitor.get("/es/later/").status_code == 404

    with time_machine.travel(begins + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
        assert visitor.get("/es/later/").status_code == 200
        page = ArticlePage.objects.get(pk=page.pk)
        page.slug = "renamed"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        assert visitor.get("/es/later/")["Location"] == "/es/renamed/"

    with time_machine.travel(begins + timedelta(hours=2), tick=False):
        call_command("publish_scheduled")
        assert visitor.get("/es/renamed/").status_code == 404


@pytest.mark.parametrize("is_taken", [False, True])
def test_stand_in_takes_the_new_slug_unless_it_is_taken(
    visitor: Client, django_capture_on_commit_callbacks: Any, is_taken: bool
) -> None:
    page = make_article(slug="draft-of-mine", title="Mine")
    synchronize_languages()
    if is_taken:
        other = make_article(slug="news", title="Theirs")
        synchronize_languages()
        Page.objects.filter(pk=other.pk).update(slug="elsewhere")
    page.slug = "news"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    shown = visitor.get("/es/news/").content.decode()
    assert ("Theirs" if is_taken else "Mine") in shown
    old = visitor.get("/es/draft-of-mine/")
    assert old.status_code == (200 if is_taken else 301)


def test_private_page_is_private_in_every_language(visitor: Client) -> None:
    before, after = make_article(slug="before"), make_article(slug="after")
    restrict(before)
    synchronize_languages()
    restrict(after)

    for slug in ("before", "after"):
        assert visitor.get(f"/es/{slug}/").status_code == 302
    assert not Page.objects.public().filter(alias_of__in=[before, after]).exists()


def test_privacy_of_groups_is_carried_over_and_taken_back(visitor: Client) -> None:
    page = make_article(slug="news")
    synchronize_languages()
    restriction = restrict(page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="readers"))

    own = PageViewRestriction.objects.get(page=alias_of(page))
    assert [own.restriction_type, list(own.groups.values_list("name", flat=True))] == [
        "groups",
        ["readers"],
    ]
    restriction.delete()
    assert visitor.get("/es/news/").status_code == 200


def test_alias_of_a_private_page_is_listed_when_nobody_watches() -> None:
    """The control: Wagtail refuses to show it, but lists of public pages hold it."""
    page = make_article(slug="news")
    synchronize_languages()
    post_save.disconnect(sender=PageViewRestriction, dispatch_uid="content.trees")
    try:
        restrict(page)
    finally:
        watch_privacy()

    assert Page.objects.public().filter(alias_of=page).exists()


def test_links_of_an_alias_ask_once_for_all_translations(visitor: Client) -> None:
    targets = [make_article(title=f"Target {n}") for n in range(5)]
    body = make_cards(5, page=targets[0])
    for card, target in zip(body[0][1]["cards"], targets, strict=True):
        card["link"] = {**card["link"], "page": target}
    make_hub(slug="many", body=body)
    synchronize_languages()

    page = visitor.get("/es/many/").content.decode()

    assert page.count('href="/es/target-') >= 5
    assert 'href="/target-' not in page


def test_without_a_tree_the_frame_alone_speaks_spanish(visitor: Client) -> None:
    home = get_home()

    page = visitor.get("/es/").content.decode()

    assert '<html lang="es"' in page
    assert f"<h1>{home.heading}</h1>" in page


def test_tree_that_comes_later_is_known_at_once(visitor: Client) -> None:
    target = make_article(title="Target")
    make_hub(slug="early", body=make_cards(1, page=target))
    assert visitor.get("/early/").status_code == 200

    synchronize_languages()

    assert 'href="/es/target/"' in visitor.get("/es/early/").content.decode()
