"""What browsers and crawlers expect of any site: pages for faults, a sitemap, robots.txt, security.txt, an icon."""

import errno
import xml.etree.ElementTree as ET

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from config.faults import GoneMiddleware
from portal.records.documents.errors import StoreUnavailableError
from portal.users.models import User
from tests.demo_pages import lay_out_demo_pages
from tests.factories.pages import make_article
from tests.integration.portal.casework.conftest import browser_of
from tests.reading import SpokenPage

pytestmark = pytest.mark.django_db

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Client:
    """Return a visitor to whom every page fails in the same way."""

    def fail(*_args: object, **_kwargs: object) -> None:
        raise request.param("the disk is full")

    monkeypatch.setattr(Page, "route_for_request", fail)
    return Client(raise_request_exception=False)


def list_sitemap(visitor: Client) -> dict[str, dict[str, str]]:
    """Return the addresses of the sitemap, each with its alternates by language."""
    tree = ET.fromstring(visitor.get("/sitemap.xml").content)
    return {
        entry.findtext("map:loc", "", NAMES): {
            link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", NAMES)
        }
        for entry in tree.findall("map:url", NAMES)
    }


@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [
        ("/no/such/page/", "en", "We cannot find that page"),
        ("/es/no/such/page/", "es", "No encontramos esa página"),
    ],
)
def test_missing_page_shows_ways_on(
    visitor: Client, address: str, language: str, heading: str
) -> None:
    response = visitor.get(address)
    content = response.content.decode()
    page = SpokenPage(content)

    assert (response.status_code, page.language) == (404, language)
    assert heading in page.said
    assert '<meta name="robots" content="noindex">' in content
    assert 'rel="canonical"' not in content
    assert ("/es/account/" if language == "es" else '"/account/') in content


def test_page_taken_away_for_good_is_gone(visitor: Client) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/gone/")
    Redirect.objects.create(old_path="/es/viejo", redirect_link="/gone/")

    english, spanish = visitor.get("/old/"), visitor.get("/es/viejo/")

    assert [english.status_code, spanish.status_code] == [410, 410]
    assert SpokenPage(spanish.content.decode()).language == "es"


def test_other_redirects_lead_on(visitor: Client) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/help/")

    assert visitor.get("/old/")["Location"] == "/help/"


def test_page_taken_away_only_leads_on_without_the_portals_middleware(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.delattr(GoneMiddleware, "process_response")
    Redirect.objects.create(old_path="/old", redirect_link="/gone/")

    assert visitor.get("/old/").status_code == 301


@pytest.mark.parametrize("broken", [ValueError], indirect=True)
@pytest.mark.parametrize(
    ("address", "language"), [("/coaches/", "en"), ("/es/entrenadores/", "es")]
)
def test_fault_has_a_plain_page_in_the_language_of_the_address(
    broken: Client, address: str, language: str
) -> None:
    response = broken.get(address)

    assert response.status_code == 500
    assert SpokenPage(response.content.decode()).language == language
    assert "disk" not in response.content.decode()


def full_disk(*_said: str) -> OSError:
    """Return what is raised where a disk is full."""
    return OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    "broken", [OperationalError, StoreUnavailableError, full_disk], indirect=True
)
def test_silent_database_or_store_or_full_disk_is_a_pause(broken: Client) -> None:
    response = broken.get("/es/entrenadores/")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert SpokenPage(response.content.decode()).language == "es"


@pytest.mark.proof
def test_sitemap_lists_public_originals_with_their_translations(visitor: Client) -> None:
    lay_out_demo_pages()
    base = "http://testserver"
    private = Page.objects.get(url_path="/home/contact/")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    found = list_sitemap(visitor)

    assert found[f"{base}/coaches/"] == {
        "en": f"{base}/coaches/",
        "es": f"{base}/es/entrenadores/",
    }
    assert found[f"{base}/es/entrenadores/"] == found[f"{base}/coaches/"]
    assert f"{base}/es/help/" not in found  # shown in English there: not a page of its own
    assert f"{base}/contact/" not in found
    assert all(visitor.get(address).status_code == 200 for address in found)


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/favicon.ico"])
def test_what_machines_look_for_is_the_same_for_everybody(
    specialist: User, visitor: Client, address: str
) -> None:
    answers = [
        browser.get(address, headers={"accept-language": "es"})
        for browser in (visitor, browser_of(specialist))
    ]

    assert [answer.get("Vary") for answer in answers] == [None, None]
    assert answers[0].content == answers[1].content


def test_robots_name_the_sitemap_and_keep_out_of_what_is_private(visitor: Client) -> None:
    response = visitor.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response["Content-Type"].startswith("text/plain")
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    closed = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")}
    assert {"/admin/", "/account/", "/applications/", "/api/", "/verify/", "/*?"} <= closed
    assert {"/es/account/", "/es/applications/", "/es/verify/"} <= closed


def test_security_contact_stands_at_its_place(visitor: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = ""
    assert visitor.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@portal.example"

    text = visitor.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:security@portal.example\n" in text
    assert "\nExpires: 20" in text
    assert "\nCanonical: http://testserver/.well-known/security.txt\n" in text


def test_icon_of_old_leads_to_the_mark(visitor: Client) -> None:
    assert visitor.get("/favicon.ico")["Location"] == "/static/portal/mark.svg"


def test_admin_has_no_address_that_fails_on_purpose(editor: User) -> None:
    assert browser_of(editor).get("/admin/failwhale/").status_code == 404


@pytest.mark.parametrize("address", ["/static/portal/portal.css", "/media/images/none.jpg", "/"])
def test_files_carry_the_headers_of_pages(visitor: Client, address: str) -> None:
    response = visitor.get(address)

    assert "object-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_sign_in_form_of_wagtail_is_out_of_reach(visitor: Client) -> None:
    page = make_article(slug="members")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert visitor.get("/members/")["Location"] == "/account/login/?next=/members/"
    for method in (visitor.get, visitor.post):
        assert method("/_util/login/")["Location"] == "/account/login/"
