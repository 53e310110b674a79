"""The page types that answer questions, show films, announce events and explain words, as a visitor gets them."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from content.pages.contact import ContactPage
from content.pages.event import EventPage
from content.pages.faq import FaqPage
from content.pages.glossary import GlossaryPage
from content.pages.service import ServicePage
from content.pages.tutorial import TutorialPage
from tests.factories.pages import get_home, make_article, make_page
from tests.factories.rows import (
    make_contact_point,
    make_document,
    make_passage,
    make_term,
)
from tests.markup import Markup

pytestmark = pytest.mark.django_db


def make_questions(*questions: str) -> FaqPage:
    """Publish a page of one group of questions."""
    asked = [{"question": each, "answer": "<p>Yes &amp; <b>no</b>.</p>"} for each in questions]
    group = {"heading": "Paying", "questions": asked}
    return make_page(FaqPage, slug="faq", groups=[("group", group)])


def make_event(*, begins: datetime, **fields: object) -> EventPage:
    """Publish an event of an hour."""
    facts = {"place": "Mill Street Library\n20 Mill Street", **fields}
    ends = begins + timedelta(hours=1)
    return make_page(EventPage, slug="event", starts_at=begins, ends_at=ends, **facts)


def read(visitor: Client, address: str) -> Markup:
    """Return a page taken apart."""
    response = visitor.get(address)
    assert response.status_code == 200
    page = Markup(response.content.decode())
    assert page.faults == []
    return page


def test_each_question_has_a_place_that_the_list_leads_to(visitor: Client) -> None:
    make_questions("Which cards?", "Which cards?", "¿?")

    page = read(visitor, "/faq/")

    places = ["which-cards", "which-cards-2", "question"]
    assert [
        link.removeprefix("#") for link in page.links if link.removeprefix("#") in places
    ] == places
    assert [place for place in page.ids if place in places] == places


def test_search_engines_read_questions_without_markup(visitor: Client) -> None:
    make_questions("Is </script> safe?")

    [data] = [each for each in read(visitor, "/faq/").data if each["@type"] == "FAQPage"]

    answer = {"@type": "Answer", "text": "Yes & no."}
    assert data["mainEntity"] == [
        {"@type": "Question", "name": "Is </script> safe?", "acceptedAnswer": answer}
    ]


def test_film_has_captions_a_poster_and_a_transcript(visitor: Client) -> None:
    video, captions = make_document("film.webm"), make_document("film.vtt", b"WEBVTT\n")
    make_page(
        TutorialPage,
        slug="film",
        video=video,
        captions=captions,
        illustration="poster_form",
        transcript="<p>All that is shown.</p>",
    )

    html = visitor.get("/film/").content.decode()
    page = read(visitor, "/film/")

    assert f'<source src="{video.url}" type="video/webm">' in html
    assert f'<track kind="captions" src="{captions.url}" srclang="en"' in html
    assert 'poster="/static/content/poster_form.svg"' in html
    assert "<p>All that is shown.</p>" in html
    assert page.data[0]["contentUrl"].endswith(video.url)


def test_tutorial_without_a_film_shows_picture_and_steps(visitor: Client) -> None:
    make_page(
        TutorialPage,
        slug="film",
        illustration="poster_key",
        illustration_alt="A key",
        transcript="<p>First.</p>",
    )

    html = visitor.get("/film/").content.decode()

    assert "<video" not in html
    assert 'alt="A key"' in html
    assert "Step by step" in html


@pytest.mark.parametrize(
    ("files", "field"),
    [
        ({"video": "film.webm"}, "captions"),
        ({"video": "film.txt", "captions": "film.vtt"}, "video"),
        ({"video": "film.webm", "captions": "film.txt"}, "captions"),
    ],
)
def test_film_that_some_cannot_follow_is_refused(files: dict[str, str], field: str) -> None:
    kept = {name: make_document(file) for name, file in files.items()}
    page = TutorialPage(title="Film", slug="film", summary="About.", transcript="<p>.</p>", **kept)

    with pytest.raises(ValidationError) as refused:
        page.clean()

    assert list(refused.value.message_dict) == [field]


def test_event_to_come_can_be_registered_for(visitor: Client) -> None:
    address = "https://events.example/register"
    make_event(
        begins=timezone.now() + timedelta(days=3), is_online=True, registration_address=address
    )

    page = read(visitor, "/event/")

    assert address in page.links
    assert page.data[0]["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in page.data[0]["location"]] == ["Place", "VirtualLocation"]


def test_event_of_the_past_says_so_and_takes_no_registration(visitor: Client) -> None:
    address = "https://events.example/register"
    make_event(begins=timezone.now() - timedelta(days=3), registration_address=address)

    html = visitor.get("/event/").content.decode()

    assert "This event is over" in html
    assert address not in html


@pytest.mark.parametrize(("hours", "place", "field"), [(0, "Library", "ends_at"), (1, "", "place")])
def test_event_without_sense_is_refused(hours: int, place: str, field: str) -> None:
    begins = timezone.now()
    event = EventPage(
        title="Event", starts_at=begins, ends_at=begins + timedelta(hours=hours), place=place
    )

    with pytest.raises(ValidationError) as refused:
        event.clean()

    assert list(refused.value.message_dict) == [field]


def test_glossary_lists_published_terms_by_the_alphabet(visitor: Client) -> None:
    make_term(term="TEAM", definition="Mentoring.")
    make_term(term="Advance", definition="To move up.")
    make_term(term="Draft", definition="Nobody sees it.", live=False)
    make_page(GlossaryPage, slug="words")

    page = read(visitor, "/words/")

    assert [place for place in page.ids if place.startswith("term-")] == [
        "term-advance",
        "term-team",
    ]


def test_contact_page_gives_each_way_as_a_link_and_to_search_engines(visitor: Client) -> None:
    make_contact_point()
    make_contact_point(name="Draft", email="draft@bureau.example", live=False)
    make_page(ContactPage, slug="contact-us", before_you_write="<p>Have your EIN ready.</p>")

    response = visitor.get("/contact-us/")
    page = read(visitor, "/contact-us/")

    assert {"tel:+18605550114", "mailto:districts@bureau.example"} <= set(page.links)
    assert "Have your EIN ready." in response.content.decode()
    assert page.data[0]["address"]["streetAddress"] == "P.O. Box 1, Hartford, CT 06115"
    assert [point["contactType"] for point in page.data[0]["contactPoint"]] == ["District line"]


def test_passage_changed_once_changes_on_every_page_that_shows_it(visitor: Client) -> None:
    passage = make_passage("<p>Old address</p>")
    for slug in ("one", "two"):
        make_article(slug=slug, body=[("reusable", passage)])
    passage.body = [("text", "<p>New address</p>")]
    passage.save_revision().publish()

    pages = [visitor.get(f"/{slug}/").content.decode() for slug in ("one", "two")]

    assert ["New address" in page and "Old address" not in page for page in pages] == [True, True]


def test_rows_that_are_drafts_are_not_shown_by_the_blocks_that_name_them(visitor: Client) -> None:
    term, point = make_term(live=False), make_contact_point(live=False)
    passage = make_passage("<p>Not yet.</p>", live=False)
    body = [
        ("reusable", passage),
        ("contact_point", point),
        ("terms", {"heading": "Words", "terms": [term]}),
    ]
    make_article(slug="drafts", body=body)

    html = visitor.get("/drafts/").content.decode()

    assert [words in html for words in ("Not yet.", "District line", "A number.")] == [False] * 3


def test_home_page_asks_the_look_up_straight_away(visitor: Client) -> None:
    look_up = make_page(ServicePage, slug="look-up", service_key="credential_lookup.search")
    home = get_home()
    home.look_up_heading, home.look_up_page = "Check a credential", look_up
    home.save_revision().publish()

    html = visitor.get("/").content.decode()

    assert 'action="/look-up/#results" method="get"' in html
    assert 'name="name" type="search"' in html
    assert visitor.get("/look-up/?name=Abara").status_code == 200
