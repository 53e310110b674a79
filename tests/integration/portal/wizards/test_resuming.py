"""Coming back to a form without an account: a mailed link works once, in one browser, and tells nobody anything."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from config.logs import HideLinks
from portal.lifecycle import resuming
from portal.lifecycle.resuming import MOST_A_DAY, WhyOver
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.records.models import AuditEvent, ResumeLink
from tests.factories.visiting import ADDRESS, Visitor, link_url, newest_link

pytestmark = pytest.mark.django_db
OTHER = "someone.else@example.org"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def begun() -> Visitor:
    """Return a visitor who has answered the first step and had a link mailed."""
    visitor = Visitor()
    visitor.begin()
    visitor.post("about")
    visitor.ask_for_link()
    return visitor


def use(link: ResumeLink, client: Client | None = None) -> HttpResponse:
    """Press the button of a link's page."""
    return (client or Client()).post(link_url(link))


def test_link_leads_another_browser_on_and_closes_the_first(begun: Visitor) -> None:
    elsewhere = Visitor(Client(), begun.path)

    used = use(newest_link(), elsewhere.client)

    assert (used.status_code, used["Location"]) == (302, begun.path)
    assert elsewhere.get("message").status_code == 200
    assert elsewhere.post("message").status_code == 302
    assert begun.get().status_code == 404
    assert begun.post("message").status_code == 404


def test_looking_at_a_link_does_not_use_it_up(begun: Visitor) -> None:
    url, scanner = link_url(newest_link()), Client()

    looks = [scanner.get(url).status_code, scanner.head(url).status_code, scanner.get(url)]

    assert looks[:2] == [200, 200]
    assert "Open my form" in looks[2].content.decode()
    assert use(newest_link()).status_code == 302


def second_use(begun: Visitor) -> HttpResponse:
    """Use one link in two browsers, one after the other, and return what the second is told."""
    use(newest_link())
    return use(newest_link())


def test_second_use_is_told_so_and_offered_another_link(begun: Visitor) -> None:
    told = second_use(begun)
    asked = Client().post(f"{link_url(newest_link())}again/")

    text = told.content.decode()
    assert (told.status_code, "This link was used" in text) == (410, True)
    assert "Mail me a new link to the same address" in text
    assert ADDRESS not in text
    assert asked.status_code == 200
    assert newest_link().number == 2
    assert use(newest_link()).status_code == 302


def test_second_use_opens_it_again_where_no_use_is_kept(
    begun: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without what keeps that a link was used, it opens the form for whoever finds it."""
    monkeypatch.setattr(resuming, "claim", lambda _unused, _at: True)

    assert second_use(begun).status_code == 302


def test_new_link_ends_the_former(begun: Visitor) -> None:
    former = newest_link()
    begun.ask_for_link()

    told = use(former)

    assert (told.status_code, "A newer link was mailed" in told.content.decode()) == (410, True)
    assert use(newest_link()).status_code == 302


def expired_use(begun: Visitor) -> HttpResponse:
    """Use a link a day after its last."""
    with time_machine.travel(newest_link().expires_at + timedelta(days=1), tick=False):
        return use(newest_link())


def test_link_that_is_too_old_does_nothing(begun: Visitor) -> None:
    told = expired_use(begun)

    assert (told.status_code, "This link is too old" in told.content.decode()) == (410, True)
    assert begun.get().status_code == 200


def test_old_link_opens_it_where_its_last_day_does_not_count(
    begun: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a link without an end works for ever."""
    link = newest_link()
    ResumeLink.objects.filter(pk=link.pk).update(expires_at=link.expires_at + timedelta(days=400))
    with time_machine.travel(link.expires_at + timedelta(days=1), tick=False):
        assert use(link).status_code == 302


@pytest.mark.parametrize(("days", "lives"), [(1, 1), (30, 30)])
def test_days_of_a_link_are_a_setting(
    begun: Visitor, settings: object, days: int, lives: int
) -> None:
    settings.RESUME_LINK_DAYS = days  # type: ignore[attr-defined]
    begun.ask_for_link()

    link = newest_link()
    assert link.expires_at - link.sent_at == timedelta(days=lives)


@pytest.mark.parametrize("token", ["x" * 43, "a-b_" * 20])
def test_guessed_link_is_unknown(begun: Visitor, token: str) -> None:
    for answer in (Client().get(f"/come-back/{token}/"), Client().post(f"/come-back/{token}/")):
        assert answer.status_code == 404
    assert Client().post(f"/come-back/{token}/again/").status_code == 404
    assert newest_link().used_at is None


def test_guesses_are_limited() -> None:
    statuses = [Client().get(f"/come-back/{'x' * 43}/").status_code for _each in range(31)]

    assert (statuses[0], statuses[30]) == (404, 429)


def test_link_of_what_was_sent_says_so(begun: Visitor) -> None:
    link = newest_link()
    begun.complete()
    begun.submit()

    told = use(link)

    assert (told.status_code, "This form was sent" in told.content.decode()) == (410, True)
    assert "Mail me a new link" not in told.content.decode()


def test_token_is_in_no_table_and_no_log(begun: Visitor) -> None:
    token = link_url(newest_link()).split("/")[2]
    message = OutboxMessage.objects.get(kind="resume_link")

    assert token not in str(message.context)
    assert token not in str(list(ResumeLink.objects.values()))
    assert token not in str(list(AuditEvent.objects.values()))
    record = logging.makeLogRecord({"msg": "Gone: %s", "args": (link_url(newest_link()),)})
    assert HideLinks().filter(record)
    assert record.getMessage() == "Gone: /come-back/…/"


def test_page_of_a_link_is_told_to_nobody(begun: Visitor) -> None:
    page = Client().get(link_url(newest_link()))

    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]


