"""The list of notices and their feed, as a feed reader reads it."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.notices.models import Level
from tests.factories.notices import make_notice
from tests.factories.pages import make_hub

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ATTACK = "<script>alert(1)</script> & ]]>"
WEEK = timedelta(weeks=1)


def read_feed(visitor: Client) -> ET.Element:
    """Return the feed as XML."""
    answer = visitor.get("/notices/feed/")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def list_titles(feed: ET.Element) -> list[str | None]:
    """Return the titles of the entries."""
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_feed_has_all_that_atom_asks_for(visitor: Client) -> None:
    make_notice(ATTACK, text="<p>A <b>text</b>.</p>")

    feed = read_feed(visitor)
    entry = feed.find(f"{ATOM}entry")

    assert entry is not None
    for element in (feed, entry):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}"), f"{name} is missing"
    assert entry.findtext(f"{ATOM}title") == ATTACK
    assert entry.findtext(f"{ATOM}summary") == "<p>A <b>text</b>.</p>"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/notices/",
        "self": "http://testserver/notices/feed/",
    }


def test_feed_holds_current_and_past_notices_but_none_to_come(visitor: Client) -> None:
    now = timezone.now()
    make_notice("Past", starts_at=now - 2 * WEEK, ends_at=now - WEEK)
    make_notice("Current", starts_at=now - WEEK)
    make_notice("To come", starts_at=now + WEEK)

    assert list_titles(read_feed(visitor)) == ["Current", "Past"]


def test_notice_of_a_private_section_is_in_no_public_list(visitor: Client) -> None:
    private = make_hub(title="Private", slug="private")
    below = make_hub(title="Below", slug="below", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make_notice("For some", pages=(below,))
    make_notice("For all")

    assert list_titles(read_feed(visitor)) == ["For all"]
    assert "For some" not in visitor.get("/notices/").content.decode()


def test_list_tells_past_from_current_and_every_page_leads_to_the_feed(visitor: Client) -> None:
    make_notice("Past", ends_at=timezone.now() - WEEK)

    html = visitor.get("/notices/").content.decode()

    assert "Past ·" in " ".join(html.split())
    assert 'type="application/atom+xml" href="/notices/feed/"' in visitor.get("/").content.decode()


def test_most_pressing_current_notice_stands_first_and_the_feed_tells_levels(
    visitor: Client,
) -> None:
    make_notice("Offices closed", level=Level.EMERGENCY)
    make_notice("New hours", level=Level.INFORMATION)
    over = timezone.now() - WEEK
    make_notice("Over", level=Level.EMERGENCY, starts_at=over - WEEK, ends_at=over)

    listed = visitor.get("/notices/").content.decode()
    places = [listed.index(title) for title in ("Offices closed", "New hours", "Over")]

    assert places == sorted(places)
    assert 'category term="Emergency"' in visitor.get("/notices/feed/").content.decode()


def test_list_without_notices_says_so(visitor: Client) -> None:
    assert "There are no notices." in visitor.get("/notices/?page=99").content.decode()
