"""The content API: read by everybody, and silent about what is not public. Writing has tests of its own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.urls import clear_url_caches, path
from wagtail.api.v3.urls import api
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import APIToken, Collection, CollectionViewRestriction, PageViewRestriction

from portal.sdk.limits import Limit
from portal.users.models import User
from tests.factories.pages import get_home, make_article

pytestmark = pytest.mark.django_db

PATH_PARAMETERS = {"type": "content.ArticlePage", "type_name": "content.ArticlePage", "pk": "1"}

# The control: Wagtail's API as it comes, without the portal's restriction.
urlpatterns = [path("api/v3/", api.urls)]


def list_write_operations() -> Iterator[tuple[str, str]]:
    """Yield method and address of everything Wagtail's own API can write."""
    for address, operations in api.get_openapi_schema()["paths"].items():
        for method in operations:
            if method != "get":
                yield method, address


def fill(address: str, **parameters: Any) -> str:
    """Put numbers and names in the place of path parameters."""
    values = {**PATH_PARAMETERS, **parameters}
    parts = [
        str(values.get(part[1:-1], 1)) if part.startswith("{") else part
        for part in address.split("/")
    ]
    return "/".join(parts)


@pytest.fixture
def token_header(admin: User) -> dict[str, str]:
    """Return the header with a valid token of somebody who may publish alone."""
    _token, plaintext = APIToken.create_token(user=admin, name="test")
    return {"Authorization": f"Bearer {plaintext}"}


def list_titles(visitor: Client, address: str, **headers: Any) -> list[str]:
    """Return the titles that a list of the API holds."""
    return [item["title"] for item in visitor.get(address, **headers).json()["items"]]


def test_index_names_the_collections(visitor: Client) -> None:
    response = visitor.get("/api/v3/")

    assert response.json() == {
        "openapi": "http://testserver/api/v3/openapi.json",
        "pages": "http://testserver/api/v3/pages/",
        "images": "http://testserver/api/v3/images/",
        "documents": "http://testserver/api/v3/documents/",
        "redirects": "http://testserver/api/v3/redirects/",
    }


def test_page_is_listed_and_read_with_its_body(visitor: Client) -> None:
    page = make_article(title="Dates", slug="dates", body=[("text", "<p>Six months.</p>")])

    assert "Dates" in list_titles(visitor, "/api/v3/pages/")
    detail = visitor.get(f"/api/v3/pages/{page.pk}/").json()
    assert (detail["title"], detail["summary"]) == ("Dates", "What this page is about.")
    assert [(block["type"], block["value"]) for block in detail["body"]] == [
        ("text", "<p>Six months.</p>")
    ]


def test_page_is_found_by_its_words(visitor: Client) -> None:
    make_article(title="Renewal dates")

    assert list_titles(visitor, '/api/v3/pages/?search="Renewal"%20dates') == ["Renewal dates"]


@pytest.mark.parametrize(
    "query",
    ["search=%22", "search=%20", "search=", "search=(*)", "search=%00", "title=%00", "a=%00"],
)
def test_query_that_no_database_can_answer_is_refused(visitor: Client, query: str) -> None:
    assert visitor.get(f"/api/v3/pages/?{query}").status_code == 400


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("pages/99999999999999999999/", 404),
        ("pages/words/", 422),
        ("pages/?limit=100000", 400),
        ("pages/?offset=-1", 422),
        ("pages/?order=password", 422),
        ("pages/?type=users.User", 422),
        ("pages/?site=elsewhere.example", 404),
        ("pages/find/?html_path=/no/such/page/", 404),
    ],
)
def test_query_that_makes_no_sense_is_answered_plainly(
    visitor: Client, address: str, status: int
) -> None:
    assert visitor.get(f"/api/v3/{address}").status_code == status


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "pages/?colour=red", 400),
        ("GET", "pages/?search=%22", 400),
        ("GET", "images/?colour=red", 400),
        ("GET", "pages/99999999/", 404),
        ("GET", "sites/", 403),
        ("DELETE", "pages/", 405),
        ("POST", "", 405),
        ("POST", "openapi.json", 405),
        ("POST", "pages/", 401),
        ("GET", "pages/?order=password", 422),
    ],
)
def test_every_refusal_has_the_same_shape(
    visitor: Client, method: str, address: str, status: int
) -> None:
    answer = visitor.generic(method, f"/api/v3/{address}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status,
        "application/problem+json",
    )
    assert {"status", "title", "detail"} <= set(answer.json())
    assert ("Allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    "query",
    ["type=content.ArticlePage&title=Dates", "slug=dates", "locale=en", "child_of=root&limit=5"],
)
def test_parameters_that_are_known_are_answered(visitor: Client, query: str) -> None:
    make_article(title="Dates", slug="dates")

    assert visitor.get(f"/api/v3/pages/?{query}").status_code == 200


def test_page_is_found_by_its_address(visitor: Client) -> None:
    page = make_article(title="Dates", slug="dates")

    response = visitor.get("/api/v3/pages/find/?html_path=/dates/")

    assert response.headers["Location"].startswith(f"/api/v3/pages/{page.pk}/")


