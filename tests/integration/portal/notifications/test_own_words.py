"""A wizard's own words in what is mailed: of the version of the application, in its language, as they are written."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.definitions.message_spec import MessageSpec
from portal.definitions.publishing import publish_wizard
from portal.definitions.serialization import load_wizard
from portal.definitions.texts import text
from portal.lifecycle.decisions import decide_application
from portal.notifications import own_words
from portal.notifications.catalogue import render_message
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutboxMessage
from portal.notifications.own_words import NO_WORDS
from portal.records.applications.models import Application
from portal.records.models import Wizard, WizardVersion
from portal.users.models import User
from tests.factories.applications import SERVICE, make_application

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Say = Callable[..., WizardVersion]
HELLO = text(
    "Dear {applicant},\n\n<b>{reference}</b> & {{ 7*7 }} {% now %}",
    "Hola, {applicant}:\n\n<b>{reference}</b> y {{ 7*7 }} {% now %}",
)
NEXT = {"en": "What happens next", "es": "Qué sucede"}


@pytest.fixture
def say() -> Say:
    """Return a function that publishes the renewal with own words in a message."""

    def publish(kind: str, **facts: Any) -> WizardVersion:
        version = Wizard.objects.get(key=SERVICE).current_version
        assert version is not None
        spec = load_wizard(version.definition)
        return publish_wizard(
            spec=replace(spec, messages=(MessageSpec(kind=kind, **facts),)),
            origin="plugin",
            required_plugins=version.required_plugins,
            actor_id=None,
            at=timezone.now(),
        )

    return publish


def mailed(kind: str) -> Any:
    """Send what waits, and return the message of a kind."""
    deliver_due(at=timezone.now())
    row = OutboxMessage.objects.get(kind=kind)
    return next(each for each in mail.outbox if each.to == [row.recipient])


def decide(application: Application, specialist: User) -> None:
    """Deny an application."""
    decide_application(
        application_id=application.pk,
        outcome="denied",
        reason="The degree was not conferred.",
        decided_by_id=specialist.pk,
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("language", "dear"), [("en", "Dear Apply Applicant,"), ("es", "Hola, Apply Applicant:")]
)
def test_paragraphs_stand_in_the_message_as_they_are_written(
    say: Say, applicant: User, language: str, dear: str
) -> None:
    say(
        "application_submitted", subject=text("Got {reference}", "Recibida {reference}"), body=HELLO
    )
    application = make_application(applicant, language=language)

    sent = mailed("application_submitted")

    name = application.person.full_name
    begins = dear.replace("Apply Applicant", name)
    and_ = {"en": "&", "es": "y"}[language]
    written = f"{begins}\n\n<b>{application.reference}</b> {and_} {{{{ 7*7 }}}} {{% now %}}"
    assert f"\n\n{written}\n\n" in sent.body
    assert sent.subject == {"en": "Got ", "es": "Recibida "}[language] + str(application.reference)
    assert NEXT[language] in sent.body


def test_own_words_may_take_the_place_of_what_is_not_so_for_the_service(
    say: Say, applicant: User
) -> None:
    say("application_submitted", body=text("Nobody answers feedback.", "Nadie."), replaces=True)
    application = make_application(applicant)

    body = mailed("application_submitted").body

    assert "Nobody answers feedback." in body
    assert NEXT["en"] not in body
    assert str(application.reference) in body


def test_what_is_mailed_follows_the_version_under_which_it_was_sent(
    say: Say, applicant: User, other_applicant: User, specialist: User
) -> None:
    say("application_denied", body=text("The first words.", "Las primeras."))
    earlier = make_application(applicant)
    say("application_denied", body=text("The second words.", "Las segundas."))
    later = make_application(other_applicant)
    deliver_due(at=timezone.now())
    mail.outbox.clear()

    for application in (earlier, later):
        decide(application, specialist)
    deliver_due(at=timezone.now())

    told = {each.to[0]: each.body for each in mail.outbox}
    assert "The first words." in told[applicant.email]
    assert "The second words." in told[other_applicant.email]
    assert all("ask for this decision to be reviewed" in body for body in told.values())


def test_a_name_that_looks_like_a_placeholder_is_a_name_and_stays_on_its_line(
    say: Say, applicant: User
) -> None:
    say("application_submitted", subject=text("{applicant}", "{applicant}"))
    application = make_application(applicant)
    person = application.person
    person.first_name, person.last_name = "{reference}\nBcc: everybody@example.org", "X"
    person.save()

    sent = mailed("application_submitted")

    assert sent.subject == "{reference} Bcc: everybody@example.org X"


def test_message_of_an_application_that_is_gone_goes_out_without(say: Say, applicant: User) -> None:
    say("application_submitted", body=text("Own.", "Propio."))
    make_application(applicant)
    row = OutboxMessage.objects.get()
    context = {**row.context, "application_id": "0f0e0d0c-0000-4000-8000-000000000001"}

    assert "Own." in render_message(row.kind, "en", row.context).body
    assert "Own." not in render_message(row.kind, "en", context).body


def test_explanation_names_the_messages_with_own_words(say: Say, applicant: User) -> None:
    say("application_denied", body=text("Own.", "Propio."))
    application, told = make_application(applicant), StringIO()

    call_command("explain", application.reference, stdout=told)

    said = "words of its own in what is mailed: The application is denied"
    assert said in told.getvalue().splitlines()


def test_looking_for_own_words_costs_one_row(applicant: User) -> None:
    make_application(applicant)
    row = OutboxMessage.objects.get()
    render_message(row.kind, "en", row.context)

    with CaptureQueriesContext(connection) as queries:
        render_message(row.kind, "en", row.context)

    assert len(queries) == 1


def test_control_not_looked_for_they_are_not_there(
    say: Say, applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    say("application_submitted", body=text("Own.", "Propio."))
    make_application(applicant)
    monkeypatch.setattr(own_words, "write_own_words", lambda *_args: NO_WORDS)

    assert "Own." not in mailed("application_submitted").body
