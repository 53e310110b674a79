"""What plugins add to the standard messages; one that fails is missing, and the message goes out all the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.notifications import pieces
from portal.notifications.catalogue import Kind, render_message
from portal.notifications.delivery import deliver_due
from portal.plugins.breaker import FAILURES
from portal.plugins.failures import list_failures
from portal.plugins.guard import call_pure
from portal.users.models import User
from tests.factories.applications import make_application
from tests.unit.portal.plugins.conftest import Install, install, write_plugin

__all__ = ["install", "write_plugin"]
pytestmark = [pytest.mark.django_db, pytest.mark.database]

FACTS = {"reference": "U96A8F9T6W", "service_key": "parking.permit", "reason": "No lot."}
MESSAGES = """
from portal.sdk.messages import ServiceMessages, text

def piece(facts):
    return {piece}

MESSAGES = {{"parking.permit": ServiceMessages(submitted=piece, approved=piece, denied=piece)}}
"""
SOUND = 'text(f"Park <here>, {facts.reference}.", f"Aparque <aquí>, {facts.reference}.")'


@pytest.fixture
def offer(write_plugin: Callable[..., str], install: Install) -> Callable[..., None]:
    """Return a function that installs a plugin with a module of messages, beside others.

    Modules are remembered by name, so each name stands once in this file.
    """
    return lambda name, source, *others: install(write_plugin(name, messages=source), *others)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Park <here>, U96A8F9T6W."), ("es", "Aparque <aquí>, U96A8F9T6W.")],
)
def test_piece_stands_in_each_message_of_its_service_and_language(
    offer: Callable[..., None], language: str, said: str
) -> None:
    offer(f"parking_{language}", MESSAGES.format(piece=SOUND))

    for kind in (
        Kind.APPLICATION_SUBMITTED,
        Kind.APPLICATION_APPROVED,
        Kind.APPLICATION_DENIED,
    ):
        assert f"\n\n{said}\n\n" in render_message(kind, language, FACTS).body
        elsewhere = {**FACTS, "service_key": "parking.other"}
        assert said not in render_message(kind, language, elsewhere).body
        older = {name: fact for name, fact in FACTS.items() if name != "service_key"}
        assert said not in render_message(kind, language, older).body
    assert said not in render_message(Kind.DOCUMENT_REJECTED, language, FACTS).body


@pytest.mark.parametrize(
    ("name", "source", "error"),
    [
        ("piece_raises", MESSAGES.format(piece="1 / 0"), "ZeroDivisionError"),
        ("piece_exits", MESSAGES.format(piece="exit(3)"), "SystemExit"),
        ("piece_no_text", MESSAGES.format(piece="5"), "AttributeError"),
        ("piece_too_long", MESSAGES.format(piece='text("x" * 2_001, "x")'), "ValueError"),
        ("piece_no_messages", 'MESSAGES = {"parking.permit": 5}', "AttributeError"),
    ],
)
def test_message_goes_out_without_a_piece_that_fails(
    offer: Callable[..., None], name: str, source: str, error: str
) -> None:
    without = render_message(Kind.APPLICATION_APPROVED, "en", FACTS)
    offer(name, source)

    assert render_message(Kind.APPLICATION_APPROVED, "en", FACTS) == without

    found = list_failures(since=timezone.now() - timedelta(hours=1))
    assert [(each.place, each.error) for each in found] == [(f"{name}:messages", error)]


def test_piece_that_says_nothing_is_no_failure(offer: Callable[..., None]) -> None:
    without = render_message(Kind.APPLICATION_APPROVED, "en", FACTS)
    offer("piece_silent", MESSAGES.format(piece="None"))

    assert render_message(Kind.APPLICATION_APPROVED, "en", FACTS) == without
    assert list_failures(since=timezone.now() - timedelta(hours=1)) == []


def test_piece_that_fails_again_and_again_is_not_asked(offer: Callable[..., None]) -> None:
    offer("piece_stubborn", MESSAGES.format(piece="1 / 0"))

    for _time in range(FAILURES + 3):
        render_message(Kind.APPLICATION_APPROVED, "en", FACTS)

    assert len(list_failures(since=timezone.now() - timedelta(hours=1))) == FAILURES


def test_control_asked_purely_the_message_would_not_be_sent(
    offer: Callable[..., None], applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = make_application(applicant)
    crash = MESSAGES.format(piece="1 / 0").replace("parking.permit", application.service_key)
    offer("piece_uncaught", crash)
    monkeypatch.setattr(pieces, "call_decorating", call_pure)

    report = deliver_due(at=timezone.now())

    assert (report.sent, report.failed) == (0, 1)


@pytest.mark.parametrize(
    ("kind", "language", "says_so"),
    [
        (Kind.APPLICATION_APPROVED, "en", True),
        (Kind.APPLICATION_APPROVED, "es", True),
        (Kind.APPLICATION_DENIED, "en", False),
    ],
)
def test_coach_whose_permit_is_renewed_reads_what_each_season_asks(
    kind: Kind, language: str, says_so: bool
) -> None:
    facts = {**FACTS, "service_key": "coaching_permits.renew"}

    body = render_message(kind, language, facts).body

    said = {"en": "Before each season, go over", "es": "Antes de cada temporada, repase"}[language]
    assert (said in body) is says_so


def test_application_names_its_service_in_what_is_told_of_it(
    offer: Callable[..., None], applicant: User, specialist: User
) -> None:
    application = make_application(applicant)
    sound = MESSAGES.format(piece=SOUND).replace("parking.permit", application.service_key)
    offer("piece_whole_way", sound, "portal_plugins.certification")
    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="The degree was not conferred.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )

    deliver_due(at=timezone.now())

    assert [f"Park <here>, {application.reference}." in each.body for each in mail.outbox] == [
        True,
        True,
    ]
