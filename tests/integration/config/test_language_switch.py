"""The language is in the address: which ones name one, the switch, and what search engines are told."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import LocalePrefixPattern, get_resolver
from django.utils.translation import override
from wagtail.models import Page

from config.languages import AddressLanguageMiddleware
from content.addresses import NEUTRAL
from portal.users.models import User
from tests.demo_pages import lay_out_demo_pages
from tests.integration.portal.wizards.conftest import Renewal, start_renewal
from tests.reading import SpokenPage

pytestmark = pytest.mark.django_db

SWITCH = "/i18n/setlang/"
IN_SPANISH = {"accept-language": "es"}


@pytest.fixture
def public_pages() -> None:
    """Write the demonstration's public pages."""
    lay_out_demo_pages()


def language_of(response: HttpResponse) -> str | None:
    """Return the language that a page says it is in."""
    return SpokenPage(response.content.decode()).language


def switch(visitor: Client, language: str, place: str) -> str:
    """Press the button of a language on a page and return where it leads."""
    return str(visitor.post(SWITCH, {"language": language, "next": place})["Location"])


@pytest.mark.parametrize("path", ["/", "/account/login/", "/no-such-page/", "/verify/22222222/"])
def test_address_alone_decides_the_language_of_a_page(visitor: Client, path: str) -> None:
    visitor.cookies["portal_language"] = "es"
    english = visitor.get(path, headers=IN_SPANISH)
    visitor.cookies["portal_language"] = "en"
    spanish = visitor.get(f"/es{path}", headers={"accept-language": "en"})

    assert (language_of(english), english["Content-Language"]) == ("en", "en")
    assert (language_of(spanish), spanish["Content-Language"]) == ("es", "es")
    assert "Accept-Language" not in f"{english.get('Vary')} {spanish.get('Vary')}"


def test_every_address_outside_the_languages_is_named_neutral() -> None:
    with override("en"):
        outside = [
            str(each.pattern).lstrip("^").split("/")[0].replace("\\", "")
            for each in get_resolver().url_patterns
            if not isinstance(each.pattern, LocalePrefixPattern)
        ]

    assert set(outside) <= NEUTRAL


def test_address_without_a_language_follows_the_cookie_then_the_browser(visitor: Client) -> None:
    by_browser = visitor.get("/api/v1/services", headers=IN_SPANISH)
    switch(visitor, "en", "/")
    by_cookie = visitor.get("/api/v1/services", headers=IN_SPANISH)

    assert [by_browser["Content-Language"], by_cookie["Content-Language"]] == ["es", "en"]
    assert "Accept-Language" in by_browser["Vary"]


@pytest.mark.parametrize("path", ["/es-MX/", "/ES/", "/en/", "/espanol/", "/esx/look-up/"])
def test_what_only_resembles_a_language_is_a_page_that_is_missing(
    visitor: Client, path: str
) -> None:
    response = visitor.get(path)

    assert (response.status_code, response["Content-Language"]) == (404, "en")


@pytest.mark.parametrize(
    ("place", "other"),
    [
        ("/", "/es/"),
        ("/account/login/", "/es/account/login/"),
        ("/verify/22222222/?from=card&x=%C3%B1", "/es/verify/22222222/?from=card&x=%C3%B1"),
        ("/no-such-page/", "/es/no-such-page/"),
        ("/account/login/?next=/account/", "/es/account/login/?next=%2Fes%2Faccount%2F"),
        ("/account/login/?next=//elsewhere.example/&a=1", "/es/account/login/?a=1"),
    ],
)
def test_switch_leads_to_the_same_place_and_back(visitor: Client, place: str, other: str) -> None:
    assert switch(visitor, "es", place) == other
    if "elsewhere" not in place and "next" not in place:
        assert switch(visitor, "en", other) == place


