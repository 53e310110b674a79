"""The demo content: loads, loads again without a trace, and keeps what editors did. Its pages: test_demo_tree."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from content.menus.models import Navigation
from content.models import HomePage, ServicePage
from portal.users.models import User
from tests.demo_pages import lay_out_demo_pages

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


def load(*arguments: str) -> str:
    """Load the demo content and return what the command says."""
    out = StringIO()
    call_command("load_demo_content", *arguments, stdout=out)
    return out.getvalue()


def list_site_pages() -> list[Page]:
    """Return all pages of the site."""
    return list(Page.objects.filter(depth__gte=2).specific())


def read_bodies() -> dict[str, Any]:
    """Return every stored body by the address of its page."""
    return {
        page.url: json.loads(page._meta.get_field("body").value_to_string(page))
        for page in list_site_pages()
    }


def test_demo_content_loaded_twice_changes_nothing() -> None:
    lay_out_demo_pages()
    before = list(Page.objects.values_list("pk", "path", "latest_revision_id", "url_path"))

    output = load()

    assert "0 pages written" in output
    assert list(Page.objects.values_list("pk", "path", "latest_revision_id", "url_path")) == before


def test_menus_can_be_published_as_they_are_and_lead_to_pages_of_their_language() -> None:
    lay_out_demo_pages()

    for menus in Navigation.objects.all():
        stored = [
            value.stream_block.clean(value).get_prep_value() for value in (menus.main, menus.footer)
        ]
        linked = {int(key) for key in re.findall(r'"page": (\d+)', json.dumps(stored))}
        assert len(linked) > 8
        locales = Page.objects.filter(pk__in=linked).values_list("locale", flat=True)
        assert set(locales) == {menus.locale_id}


def test_demo_content_keeps_what_an_editor_changed_and_where_it_was_moved() -> None:
    lay_out_demo_pages()
    page = Page.objects.get(url_path="/home/certified-educators/renewal-dates/").specific
    page.title = "Dates to remember"
    page.save_revision().publish()
    page.move(Page.objects.get(url_path="/home/help/"), pos="last-child")

    load()

    kept = Page.objects.get(pk=page.pk)
    assert (kept.title, kept.url_path) == ("Dates to remember", "/home/help/renewal-dates/")
    assert Page.objects.filter(slug="renewal-dates", alias_of=None).count() == 1


def test_demo_content_written_over_is_the_same_again() -> None:
    lay_out_demo_pages()
    before = read_bodies()

    load("--overwrite")

    assert read_bodies() == before


def test_demo_content_makes_the_home_page_where_the_database_has_none(visitor: Client) -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()

    load()

    assert HomePage.objects.filter(locale__language_code="en").count() == 1
    assert visitor.get("/").status_code == 200


def test_demo_content_names_the_site_once() -> None:
    lay_out_demo_pages()
    assert Site.objects.values_list("hostname", "port").get() == ("testserver", 80)
    Site.objects.update(hostname="portal.example.org", port=443)

    load()

    assert Site.objects.values_list("hostname", "port").get() == ("portal.example.org", 443)


def test_demo_content_attaches_the_services_by_key() -> None:
    lay_out_demo_pages()

    keys = dict(
        ServicePage.objects.filter(locale__language_code="en").values_list("slug", "service_key")
    )

    assert keys == {
        "join-registry": "early_childhood_registry.join",
        "renew-professional": "certification.renew_professional",
        "duplicate-certificate": "certification.duplicate_certificate",
        "first-certificate": "certification.first_certificate",
        "renew-permit": "coaching_permits.renew",
        "look-up": "credential_lookup.search",
        "write-to-us": "feedback.contact",
    }


def test_translations_are_loaded_once_and_keep_what_an_editor_changed(visitor: Client) -> None:
    lay_out_demo_pages()
    page = Page.objects.get(url_path="/inicio/entrenadores/").specific
    page.title = "Quienes entrenan"
    page.save_revision().publish()

    output = load()

    assert "In Spanish: 0 written" in output
    assert Page.objects.get(pk=page.pk).title == "Quienes entrenan"
    assert "Quienes entrenan" in visitor.get("/es/entrenadores/").content.decode()


def test_every_page_has_a_counterpart_in_the_other_language() -> None:
    lay_out_demo_pages()

    keys = [
        set(Page.objects.filter(locale__language_code=code).values_list("translation_key"))
        for code in ("en", "es")
    ]

    assert keys[0] - keys[1] == set(Page.objects.filter(depth=1).values_list("translation_key"))
    assert keys[1] <= keys[0]


def test_notice_of_the_coaches_is_on_their_pages_only_and_in_both_languages(
    visitor: Client,
) -> None:
    lay_out_demo_pages()
    load()

    assert "longer from April to October" in visitor.get("/coaches/first-permit/").content.decode()
    assert "más de abril a octubre" in visitor.get("/es/entrenadores/").content.decode()
    assert "April to October" not in visitor.get("/").content.decode().partition("<main")[0]


def test_demo_pages_in_both_languages_belong_to_the_owner_that_is_named(editor: User) -> None:
    load("--owner", editor.email)

    pages = Page.objects.filter(depth__gte=2, alias_of=None)
    assert {page.owner for page in pages} == {editor}
    assert pages.filter(locale__language_code="es").exists()


def test_spanish_home_page_has_all_that_the_english_one_has(visitor: Client) -> None:
    lay_out_demo_pages()

    english, spanish = (visitor.get(address).content.decode() for address in ("/", "/es/"))

    for part in ("portal-card--scene", "portal-card--drawn", "<h2", "usa-button", "<details"):
        assert spanish.count(part) == english.count(part), part


def test_spanish_renewal_page_has_the_blocks_of_the_english_one() -> None:
    lay_out_demo_pages()

    english, spanish = ServicePage.objects.filter(
        service_key="certification.renew_professional", alias_of=None
    ).order_by("locale__language_code")

    shapes = [
        [
            (block["type"], {k: len(v) for k, v in block["value"].items() if isinstance(v, list)})
            for block in page.body.raw_data
        ]
        for page in (english, spanish)
    ]
    assert shapes[0] == shapes[1]


def test_demo_pictures_are_in_the_library_once_with_what_they_show() -> None:
    lay_out_demo_pages()
    load()

    pictures = get_image_model().objects.order_by("title")
    assert [each.title for each in pictures] == [
        "Classroom",
        "Road through hills",
        "School building",
    ]
    assert all(each.description and each.width == 1200 for each in pictures)
