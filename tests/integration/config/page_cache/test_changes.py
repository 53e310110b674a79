"""The next request after a change shows it, and pages that do not show what changed stay."""

import re
from collections.abc import Callable
from contextvars import Context
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from time_machine import travel
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction, Site

from content.pages.article import ArticlePage
from content.pages.base import PortalPage
from content.pages.hub import HubPage
from portal.sdk import freshness
from portal.sdk.freshness import announce, remember, until
from portal.sdk.generations import generations
from tests.factories.images import make_image
from tests.factories.pages import get_home, make_article, make_cards, make_hub
from tests.integration.config.page_cache.browser import Portal

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = (
    "/",
    "/coaches/",
    "/coaches/renew/",
    "/coaches/first/",
    "/offers/",
    "/apart/",
    "/apart/one/",
)
CUT = re.compile(r'content-cut" src="([^"]+)"')
TREE = {"coaches": "/coaches/", "renew": "/coaches/renew/"}


@pytest.fixture
def tree(portal: Portal) -> dict[str, Any]:
    """Return pages: two under Coaches, one apart, and one whose card leads to the first; all are kept."""
    coaches = make_hub(title="Coaches", slug="coaches", show_in_menus=True)
    renew = make_article(title="Renew", slug="renew", parent=coaches)
    first = make_article(title="First", slug="first", parent=coaches)
    offers = make_hub(title="Offers", slug="offers", body=make_cards(1, page=renew))
    apart = make_hub(title="Apart", slug="apart")
    one = make_article(title="One", slug="one", parent=apart)
    for address in ADDRESSES:
        assert portal.get(address).by == "miss", address
        assert portal.get(address).by == "hit", address
    return {
        "coaches": coaches, "renew": renew, "first": first, "offers": offers, "apart": apart, "one": one
    }  # fmt: skip


def list_dropped(portal: Portal) -> set[str]:
    """Return the addresses that are made anew."""
    return {address for address in ADDRESSES if portal.get(address).by != "hit"}


def edit(page: Page, **fields: Any) -> None:
    """Publish a page with other fields."""
    fresh = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save_revision().publish()


def test_published_page_is_new_where_it_is_shown_and_nowhere_else(
    portal: Portal, tree: dict[str, Any]
) -> None:
    edit(tree["renew"], title="Renew a permit", summary="New words.")

    assert list_dropped(portal) == {"/coaches/", "/coaches/renew/", "/offers/"}
    assert "New words." in portal.get("/coaches/renew/").text
    assert "Renew a permit" in portal.get("/coaches/").text


def test_draft_drops_nothing(portal: Portal, tree: dict[str, Any]) -> None:
    draft = ArticlePage.objects.get(pk=tree["renew"].pk)
    draft.title = "Not yet"
    draft.save_revision()

    assert list_dropped(portal) == set()


def test_hub_in_the_menu_is_new_on_every_page(portal: Portal, tree: dict[str, Any]) -> None:
    edit(tree["coaches"], title="For coaches")

    assert list_dropped(portal) == set(ADDRESSES)
    assert "For coaches" in portal.get("/apart/one/").text


def test_unpublished_page_is_gone(portal: Portal, tree: dict[str, Any]) -> None:
    ArticlePage.objects.get(pk=tree["renew"].pk).unpublish()

    assert portal.get("/coaches/renew/").status == 404
    assert list_dropped(portal) == {"/coaches/", "/coaches/renew/", "/offers/"}
    assert "/coaches/renew/" not in portal.get("/offers/").text


def test_deleted_page_is_gone(portal: Portal, tree: dict[str, Any]) -> None:
    ArticlePage.objects.get(pk=tree["first"].pk).delete()

    assert portal.get("/coaches/first/").status == 404
    assert "First" not in portal.get("/coaches/").text
    assert portal.get("/apart/one/").by == "hit"


