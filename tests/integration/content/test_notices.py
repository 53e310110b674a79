"""Where and when notices are shown, and in whose language."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from wagtail.models import Locale

from content.notices.models import Level, Notice
from content.notices.queries import list_notices
from portal.sdk.freshness import making
from portal.users.models import User
from tests.factories.notices import make_notice
from tests.factories.pages import get_home, make_article, make_hub

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def read(visitor: Client, address: str) -> str:
    """Return a page as it is sent."""
    return str(visitor.get(address).content.decode())


def is_shown(visitor: Client, notice: Notice, address: str = "/") -> bool:
    """Tell whether a page carries a notice above its main part."""
    above, _main, _rest = visitor.get(address).content.decode().partition("<main")
    return notice.title in above


@pytest.mark.parametrize("address", ["/", "/coaches/", "/account/login/", "/no-such-page/"])
def test_notice_of_the_whole_site_is_on_every_page(visitor: Client, address: str) -> None:
    make_hub(title="Coaches", slug="coaches")
    notice = make_notice()

    assert is_shown(visitor, notice, address)


def test_notice_of_the_whole_site_is_on_applicants_pages(visitor: Client, applicant: User) -> None:
    notice = make_notice()
    visitor.force_login(applicant)

    assert is_shown(visitor, notice, "/account/")


def test_notice_of_a_section_is_on_its_pages_and_those_under_them(visitor: Client) -> None:
    coaches, other = (
        make_hub(title="Coaches", slug="coaches"),
        make_hub(title="Other", slug="other"),
    )
    make_article(title="Renew", slug="renew", parent=coaches)
    make_article(title="Read", slug="read", parent=other)
    notice = make_notice(pages=(coaches,))

    shown = [
        address
        for address in ("/", "/coaches/", "/coaches/renew/", "/other/read/", "/account/login/")
        if is_shown(visitor, notice, address)
    ]

    assert shown == ["/coaches/", "/coaches/renew/"]


def test_notice_of_two_sections_is_in_both(visitor: Client) -> None:
    one, two = make_hub(title="One", slug="one"), make_hub(title="Two", slug="two")
    notice = make_notice(pages=(one, two))

    assert [is_shown(visitor, notice, address) for address in ("/one/", "/two/", "/")] == [
        True,
        True,
        False,
    ]


def test_notice_of_a_section_is_on_the_translation_of_its_page(visitor: Client) -> None:
    coaches = make_hub(title="Coaches", slug="coaches")
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    home = get_home().copy_for_translation(spanish)
    home.save_revision().publish()
    translated = coaches.copy_for_translation(spanish)
    notice = make_notice(pages=(coaches,))

    assert list_notices(translated, at=NOON, language="es") == [notice]
    assert list_notices(home, at=NOON, language="es") == []


@pytest.mark.parametrize(
    ("moment", "is_on"),
    [
        (NOON - SECOND, False),
        (NOON, True),
        (NOON + timedelta(hours=2) - SECOND, True),
        (NOON + timedelta(hours=2), False),
    ],
)
def test_notice_begins_and_ends_to_the_second(
    visitor: Client, moment: datetime, is_on: bool
) -> None:
    notice = make_notice(starts_at=NOON, ends_at=NOON + timedelta(hours=2))

    with time_machine.travel(moment, tick=False):
        assert is_shown(visitor, notice) is is_on


def test_draft_and_unpublished_notices_are_not_shown(visitor: Client) -> None:
    draft = Notice.objects.create(title="A draft", locale=Locale.get_default(), live=False)
    taken_back = make_notice("Taken back")
    taken_back.unpublish()

    assert not is_shown(visitor, draft)
    assert not is_shown(visitor, taken_back)
    assert "A draft" not in visitor.get("/notices/feed/").content.decode()


def test_most_pressing_notice_stands_first() -> None:
    levels = [Level.ADVICE, Level.EMERGENCY, Level.INFORMATION, Level.URGENT]
    for level in levels:
        make_notice(level.name, level=level)

    shown = list_notices(None, at=NOON, language="en")

    assert [notice.level for notice in shown] == sorted(levels, reverse=True)


def test_reader_gets_the_notice_in_their_language_where_there_is_one(visitor: Client) -> None:
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    notice, only_english = make_notice(), make_notice("Only in English")
    make_notice("Cerrado el viernes", locale=spanish, translation_key=notice.translation_key)

    html = visitor.get("/es/").content.decode()

    assert "Cerrado el viernes" in html
    assert notice.title not in html
    assert '<div class="portal-notice__words" lang="en">' in html
    assert only_english.title in html


@pytest.mark.django_db(transaction=True)  # nothing is remembered inside a transaction
@pytest.mark.parametrize("count", [0, 1, 20])
def test_notices_that_were_read_are_kept_until_one_changes(visitor: Client, count: int) -> None:
    article = make_article(title="Read", slug="read")
    for n in range(count):
        make_notice(f"Notice {n}", pages=(article,) if n % 2 else (), link_page=article)
    visitor.get("/read/")

    with CaptureQueriesContext(connection) as queries:
        visitor.get("/read/")

    assert not [query["sql"] for query in queries if "content_notice" in query["sql"]]


@pytest.mark.django_db(transaction=True)  # nothing is remembered inside a transaction
def test_page_that_moves_with_its_section_leaves_the_notice_of_the_old_one(
    visitor: Client,
) -> None:
    coaches, districts = make_hub(title="C", slug="coaches"), make_hub(title="D", slug="districts")
    permits = make_article(parent=coaches, title="Permits", slug="permits")
    notice = make_notice(pages=(coaches,))
    assert is_shown(visitor, notice, "/coaches/permits/")

    permits.move(districts, pos="last-child")

    assert not is_shown(visitor, notice, "/districts/permits/")


def test_what_is_made_with_notices_ends_at_the_next_start_or_end() -> None:
    hour = timedelta(hours=1)
    make_notice("Ends", ends_at=NOON + 3 * hour)
    make_notice("Begins", starts_at=NOON + 2 * hour, ends_at=NOON + 9 * hour)
    make_notice("Withdrawn", starts_at=NOON + hour).unpublish()

    def end_of_what_is_made(at: datetime) -> float:
        with making() as made:
            list_notices(None, at=at, language="en")
        return made.expires

    assert end_of_what_is_made(NOON) == (NOON + 2 * hour).timestamp()
    assert end_of_what_is_made(NOON + 2 * hour) == (NOON + 3 * hour).timestamp()
    assert end_of_what_is_made(NOON + 9 * hour) == float("inf")


def test_notice_that_ends_before_it_starts_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_notice(starts_at=NOON, ends_at=NOON - SECOND)


def test_link_to_an_unpublished_page_is_left_out(visitor: Client) -> None:
    article = make_article(title="Gone", slug="gone")
    make_notice(link_page=article)
    assert 'href="/gone/"' in visitor.get("/account/login/").content.decode()

    article.unpublish()

    assert 'href="/gone/"' not in visitor.get("/account/login/").content.decode()


def test_markup_in_plain_words_is_shown_as_words(visitor: Client) -> None:
    make_notice(ATTACK, link_text=ATTACK, link_address="/x")

    for address in ("/", "/notices/"):
        html = visitor.get(address).content.decode()
        assert ATTACK not in html
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


@pytest.mark.parametrize("level", Level)
def test_level_is_told_in_words(visitor: Client, level: Level) -> None:
    notice = make_notice(level=level)

    heading = re.search(r"<h2 class=.usa-alert__heading.>(.*?)</h2>", read(visitor, "/"), re.DOTALL)
    assert heading is not None
    assert " ".join(strip_tags(heading[1]).split()) == f"{level.label}: {notice.title}"


def test_level_of_a_notice_inside_a_page_is_told_in_words(visitor: Client) -> None:
    block = {"kind": "emergency", "title": "Roads are closed", "text": ""}
    make_article(slug="storm", body=[("notice", block)])

    assert "Emergency: Roads are closed" in strip_tags(read(visitor, "/storm/"))
