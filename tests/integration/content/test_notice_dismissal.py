"""Putting a notice away without script, and having it back once it says something else."""

from datetime import timedelta
from http.cookies import Morsel

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from content.notices.dismissal import DISMISSED_COOKIE
from content.notices.models import Level, Notice
from tests.factories.notices import make_notice
from tests.factories.pages import make_hub

pytestmark = pytest.mark.django_db

DISMISS = "/notices/dismiss/"


def put_away(visitor: Client, notice: Notice, **headers: str):
    """Press the button of a notice."""
    return visitor.post(DISMISS, {"mark": notice.mark, "next": "/"}, headers=headers)


def read_cookie(visitor: Client) -> Morsel[str]:
    """Return the cookie that remembers."""
    return visitor.cookies[DISMISSED_COOKIE]


def test_notice_put_away_stays_away_on_every_page(visitor: Client) -> None:
    make_hub(title="Coaches", slug="coaches")
    notice, other = make_notice(), make_notice("Another one")

    put_away(visitor, notice)

    for address in ("/", "/coaches/", "/account/login/"):
        html = visitor.get(address).content.decode()
        assert notice.title not in html
        assert other.title in html
    assert notice.title in Client().get("/").content.decode()


def test_notice_put_away_stays_away_in_the_other_language(visitor: Client) -> None:
    notice = make_notice()
    spanish, _created = Locale.objects.get_or_create(language_code="es")
    make_notice("Cerrado", locale=spanish, translation_key=notice.translation_key)
    assert "Cerrado" in visitor.get("/es/search/").content.decode()

    put_away(visitor, notice)

    assert "Cerrado" not in visitor.get("/es/search/").content.decode()


def test_body_for_everybody_else_sets_no_cookie(visitor: Client) -> None:
    make_notice()

    assert not visitor.get("/").cookies


def test_edited_notice_shows_again_and_a_moved_end_does_not(visitor: Client) -> None:
    notice = make_notice()
    put_away(visitor, notice)

    notice.ends_at = timezone.now() + timedelta(days=3)
    notice.save_revision().publish()
    assert notice.title not in visitor.get("/").content.decode()

    notice.text = "<p>And on Monday.</p>"
    notice.save_revision().publish()
    assert notice.title in visitor.get("/").content.decode()


def test_emergency_cannot_be_put_away(visitor: Client) -> None:
    notice = make_notice(level=Level.EMERGENCY)
    assert f'action="{DISMISS}"' not in visitor.get("/").content.decode()

    put_away(visitor, notice)
    visitor.cookies[DISMISSED_COOKIE] = notice.mark

    assert notice.title in visitor.get("/").content.decode()


def test_cookie_lives_as_long_as_the_notice(visitor: Client) -> None:
    put_away(visitor, make_notice(ends_at=timezone.now() + timedelta(days=2)))

    cookie = read_cookie(visitor)

    assert timedelta(days=2).total_seconds() - int(cookie["max-age"]) < 60
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_cookie_forgets_notices_that_are_over(visitor: Client) -> None:
    over, current = make_notice(), make_notice("Another one")
    put_away(visitor, over)
    over.unpublish()

    put_away(visitor, current)

    assert read_cookie(visitor).value == current.mark


@pytest.mark.parametrize("mark", ["", "\0", "x" * 10_000, "1-0000000000", "'; --", "9" * 30])
def test_mark_that_is_none_of_ours_is_not_remembered(visitor: Client, mark: str) -> None:
    make_notice()

    answer = visitor.post(DISMISS, {"mark": mark})

    assert answer.status_code == 302
    assert read_cookie(visitor).value == ""


@pytest.mark.parametrize("value", ["", "....", "\x7f" * 50, "1-zz.2", "x" * 4000])
def test_broken_cookie_hides_nothing(visitor: Client, value: str) -> None:
    notice = make_notice()
    visitor.cookies[DISMISSED_COOKIE] = value

    assert notice.title in visitor.get("/").content.decode()


def test_reader_comes_back_to_the_same_page(visitor: Client) -> None:
    notice = make_notice()

    with_referer = put_away(visitor, notice, referer="http://testserver/search/?q=fees")
    without = visitor.post(DISMISS, {"mark": notice.mark, "next": "/coaches/"})

    assert with_referer.headers["Location"] == "http://testserver/search/?q=fees"
    assert without.headers["Location"] == "/coaches/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_reader_is_never_led_to_another_site(visitor: Client, elsewhere: str) -> None:
    answer = visitor.post(DISMISS, {"next": elsewhere}, headers={"referer": elsewhere})

    assert answer.headers["Location"] == "/"


def test_reader_is_led_away_without_the_guard(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "content.notices.views.url_has_allowed_host_and_scheme", lambda *_args, **_options: True
    )

    answer = visitor.post(DISMISS, {}, headers={"referer": "https://evil.example/"})

    assert answer.headers["Location"] == "https://evil.example/"


def test_form_of_another_site_is_refused(visitor: Client) -> None:
    answer = put_away(visitor, make_notice(), origin="https://evil.example")

    assert answer.status_code == 403
    assert DISMISSED_COOKIE not in visitor.cookies


def test_opening_the_address_is_no_way_to_put_away(visitor: Client) -> None:
    assert visitor.get(DISMISS).status_code == 405