@pytest.mark.usefixtures("public_pages")
@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("/coaches/", "/es/entrenadores/"),
        ("/coaches/first-permit/", "/es/entrenadores/first-permit/"),
        ("/look-up/?name=Okafor", "/es/look-up/?name=Okafor"),
        ("/help/", "/es/help/"),
    ],
)
def test_switch_finds_the_translated_page(visitor: Client, english: str, spanish: str) -> None:
    assert switch(visitor, "es", english) == spanish
    assert switch(visitor, "en", spanish) == english
    assert visitor.get(spanish).status_code == 200


@pytest.mark.usefixtures("public_pages")
def test_switch_on_a_page_without_a_counterpart_leads_to_the_nearest_above(visitor: Client) -> None:
    Page.objects.get(url_path="/inicio/entrenadores/first-permit/").delete()

    assert switch(visitor, "es", "/coaches/first-permit/") == "/es/entrenadores/"


@pytest.mark.parametrize(
    ("posted", "location"),
    [
        ({"language": "es", "next": "https://elsewhere.example/"}, "/es/"),
        ({"language": "es", "next": "//elsewhere.example/"}, "/es/"),
        ({"language": "es", "next": "/\\elsewhere.example/"}, "/es/"),
        ({"language": "es", "next": "/\t/elsewhere.example/"}, "/es/"),
        ({"language": "es", "next": "javascript:alert(1)"}, "/es/"),
        ({"language": "es", "next": ""}, "/es/"),
        ({"language": "xx", "next": "/look-up/"}, "/look-up/"),
        ({"next": "/look-up/"}, "/look-up/"),
    ],
)
def test_switch_leads_to_no_other_site_and_to_no_other_language(
    visitor: Client, posted: dict[str, str], location: str
) -> None:
    answer = visitor.post(SWITCH, posted)

    assert (answer.status_code, answer["Location"]) == (302, location)
    assert ("portal_language" in visitor.cookies) is (posted.get("language") == "es")


def test_switch_changes_nothing_when_it_is_only_followed(visitor: Client) -> None:
    assert visitor.get(SWITCH, {"language": "es", "next": "/"}).status_code == 405
    assert "portal_language" not in visitor.cookies


def test_switch_on_a_step_keeps_the_application(applicant: User) -> None:
    renewal: Renewal = start_renewal(applicant)
    renewal.complete("certificate")

    place = switch(renewal.client, "es", renewal.url("contact"))

    assert place == f"/es{renewal.url('contact')}"
    page = SpokenPage(renewal.client.get(place).content.decode())
    assert page.language == "es"
    assert "Guardar y continuar" in page.said


def test_cookie_of_the_language_is_closed_to_scripts(visitor: Client) -> None:
    switch(visitor, "es", "/")

    cookie = visitor.cookies["portal_language"]
    assert cookie.value == "es"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


@pytest.mark.usefixtures("public_pages")
def test_search_engines_are_told_the_one_address_and_the_translations(visitor: Client) -> None:
    base = "http://testserver"
    for address in ("/coaches/", "/es/entrenadores/"):
        page = visitor.get(address).content.decode()
        assert f'<link rel="canonical" href="{base}{address}">' in page
        assert f'hreflang="en" href="{base}/coaches/"' in page
        assert f'hreflang="es" href="{base}/es/entrenadores/"' in page
        assert f'hreflang="x-default" href="{base}/coaches/"' in page


@pytest.mark.usefixtures("public_pages")
def test_untranslated_page_names_its_original_as_the_one_address(visitor: Client) -> None:
    page = visitor.get("/es/help/").content.decode()

    assert '<link rel="canonical" href="http://testserver/help/">' in page
    assert 'hreflang="es"' not in page


@pytest.mark.usefixtures("public_pages")
def test_links_of_a_page_that_is_not_translated_stay_in_the_readers_language(
    visitor: Client,
) -> None:
    page = visitor.get("/es/district-resources/").content.decode()

    assert 'href="/district-resources/' not in page
    assert 'href="/coaches/' not in page


def test_admin_and_api_are_asked_in_english_without_the_portals_middleware(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: Django's own middleware makes everything without a prefix English."""
    monkeypatch.delattr(AddressLanguageMiddleware, "process_request")

    answer = visitor.get("/api/v1/services", headers=IN_SPANISH)

    assert answer["Content-Language"] == "en"