def test_mail_is_in_the_language_of_the_visitor(begun: Visitor) -> None:
    begun.client.post(f"/es{begun.path}come-back/", {"email": OTHER})

    deliver_due(at=timezone.now())

    by_recipient = {each.to[0]: each for each in mail.outbox}
    assert "Come back to “Write to the bureau”" in by_recipient[ADDRESS].subject
    assert "Escribir a la oficina" in by_recipient[OTHER].subject
    assert link_url(newest_link(OTHER)) in by_recipient[OTHER].body


def test_address_that_was_given_up_brings_nobody_back(begun: Visitor) -> None:
    wrong = newest_link()
    begun.ask_for_link(OTHER)

    told = use(wrong).content.decode()
    asked = Client().post(f"{link_url(wrong)}again/")

    assert "Mail me a new link" not in told
    assert asked.status_code == 200
    assert newest_link() == wrong


def test_lost_links_are_mailed_and_the_answer_is_the_same_for_any_address(begun: Visitor) -> None:
    known, unknown = (
        Client().post("/come-back/", {"email": each}) for each in (ADDRESS.upper(), OTHER)
    )

    def said(answer: HttpResponse, email: str) -> str:
        return answer.content.decode().replace(email, "").partition("<main")[2]

    assert newest_link().number == 2
    assert said(known, ADDRESS.upper()) == said(unknown, OTHER)
    assert known.status_code == unknown.status_code == 200


def test_one_address_is_mailed_a_few_links_a_day(begun: Visitor) -> None:
    answers = []
    for _each in range(MOST_A_DAY + 2):
        cache.clear()
        answers.append(begun.ask_for_link())

    assert newest_link().number == MOST_A_DAY
    assert {each.status_code for each in answers} == {200}
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        cache.clear()
        Client().post("/come-back/", {"email": ADDRESS})
    assert newest_link().number == MOST_A_DAY + 1


def test_one_browser_asks_a_few_times_a_minute(begun: Visitor) -> None:
    statuses = [Client().post("/come-back/", {"email": OTHER}).status_code for _each in range(6)]

    assert statuses[-1] == 429


def test_what_is_no_address_is_refused_at_its_field(begun: Visitor) -> None:
    for path in (f"{begun.path}come-back/", "/come-back/"):
        refused = begun.client.post(path, {"email": "nobody"})
        assert refused.status_code == 422
        assert "Enter a valid email address" in refused.content.decode()


def test_each_way_to_be_over_has_words() -> None:
    assert {each.value for each in WhyOver} == {"sent", "used", "retired", "expired"}


def test_links_are_audited_without_the_address(begun: Visitor) -> None:
    use(newest_link())

    events = AuditEvent.objects.filter(record_type="application").order_by("pk")
    actions = events.values_list("action", flat=True)
    assert list(actions) == ["application.link_sent", "application.resumed"]
    assert ADDRESS not in str(list(AuditEvent.objects.values()))
