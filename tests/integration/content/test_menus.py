"""The main menu and the footer that editors write."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.test.utils.form_data import nested_form_data, streamfield

from content.menus.models import Navigation
from portal.users.models import User
from tests.factories.pages import get_home, make_article, make_hub

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ATTACK = "<script>alert(1)</script>"
NAV = re.compile(r'<nav aria-label="Main">.*?</nav>', re.DOTALL)
FOOTER = re.compile(r"<footer.*</footer>", re.DOTALL)


def link(text: str = "", *, page: Page | None = None, address: str = "") -> dict[str, Any]:
    """Write a link as it is stored."""
    return {"text": text, "page": page.pk if page else None, "address": address}


def items(*links: dict[str, Any]) -> list[dict[str, Any]]:
    """Write a list as it is stored."""
    return [{"type": "item", "value": each} for each in links]


def group(title: str, *links: dict[str, Any]) -> dict[str, Any]:
    """Write a group of the main menu."""
    return {"type": "group", "value": {"title": title, "links": items(*links)}}


def write_menus(
    *main: dict[str, Any], footer: list[dict[str, Any]] | None = None, language: str = "en"
) -> Navigation:
    """Publish menus; a link may stand by itself."""
    entries = [each if "type" in each else {"type": "link", "value": each} for each in main]
    locale = Locale.objects.get_or_create(language_code=language)[0]
    navigation = Navigation(locale=locale, main=entries, footer=footer or [])
    navigation.save()
    navigation.save_revision().publish()
    return navigation


def column(heading: str, text: str, *links: dict[str, Any]) -> dict[str, Any]:
    """Write a column of the footer."""
    return {"type": "column", "value": {"heading": heading, "text": text, "links": items(*links)}}


def read(visitor: Client, part: re.Pattern[str], address: str = "/", **headers: str) -> str:
    """Return a part of a page."""
    found = part.search(visitor.get(address, headers=headers).content.decode())
    assert found is not None
    return " ".join(found[0].split())


def list_links(html: str) -> list[tuple[str, str]]:
    """Return address and words of every link."""
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', html)


def test_menu_shows_links_and_groups_in_the_editors_order(visitor: Client) -> None:
    coaches, dates = make_hub(title="Coaches", slug="coaches"), make_article(slug="dates")
    write_menus(
        link("Account", address="/account/"),
        group("Educators", link(page=coaches), link("When", page=dates)),
    )

    html = read(visitor, NAV)

    assert list_links(html) == [
        ("/account/", "Account"),
        ("/coaches/", "Coaches"),
        ("/dates/", "When"),
    ]
    assert re.search(r"<summary ?>Educators</summary>", html)


def test_menu_leaves_out_what_the_public_may_not_see(visitor: Client) -> None:
    shown, draft = make_hub(title="Shown", slug="shown"), make_hub(title="Draft", slug="draft")
    private = make_hub(title="Private", slug="private")
    below = make_hub(title="Below", slug="below", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft.unpublish()
    write_menus(
        link(page=shown), link(page=draft), link(page=below), group("None", link(page=private))
    )

    html = read(visitor, NAV)

    assert list_links(html) == [("/shown/", "Shown")]
    assert "None" not in html


def test_menu_marks_the_page_and_the_group_one_is_in(visitor: Client) -> None:
    coaches = make_hub(title="Coaches", slug="coaches")
    make_article(title="Renew", slug="renew", parent=coaches)
    write_menus(link("Start", page=get_home()), group("Educators", link(page=coaches)))

    at_hub, below = read(visitor, NAV, "/coaches/"), read(visitor, NAV, "/coaches/renew/")

    assert '<summary aria-current="true">Educators' in at_hub
    assert '<a href="/coaches/" aria-current="page">' in at_hub
    assert '<a href="/coaches/" aria-current="true">' in below
    assert not re.search(r'<a href="/" aria-current', below)


def test_change_of_the_menu_is_on_the_next_page(visitor: Client) -> None:
    navigation = write_menus(link("Before", address="/a/"), footer=[column("Before", "")])
    assert "Before" in read(visitor, NAV)
    assert "Before" in read(visitor, FOOTER)

    navigation.main = [{"type": "link", "value": link("After", address="/b/")}]
    navigation.footer = [column("After", "")]
    navigation.save_revision()
    assert "Before" in read(visitor, NAV)
    navigation.save_revision().publish()

    assert "Before" not in read(visitor, NAV) + read(visitor, FOOTER)


def test_footer_shows_columns_with_text_and_links(visitor: Client) -> None:
    page = make_article(title="Privacy", slug="privacy")
    write_menus(
        link("x", address="/x/"),
        footer=[column("Write to us", "<p>P.O. Box 1</p>", link(page=page)), column("Empty", "")],
    )

    html = read(visitor, FOOTER)

    assert '<h2 id="footer-1">Write to us</h2> <p>P.O. Box 1</p>' in html
    assert list_links(html) == [("/privacy/", "Privacy")]


def test_menus_of_the_readers_language_come_first(visitor: Client) -> None:
    write_menus(link("Help", address="/help/"))
    write_menus(link("Ayuda", address="/help/"), language="es")

    assert list_links(read(visitor, NAV)) == [("/help/", "Help")]
    spanish = re.compile(r'<nav aria-label="[^"]*">.*?</nav>', re.DOTALL)
    html = read(visitor, spanish, "/es/account/login/")
    assert list_links(html) == [("/help/", "Ayuda")]


def test_link_leads_to_the_translation_that_a_reader_has(visitor: Client) -> None:
    page = make_article(title="Dates", slug="dates")
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    home = get_home().copy_for_translation(spanish)
    home.save_revision().publish()
    translated = page.copy_for_translation(spanish)
    translated.title, translated.slug = "Fechas", "fechas"
    translated.save_revision().publish()
    write_menus(link("When", page=page))

    html = visitor.get("/es/account/login/").content.decode()

    assert ">Fechas</a>" in html
    assert ">When</a>" not in html


@pytest.mark.parametrize("count", [1, 6])
def test_menus_are_two_queries_whatever_they_hold(visitor: Client, count: int) -> None:
    pages = [make_article(title=f"Page {n}", slug=f"page-{n}") for n in range(2 * count)]
    links = [link(page=page) for page in pages[:count]]
    more = [link(page=page) for page in pages[count:]]
    write_menus(*links, group("Group", *more), footer=[column("Column", "", *links)])
    visitor.get("/account/login/")

    with CaptureQueriesContext(connection) as queries:
        visitor.get("/account/login/")
    with_menus = [query["sql"] for query in queries]

    assert len([sql for sql in with_menus if "content_navigation" in sql]) == 1
    assert len([sql for sql in with_menus if 'FROM "wagtailcore_page"' in sql]) == 1


def test_second_menu_in_one_language_is_refused() -> None:
    write_menus(link("One", address="/"))

    with pytest.raises(IntegrityError), transaction.atomic():
        write_menus(link("Two", address="/"))


def test_markup_in_the_words_of_a_menu_is_shown_as_words(visitor: Client) -> None:
    write_menus(
        link(ATTACK, address="/x/"),
        group(ATTACK, link(ATTACK, address="/x/")),
        footer=[column(ATTACK, "", link(ATTACK, address="/x/"))],
    )

    html = visitor.get("/").content.decode()

    assert ATTACK not in html
    assert html.count("&lt;script&gt;alert(1)") == 5


class TestInTheAdmin:
    """What an editor does."""

    @pytest.fixture
    def desk(self, visitor: Client, editor: User) -> Client:
        """Return the editor's browser, signed in."""
        visitor.force_login(editor)
        return visitor

    def write(self, **fields: Any) -> dict[str, str]:
        """Return what the editor's form sends."""
        entry = {"text": "Help", "page": "", "address": "/help/", **fields}
        return nested_form_data({"main": streamfield([("link", entry)]), "footer": streamfield([])})

    def test_editor_publishes_menus_once(self, desk: Client) -> None:
        address = reverse("wagtailsnippets_content_navigation:add")
        first = desk.post(address, {**self.write(), "action-publish": "yes"})
        second = desk.post(address, {**self.write(), "action-publish": "yes"})

        assert (first.status_code, second.status_code) == (302, 200)
        assert "The menus in this language exist already" in second.content.decode()
        assert list_links(read(Client(), NAV)) == [("/help/", "Help")]

    def test_script_as_an_address_is_refused(self, desk: Client) -> None:
        address = reverse("wagtailsnippets_content_navigation:add")

        desk.post(address, {**self.write(address="javascript:alert(1)"), "action-publish": "yes"})

        assert not Navigation.objects.exists()

    def test_preview_draws_the_draft_into_the_frame(self, desk: Client) -> None:
        write_menus(link("Published", address="/"))
        navigation = Navigation.objects.get()
        address = reverse(
            "wagtailsnippets_content_navigation:preview_on_edit", args=[navigation.pk]
        )

        assert desk.post(address, self.write(text="Drafted")).json()["is_valid"]
        html = desk.get(address).content.decode()

        assert "Drafted" in html
        assert "Published" not in html
