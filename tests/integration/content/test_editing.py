"""An editor at work in the Wagtail admin: a page written, previewed and published by HTTP."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.pages.article import ArticlePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage
from portal.users.models import User
from tests.factories.pages import get_home, make_article, make_service_page
from tests.integration.content.conftest import Offer, make_wizard_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(visitor: Client, admin: User) -> Client:
    """Return the browser of somebody who may publish without a second person, signed in."""
    visitor.force_login(admin)
    return visitor


def write_article(**fields: object) -> dict[str, str]:
    """Return what the editor's form sends for an article."""
    values = {
        "title": "Renewal dates",
        "slug": "dates",
        "summary": "When to renew.",
        "body": streamfield([("text", rich_text("<p>Six months before.</p>"))]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        **fields,
    }
    return nested_form_data(values)


def add_address(page_type: type, parent: object) -> str:
    """Return the address of the form that adds a page."""
    return reverse(
        "wagtailadmin_pages:add", args=["content", page_type._meta.model_name, parent.pk]
    )


def test_editor_writes_and_publishes_an_article(desk: Client) -> None:
    address = add_address(ArticlePage, get_home())

    assert desk.get(address).status_code == 200
    response = desk.post(address, {**write_article(), "action-publish": "1"})

    assert response.status_code == 302
    page = ArticlePage.objects.get(slug="dates")
    assert (page.live, "Six months before." in page.body[0].value.source) == (True, True)
    assert desk.get("/dates/").status_code == 200


def test_editor_publishes_a_service_page_with_a_service_on_offer(
    desk: Client, offer: Offer
) -> None:
    offer(make_wizard_service())
    data = write_article(
        service_key="example.wizard", before_you_start=rich_text("<p>Have it ready.</p>")
    )

    response = desk.post(add_address(ServicePage, get_home()), {**data, "action-publish": "1"})

    assert response.status_code == 302
    assert ServicePage.objects.get(slug="dates").service_key == "example.wizard"


def test_editor_cannot_publish_a_service_page_with_an_unknown_service(
    desk: Client, offer: Offer
) -> None:
    offer(make_wizard_service())
    data = write_article(service_key="no.such", before_you_start=rich_text(""))

    response = desk.post(add_address(ServicePage, get_home()), {**data, "action-publish": "1"})

    assert response.status_code == 200
    assert not ServicePage.objects.exists()


def test_editor_saves_a_page_whose_service_is_gone_without_losing_it(
    desk: Client, offer: Offer
) -> None:
    offer()
    page = make_service_page(service_key="gone.service")
    data = write_article(
        title="Another title", service_key="gone.service", before_you_start=rich_text("")
    )

    response = desk.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, "action-publish": "1"}
    )

    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.title, page.service_key) == ("Another title", "gone.service")


def preview_new_page(desk: Client, page_type: type, data: dict[str, str]) -> tuple[dict, str]:
    """Send a draft to the preview and return its answer and the page that it shows."""
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["content", page_type._meta.model_name, get_home().pk],
    )
    answer = desk.post(address, data).json()
    return answer, desk.get(address).content.decode()


@pytest.mark.parametrize("page_type", [ArticlePage, HubPage])
def test_preview_shows_a_page_that_was_never_saved(desk: Client, page_type: type) -> None:
    answer, html = preview_new_page(desk, page_type, write_article())

    assert answer == {"is_valid": True, "is_available": True}
    assert "<h1>Renewal dates</h1>" in html
    assert "Six months before." in html


def test_preview_of_a_service_page_shows_its_start(desk: Client, offer: Offer) -> None:
    offer(make_wizard_service())
    data = write_article(service_key="example.wizard", before_you_start=rich_text(""))

    answer, html = preview_new_page(desk, ServicePage, data)

    assert answer["is_available"] is True
    assert "/services/example.wizard/start/" in html


def unfinished_body() -> dict[str, str]:
    """Return one block of every family that an editor has only just begun."""
    link = {"text": "", "page": "", "address": ""}
    items = {"count": "0"}
    return streamfield(
        [
            ("text", rich_text("")),
            ("cards", {"heading": "", "introduction": "", "cards": items}),
            ("call_to_action", {"heading": "", "text": "", "link": link}),
            ("steps", {"heading": "", "steps": items}),
            ("notice", {"kind": "", "title": "", "text": rich_text("")}),
            ("questions", {"heading": "", "questions": items}),
            ("summary_list", {"heading": "", "rows": items}),
            ("picture", {"image": {"image": "", "alt_text": ""}, "caption": ""}),
        ]
    )


def test_preview_bears_a_draft_that_could_not_be_published(desk: Client) -> None:
    data = write_article(title="Draft", summary="", body=unfinished_body())

    answer, html = preview_new_page(desk, ArticlePage, data)

    assert answer == {"is_valid": True, "is_available": True}
    assert "<h1>Draft</h1>" in html


def test_preview_bears_a_service_page_without_a_service(desk: Client) -> None:
    data = write_article(title="Draft", service_key="", before_you_start=rich_text(""))

    answer, html = preview_new_page(desk, ServicePage, data)

    assert answer["is_available"] is True
    assert "This service is temporarily unavailable" in html


def test_draft_that_could_not_be_published_is_saved_and_refused_at_publication(
    desk: Client,
) -> None:
    address = add_address(ArticlePage, get_home())
    data = write_article(title="Draft", slug="draft", summary="", body=unfinished_body())

    saved = desk.post(address, data)
    refused = desk.post(address, {**data, "slug": "other", "action-publish": "1"})

    assert (saved.status_code, refused.status_code) == (302, 200)
    assert ArticlePage.objects.get(slug="draft").live is False
    assert not ArticlePage.objects.filter(slug="other").exists()


def test_preview_of_a_published_page_shows_the_changes_and_leaves_it_alone(desk: Client) -> None:
    page = make_article(title="Before", slug="page")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    desk.post(address, write_article(title="After", slug="page"))

    assert "<h1>After</h1>" in desk.get(address).content.decode()
    assert "<h1>Before</h1>" in desk.get("/page/").content.decode()


def test_applicant_cannot_open_the_editor(visitor: Client, applicant: User) -> None:
    visitor.force_login(applicant)

    response = visitor.get(add_address(ArticlePage, get_home()))

    assert response.status_code in {302, 403}