def test_draft_and_private_pages_are_not_listed_and_not_read(
    visitor: Client, token_header: dict[str, str]
) -> None:
    draft = make_article(title="Draft")
    draft.unpublish()
    private = make_article(title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    for headers in ({}, {"headers": token_header}):
        assert list_titles(visitor, "/api/v3/pages/", **headers) == [get_home().title]
        for page in (draft, private):
            address = f"/api/v3/pages/{page.pk}/?version=draft"
            assert visitor.get(address, **headers).status_code == 404


def test_change_that_is_not_published_is_not_read_with_a_token(
    visitor: Client, token_header: dict[str, str]
) -> None:
    page = make_article(title="Published")
    page.title = "Secret plan"
    page.save_revision()

    answer = visitor.get(f"/api/v3/pages/{page.pk}/?version=draft", headers=token_header)

    assert answer.json()["title"] == "Published"


@override_settings(ROOT_URLCONF=__name__)
def test_change_that_is_not_published_is_read_with_a_token_without_the_restriction(
    visitor: Client, token_header: dict[str, str]
) -> None:
    clear_url_caches()
    page = make_article(title="Published")
    page.title = "Secret plan"
    page.save_revision()

    answer = visitor.get(f"/api/v3/pages/{page.pk}/?version=draft", headers=token_header)

    assert answer.json()["title"] == "Secret plan"


def test_every_write_operation_is_refused_without_a_token(visitor: Client, editor: User) -> None:
    page = make_article(title="Untouched")
    operations = list(list_write_operations())
    body = json.dumps({"meta": {"type": "content.ArticlePage", "parent_id": get_home().pk}})
    session = Client()
    session.force_login(editor)

    answers = {
        (method, address, client is session): client.generic(
            method.upper(),
            fill(address, page_id=page.pk),
            body,
            content_type="application/json",
        ).status_code
        for method, address in operations
        for client in (visitor, session)
    }

    assert len(operations) > 20
    assert {key: status for key, status in answers.items() if status not in {401, 403, 405}} == {}
    page.refresh_from_db()
    assert (page.title, page.live) == ("Untouched", True)


@override_settings(ROOT_URLCONF=__name__)
def test_page_is_unpublished_with_a_token_without_the_restriction(
    visitor: Client, token_header: dict[str, str]
) -> None:
    clear_url_caches()
    page = make_article(title="Published")

    answer = visitor.post(
        f"/api/v3/pages/{page.pk}/actions/unpublish/",
        "{}",
        content_type="application/json",
        headers=token_header,
    )

    page.refresh_from_db()
    assert (answer.status_code, page.live) == (200, False)


@pytest.mark.parametrize(
    "address", ["whoami/", "sites/", "schema/", "locales/", "pages/1/revisions/"]
)
def test_reading_that_needs_a_token_is_not_published(
    visitor: Client, token_header: dict[str, str], address: str
) -> None:
    assert visitor.get(f"/api/v3/{address}", headers=token_header).status_code == 403


def test_openapi_document_holds_only_what_is_answered(visitor: Client) -> None:
    document = visitor.get("/api/v3/openapi.json").json()

    written = {
        (method, path.removeprefix("/api/v3/"))
        for path, operations in document["paths"].items()
        for method in operations
        if method != "get"
    }
    assert written == {
        ("post", "pages/"),
        ("patch", "pages/{page_id}/"),
        ("post", "pages/{page_id}/actions/publish/"),
        ("post", "pages/{page_id}/actions/unpublish/"),
    }
    assert sorted(document["paths"])[:2] == [
        "/api/v3/documents/",
        "/api/v3/documents/{document_id}/",
    ]
    text = json.dumps(document)
    assert "security" not in document["paths"]["/api/v3/pages/"]["get"]
    assert "security" in document["paths"]["/api/v3/pages/"]["post"]
    assert "SiteCreate" not in text


def make_private_collection() -> Collection:
    """Return a collection that only people who are signed in may see."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection


def test_documents_of_a_private_collection_are_not_listed(
    visitor: Client, token_header: dict[str, str], editor: User
) -> None:
    private = make_private_collection()
    Document.objects.create(title="Guide", file=ContentFile(b"guide", name="guide.txt"))
    hidden = Document.objects.create(
        title="Secret", file=ContentFile(b"secret", name="secret.txt"), collection=private
    )
    visitor.force_login(editor)

    for headers in ({}, token_header):
        assert list_titles(visitor, "/api/v3/documents/", headers=headers) == ["Guide"]
        address = f"/api/v3/documents/{hidden.pk}/"
        assert visitor.get(address, headers=headers).status_code == 404


def test_images_of_a_private_collection_are_not_listed(
    visitor: Client, token_header: dict[str, str], editor: User
) -> None:
    private = make_private_collection()
    Image.objects.create(title="Classroom", file=get_test_image_file())
    hidden = Image.objects.create(title="Secret", file=get_test_image_file(), collection=private)
    visitor.force_login(editor)

    for headers in ({}, token_header):
        assert list_titles(visitor, "/api/v3/images/", headers=headers) == ["Classroom"]
        address = f"/api/v3/images/{hidden.pk}/"
        assert visitor.get(address, headers=headers).status_code == 404


def test_documents_of_a_collection_are_listed_once_it_is_public(visitor: Client) -> None:
    """The control: it is the privacy of the collection that hides them."""
    private = make_private_collection()
    Document.objects.create(
        title="Secret", file=ContentFile(b"secret", name="secret.txt"), collection=private
    )
    assert list_titles(visitor, "/api/v3/documents/") == []

    CollectionViewRestriction.objects.all().delete()

    assert list_titles(visitor, "/api/v3/documents/") == ["Secret"]


def test_whoever_reads_too_much_waits(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.api.READING", Limit("content-api-test", per_minute=3))

    answers = [visitor.get(f"/api/v3/pages/?offset={number}") for number in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