def test_new_page_stands_in_its_list(portal: Portal, tree: dict[str, Any]) -> None:
    make_article(title="Third", slug="third", parent=HubPage.objects.get(pk=tree["coaches"].pk))

    assert list_dropped(portal) == {"/coaches/"}
    assert "Third" in portal.get("/coaches/").text


def test_alias_follows_its_source(portal: Portal, tree: dict[str, Any]) -> None:
    CreatePageAliasAction(
        ArticlePage.objects.get(pk=tree["renew"].pk),
        parent=HubPage.objects.get(pk=tree["apart"].pk),
        update_slug="again",
        user=None,
    ).execute(skip_permission_checks=True)
    assert "Renew" in portal.get("/apart/").text
    assert portal.get("/apart/again/").by == "miss"

    edit(tree["renew"], summary="New words.")

    assert "New words." in portal.get("/apart/again/").text


def test_moved_page_answers_at_its_new_address_only(portal: Portal, tree: dict[str, Any]) -> None:
    renew = ArticlePage.objects.get(pk=tree["renew"].pk)
    renew.move(HubPage.objects.get(pk=tree["apart"].pk), pos="last-child")

    assert portal.get("/coaches/renew/").headers["Location"] == "/apart/renew/"
    assert portal.get("/apart/renew/").status == 200
    assert "/apart/renew/" in portal.get("/offers/").text
    assert "/apart/renew/" in portal.get("/apart/").text
    assert "renew" not in portal.get("/coaches/").text


def test_slug_of_a_hub_changes_the_addresses_below_it(portal: Portal, tree: dict[str, Any]) -> None:
    edit(tree["coaches"], slug="trainers")

    assert portal.get("/coaches/renew/").headers["Location"] == "/trainers/renew/"
    assert portal.get("/trainers/renew/").status == 200
    assert "/trainers/renew/" in portal.get("/offers/").text


def test_restriction_hides_at_once(portal: Portal, tree: dict[str, Any]) -> None:
    restriction = PageViewRestriction.objects.create(
        page=tree["coaches"], restriction_type=PageViewRestriction.LOGIN
    )
    assert portal.get("/coaches/renew/").status == 302
    assert "Coaches" not in portal.get("/apart/one/").text

    restriction.delete()

    assert portal.get("/coaches/renew/").status == 200


def test_site_setting_concerns_every_page(portal: Portal, tree: dict[str, Any]) -> None:
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Another name"
    site.save()

    assert list_dropped(portal) == set(ADDRESSES)


def test_rows_that_no_page_shows_drop_nothing(portal: Portal, tree: dict[str, Any]) -> None:
    Group.objects.create(name="Translators")

    assert list_dropped(portal) == set()


def test_change_that_is_rolled_back_drops_nothing(portal: Portal, tree: dict[str, Any]) -> None:
    with transaction.atomic():
        edit(tree["renew"], title="Never")
        transaction.set_rollback(True)

    assert list_dropped(portal) == set()


def test_page_turns_false_at_the_moment_it_named(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(title="Renew", slug="renew")
    end = timezone.now() + timedelta(minutes=5)

    def serve(page: ArticlePage, request: object) -> object:
        remember("notice", lambda: until(end))
        return PortalPage.serve(page, request)

    monkeypatch.setattr(ArticlePage, "serve", serve)

    for moment, by in ((0, "miss"), (299, "hit"), (301, "miss")):
        with travel(end + timedelta(seconds=moment - 300), tick=False):
            assert portal.get("/renew/").by == by, moment


def test_page_that_changed_while_it_was_made_is_made_again(portal: Portal) -> None:
    page = make_article(title="Renew", slug="renew", summary="Old words.")
    publish_while_making(portal, page)

    assert "New words." in portal.get("/renew/").text


def test_without_the_number_taken_first_the_old_page_would_stay(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: the protection is the number noted before the page is made."""
    page = make_article(title="Renew", slug="renew", summary="Old words.")
    take_number_last(monkeypatch)
    publish_while_making(portal, page)

    assert "Old words." in portal.get("/renew/").text


def test_part_that_changed_after_its_page_was_read_is_drawn_again(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_while_drawing(
        monkeypatch, make_article(title="Renew", slug="renew", summary="Old words.")
    )

    portal.get("/renew/")

    assert "New words." in portal.get("/renew/").text


def test_part_without_the_number_from_before_would_stay_old(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: the protection is the number noted before the page is read."""
    publish_while_drawing(
        monkeypatch, make_article(title="Renew", slug="renew", summary="Old words.")
    )
    make: Callable[..., Any] = freshness._make

    def make_late(draw: Any, *, is_watched: bool, whole: Any) -> Any:
        if whole:
            whole.begun = generations.current()
        return make(draw, is_watched=is_watched, whole=whole)

    monkeypatch.setattr(freshness, "_make", make_late)

    portal.get("/renew/")

    assert "Old words." in portal.get("/renew/").text


def publish_while_drawing(monkeypatch: pytest.MonkeyPatch, page: ArticlePage) -> None:
    """Have another process publish a page after it was read for a visitor, once."""
    waiting = [page]

    def serve(read: ArticlePage, request: object) -> object:
        if waiting:
            Context().run(edit, waiting.pop(), summary="New words.")
        return PortalPage.serve(read, request)

    monkeypatch.setattr(ArticlePage, "serve", serve)


def publish_while_making(portal: Portal, page: ArticlePage) -> None:
    """Ask for a page that is published anew after it was read and before it is kept."""

    def publish() -> None:
        portal.before_store = None
        Context().run(edit, page, summary="New words.")  # as another process would

    portal.before_store = publish
    portal.get("/renew/")


def take_number_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have entries bear the number of the moment at which they are kept."""
    from config.page_cache import application  # deferred: the settings are ready only inside a test

    make_entry: Callable[..., Any] = application.make_entry

    def make_late(headers: Any, body: bytes, made: Any, *, seconds: int) -> Any:
        made.begun = generations.current()
        return make_entry(headers, body, made, seconds=seconds)

    monkeypatch.setattr(application, "make_entry", make_late)


def test_whoever_writes_past_signals_can_announce_it(portal: Portal, tree: dict[str, Any]) -> None:
    ArticlePage.objects.filter(pk=tree["renew"].pk).update(summary="In bulk.")
    assert portal.get("/coaches/renew/").by == "hit"

    announce(f"wagtailcore_page:{tree['renew'].pk}")

    assert "In bulk." in portal.get("/coaches/renew/").text


def test_link_in_running_text_follows_its_page(portal: Portal) -> None:
    target = make_article(title="Target", slug="target")
    link = f'<p><a linktype="page" id="{target.pk}">there</a></p>'
    make_article(title="Source", slug="source", body=[("text", link)])
    home = get_home()
    assert 'href="/target/"' in portal.get("/source/").text

    edit(target, slug="elsewhere")

    assert 'href="/elsewhere/"' in portal.get("/source/").text
    assert home.live


@pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
)
def test_picture_whose_focal_point_moves_is_cut_anew_on_its_page_and_its_card(
    portal: Portal, tree: dict[str, Any]
) -> None:
    image = make_image(width=1600, height=600)
    image.contextual_alt_text, image.decorative = "A class", False
    edit(tree["first"], body=[("picture", {"image": image, "caption": ""})])
    list_dropped(portal)
    assert list_dropped(portal) == set()
    card = CUT.search(portal.get("/coaches/").text)

    image.focal_point_x, image.focal_point_y = 1500, 300
    image.focal_point_width = image.focal_point_height = 100
    image.save()

    assert list_dropped(portal) == {"/coaches/", "/coaches/first/"}
    moved = CUT.search(portal.get("/coaches/").text)
    assert card is not None
    assert moved is not None
    assert moved[1] != card[1]
